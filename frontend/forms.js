// Forms that are judged before they are sent, and new passwords whose rules are ticked while typing. The rules are the server's own
// (`frontend`, in wasm); this shows what they say as the server's page shows it (`ui/form`, `ui/field`). Loaded at the first
// touch of such a form; until the rules are there, and wherever something fails, the browser sends the form by itself.

const { rules: script, wasm } = document.documentElement.dataset;
let rules = null;
const load = async () => {
  const module = await import(script);
  await module.default({ module_or_path: wasm });
  rules = module;
};
// A form that only has cities offered, or is begun without a line, needs none.
const loading = document.querySelector('[data-judged], [data-asked]') ? load() : new Promise(() => {});

const make = (name, properties, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};
const field = (form, name) => form.querySelector(`#f-${CSS.escape(name)}`);

// --- What a form was told: the summary above the page's heading, and each fault at its field.
function clear(form) {
  document.querySelector('.fault-summary')?.remove();
  document.title = document.title.replace(/^Error: /, '');
  for (const fault of form.querySelectorAll('.usa-error-message')) {
    unmark(form, fault);
    fault.remove();
  }
}

/** The field is no longer at fault. The sentence keeps its room: a button that moves under the finger is missed. */
function unmark(form, fault) {
  const about = field(form, fault.id.replace(/^f-|-fault$/g, ''));
  fault.closest('.usa-form-group')?.classList.remove('usa-form-group--error');
  fault.classList.add('usa-error-message--mended');
  about?.classList.remove('usa-input--error');
  about?.removeAttribute('aria-invalid');
  const summary = document.querySelector('.fault-summary');
  listed(fault)?.closest('li').classList.add('usa-error-message--mended');
  if (summary && !summary.querySelector('li:not(.usa-error-message--mended)')) {
    summary.classList.add('usa-error-message--mended');
    document.title = document.title.replace(/^Error: /, '');
  }
  const others = (about?.getAttribute('aria-describedby') ?? '').split(' ').filter((id) => id && id !== fault.id);
  if (others.length) about?.setAttribute('aria-describedby', others.join(' '));
  else about?.removeAttribute('aria-describedby');
}

/** The same fault in the summary. */
const listed = (fault) => document.querySelector(`.fault-summary a[href="#${fault.id.replace(/-fault$/, '')}"]`);

function mark(about, sentence) {
  const group = about.closest('.usa-form-group');
  const id = `${about.id}-fault`;
  if (!group || document.getElementById(id)) return;
  const fault = make('span', { className: 'usa-error-message', id, textContent: sentence });
  group.classList.add('usa-form-group--error');
  if (about.matches('fieldset')) (about.querySelector('.usa-hint') ?? about.querySelector('legend')).after(fault);
  else if (about.type === 'checkbox') group.prepend(fault);
  else about.before(fault);
  about.setAttribute('aria-describedby', [about.getAttribute('aria-describedby'), id].filter(Boolean).join(' '));
  if (about.matches('fieldset')) return;
  about.setAttribute('aria-invalid', 'true');
  if (about.type !== 'checkbox') about.classList.add('usa-input--error');
}

function tell(form, { faults, whole, version, doubted }) {
  clear(form);
  for (const [name, sentence] of faults) {
    const about = field(form, name);
    if (about) mark(about, sentence);
  }
  if (version !== null) form.elements['form[version]'].value = version;
  if (doubted) form.querySelector('[data-doubted]').hidden = false;
  const heading = make('h2', { className: 'usa-alert__heading', textContent: 'There is a problem' });
  const list = make('ul', { className: 'usa-list' }, ...faults.map(([name, sentence]) =>
    make('li', {}, make('a', { className: 'usa-link alone', href: `#f-${name}`, textContent: sentence }))));
  const body = make('div', { className: 'usa-alert__body' }, heading,
    ...(whole ? [make('p', { className: 'usa-alert__text', textContent: whole })] : []), list);
  body.setAttribute('role', 'alert');
  const summary = make('div', { className: 'usa-alert usa-alert--error fault-summary', tabIndex: -1 }, body);
  document.querySelector('main h1').before(summary);
  document.title = `Error: ${document.title}`;
  summary.focus();
}

