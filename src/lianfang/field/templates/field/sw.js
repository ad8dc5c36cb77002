// The app's service worker: one version of the app, whole, from its own cache. Whatever is not of the app goes to
// the network untouched. It never takes over by itself: the page asks it to when no form would be lost.

const VERSION = "{{ version }}";
const SHELL = "{% url "field:shell" %}";
const FOLDERS = ["{{ files }}", "/words/"];
const PACK = "{% url "field:files" %}";
const CACHE = `field-${VERSION}`;
const ROOM = `${SHELL}room/`; // marks in the cache which rooms are in it: no such address is ever asked for

self.addEventListener("install", (event) => event.waitUntil(gather()));
self.addEventListener("activate", (event) => event.waitUntil(begin()));
self.addEventListener("message", (event) => {
  if (event.data === "take over") self.skipWaiting();
  else if (event.data.room) event.waitUntil(furnish(event));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  const ours = request.mode === "navigate" ? pathname === SHELL : FOLDERS.some((folder) => pathname.startsWith(folder));
  if (ours) event.respondWith(kept(pathname, request));
});

// What the app does not use of those folders is not in its cache.
const kept = async (path, request) => {
  const found = await (await caches.open(CACHE)).match(path, { ignoreVary: true });
  return found ?? fetch(request);
};

const gather = async () => {
  const [page, pack, rooms] = await Promise.all([fetch(SHELL, { cache: "reload" }), files(), furnished()]);
  if (page.headers.get("X-Version") !== VERSION) throw new Error(OTHER);
  const cache = await caches.open(CACHE);
  await Promise.all([cache.put(SHELL, page), keep(cache, pack), ...rooms.map((room) => add(cache, room))]);
};

const OTHER = "the server has another version by now";

const files = async (query = "") => {
  const { version, files } = await (await fetch(PACK + query, { cache: "reload" })).json();
  if (version !== VERSION) throw new Error(OTHER);
  return Object.entries(files);
};

const keep = (cache, pack) => Promise.all(
  pack.map(([path, [type, content]]) => cache.put(path, new Response(content, { headers: { "Content-Type": `${type}; charset=utf-8` } }))),
);

// A room some person's work needs: fetched once, and again with every new version.
const add = async (cache, room) => {
  await keep(cache, await files(`?room=${room}`));
  await cache.put(ROOM + room, new Response());
};

const furnish = async ({ data: { room }, ports: [answer] }) => {
  const cache = await caches.open(CACHE);
  const done = (await cache.match(ROOM + room)) || (await add(cache, room).then(() => true, () => false));
  answer.postMessage(Boolean(done));
};

const furnished = async () => {
  const found = new Set();
  for (const name of await caches.keys()) {
    if (!name.startsWith("field-")) continue;
    for (const { url } of await (await caches.open(name)).keys()) {
      const { pathname } = new URL(url);
      if (pathname.startsWith(ROOM)) found.add(pathname.slice(ROOM.length));
    }
  }
  return [...found];
};

const begin = async () => {
  for (const name of await caches.keys()) if (name.startsWith("field-") && name !== CACHE) await caches.delete(name);
  await self.clients.claim();
};
