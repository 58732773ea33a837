// The test fixture: pages that fail on any console error, and helpers for the portal.
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test as base } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appCode } from './app-code';

export const PASSWORD = 'Harbor-lights-26!';
export { expect };

export const test = base.extend<{ page: Page }>({
  page: async ({ page }, use) => {
    const noise: string[] = [];
    page.on('pageerror', (error) => noise.push(String(error)));
    page.on('console', (message) => {
      const text = message.text();
      if (message.type() === 'error') noise.push(text);
    });
    await use(page);
    expect(noise, 'console').toEqual([]);
  },
  baseURL: async ({}, use) => use(process.env.BASE_URL),
});

export const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
export const typed = (offset: number) => day(offset).replace(/(\d+)-(\d+)-(\d+)/, '$2/$3/$1');

/** The rules of the page's form are there; over a slow line that takes a while. */
export const judging = (page: Page) => expect(page.locator('html')).toHaveAttribute('data-judging', 'on', { timeout: 30_000 });

export interface Student { sevisId: string; name: string; email: string }

let made = 0;

/** Imports files through the command line, while the portal serves. */
export function importFiles(students: string, authorizations?: string) {
  const folder = mkdtempSync(join(tmpdir(), 'foothold-import-'));
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const files = ['--students', file('students.csv', students)];
  if (authorizations) files.push('--authorizations', file('authorizations.csv', authorizations));
  execFileSync(process.env.PORTAL_PROGRAM!, ['students', 'import', ...files]);
  rmSync(folder, { recursive: true });
}

/** A student's rows of both files. */
export function filesOf(student: Student, { type = 'post_completion', status = 'approved', start = -30, end = 330, street = '' } = {}) {
  const address = street && `,${street},Austin,TX,78701`;
  return [
    `sevis_id,given_name,surname,birth_date,email,school_code${address && ',street,city,state,zip'}\n` +
      `${student.sevisId},Journey,Sample,2001-02-03,${student.email},DEMO214F00000000${address}\n`,
    'sevis_id,type,status,schedule,start_date,end_date\n' +
      `${student.sevisId},${type},${status},full_time,${day(start)},${day(end)}\n`,
  ] as const;
}

/** Imports a student of the demo school. */
export function importStudent(authorization: { type?: string; status?: string; start?: number; end?: number; street?: string } = {}): Student {
  const number = String(process.pid * 1000 + made++).padStart(10, '0').slice(-10);
  const student = { sevisId: `N${number}`, name: `Journey Sample`, email: `journey${number}@demo.test` };
  importFiles(...filesOf(student, authorization));
  return student;
}

/** The newest mail to an address with this subject, read in the demo's mailbox. */
export async function mail(page: Page, to: string, subject: string) {
  const article = page.locator('article', { hasText: `To ${to} ` }).filter({ has: page.locator('h2', { hasText: subject }) });
  await expect(async () => {
    await page.goto('/mailbox');
    // The demo's first mails are on a page of their own by and by.
    const older = page.getByRole('link', { name: 'Next page' });
    for (let n = 2; !(await article.count()) && (await older.count()); n++) await page.goto(`/mailbox?page=${n}`);
    await expect(article.first()).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 15_000 });
  const text = (await article.first().locator('pre').textContent()) ?? '';
  const link = article.first().getByRole('link', { name: 'Open the link in this email' });
  return { text, href: (await link.count()) ? (await link.getAttribute('href'))! : null };
}

export const INVITATION = 'Optional Practical Training Approval - the next step. Create an SEVP Portal account.';

export async function logIn(page: Page, email: string, password = PASSWORD) {
  // The official's session is shared by all tests: logging in on top of it would end it.
  await page.context().clearCookies({ name: 'foothold' });
  await page.goto('/login');
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Log in' }).click();
}

export async function logInStudent(page: Page, email: string, password = PASSWORD) {
  await logIn(page, email, password);
  await expect(page.getByRole('heading', { name: 'Before you go on' })).toBeVisible();
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('heading', { name: 'Before you go on' })).toHaveCount(0);
}

