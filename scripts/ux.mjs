// Writes docs/ux.md: which test shows each behaviour, or why it is not there. `--check` fails where the table is not what
// the tests are called. A test names its behaviours in brackets at its end, such as "(U26, U28)".
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

const BEHAVIOURS = {
  U1: ['Logging in and creating an account are two pages that lead to each other'],
  U2: ['Before an account is asked for: why, what is needed, how long it takes, whether one can stop'],
  U3: ['No captcha; a password manager and pasting are enough'],
  U4: ['Nothing is asked for twice on one way'],
  U5: ['The email is the name to log in with; the password can be shown'],
  U6: ['The rules of a password are seen before typing, and ticked'],
  U7: ['Passwords are not spelled, not cut, and gone after a refusal', 'The form has a second field, “Confirm password”: the seed asks for it'],
  U8: ['Wrong email and wrong password are one sentence; the email stays'],
  U9: ['No button is disabled; nothing is judged before the first try'],
  U10: ['After an email: where it went, how long it works, another one, another address'],
  U11: ['A link that is expired or used says so, and what to do', 'None is replaced by a newer one: earlier links go on working'],
  U12: ['Opening a link changes nothing'],
  U13: ['A typed code works as well as a link; one field'],
  U14: ['A code lives ten minutes; wrong and expired are told apart'],
  U15: ['Confirmed on another device, the first page goes on'],
  U16: ['A text names the site in its last line'],
  U17: ['An address takes what addresses have; a likely slip of the pen is asked about'],
  U18: ['Names stay as they are given'],
  U19: ['Phones as people write them'],
  U20: ['Only channels that work are offered'],
  U21: ['Languages in their own names'],
  U22: ['Dates are typed; no picker'],
  U23: ['1, 01, Jan and January are taken; a fault names what is wrong'],
  U24: ['A day that does not exist is refused in a sentence'],
  U25: ['Separators are taken off by the server'],
  U26: ['A summary of the faults: above the heading, focused, a link each'],
  U27: ['The title begins with “Error: ”; the answers stay', 'Without scripts the answer is a redirect to the same form, not status 422'],
  U28: ['A fault is tied to its field'],
  U29: ['The portal’s words, not the browser’s'],
  U30: ['Steps say which of how many they are'],
  U31: ['Save and return; going back or loading again sends nothing'],
  U32: ['What is to be sent is read once more', 'Where it changes the count; other reports can be corrected after they are sent'],
  U33: ['A record to keep'],
  U34: ['Help on every page'],
  U35: ['A warning before the session ends'],
  U36: ['Its dialog holds the focus, and Escape stays'],
  U37: ['One click stays, in every tab'],
  U38: ['After the end: why, and back to the same page with what was typed'],
  U39: ['The same without scripts'],
};

// Shown by tests of the server, by file and name; or not there, and why.
const ELSEWHERE = {
  U14: ['server/tests/portal/online/codes.rs', 'a_code_lives_ten_minutes_once_for_its_own_request'],
  U16: ['server/tests/portal/texts.rs', 'a_text_is_posted_until_the_gateway_takes_it_and_then_forgotten'],
};
const ABSENT = {
  U15: 'on purpose: whoever types somebody else’s address must not go on when its owner confirms it. One goes on where the link was opened, by typing the mailed code here, or logs in',
  U18: 'nobody types a name here: it comes from the school’s file, and is kept as it stands there',
  U20: 'there is no choice of channels to ask for',
  U21: 'English only',
};

const folder = 'end2end/journeys';
const shown = {};
for (const file of readdirSync(folder).sort()) {
  for (const [, title, numbers] of readFileSync(`${folder}/${file}`, 'utf8').matchAll(/^test\('(.+) \((U\d+(?:, U\d+)*)\)(?: @scripts)?'/gm)) {
    for (const number of numbers.split(', ')) (shown[number] ??= []).push(`\`${file}\`: ${title.replaceAll("\\'", "'")}`);
  }
}
/** A test of the server; it has to be there. */
function named(of) {
  if (!of) return [];
  const [file, name] = of;
  if (!readFileSync(file, 'utf8').includes(`fn ${name}(`)) throw new Error(`${file} has no ${name}`);
  return [`\`${file.replace(/.*\//, '')}\`: ${name.replaceAll('_', ' ')}`];
}
const rows = Object.entries(BEHAVIOURS).map(([number, [behaviour, but]]) => {
  const tests = shown[number] ?? named(ELSEWHERE[number]);
  if (!tests.length && !ABSENT[number]) throw new Error(`${number}: no test shows it`);
  return `| ${number} | ${behaviour} | ${tests.join('<br>') || `not there: ${ABSENT[number]}`} | ${but ?? ''} |`;
});
const unknown = Object.keys(shown).filter((number) => !BEHAVIOURS[number]);
if (unknown.length) throw new Error(`no such behaviours: ${unknown}`);
const text = `# How people are met

Written by \`node scripts/ux.mjs\` from the names of the tests. Numbers are those of the project’s list of behaviours.

| # | Behaviour | Shown by | Less than that |
|---|---|---|---|
${rows.join('\n')}
`;
if (process.argv.includes('--check')) {
  if (readFileSync('docs/ux.md', 'utf8') !== text) {
    console.error('docs/ux.md is not what the tests are called; run node scripts/ux.mjs');
    process.exit(1);
  }
} else writeFileSync('docs/ux.md', text);
