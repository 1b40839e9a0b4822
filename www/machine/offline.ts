// Whether the page opens again without a network, and having the browser keep it where it was built for that.

/** session: this tab works on, a new one needs the server; file: nothing is needed; kept: the browser has it all. */
export type Offline = { state: "session" | "file" | "keeping" | "kept" } | { state: "refused"; why: string };

/** Has the service worker keep the page's files, and waits for it: afterwards nothing is asked for. */
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

/** Waits until a worker is installed or was given up, as when the storage is full. */
const settled = (worker: ServiceWorker) =>
  new Promise<void>((resolve) => {
    const look = () => {
      if (worker.state === "activated" || worker.state === "redundant") resolve();
    };
    worker.addEventListener("statechange", look);
    look();
  });

/** What the page was built for, made so. */
export async function goOffline(): Promise<Offline> {
  if (TARGET === "file") return { state: "file" };
  return TARGET === "site" ? keep() : { state: "session" };
}
