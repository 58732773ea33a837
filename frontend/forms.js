// Forms that are judged before they are sent, and new passwords whose rules are ticked while typing. The rules are the server's own
// (`frontend`, in wasm); this shows what they say as the server's page shows it (`ui/form.rs`, `ui/field.rs`). Loaded at the first
// touch of such a form; until the rules are there, and wherever something fails, the browser sends the form by itself.

const { rules: script, wasm } = document.documentElement.dataset;
let rules = null;
const loading = import(script).then(async (module) => {
  await module.default({ module_or_path: wasm });
  rules = module;
});

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
  const others = (about?.getAttribute('aria-describedby') ?? '').split(' ').filter((id) => id && id !== fault.id);
  if (others.length) about?.setAttribute('aria-describedby', others.join(' '));
  else about?.removeAttribute('aria-describedby');
}

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
  const body = new URLSearchParams(new FormData(form)).toString();
  const headers = { Accept: 'application/json', 'Content-Type': 'application/x-www-form-urlencoded' };
  try {
    const answer = await fetch(form.action, { method: 'POST', headers, body, keepalive: body.length < OUTLIVES });
    const text = await answer.text();
    const next = answer.headers.get('Location');
    // The form waits until the next page is there.
    if (answer.ok && next) return location.assign(next);
    tell(form, JSON.parse(rules.answered(answer.status, Number(answer.headers.get('Retry-After')) || 0, text)));
  } catch {
    tell(form, { faults: [], whole: form.dataset.offline, version: null, doubted: false });
  }
  wait(form, false);
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

for (const form of document.querySelectorAll('form[data-judged]')) {
  form.addEventListener('submit', (event) => {
    if (form.dataset.waiting) return event.preventDefault();
    const told = asked(form);
    if (!told) {
      // Sent by the browser itself, and not once more while it is under way.
      form.dataset.waiting = 'on';
      setTimeout(() => wait(form, false), 10_000);
      return;
    }
    event.preventDefault();
    if (told.faults.length) return tell(form, told);
    wait(form, true);
    send(form);
  });
  // A fault goes as its field is mended, or says what is wrong now; none comes before the form is sent again.
  form.addEventListener('change', ({ target }) => {
    const fault = target.closest('.usa-form-group')?.querySelector('.usa-error-message:not(.usa-error-message--mended)');
    const told = fault && asked(form);
    if (!told) return;
    const [, sentence] = told.faults.find(([name]) => `f-${name}-fault` === fault.id) ?? [];
    if (sentence) fault.textContent = sentence;
    else unmark(form, fault);
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
