// Notifications on this device: asks the browser for them, and tells the portal where they go (`worker.js` shows them). On the page
// that chooses how news come alone.

const { bytes, text, onDevice, owner } = await import(document.querySelector('script[src*="/enhance"]').src);

const inTime = (promise) => Promise.race([promise, new Promise((_, fail) => { setTimeout(fail, 15_000, new Error('late')); })]);
const subscribed = async () => (await navigator.serviceWorker?.getRegistration())?.pushManager?.getSubscription();
const ofKey = (given, key) => text(given.options?.applicationServerKey ?? new ArrayBuffer(0)) === key;
const notifications = async (box) => {
  const [without, failed, over] = ['without', 'failed', 'with'].map((part) => box.querySelector(`[data-${part}]`));
  if (!navigator.serviceWorker || !window.PushManager || !window.Notification) {
    without.textContent = 'This browser cannot show notifications here. On an iPhone or iPad, first add Foothold to the Home Screen, open it from there, and log in.';
    return;
  }
  const form = over.querySelector('form');
  const press = form.querySelector('[type=submit]');
  const { push } = box.dataset;
  without.hidden = true;
  over.hidden = false;
  form.addEventListener('submit', async (event) => {
    const field = (name) => form.elements[`form[${name}]`];
    event.preventDefault();
    if (press.getAttribute('aria-disabled')) return;
    press.setAttribute('aria-disabled', 'true');
    failed.hidden = true;
    try {
      const may = await Notification.requestPermission();
      if (may !== 'granted') throw new DOMException(may, 'NotAllowedError');
      await navigator.serviceWorker.register('/worker.js');
      const { pushManager } = await inTime(navigator.serviceWorker.ready);
      let given = await pushManager.getSubscription();
      // One that was made for another portal, or before this one got another key.
      if (given && !ofKey(given, push)) await given.unsubscribe().then(() => { given = null; });
      given ??= await inTime(pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(push) }));
      const { endpoint, keys } = given.toJSON();
      for (const [name, value] of Object.entries({ endpoint, p256dh: keys.p256dh, auth: keys.auth })) field(name).value = value;
      // Kept before the page is left: the next who uses this device is told nothing.
      await new Promise((done) => { onDevice((kept) => kept.put(owner, 'notified'), done); setTimeout(done, 1000); });
      form.submit();
    } catch (error) {
      failed.textContent = error.name !== 'NotAllowedError' ? 'That did not work. Try again, or use another browser.'
        : error.message === 'denied' ? 'This browser does not let Foothold show notifications. Allow them in its settings for this site, then try again.'
          : 'Your browser asked whether Foothold may show notifications, and got no yes. Try again, and allow it.';
      failed.hidden = false;
      press.removeAttribute('aria-disabled');
    }
  });
  const given = await subscribed();
  if (!given || !ofKey(given, push) || !crypto.subtle) return;
  const mark = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(given.endpoint));
  const hex = [...new Uint8Array(mark)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const here = box.querySelector(`[data-device="${hex}"]`);
  if (!here) return;
  here.querySelector('[data-here]').hidden = false;
  without.textContent = 'This device shows notifications.';
  [without.hidden, over.hidden] = [false, true];
};
document.querySelectorAll('[data-push]').forEach((box) => notifications(box).catch(() => {}));
