// What pages gain with scripts; every one of them works without. The rules of forms are in `forms.js`.
// Passkeys, the end of the session, printing and copying codes, read marks, showing passwords.

const all = (selector) => [...document.querySelectorAll(selector)];
const post = (url, body) =>
  fetch(url, { method: 'POST', headers: { Accept: 'application/json', 'Content-Type': 'application/x-www-form-urlencoded' }, body });

// --- Printing, and copying backup codes.
for (const button of all('[data-print]')) {
  button.hidden = false;
  button.onclick = () => window.print();
}
for (const list of all('[data-codes]')) {
  const copy = list.nextElementSibling?.querySelector('[data-copy]');
  if (copy && navigator.clipboard) {
    copy.hidden = false;
    copy.onclick = async () => {
      await navigator.clipboard.writeText(list.dataset.codes);
      copy.textContent = 'Copied';
    };
  }
}

for (const value of navigator.clipboard ? all('[data-value]') : []) {
  const copy = document.createElement('button');
  copy.type = 'button';
  copy.className = 'usa-button usa-button--unstyled copy';
  copy.textContent = 'Copy';
  copy.setAttribute('aria-label', value.dataset.value);
  copy.onclick = async () => {
    await navigator.clipboard.writeText(value.textContent);
    copy.textContent = 'Copied';
  };
  value.after(' ', copy);
}

// --- A signature can be drawn beside the typed name: strokes of points on a field of a thousand by a thousand.
for (const place of all('[data-draw]')) {
  const input = place.querySelector('input');
  const make = (name, parent) => parent.appendChild(document.createElementNS('http://www.w3.org/2000/svg', name));
  const words = place.appendChild(document.createElement('p'));
  words.className = 'usa-hint';
  words.textContent = place.dataset.draw;
  const pad = make('svg', place);
  pad.setAttribute('viewBox', '0 0 1000 1000');
  pad.setAttribute('preserveAspectRatio', 'none');
  pad.setAttribute('class', 'draw');
  pad.setAttribute('aria-hidden', 'true');
  const path = make('path', pad);
  path.setAttribute('vector-effect', 'non-scaling-stroke');
  const show = (drawn) => { input.value = drawn; path.setAttribute('d', drawn); };
  const add = (kind, event) => {
    const box = pad.getBoundingClientRect();
    const at = (point, from, size) => Math.min(1000, Math.max(0, Math.round(((point - from) / size) * 1000)));
    const drawn = `${input.value}${kind}${at(event.clientX, box.left, box.width)} ${at(event.clientY, box.top, box.height)}`;
    if (drawn.length < 12000) show(drawn);
  };
  let drawing = false;
  pad.onpointerdown = (event) => { drawing = true; pad.setPointerCapture(event.pointerId); add('M', event); };
  pad.onpointermove = (event) => { if (drawing) add('L', event); };
  pad.onpointerup = pad.onpointercancel = () => { drawing = false; };
  const clear = place.appendChild(document.createElement('button'));
  clear.type = 'button';
  clear.className = 'usa-button usa-button--unstyled';
  clear.textContent = 'Clear the drawing';
  clear.onclick = () => show('');
}

// --- A conversation on the screen is read; without scripts the button says so.
for (const button of all('[data-mark-read]')) {
  post(button.form.action, new URLSearchParams(new FormData(button.form)))
    .then((answer) => { if (answer.ok) button.form.remove(); })
    .catch(() => {});
}

// --- What was refused is read out first.
document.querySelector('.fault-summary, #effect')?.focus();

// --- A second tap while a form is on its way sends nothing. Those with rules of their own see to it themselves.
document.addEventListener('submit', (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.matches('[data-judged], [method=get]')) return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = 'on';
  const again = () => { delete form.dataset.sent; };
  setTimeout(again, 5_000);
  window.addEventListener('pageshow', (shown) => { if (shown.persisted) again(); });
});

