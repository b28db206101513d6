// Keeps the shell, never a page: stylesheet, scripts and icons by their version, and one page that says that there is
// no connection. VERSION and KEPT are written above this by the server (src/web/install.rs). Pages, fragments, files of
// customers and the API pass through as if this were not here.

const ROOT = new URL("./", self.location).pathname;
const NAME = `angelia-shell-${VERSION}`;
const OFFLINE = `${ROOT}offline${self.location.search}`;

/** Without cookies: nothing of a user is in what is kept. */
const plain = (address) => new Request(address, { credentials: "omit", cache: "no-cache" });

self.addEventListener("install", (event) => {
  const keep = async () => {
    const cache = await caches.open(NAME);
    await cache.addAll([OFFLINE, ...KEPT.map((address) => ROOT + address)].map(plain));
    // Pages that are open have their scripts; what they ask for by another version comes from the server.
    await self.skipWaiting();
  };
  event.waitUntil(keep());
});

self.addEventListener("activate", (event) => {
  const clean = async () => {
    const old = (await caches.keys()).filter((name) => name.startsWith("angelia-shell-") && name !== NAME);
    await Promise.all(old.map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(clean());
});

async function offline() {
  const cache = await caches.open(NAME);
  return (await cache.match(OFFLINE)) ?? Response.error();
}

/** A file of the shell: with a version from what is kept, without one from the server as long as there is one. */
async function file(request, versioned) {
  const cache = await caches.open(NAME);
  if (versioned) {
    const kept = await cache.match(request);
    if (kept) return kept;
  }
  try {
    const fresh = await fetch(request);
    if (fresh.ok && fresh.type === "basic") await cache.put(request, fresh.clone());
    return fresh;
  } catch {
    return (await cache.match(request, { ignoreSearch: true })) ?? Response.error();
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(fetch(request).catch(offline));
  else if (url.pathname.startsWith(`${ROOT}static/`)) event.respondWith(file(request, url.search.startsWith("?v=")));
});

// A notification leads to its conversation: in a page that is open, or in a new one.
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const { href } = event.notification.data ?? {};
  const follow = async () => {
    const pages = await self.clients.matchAll({ type: "window" });
    const page = pages.find((one) => one.visibilityState === "visible") ?? pages[0];
    if (!page) return self.clients.openWindow(href ?? ROOT);
    await page.focus();
    if (href) page.postMessage({ open: href });
  };
  event.waitUntil(follow());
});