const shared = (): Record<'official' | 'help', string[]> => JSON.parse(readFileSync(process.env.SESSIONS!, 'utf8'));

/** An official of the demo, in the session that all tests of this worker share. */
export async function asOfficial(page: Page) {
  const value = shared().official[test.info().parallelIndex];
  await page.context().addCookies([{ name: 'foothold', value, url: process.env.BASE_URL! }]);
  await page.goto('/console');
  await expect(page.getByRole('heading', { name: 'Demo State University' })).toBeVisible();
}

/** Somebody of the demo's help team, in the session that all tests of this worker share; gives the way back. */
export async function asHelpTeam(page: Page) {
  const mine = (await page.context().cookies()).filter(({ name }) => name === 'foothold');
  const value = shared().help[test.info().parallelIndex];
  await page.context().addCookies([{ name: 'foothold', value, url: process.env.BASE_URL! }]);
  return () => page.context().addCookies(mine);
}

/** Enters the code of an authenticator app; one that was used already is waited out. */
export async function enterAppCode(page: Page, key?: string) {
  const wrong = page.getByText('does not match').first();
  for (let tries = 0; tries < 3; tries++) {
    await page.getByLabel('Secure one-time password').fill(appCode(key));
    await page.getByRole('button', { name: 'Submit' }).click();
    await page.waitForLoadState();
    if (!(await wrong.isVisible())) return;
    await page.waitForTimeout(30_500 - (Date.now() % 30_000));
  }
}

/** Finds a student in the console and opens the record. */
export async function openRecord(page: Page, wanted: string) {
  await page.goto('/console/students');
  await page.getByLabel('Name, SEVIS ID or email').fill(wanted);
  await page.getByRole('button', { name: 'Find' }).click();
  // By its row: the list still shows what was found before. About once in a hundred runs the click
  // falls into the moment in which the page takes over the list, and is made again.
  const row = page.getByRole('row').filter({ hasText: wanted }).getByRole('link');
  const record = page.getByRole('button', { name: 'Reset portal account' });
  await expect(async () => {
    if (await row.isVisible()) await row.click();
    await expect(record).toBeVisible({ timeout: 3000 });
  }).toPass({ timeout: 20_000 });
}

export async function register(page: Page, student: Student, password = PASSWORD) {
  const { href } = await mail(page, student.email, INVITATION);
  await page.goto(href!);
  await page.getByLabel('SEVIS ID').fill(student.sevisId);
  await page.getByRole('button', { name: 'Submit' }).click();
  await expect(page.getByRole('heading', { name: `Welcome, ${student.name}` })).toBeVisible();
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByLabel('Confirm password').fill(password);
  await page.getByRole('button', { name: 'Create Account' }).click();
  await expect(page.getByText('Your account is ready')).toBeVisible();
}

/** Reports an employer in full time since this day; gives the path of its receipt. */
export async function reportEmployer(page: Page, name: string, start: number) {
  await page.goto('/employment/new');
  await page.getByLabel('Employer name').fill(name);
  await page.getByLabel('Street address').fill('1 Pier Road');
  await page.getByLabel('ZIP code').fill('78701');
  await page.getByLabel('Full time').check({ force: true });
  await page.getByLabel('Start date').fill(typed(start));
  await page.getByLabel('How this job relates').fill('I write control software for robots, the subject of my degree.');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('This is your receipt.')).toBeVisible();
  return new URL(page.url()).pathname;
}

/** A whole report of a job, in the form that is open, not sent yet. */
export async function fillEmployer(page: Page, name: string) {
  await page.getByLabel('Employer name').fill(name);
  await page.getByLabel('Part time').check();
  await page.getByLabel('Start date').fill(typed(-2));
  await page.getByLabel('Street address').fill('2 Hill Street');
  await page.getByLabel('ZIP code').fill('78702');
  await page.getByLabel('How this job relates to your field of study').fill('As in my thesis.');
}