// --- Forms with rules of their own fetch them at the first touch.
const { forms } = document.documentElement.dataset;
if (forms && document.querySelector('[data-judged], [data-asked], [data-place]')) {
  const once = new AbortController();
  const fetchRules = () => { once.abort(); import(forms).catch(() => { if (late) late.hidden = false; }); };
  // A form that was begun is offered at once.
  if (document.cookie.includes('foothold_kept=on')) fetchRules();
  for (const touch of ['focusin', 'pointerdown', 'keydown']) {
    document.querySelector('main').addEventListener(touch, fetchRules, { signal: once.signal });
  }
}

// --- Keys for what an official repeats. They rest while somebody types, and can be switched off (WCAG 2.1.4).
const keys = document.querySelector('[data-keys]');
if (keys) {
  // The dialog is of the page only while it is open.
  const open = () => {
    const dialog = document.body.appendChild(keys.content.firstElementChild.cloneNode(true));
    const box = dialog.querySelector('input');
    box.checked = !off();
    box.onchange = () => keep(box.checked ? 0 : 31_536_000);
    dialog.onclose = () => dialog.remove();
    dialog.showModal();
  };
  // Nothing is stored beside cookies; this one says nothing of anybody.
  const off = () => document.cookie.includes('foothold_keys=off');
  const keep = (age) => { document.cookie = `foothold_keys=off; path=/; max-age=${age}; samesite=lax`; };
  const rows = () => all('.report-row a, .scan tbody th a, .usa-table tbody th a').filter((row) => row.checkVisibility());
  const step = (by) => {
    const found = rows();
    const here = document.activeElement.closest('.report-row, tr');
    const at = found.findIndex((row) => here?.contains(row));
    found[at < 0 ? (by > 0 ? 0 : found.length - 1) : Math.min(found.length - 1, Math.max(0, at + by))]?.focus();
  };
  // What somebody has begun to fill in is not left by a key.
  const begun = () => all('main form:not(.search) :is(input:not([type=hidden]), textarea, select)').some((field) => (
    /^(checkbox|radio)$/.test(field.type) ? field.checked !== field.defaultChecked
      : field.options ? [...field.options].some((option, n) => option.selected !== (option.defaultSelected || (!n && !field.querySelector('[selected]'))))
        : field.value !== field.defaultValue));
  const go = (path) => () => { if (!begun()) location.assign(path); };
  const acts = {
    '/': () => document.querySelector('[data-find], .search .usa-input')?.focus(),
    j: () => step(1), k: () => step(-1),
    o: go('/console'), s: go('/console/students'), r: go('/console/review'), a: go('/console/alerts'), b: go('/console/batches'),
    x: () => document.activeElement.closest('.report-row')?.querySelector('input[type=checkbox]')?.click(),
    '?': open,
  };
  for (const opener of all('[data-show-keys]')) { opener.hidden = false; opener.onclick = open; }
  document.addEventListener('keydown', (event) => {
    const { target } = event;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (event.repeat && !/^[jk]$/.test(key)) return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || document.querySelector('dialog[open]')) return;
    if (target.closest('input:not([type=checkbox], [type=radio]), select, textarea') || off()) return;
    if (!acts[key]) return;
    event.preventDefault();
    acts[key]();
  });
}

// --- Long answers say how much room is left: to the eye at once, to the ear when the typing rests.
for (const area of all('textarea[data-most]')) {
  const most = Number(area.dataset.most);
  const seen = document.createElement('p');
  seen.className = 'usa-hint';
  seen.setAttribute('aria-hidden', 'true');
  const heard = document.createElement('p');
  heard.className = 'usa-sr-only';
  heard.setAttribute('role', 'status');
  area.after(seen, heard);
  let rest;
  const count = () => {
    const left = most - [...area.value].length;
    const words = left < 0 ? `${-left} characters too many` : `${left} of ${most} characters left`;
    seen.textContent = words;
    clearTimeout(rest);
    rest = setTimeout(() => { if (document.activeElement === area) heard.textContent = words; }, 1500);
  };
  area.addEventListener('input', count);
  count();
}

// --- Why a report is late is asked once a start date says that it is (`forms.js`).
const late = forms && document.querySelector('[data-late]');
if (late && !late.querySelector('textarea').value && !late.querySelector('.usa-error-message')) late.hidden = true;

