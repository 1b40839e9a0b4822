// Keeps the page's own files, and answers from them: after the first visit the page opens without a network.
// The build puts FILES (paths, "./" first) and VERSION (a hash over their contents) above this line.
/* global FILES, VERSION */
// All pages of a host share its caches. This copy's begin with its own address: another copy beside it keeps its own.
const OWN = `discern ${self.registration.scope} `;
const NAME = OWN + VERSION;

self.addEventListener("install", (event) => {
  const keep = async () => {
    const cache = await caches.open(NAME);
    // Not from the browser's cache: a file of an older version must not slip in.
    await cache.addAll(FILES.map((path) => new Request(path, { cache: "reload" })));
    await self.skipWaiting();
  };
  event.waitUntil(keep());
});

self.addEventListener("activate", (event) => {
  const take = async () => {
    const old = (await caches.keys()).filter((name) => name.startsWith(OWN) && name !== NAME);
    await Promise.all(old.map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(take());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const answer = async () => {
    const cache = await caches.open(NAME);
    const kept = await cache.match(request, { ignoreSearch: true, ignoreVary: true });
    // What is not kept is no part of the page; the page's policy lets it ask its own origin only.
    return kept ?? fetch(request);
  };
  event.respondWith(answer());
});