/** What moved by itself until the page was complete: nobody should press what was somewhere else a moment ago. Only what was
 * typed before and not sent comes between. */
const moved = (page: Page) => page.evaluate(() => new Promise<string[]>((told) => {
  // While a long page arrives, its table finds its widths; from there on, what moves is moved by scripts.
  const { domInteractive: arrived, loadEventEnd } = performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming;
  const shifts: string[] = [];
  if (document.querySelector('.kept-offer')) return told([]);
  type Shift = PerformanceEntry & { value: number; hadRecentInput: boolean; sources: { node: Node | null }[] };
  // The last rows that arrive are drawn in the frame after it.
  const cell = ({ node }: { node: Node | null }) => !!(node instanceof Element ? node : node?.parentElement)?.closest('table');
  const findsWidths = (shift: Shift) => shift.startTime < arrived + 100 && shift.sources.every(cell);
  new PerformanceObserver((list) => (list.getEntries() as Shift[])
    .filter((shift) => !shift.hadRecentInput && shift.startTime > arrived && !findsWidths(shift) && shift.startTime < loadEventEnd + 1000 && shift.value > 0.001)
    .forEach((shift) => shifts.push(`${shift.value.toFixed(3)} ${shift.sources.map(({ node }) => (node as Element)?.className ?? node?.nodeName).join(', ')}`)))
    .observe({ type: 'layout-shift', buffered: true });
  setTimeout(() => told(shifts), 50);
}));

/** Nothing that axe finds, nothing that moves, no sideways scrolling, targets of 44 px. */
export async function wellMade(page: Page, javaScript: boolean | undefined) {
  if (javaScript === false) return;
  // While a page loads anew, its title is set a moment after its heading.
  await expect(page).toHaveTitle(/Foothold$/);
  expect(await moved(page), `moved on ${page.url()}`).toEqual([]);
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze();
  expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target).join(' | ')}`), page.url()).toEqual([]);
  // The dark side has words of its own to be read on its own paper.
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await new AxeBuilder({ page }).withRules(['color-contrast']).analyze();
  expect(dark.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target).join(' | ')}`), `dark ${page.url()}`).toEqual([]);
  await page.emulateMedia({ colorScheme: 'light' });
  // A heading has something under it.
  const bare = await page.evaluate(() => {
    const main = document.querySelector('main')!;
    const headings = [...main.querySelectorAll<HTMLElement>('h2, h3')].filter((one) => one.checkVisibility());
    return headings.filter((heading, at) => {
      const under = document.createRange();
      under.setStartAfter(heading);
      const next = headings.slice(at + 1).find((one) => one.tagName <= heading.tagName);
      if (next) under.setEndBefore(next);
      else under.setEndAfter(main.lastChild!);
      return !under.toString().trim() && !under.cloneContents().querySelector('input, svg, img, button');
    }).map((heading) => heading.textContent);
  });
  expect(bare, `headings with nothing under them on ${page.url()}`).toEqual([]);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wide, `sideways scroll on ${page.url()}`).toBeLessThanOrEqual(0);
  const small = await page.evaluate(() => [...document.querySelectorAll<HTMLElement>('a[href], button, input:not([type=hidden]), select, textarea, summary')]
    .filter((target) => target.checkVisibility() && !target.closest('.usa-skipnav, dialog'))
    // A link within a sentence may be as small as its line (WCAG 2.5.8), and a ticked box is as
    // large as its label.
    .filter((target) => !(target.tagName === 'A' && getComputedStyle(target).display === 'inline' && target.parentElement!.textContent!.trim() !== target.textContent!.trim()))
    .map((target) => ({ target, box: target.getBoundingClientRect() }))
    .filter(({ box }) => box.width < 43.5 || box.height < 43.5)
    .map(({ target, box }) => `${target.tagName} "${target.textContent!.trim().slice(0, 40)}" ${Math.round(box.width)}x${Math.round(box.height)}`));
  expect(small, `targets under 44 px on ${page.url()}`).toEqual([]);
}