const typed = (form) => {
  const values = {};
  for (const [name, value] of new FormData(form)) {
    const [, inner] = name.match(/^form\[(.+)\]$/) ?? [];
    if (inner) values[inner] = value;
  }
  return JSON.stringify(values);
};
const judged = (form) => JSON.parse(rules.judge(form.dataset.judged, typed(form), form.dataset.about));

// --- Sending: the page stays, and what is typed with it, until the server has taken it.
function wait(form, waiting) {
  form.dataset.waiting = waiting ? 'on' : '';
  for (const button of form.querySelectorAll('[type=submit]')) {
    if (waiting) button.setAttribute('aria-disabled', 'true');
    else button.removeAttribute('aria-disabled');
  }
}

// The request goes on when the page is left meanwhile; a larger body cannot (Fetch, "keepalive").
const OUTLIVES = 60_000;

async function send(form) {
  const { unasked } = form.dataset;
  delete form.dataset.dropped;
  delete form.dataset.unasked;
  say(form, 'Sending');
  keep(form, true);
  const typed = new URLSearchParams(new FormData(form));
  const now = Date.now();
  // The receipt shows both times: when this device first tried, and when it arrived.
  if (form.dataset.tried) typed.set('form[tried_at]', form.dataset.tried);
  const body = typed.toString();
  const headers = { Accept: 'application/json', 'Content-Type': 'application/x-www-form-urlencoded' };
  try {
    const answer = await fetch(form.action, { method: 'POST', headers, body, keepalive: body.length < OUTLIVES });
    const text = await answer.text();
    // A proxy that got no answer: the report may have arrived or not, as on a line that drops.
    if (answer.status === 502 || answer.status === 504) throw new Error('no answer');
    const next = answer.headers.get('Location');
    // The form waits until the next page is there.
    if (answer.ok && next) {
      // On the way to the login nothing is done yet: what the server keeps of the form may lapse before.
      if (!/^\/(login|attest|verify|account)\b/.test(next)) await forget(form);
      return location.assign(next);
    }
    tell(form, JSON.parse(rules.answered(answer.status, Number(answer.headers.get('Retry-After')) || 0, text)));
    say(form, '');
    keep(form);
  } catch {
    // What goes by itself does not take the focus of whoever reads meanwhile.
    if (!unasked) tell(form, { faults: [], whole: form.dataset.offline, version: null, doubted: false });
    say(form, '');
    form.dataset.dropped = 'on';
    form.dataset.tried ??= now;
    await keep(form);
    listen(form);
  }
  wait(form, false);
}

// --- A form that the line dropped goes once the line is back, with its own number, by which the portal knows it again. What was
// changed since does not: it may be half done.
function again(form) {
  if (!form.dataset.dropped || form.dataset.waiting) return;
  form.dataset.unasked = 'on';
  form.requestSubmit();
}
/** The browser knows of its own line only; so the portal is asked as well, less and less often, for an hour. */
function listen(form) {
  clearTimeout(form.listening);
  const tries = Number(form.dataset.tries ?? 0);
  const after = Math.min(4000 * 2 ** tries, 240_000);
  form.dataset.tries = tries + 1;
  if (tries > 20) return;
  form.listening = setTimeout(async () => {
    if (!form.dataset.dropped || form.dataset.waiting) return;
    const there = await fetch('/healthz', { cache: 'no-store' }).then(({ ok }) => ok, () => false);
    if (there) again(form);
    else listen(form);
  }, after);
}

/** The rules' word on the form, or none where they fail: then the server alone decides. */
function asked(form) {
  try {
    return rules && judged(form);
  } catch {
    return null;
  }
}

