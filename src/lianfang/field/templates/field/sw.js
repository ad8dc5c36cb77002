// The app's service worker: one version of the app, whole, from its own cache. Whatever is not of the app goes to
// the network untouched. It never takes over by itself: the page asks it to when no form would be lost.

const VERSION = "{{ version }}";
const SHELL = "{% url "field:shell" %}";
const FOLDERS = ["{{ files }}", "/words/"];
const PACK = "{% url "field:files" %}";
const CACHE = `field-${VERSION}`;

self.addEventListener("install", (event) => event.waitUntil(gather()));
self.addEventListener("activate", (event) => event.waitUntil(begin()));
self.addEventListener("message", (event) => { if (event.data === "take over") self.skipWaiting(); });

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
  const [page, pack] = await Promise.all([fetch(SHELL, { cache: "reload" }), fetch(PACK, { cache: "reload" })]);
  const { version, files } = await pack.json();
  if (version !== VERSION || page.headers.get("X-Version") !== VERSION) throw new Error("the server has another version by now");
  const cache = await caches.open(CACHE);
  const kept = Object.entries(files).map(([path, [type, content]]) => cache.put(path, new Response(content, { headers: { "Content-Type": `${type}; charset=utf-8` } })));
  await Promise.all([cache.put(SHELL, page), ...kept]);
};

const begin = async () => {
  for (const name of await caches.keys()) if (name.startsWith("field-") && name !== CACHE) await caches.delete(name);
  await self.clients.claim();
};
