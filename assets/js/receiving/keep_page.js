// Puts this page and what it is made of aside on the phone, and lets the worker give it where there is no connection.
const CACHE = "lilian-weighing-1";

const made = () => [
  ...[...document.querySelectorAll("script[src]")].map(each => each.src),
  ...[...document.querySelectorAll("link[rel=stylesheet], link[rel=icon]")].map(each => each.href),
  ...[...document.querySelectorAll("use")].map(each => new URL(each.getAttribute("href"), location).href.split("#")[0]),
];

export async function keepPage(worker) {
  if (!("serviceWorker" in navigator) || !navigator.onLine) return;
  try {
    await navigator.serviceWorker.register(worker);
    const cache = await caches.open(CACHE);
    await cache.addAll([location.pathname, ...new Set(made())]);
  } catch { /* a private window, or no https: the form works, a reload without a connection does not */ }
}