// --- What the device keeps until the log-out (`forms.js`).
const owner = document.querySelector('form.logout [name=made_for]')?.value;
const onDevice = (act, then) => {
  const opening = window.indexedDB?.open('foothold', 1) ?? {};
  opening.onupgradeneeded = () => opening.result.createObjectStore('kept');
  opening.onsuccess = () => {
    const done = act(opening.result.transaction('kept', 'readwrite').objectStore('kept'));
    done.onsuccess = done.onerror = () => { opening.result.close(); then?.(done.result); };
  };
};
// A receipt that follows a form says that it arrived: what was kept of it goes.
if (/^\/receipts\//.test(location.pathname) && document.referrer && document.cookie.includes('foothold_kept=on')) {
  const sent = `draft:${owner}:${new URL(document.referrer).pathname}`;
  onDevice((kept) => kept.delete(sent));
  // And what was begun without a line, if it is what was put back.
  onDevice((kept) => kept.get(`restored:${sent}#begun`), (put) => put && onDevice((kept) => kept.get(`${sent}#begun`), (begun) => {
    onDevice((kept) => kept.delete(`restored:${sent}#begun`));
    if (begun?.at === put) onDevice((kept) => kept.delete(`${sent}#begun`));
  }));
}

// --- Logging out leaves nothing on the device: the server says so to the browser, and this to those that do not listen.
const leaving = document.querySelector('form.logout');
const quiet = () => {};
const forgetNews = () => navigator.serviceWorker?.getRegistration()
  .then((known) => known?.pushManager?.getSubscription()).then((given) => given?.unsubscribe())
  .then(() => onDevice((kept) => kept.delete('notified'))).catch(quiet);
const leave = () => {
  window.indexedDB?.deleteDatabase('foothold');
  document.cookie = 'foothold_kept=; path=/; max-age=0';
  // The page is left meanwhile; what is cut short the server's answer does as well.
  navigator.serviceWorker?.getRegistration().then((known) => known?.unregister()).catch(quiet);
  window.caches?.keys().then((names) => Promise.all(names.map((name) => caches.delete(name)))).catch(quiet);
  tabs?.postMessage({ left: null, warn });
};
leaving?.addEventListener('submit', leave);

// --- Without a line a page of our own says so (`worker.js`), and goes once the line is back.
if (leaving && navigator.serviceWorker && !navigator.connection?.saveData) {
  window.addEventListener('load', () => navigator.serviceWorker.register('/worker.js').catch(() => {}));
}
const offline = document.querySelector('[data-no-line]');
// Whose report may be begun without a line: the student's whose page this is, and nobody's once somebody else's page is shown or
// nobody is logged in.
if (!offline && (leaving || navigator.serviceWorker?.controller)) {
  const students = leaving && document.querySelector('nav a[href="/employment"]');
  onDevice((kept) => (students ? kept.put({ id: owner, at: Date.now() }, 'owner') : kept.delete('owner')));
  // Nor is whoever uses this device now shown the news of somebody who did before.
  if (owner) onDevice((kept) => kept.get('notified'), (whose) => { if (whose && whose !== owner) forgetNews(); });
}
if (offline) {
  import(document.documentElement.dataset.forms).catch(() => {});
  // What is being typed stays where it is.
  window.addEventListener('online', () => { if (!document.querySelector('[data-typed]')) location.reload(); });
  // What somebody else left on the device is nobody's business.
  onDevice((kept) => kept.get('owner'), (whose) => onDevice((kept) => kept.getAllKeys(), (names) => {
    document.querySelector('[data-kept]').hidden = !names?.some((name) => whose && String(name).startsWith(`draft:${whose.id}:`));
  }));
}

// --- Passwords can be shown.
const passwords = all('input[type=password]');
if (passwords.length) {
  const toggle = document.createElement('button');
  toggle.type = 'button';
  toggle.className = 'usa-button usa-button--unstyled shows-passwords';
  const words = passwords.length > 1 ? 'passwords' : 'password';
  const show = (shown) => {
    passwords.forEach((field) => { field.type = shown ? 'text' : 'password'; });
    toggle.textContent = `${shown ? 'Hide' : 'Show'} ${words}`;
    toggle.setAttribute('aria-pressed', String(shown));
  };
  show(false);
  toggle.onclick = () => show(passwords[0].type === 'password');
  passwords.at(-1).form?.addEventListener('submit', () => show(false));
  passwords.at(-1).after(toggle);
}

