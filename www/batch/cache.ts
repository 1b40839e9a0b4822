// Finished rows of a batch, stored in this browser (IndexedDB) when the user asked for it. The only file that stores
// anything.
// Stored are rows of the table under a hash of everything they depend on; no image, no mask, no file name.

const NAME = "discern-batch";
const STORE = "rows";

const settled = <T>(request: IDBRequest<T>) =>
  new Promise<T>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

async function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  return settled(request);
}

/** The row kept under a key, if any. */
export async function keptRow(key: string): Promise<unknown> {
  const database = await open();
  try {
    return await settled(database.transaction(STORE).objectStore(STORE).get(key));
  } finally {
    database.close();
  }
}

/** Ends when what was asked of the store lies in it: a request may succeed and the store still have no room for it. */
const written = (transaction: IDBTransaction) =>
  new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });

/** Keeps a row. */
export async function keepRow(key: string, row: unknown): Promise<void> {
  const database = await open();
  try {
    const transaction = database.transaction(STORE, "readwrite");
    transaction.objectStore(STORE).put(row, key);
    await written(transaction);
  } finally {
    database.close();
  }
}

/** Deletes everything that was stored. */
export const forgetAll = () => settled(indexedDB.deleteDatabase(NAME)).then(() => undefined);

/** Whether anything is kept. */
export const isKept = async () => (await indexedDB.databases()).some(({ name }) => name === NAME);

/** SHA-256 of texts and files together. */
export async function keyOf(texts: readonly string[], files: readonly File[]): Promise<string> {
  const hash = async (bytes: BufferSource) =>
    [...new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))]
      .map((byte) => byte.toString(16).padStart(2, "0"))
      .join("");
  const parts: string[] = [];
  for (const file of files) parts.push(await hash(await file.arrayBuffer()));
  return hash(new TextEncoder().encode(JSON.stringify([texts, parts])));
}
