// What the browser shows when Foothold cannot be reached: one page that says so, and its looks. It stores these alone; no page that
// belongs to somebody is ever kept. And what shows notifications. Installed for those who are logged in (`enhance.js`), gone with the log-out.

// The server puts in the paths, whose names change with each release (`site/offline.rs`).
const KEPT = ["PATHS"];
// Says when the page is another one.
const NAME = 'foothold EDITION';
// Such a name never changes what it stands for.
const HASHED = /\.[0-9a-f]{16}\./;

self.addEventListener('install', (event) => event.waitUntil((async () => {
  const store = await caches.open(NAME);
  await store.addAll(KEPT.map((path) => new Request(path, { credentials: 'omit' })));
  await self.skipWaiting();
})()));

self.addEventListener('activate', (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name !== NAME) await caches.delete(name);
  // The page is asked for while this starts: on a slow phone that takes a moment.
  await self.registration.navigationPreload?.enable();
  await self.clients.claim();
})()));

// What a proxy answers while no portal answers it (RFC 9110, 15.6.3 and 15.6.5). A busy portal says 503, and what to do, by itself.
const GATEWAY = [502, 504];

const page = async (event) => {
  try {
    const answer = (await event.preloadResponse) ?? (await fetch(event.request));
    return (GATEWAY.includes(answer.status) && (await caches.match(KEPT[0]))) || answer;
  } catch {
    return (await caches.match(KEPT[0])) ?? Response.error();
  }
};

// There is news: what a push service hands over was encrypted by the portal for this browser alone. One is shown whatever came, as
// browsers ask for. The portal is told that it was: what no device shows goes by email.
self.addEventListener('push', (event) => {
  let said = {};
  try { said = event.data.json() ?? {}; } catch { /* shown without words of its own */ }
  const body = said.body ?? 'There is news about your record.';
  const shown = self.registration.showNotification('Foothold', { body, tag: said.tag, icon: '/icon-192.png' });
  const words = new URLSearchParams({ 'form[id]': said.id ?? '', 'form[proof]': said.proof ?? '' });
  const told = () => fetch('/api/inbox/shown', { method: 'POST', credentials: 'omit', headers: { Accept: 'application/json' }, body: words })
    .then(({ ok }) => ok, () => false);
  // A line that is just coming back, or a portal that is busy, is asked again.
  const tell = async () => {
    for (const wait of [0, 3, 10]) {
      await new Promise((done) => { setTimeout(done, wait * 1000); });
      if (await told()) return;
    }
  };
  event.waitUntil(shown.then(() => (said.id ? tell() : null)).catch(() => {}));
});
// A page of its own: in another one somebody may be typing.
self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow('/inbox'));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET') return;
  const { origin, pathname } = new URL(request.url);
  if (request.mode === 'navigate') event.respondWith(page(event));
  else if (origin !== location.origin || KEPT.indexOf(pathname) < 1) return;
  else if (HASHED.test(pathname)) event.respondWith(caches.match(pathname).then((found) => found ?? fetch(request)));
  else event.respondWith(fetch(request).catch(() => caches.match(pathname).then((found) => found ?? Response.error())));
});