// --- A start date more than ten days ago: then the reason is asked for. Where the rules fail, it is asked in any case.
const late = document.querySelector('[data-late]');
if (late) {
  const start = field(document, 'start_date');
  const today = () => { const now = new Date(); return [now.getFullYear(), now.getMonth() + 1, now.getDate()]; };
  const show = () => { late.hidden = !late.querySelector('textarea').value && !rules.late(start.value, ...today()); };
  // Only what is typed decides: nothing moves under the finger that first touches the form.
  let typed = false;
  start.addEventListener('input', () => { typed = true; if (rules) show(); });
  loading.then(() => { if (typed) show(); }, () => { late.hidden = false; });
}

// --- City and state are offered from the ZIP code while both are empty. Whatever hinders it, they can be typed.
for (const told of document.querySelectorAll('[data-place]')) {
  const form = told.closest('form');
  const [zip, city, state] = ['zip', 'city', 'state'].map((name) => field(form, told.dataset.of + name));
  let offered = null;
  const ask = async () => {
    told.textContent = '';
    // What was offered goes with the code that it came from; what was typed stays.
    if (offered?.city === city.value && offered.state === state.value) city.value = state.value = '';
    offered = null;
    const asked = zip.value;
    if (city.value || state.value || !/^\d{5}/.test(asked.trim())) return;
    const body = new URLSearchParams({ made_for: form.elements.made_for.value, 'form[zip]': asked });
    const headers = { Accept: 'application/json' };
    const place = await fetch(told.dataset.place, { method: 'POST', headers, body }).then((answer) => (answer.ok ? answer.json() : null)).catch(() => null);
    if (!place || zip.value !== asked || city.value || state.value || form.dataset.waiting || form.dataset.dropped) return;
    offered = place;
    [city.value, state.value] = [place.city, place.state];
    // Whoever is there already types over it.
    if (document.activeElement === city) city.select();
    told.textContent = `Filled in from the ZIP code: ${place.city}, ${state.selectedOptions[0]?.textContent}. Change it if it is not right.`;
    city.dispatchEvent(new Event('input', { bubbles: true }));
  };
  zip.addEventListener('change', ask);
  // Typed and left before this was there.
  if (zip.value !== zip.defaultValue && document.activeElement !== zip) ask();
}

