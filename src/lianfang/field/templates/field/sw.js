// The app's service worker: one version of the app, whole, from its own cache. Whatever is not of the app goes to
// the network untouched. It never takes over by itself: the page asks it to when no form would be lost.

const VERSION = "{{ version }}";
const FILES = {{ files|safe }};
const SHELL = "{% url "field:shell" %}";
const CACHE = `field-${VERSION}`;
const ANY = { ignoreVary: true };

self.addEventListener("install", (event) => event.waitUntil(gather()));
self.addEventListener("activate", (event) => event.waitUntil(begin()));
self.addEventListener("message", (event) => { if (event.data === "take over") self.skipWaiting(); });

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  const page = request.mode === "navigate";
  if (page ? pathname === SHELL : pathname in FILES) event.respondWith(kept(pathname, request));
});

const kept = async (path, request) => (await (await caches.open(CACHE)).match(path, ANY)) ?? fetch(request);

// Every file by its digest: what an earlier version, or an attempt that broke off, has alike is not fetched again.
const gather = async () => {
  const cache = await caches.open(CACHE);
  const page = await fetch(SHELL, { cache: "reload" });
  if (page.headers.get("X-Version") !== VERSION) throw new Error("the server has another version by now");
  await cache.put(SHELL, page);
  await Promise.all(Object.entries(FILES).map(async ([path, digest]) =>
    cache.put(path, (await known(path, digest)) ?? (await fetched(path, digest)))));
};

const known = async (path, digest) => {
  const answer = await caches.match(path, ANY);
  return answer && (await digestOf(answer.clone())) === digest ? answer : null;
};

const fetched = async (path, digest) => {
  const answer = await fetch(path, { cache: "reload", integrity: `sha256-${digest}` });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer;
};

const digestOf = async (answer) => {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", await answer.arrayBuffer()));
  return btoa(String.fromCharCode(...bytes));
};

const begin = async () => {
  for (const name of await caches.keys()) if (name.startsWith("field-") && name !== CACHE) await caches.delete(name);
  await self.clients.claim();
};