// --- Passkeys.
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');

const creation = (options) => ({
  ...options,
  challenge: bytes(options.challenge),
  user: { ...options.user, id: bytes(options.user.id) },
  excludeCredentials: (options.excludeCredentials ?? []).map((c) => ({ ...c, id: bytes(c.id) })),
});
const request = (options) => ({
  ...options,
  challenge: bytes(options.challenge),
  allowCredentials: (options.allowCredentials ?? []).map((c) => ({ ...c, id: bytes(c.id) })),
});
const answered = (credential) => {
  const { response } = credential;
  const parts = { clientDataJSON: text(response.clientDataJSON) };
  if (response.attestationObject) {
    parts.attestationObject = text(response.attestationObject);
    parts.transports = response.getTransports?.() ?? [];
  } else {
    parts.authenticatorData = text(response.authenticatorData);
    parts.signature = text(response.signature);
    parts.userHandle = response.userHandle ? text(response.userHandle) : null;
  }
  return JSON.stringify({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    extensions: credential.getClientExtensionResults(),
    response: parts,
  });
};

const passkey = (box) => {
  const possible = window.PublicKeyCredential && !/^[\d.]+$|^\[/.test(location.hostname);
  const without = box.querySelector('[data-without]');
  const failed = box.querySelector('[data-failed]');
  const form = box.querySelector('form');
  if (!possible) {
    if (without) without.textContent = 'Passkeys do not work in this browser or at this address. Choose another option below.';
    return;
  }
  if (without) {
    without.hidden = true;
    box.querySelector('[data-with]').hidden = false;
  }
  box.hidden = false;
  form.addEventListener('submit', async (event) => {
    const field = form.elements['form[credential]'];
    if (field.value) return; // answered: the form goes its way
    event.preventDefault();
    // The browser asks once at a time, and the portal knows its last question only.
    if (form.dataset.asking) return;
    form.dataset.asking = 'on';
    failed.hidden = true;
    try {
      const answer = await post(box.dataset.ask ?? '/api/passkey/ask', '');
      if (!answer.ok) throw new Error(await answer.text());
      const { publicKey } = JSON.parse(await answer.json());
      const credential = box.dataset.passkey === 'create'
        ? await navigator.credentials.create({ publicKey: creation(publicKey) })
        : await navigator.credentials.get({ publicKey: request(publicKey) });
      field.value = answered(credential);
      form.submit();
    } catch (error) {
      failed.textContent = error.name === 'NotAllowedError'
        ? 'The passkey was not used: it was refused, or took too long. Try again, or use another way.'
        : 'That did not work. Try again, or use another way.';
      failed.hidden = false;
      delete form.dataset.asking;
    }
  });
};
all('[data-passkey]').forEach(passkey);

// `notify.js` asks the browser for notifications with the same.
export { bytes, text, onDevice, owner };

// --- The end of the session: a warning with a countdown, shared by all tabs.
const tabs = 'BroadcastChannel' in window ? new BroadcastChannel('foothold-session') : null;
let ends = null; // milliseconds, on this tab's clock
let warn = 120;
let dialog = null;
let spoken = null;
let asked = false;

const learn = ({ left, warn: seconds }) => {
  const went = ends !== null;
  warn = seconds;
  ends = left === null ? null : performance.now() + left * 1000;
  if (ends !== null) delete document.documentElement.dataset.over;
  // However it ended, by itself or by a log-out in another tab, nothing private stays in sight.
  if (ends === null && went && document.querySelector('.logout')) over();
  if (dialog && ends && ends - performance.now() > warn * 1000) close();
};
const look = async () => {
  try {
    learn(await (await fetch('/session')).json());
    return true;
  } catch {
    return false; // a bad line is not the end of the session
  }
};
const stay = async () => {
  try {
    const answer = await (await post('/session', '')).json();
    learn(answer);
    tabs?.postMessage(answer);
    if (ends !== null) close();
  } catch { /* the countdown goes on */ }
};
tabs?.addEventListener('message', ({ data }) => learn(data));

const close = () => {
  dialog?.close();
  dialog?.remove();
  dialog = null;
  spoken = null;
};
const button = (words, style, act) => {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = `usa-button ${style}`;
  made.textContent = words;
  made.onclick = act;
  return made;
};
const logOut = async () => {
  leave();
  await post('/api/logout', '');
  location.assign('/login');
};
const open = (heading, words, buttons, cancel) => {
  close();
  dialog = document.createElement('dialog');
  dialog.className = 'session-end';
  dialog.setAttribute('aria-labelledby', 'session-heading');
  dialog.setAttribute('aria-describedby', 'session-words');
  dialog.innerHTML = '<h2 id="session-heading"></h2><p id="session-words"></p><p class="left" aria-hidden="true"></p><p class="usa-sr-only" role="status"></p><p class="ways"></p>';
  dialog.querySelector('h2').textContent = heading;
  dialog.querySelector('#session-words').textContent = words;
  dialog.querySelector('.ways').append(...buttons);
  dialog.addEventListener('cancel', (event) => {
    event.preventDefault();
    cancel();
  });
  document.body.append(dialog);
  dialog.showModal();
};
const clock = (seconds) => (seconds >= 60 ? `${Math.floor(seconds / 60)} min ${seconds % 60} s` : `${seconds} s`);

const changed = () =>
  all('main form').find((form) => [...form.elements].some((field) =>
    ('defaultValue' in field && field.type !== 'hidden' && field.value !== field.defaultValue && field.type !== 'checkbox' && field.type !== 'radio')
    || ('defaultChecked' in field && field.checked !== field.defaultChecked)));

const over = () => {
  if (dialog?.classList.contains('session-end--over')) return;
  // It is not asked for again: a log-out in another tab may still be on its way.
  asked = true;
  const form = changed();
  const again = `/login?next=${location.pathname}`;
  const go = async () => {
    // Logged in again in another tab: then nothing is over.
    if (await look() && ends) return close();
    // The server keeps a form that comes too late, half filled in or not, and asks to log in.
    if (form) {
      close();
      form.submit();
    } else location.assign(again);
  };
  document.documentElement.dataset.over = 'on';
  open('Your session has ended',
    form ? 'You were logged out for your security. What you typed is not lost: it will be here when you log in again.' : 'You were logged out for your security. Nothing you saved is lost.',
    [button('Log in again', '', go), button('Leave', 'usa-button--outline', () => location.assign('/login'))], go);
  dialog.classList.add('session-end--over');
};

const tick = async () => {
  if (!document.querySelector('.logout')) {
    ends = null;
    return close();
  }
  if (ends === null) {
    // The line was bad when the page was loaded.
    if (!asked) asked = await look();
    return;
  }
  const seconds = Math.max(0, Math.ceil((ends - performance.now()) / 1000));
  if (seconds > warn) return;
  if (!dialog) {
    // Another tab or page may have been used since.
    if (!(await look()) || !ends || ends - performance.now() > warn * 1000) {
      return;
    }
    open('Are you still there?', 'For your security, you will soon be logged out.',
      [button('Stay logged in', '', stay), button('Log out', 'usa-button--outline', logOut)], stay);
  }
  if (dialog.classList.contains('session-end--over')) return;
  if (seconds === 0) {
    if (await look() && ends && ends > performance.now()) return;
    return over();
  }
  dialog.querySelector('.left').textContent = clock(seconds);
  // Read aloud every half minute, and in the last ten seconds.
  const step = seconds <= 10 ? seconds : Math.ceil(seconds / 30) * 30;
  if (step !== spoken) {
    spoken = step;
    dialog.querySelector('[role=status]').textContent = `Logged out in ${clock(seconds)}`;
  }
};
setInterval(tick, 1000);
setInterval(() => { if (document.querySelector('.logout') && !dialog) look(); }, 60_000);
if (document.querySelector('.logout')) look();