// --- A form that was begun is kept on this device until it is sent, for the day on which the line, the browser or the battery
// goes. It is encrypted with a key that cannot be read out and that goes with the log-out, as all that the browser stores does.
const KEPT_DAYS = 7;
const ownPlace = (form, path) => `draft:${form.elements.made_for?.value}:${path}`;
const place = (form) => ownPlace(form, form.dataset.begun ? `${form.dataset.begun}#begun` : location.pathname);
const possible = window.indexedDB && window.crypto?.subtle;
const flag = (on) => { document.cookie = `foothold_kept=${on ? 'on' : ''}; path=/; samesite=lax; max-age=${on ? KEPT_DAYS * 86_400 : 0}`; };
const answerOf = (request) => new Promise((done, fail) => {
  request.onsuccess = () => done(request.result);
  request.onerror = () => fail(request.error);
});
async function shelf(mode, act) {
  const opening = indexedDB.open('foothold', 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore('kept');
  const base = await answerOf(opening);
  try {
    return await answerOf(act(base.transaction('kept', mode).objectStore('kept')));
  } finally {
    base.close();
  }
}
async function key() {
  const known = await shelf('readonly', (kept) => kept.get('key'));
  if (known) return known;
  const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  await shelf('readwrite', (kept) => kept.put(made, 'key'));
  return made;
}
const fields = (form) => [...new FormData(form)].filter(([name]) => name.startsWith('form['));
/** Of a form that was begun without a line, what says something: a part that is left empty says nothing. */
const said = (form) => {
  const empty = [...form.querySelectorAll('[data-whole]')].filter((part) => [...part.elements].every(({ value }) => !value));
  return fields(form).filter(([name]) => !empty.some((part) => part.contains(form.elements[name])));
};
const clock = (at) => new Date(at).toLocaleString('en-US', { month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit', timeZoneName: 'short' });
function say(form, words) {
  const line = form.querySelector('.kept') ?? form.appendChild(make('p', { className: 'kept usa-hint' }));
  if (form.dataset.begun) line.setAttribute('role', 'status');
  line.textContent = words;
}
async function keep(form, sent = false) {
  clearTimeout(form.resting);
  if (!possible || form.dataset.done || document.documentElement.dataset.over) return;
  const at = Date.now();
  try {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const values = form.dataset.begun ? said(form) : fields(form);
    // What was begun without a line was tried when it was kept on purpose; a form that can be sent says it by itself.
    if (form.dataset.begun && form.dataset.tried) values.push(['form[tried_at]', form.dataset.tried]);
    const words = new TextEncoder().encode(JSON.stringify({ values, at, sent }));
    const data = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await key(), words);
    if (form.dataset.done || document.documentElement.dataset.over) return;
    await shelf('readwrite', (kept) => kept.put({ iv, data, at }, place(form)));
    flag(true);
    if (!sent) say(form, form.dataset.dropped ? `Kept on this device at ${clock(at)}. It is sent when the line is back.` : `Kept on this device at ${clock(at)}, not sent yet.`);
  } catch {
    // Without room, or in a private window, nothing is kept; where a form can be sent, that is no harm.
    if (form.dataset.begun) say(form, 'This could not be kept on this device. Write it down, and report it once you are connected.');
  }
}
async function forget(form) {
  form.dataset.done = 'on';
  if (!possible) return;
  try {
    await drop(place(form));
    // What was begun without a line, and was put back into this form, has been sent with it.
    if (form.dataset.restored) await drop(form.dataset.restored);
  } catch { /* nothing was kept */ }
}
/** Whether anything is kept, once something of it may be gone. */
async function reflag() {
  const left = await shelf('readonly', (kept) => kept.getAllKeys());
  flag(left.some((known) => known.startsWith('draft:')));
}
async function drop(name) {
  await shelf('readwrite', (kept) => kept.delete(name));
  await shelf('readwrite', (kept) => kept.delete(`restored:${name}`));
  await reflag();
}
/** What was kept under a name; none where there is nothing. */
async function keptAs(name) {
  const found = await shelf('readonly', (kept) => kept.get(name));
  if (!found) return null;
  const open = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: found.iv }, await key(), found.data);
  return JSON.parse(new TextDecoder().decode(open));
}
/** Drops what is old or another account's. */
async function clean(form) {
  const own = ownPlace(form, '');
  const names = await shelf('readonly', (kept) => kept.getAllKeys());
  for (const name of names.filter((known) => known.startsWith('draft:'))) {
    const { at } = await shelf('readonly', (kept) => kept.get(name));
    if (!name.startsWith(own) || Date.now() - at > KEPT_DAYS * 86_400_000) await shelf('readwrite', (kept) => kept.delete(name));
  }
  await reflag();
}
/** Offers what was kept of this form under a name. */
async function offer(form, name) {
  const found = await keptAs(name);
  if (!found) return;
  const { values, at, sent } = found;
  const partly = name !== place(form);
  const own = ([name]) => name !== 'form[once]' && (!partly || values.some(([said]) => said === name));
  const there = ([name]) => own([name]) && name !== 'form[tried_at]';
  if (JSON.stringify(values.filter(partly ? there : own)) === JSON.stringify(fields(form).filter(own))) return;
  show(form, name, { values, at, sent, partly });
}
/** What a form says that its page did not. */
function typedIn(form) {
  const served = form.cloneNode(true);
  served.reset();
  const said = (of) => JSON.stringify(fields(of).filter(([name]) => name !== 'form[once]'));
  return said(form) === said(served) ? null : fields(form);
}
/** An offer. What stands in the form is offered in its turn where this is put back (`memory`: nowhere else kept, `instead` of what):
 * pressing loses nothing. */
