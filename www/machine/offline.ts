// Offline use: whether the page opens again without a network; where it was built for that, a service worker stores its
// files.

/**
 * session: this tab works on, a new one needs the server; file: never needs a server; kept: all files are stored;
 * refused: storing failed.
 */
export type Offline = { state: "session" | "file" | "keeping" | "kept" } | { state: "refused"; why: string };

/** Has the service worker store the page's files, and waits until it has: no request is made after that. */
async function keep(): Promise<Offline> {
  if (!("serviceWorker" in navigator)) return { state: "refused", why: "serviceWorker" };
  try {
    const registration = await navigator.serviceWorker.register("./sw.js", { scope: "./" });
    const worker = registration.installing;
    if (worker) await settled(worker);
    return registration.active || registration.waiting
      ? { state: "kept" }
      : { state: "refused", why: worker?.state ?? "" };
  } catch (cause) {
    return { state: "refused", why: cause instanceof Error ? cause.message : String(cause) };
  }
}

/** Waits until a service worker is installed, or given up because the storage is full. */
const settled = (worker: ServiceWorker) =>
  new Promise<void>((resolve) => {
    const look = () => {
      if (worker.state === "activated" || worker.state === "redundant") resolve();
    };
    worker.addEventListener("statechange", look);
    look();
  });

/** Prepares offline use as far as the page was built for it. */
export async function goOffline(): Promise<Offline> {
  if (TARGET === "file") return { state: "file" };
  return TARGET === "site" ? keep() : { state: "session" };
}
