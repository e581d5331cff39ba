// Gives the weighing page from this phone when the server cannot be reached; asks the server first whenever it can.
const CACHE = "lilian-weighing-1", PATIENCE_MS = 4_000;
const WEIGHING = /^\/receiving\/points\/\d+\/weigh\/$/, MADE = /\/static\//;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", event => event.waitUntil(self.clients.claim()));

async function page(request) {
  const cache = await caches.open(CACHE), path = new URL(request.url).pathname, aside = await cache.match(path);
  const impatient = aside ? AbortSignal.timeout(PATIENCE_MS) : undefined;
  try {
    const answer = await fetch(request, { signal: impatient });
    if (answer.ok) await cache.put(path, answer.clone());
    // Signed out: nobody else is shown whose fruit was weighed here.
    else if (answer.type === "opaqueredirect" || answer.status === 403 || answer.status === 404) await cache.delete(path);
    return answer;
  } catch (fault) {
    if (aside) return aside;
    throw fault;
  }
}

async function part(request) {
  const cache = await caches.open(CACHE), aside = await cache.match(request, { ignoreVary: true });
  return aside ?? fetch(request);
}

self.addEventListener("fetch", event => {
  const { request } = event, { pathname } = new URL(request.url);
  if (request.method !== "GET") return;
  if (request.mode === "navigate" && WEIGHING.test(pathname)) event.respondWith(page(request));
  else if (MADE.test(pathname)) event.respondWith(part(request));
});