function show(form, name, one) {
  const { values, at, sent, partly, memory, instead } = one;
  const box = make('div', { className: 'usa-alert usa-alert--info kept-offer' });
  const button = (words, act) => Object.assign(make('button', { type: 'button', className: 'usa-button usa-button--outline', textContent: words }), { onclick: () => { box.remove(); act(); } });
  const words = sent ? `You sent this form at ${clock(at)}, but no answer came back. Look in your history; if it is not there, put it back and send it again.`
    : `What you typed at ${clock(at)} is kept on this device and was not sent.`;
  box.append(make('div', { className: 'usa-alert__body' }, make('p', { className: 'usa-alert__text', textContent: words }),
    make('p', { className: 'buttons' }, button('Put it back', () => {
      const typed = typedIn(form);
      if (partly) {
        form.dataset.restored = name;
        // Where the browser sends the form by itself, its receipt drops what went with it (`enhance.js`).
        shelf('readwrite', (kept) => kept.put(at, `restored:${name}`)).catch(() => {});
      } else if (instead?.partly) {
        delete form.dataset.restored;
        shelf('readwrite', (kept) => kept.delete(`restored:${name}`)).catch(() => {});
      }
      restore(form, values, partly);
      if (instead?.partly) show(form, name, instead);
      else if (typed) show(form, name, { values: typed, at: Date.now(), memory: true, instead: one });
    }), button('Forget it', () => { if (!memory && (partly || !form.dataset.fresh)) drop(name); }))));
  box.setAttribute('role', 'status');
  form.before(box);
}
function restore(form, values, partly) {
  // A choice that the form did not have when this was kept stays as it is.
  const named = new Set(values.map(([name]) => name));
  if (!partly) for (const box of form.querySelectorAll('input[type=checkbox], input[type=radio]')) if (box.type === 'checkbox' || named.has(box.name)) box.checked = false;
  for (const [name, value] of values) {
    const known = form.elements[name];
    if (!known) continue;
    const one = known instanceof RadioNodeList ? [...known].find((radio) => radio.value === value) : known;
    if (one?.type === 'checkbox' || one?.type === 'radio') one.checked = true;
    else if (one) one.value = value;
  }
  // At the start date, by which a reason is asked for (above).
  (field(form, 'start_date') ?? form).dispatchEvent(new Event('input', { bubbles: true }));
  const [, tried] = values.find(([name]) => name === 'form[tried_at]') ?? [];
  if (tried) form.dataset.tried = tried;
  if (!form.dataset.begun) form.querySelector('input:not([type=hidden])')?.focus();
}
const keeping = (form) => form.addEventListener('input', () => { form.dataset.fresh = 'on'; delete form.dataset.dropped; delete form.dataset.tried; delete form.dataset.tries; clearTimeout(form.resting); form.resting = setTimeout(() => keep(form), 400); });
for (const form of document.querySelectorAll('form[data-judged]')) {
  keeping(form);
  if (possible) {
    const names = [place(form), `${place(form)}#begun`];
    clean(form).then(() => offer(form, names[0])).then(() => offer(form, names[1])).catch(() => {});
  }
  window.addEventListener('online', () => again(form));
}

