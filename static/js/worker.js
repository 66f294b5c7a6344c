// One page for when there is no network, and what it looks like. Nothing else is kept, and while the network works
// nothing comes from here. portal/pages/offline.py puts CACHE, PAGE and FILES before this.
addEventListener("install", (event) => {
  // Without cookies: the page is nobody's.
  const requests = FILES.map((file) => new Request(file, { credentials: "omit", cache: "reload" }));
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(requests)).then(() => skipWaiting()));
});

addEventListener("activate", (event) => {
  const old = (names) => Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)));
  event.waitUntil(caches.keys().then(old).then(() => clients.claim()));
});

// What was sent did not arrive, and its address may only take what is sent: the page of the form is the way back.
const sentFrom = ({ referrer }) => {
  const from = referrer.startsWith(`${location.origin}/`) ? referrer.slice(location.origin.length) : "/";
  return Response.redirect(`${PAGE}?${new URLSearchParams({ van: from })}`, 303);
};

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname, search } = new URL(request.url);
  const kept = request.mode === "navigate" ? PAGE : FILES.find((file) => origin + file === origin + pathname + search);
  if (!kept || origin !== location.origin) return;
  event.respondWith(fetch(request).catch(() => (request.method === "GET" ? caches.match(kept) : sentFrom(request))));
});