// --- A report that is begun while the portal cannot be reached (`site/offline.rs`): of the student who was logged in on this device
// last, and not longer ago than a session lasts (`enhance.js`). It has a place of its own beside what was typed in the form itself,
// which is shown to nobody without a log-in.
const SESSION = 12 * 3_600_000;
const beginnings = possible && document.querySelector('[data-begin]');
async function begin() {
  const owner = await shelf('readonly', (kept) => kept.get('owner'));
  if (!owner || Date.now() - owner.at > SESSION) return;
  const forms = [...beginnings.querySelectorAll('form')];
  const found = [];
  for (const form of forms) {
    form.append(make('input', { type: 'hidden', name: 'made_for', value: owner.id }));
    const kept = await keptAs(place(form));
    if (kept) {
      found.push([kept.at, form]);
      restore(form, kept.values);
      say(form, `Kept on this device at ${clock(kept.at)}, not sent yet.`);
    }
    listenTo(form);
    form.remove();
  }
  // One at a time: their fields have the same names.
  const show = (form) => {
    for (const other of forms) if (other !== form) other.remove();
    beginnings.append(form);
    for (const start of beginnings.querySelectorAll('[data-start]')) start.setAttribute('aria-pressed', String(start.dataset.start === form.dataset.begun));
  };
  for (const start of beginnings.querySelectorAll('[data-start]')) {
    start.setAttribute('aria-pressed', 'false');
    start.onclick = () => {
      const form = forms.find(({ dataset }) => dataset.begun === start.dataset.start);
      show(form);
      form.querySelector('h3').focus();
    };
  }
  const [latest] = found.sort(([a], [b]) => b - a);
  if (latest) show(latest[1]);
  beginnings.hidden = false;
}
function listenTo(begun) {
  keeping(begun);
  begun.addEventListener('input', () => { begun.dataset.typed = 'on'; });
  begun.addEventListener('submit', async (event) => {
    event.preventDefault();
    begun.dataset.tried ??= Date.now();
    await keep(begun);
  });
  window.addEventListener('online', async () => {
    if (!begun.dataset.typed) return;
    await keep(begun);
    say(begun, 'The line is back. What you typed is kept; ');
    begun.querySelector('.kept').append(make('a', { href: begun.dataset.begun, className: 'usa-link', textContent: `open ${begun.dataset.opens} to check and save it` }));
  });
}
if (beginnings) begin().catch(() => {});

for (const form of document.querySelectorAll('form[data-judged]')) {
  form.addEventListener('submit', (event) => {
    if (form.dataset.waiting) return event.preventDefault();
    const told = asked(form);
    if (!told) {
      // Sent by the browser itself, and not once more while it is under way.
      keep(form, true);
      form.dataset.waiting = 'on';
      setTimeout(() => wait(form, false), 10_000);
      return;
    }
    event.preventDefault();
    if (told.faults.length) {
      delete form.dataset.unasked;
      return tell(form, told);
    }
    wait(form, true);
    send(form);
  });
  // A fault goes as its field is mended, or says what is wrong now; none comes before the form is sent again.
  form.addEventListener('change', ({ target }) => {
    const fault = target.closest('.usa-form-group')?.querySelector('.usa-error-message:not(.usa-error-message--mended)');
    const told = fault && asked(form);
    if (!told) return;
    const [, sentence] = told.faults.find(([name]) => `f-${name}-fault` === fault.id) ?? [];
    if (!sentence) return unmark(form, fault);
    for (const one of [fault, listed(fault)]) if (one && one.textContent !== sentence) one.textContent = sentence;
  });
  // A page that comes back from the browser's memory can be sent again.
  window.addEventListener('pageshow', (event) => { if (event.persisted) wait(form, false); });
}

// --- The rules of a new password.
for (const box of document.querySelectorAll('[data-asked]')) {
  const password = box.querySelector('#f-password');
  const list = box.querySelector('.rules');
  const tick = () => {
    const judged = JSON.parse(rules?.rules(box.dataset.asked, password.value) ?? '[]');
    // A password that is too long is told beside the usual rules.
    while (list.children.length > judged.length && judged.length) list.lastElementChild.remove();
    judged.forEach(([words, kept], n) => {
      const rule = list.children[n] ?? list.appendChild(list.firstElementChild.cloneNode(true));
      rule.firstChild.textContent = words;
      rule.classList.toggle('rule--kept', kept);
      rule.querySelector('.usa-sr-only').hidden = !kept;
    });
  };
  password.addEventListener('input', tick);
  loading.then(tick, () => {});
}
loading.then(() => { document.documentElement.dataset.judging = 'on'; }, () => {});
