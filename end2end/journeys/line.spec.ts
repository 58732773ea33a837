// Bad lines: what is reported is there once, whatever is dropped, and without a line a page says what to do.
import { expect, fillEmployer, importStudent, judging, logInStudent, register, test, wellMade } from '../portal/test';
import { type Drop, Line } from '../portal/line';
import type { BrowserContext, Page } from '@playwright/test';

const lines: Line[] = [];
test.afterEach(() => { for (const line of lines.splice(0)) line.close(); });

/** A student's page over a line of its own. The browser logs each drop as an error, so it is not the page that is watched for any. */
async function over(page: Page, context: BrowserContext) {
  const student = importStudent();
  await register(page, student);
  page = await context.newPage();
  await logInStudent(page, student.email);
  const line = new Line(process.env.BASE_URL!);
  lines.push(line);
  return { page, line, url: await line.open() };
}

test('without a line a page says so, and nothing of anybody is kept on the device @scripts', async ({ page: watched, context }) => {
  const { page, line, url } = await over(watched, context);
  await page.goto(`${url}/employment`);
  await page.evaluate(async () => { await navigator.serviceWorker.ready; });
  const stored = () => page.evaluate(async () => {
    const all: string[] = [];
    for (const name of await caches.keys()) {
      const store = await caches.open(name);
      for (const one of await store.keys()) all.push(`${new URL(one.url).pathname} ${await (await store.match(one))!.text()}`);
    }
    return all;
  });
  await expect.poll(async () => (await stored()).length).toBe(5);
  line.cut = true;
  await page.goto(`${url}/history`);
  await expect(page.getByRole('heading', { name: 'No connection' })).toBeVisible();
  await expect(page).toHaveURL(`${url}/history`);
  await expect(page.getByText('A report that you began is kept on this device')).toBeHidden();
  await wellMade(page, true);
  const all = await stored();
  expect(all.map((one) => one.split(' ')[0].replace(/\.[0-9a-f]{16}/, ''))).toEqual(['/offline', '/pkg/foothold.css', '/pkg/enhance.js', '/pkg/forms.js', '/favicon.svg']);
  for (const one of all) expect(one).not.toMatch(/Journey|Sample|N\d{10}|made_for"/);
  // The same where a proxy stands in front of a portal that is gone.
  line.cut = false;
  line.drop = () => 'gateway';
  await page.goto(`${url}/profile`);
  await expect(page.getByRole('heading', { name: 'No connection' })).toBeVisible();
  line.drop = () => null;
  await page.goto(`${url}/history`);
  line.cut = true;
  await page.goto(`${url}/history`);
  await expect(page.getByRole('heading', { name: 'No connection' })).toBeVisible();
  line.cut = false;
  await page.getByRole('link', { name: 'Try again' }).click();
  await expect(page.getByRole('heading', { name: 'History', level: 1 })).toBeVisible();
  await page.getByRole('button', { name: 'Log out' }).click();
  await expect(page.getByText('You are logged out').first()).toBeVisible();
  await expect.poll(async () => (await stored()).length).toBe(0);
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
});

test('on a slow line that drops every report, once on its way and once its answer, it is there once @scripts', async ({ page: watched, context }) => {
  test.setTimeout(120_000);
  const { page, line, url } = await over(watched, context);
  line.slow = { delay: 400, rate: 50_000 };
  line.lost = 50;
  await page.goto(`${url}/employment/new`);
  await fillEmployer(page, 'Tunnel Works');
  await judging(page);
  const drops: Drop[] = ['before', 'gateway', 'after'];
  line.drop = ({ method, url: path }) => (method === 'POST' && path !== '/api/place' ? drops.shift() ?? null : null);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('It is sent when the line is back')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Receipt' })).toBeVisible({ timeout: 70_000 });
  expect(line.dropped).toBe(3);
  // Both times: when this device first tried, and when it arrived.
  await expect(page.getByText('First tried to send')).toBeVisible();
  await expect(page.getByText('Received', { exact: true })).toBeVisible();
  line.slow = null;
  await page.goto(`${url}/employment`);
  await expect(page.locator('article.employer')).toHaveCount(1);
  // The same with an edit.
  await page.getByRole('link', { name: 'Edit Tunnel Works' }).click();
  await page.getByLabel('Job title').fill('Engineer');
  await judging(page);
  line.dropped = 0;
  drops.push('after');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('It is sent when the line is back')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Receipt' })).toBeVisible({ timeout: 30_000 });
  expect(line.dropped).toBe(1);
  await page.goto(`${url}/history`);
  await expect(page.getByRole('heading', { name: /Employer (added|changed)/ })).toHaveCount(2);
});

test('what was changed after the line dropped it is not sent by itself @scripts', async ({ page: watched, context }) => {
  const { page, line, url } = await over(watched, context);
  await page.goto(`${url}/employment/new`);
  await fillEmployer(page, 'Tunnel Works');
  await judging(page);
  line.cut = true;
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('It is sent when the line is back')).toBeVisible();
  await page.getByLabel('Street address').fill('2 H');
  await expect(page.getByText(/^Kept on this device at .* not sent yet\.$/)).toBeVisible();
  line.cut = false;
  // The portal is asked after four seconds.
  await page.waitForTimeout(6000);
  await expect(page.getByRole('heading', { name: 'Receipt' })).toHaveCount(0);
  await page.getByLabel('Street address').fill('2 Hill Street');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'Receipt' })).toBeVisible();
});

test('where only reports do not pass, they are tried less and less often, and take nobody’s focus @scripts', async ({ page: watched, context }) => {
  const { page, line, url } = await over(watched, context);
  await page.goto(`${url}/employment/new`);
  await fillEmployer(page, 'Tunnel Works');
  await judging(page);
  line.drop = ({ method, url: path }) => (method === 'POST' && path !== '/api/place' ? 'before' : null);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('It is sent when the line is back')).toBeVisible();
  await page.getByLabel('Job title').focus();
  // After four seconds, and eight more.
  await page.waitForTimeout(15_000);
  expect(line.dropped).toBe(3);
  await expect(page.getByLabel('Job title')).toBeFocused();
});

test("a report whose answer was lost is there once after it was sent again without scripts", async ({ page: watched, context, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled !== false, "with scripts it is sent by itself");
  const { page, line, url } = await over(watched, context);
  await page.goto(`${url}/employment/new`);
  await fillEmployer(page, 'Tunnel Works');
  await page.getByLabel('City').fill('Austin');
  const drops: ('before' | 'after')[] = ['after', 'before'];
  line.drop = ({ method, url: path }) => (method === 'POST' && path !== '/api/place' ? drops.shift() ?? null : null);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.waitForTimeout(500);
  // The browser asks whether to send it again; it does so with the form's own number.
  for (let tries = 0; tries < 4 && !(await page.getByRole('heading', { name: 'Receipt' }).count()); tries++) await page.reload().catch(() => {});
  await expect(page.getByRole('heading', { name: 'Receipt' })).toBeVisible();
  expect(line.dropped).toBe(2);
  await page.goto(`${url}/employment`);
  await expect(page.locator('article.employer')).toHaveCount(1);
});

test('a report that is begun without a line is offered in its form once the line is back, and its receipt shows both times @scripts', async ({ page: watched, context }) => {
  const { page, line, url } = await over(watched, context);
  await page.goto(`${url}/employment`);
  await page.evaluate(async () => { await navigator.serviceWorker.ready; });
  // What was typed in the form itself is of its own, and is shown to nobody without a log-in.
  await page.goto(`${url}/employment/new`);
  await page.getByLabel('Employer name').focus();
  await judging(page);
  await page.getByLabel('Employer name').fill('Typed At The Desk');
  await expect(page.getByText('Kept on this device at')).toBeVisible();
  line.cut = true;
  await page.goto(`${url}/employment/new`);
  await expect(page.getByRole('heading', { name: 'Begin a report' })).toBeVisible();
  await expect(page.getByLabel('Employer name')).toHaveCount(0);
  await wellMade(page, true);
  await page.getByRole('button', { name: 'New employer' }).click();
  await expect(page.getByRole('heading', { name: 'New employer' })).toBeFocused();
  await expect(page.getByLabel('Employer name')).toHaveValue('');
  await wellMade(page, true);
  await fillEmployer(page, 'Begun On The Train');
  await page.getByRole('button', { name: 'Keep this report' }).click();
  await expect(page.getByText('Kept on this device at')).toBeVisible();
  // The page is closed on the way, and another one asks for something else: it goes on where it was.
  await page.goto(`${url}/history`);
  await expect(page.getByText('A report that you began is kept on this device')).toBeVisible();
  await expect(page.getByLabel('Employer name')).toHaveValue('Begun On The Train');
  line.cut = false;
  await page.goto(`${url}/employment/new`);
  const offers = page.locator('.kept-offer');
  await expect(offers).toHaveCount(2);
  for (const offer of await offers.all()) await expect(offer).toContainText('was not sent');
  // The newer offer stands nearest to the form.
  await offers.last().getByRole('button', { name: 'Put it back' }).click();
  await expect(page.getByLabel('Employer name')).toHaveValue('Begun On The Train');
  await judging(page);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'Receipt' })).toBeVisible();
  await expect(page.getByText('Begun On The Train').first()).toBeVisible();
  await expect(page.getByText('First tried to send').first()).toBeVisible();
  line.cut = true;
  await page.goto(`${url}/history`);
  await expect(page.getByRole('heading', { name: 'Begin a report' })).toBeVisible();
  await expect(page.getByLabel('Employer name')).toHaveCount(0);
});

async function move(page: Page, street: string) {
  await page.locator('#f-street').fill(street);
  await page.locator('#f-zip').fill('78701');
  await page.locator('#f-city').fill('Austin');
  await page.locator('#f-state').selectOption('TX');
}

test('a move that is begun without a line is offered in the profile, which keeps all else @scripts', async ({ page: watched, context }) => {
  const { page, line, url } = await over(watched, context);
  await page.goto(`${url}/profile`);
  await page.getByLabel('US phone').fill('(512) 555-0155');
  await move(page, '1 Old Road');
  await page.locator('#f-line2').fill('Apt 9');
  await judging(page);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'Receipt' })).toBeVisible();
  await page.evaluate(async () => { await navigator.serviceWorker.ready; });
  line.cut = true;
  await page.goto(`${url}/profile`);
  await page.getByRole('button', { name: 'New address or phone' }).click();
  await move(page, '77 New Street');
  await wellMade(page, true);
  await page.getByRole('button', { name: 'Keep this report' }).click();
  await expect(page.getByText('Kept on this device at')).toBeVisible();
  // The other form has a place of its own, and what was kept of this one is still there.
  await page.getByRole('button', { name: 'New employer' }).click();
  await expect(page.getByLabel('Employer name')).toHaveValue('');
  await page.goto(`${url}/history`);
  await expect(page.getByRole('heading', { name: 'New address or phone' })).toBeVisible();
  await expect(page.locator('#f-street')).toHaveValue('77 New Street');
  line.cut = false;
  await page.goto(`${url}/profile`);
  await page.getByRole('button', { name: 'Put it back' }).click();
  await expect(page.locator('#f-street')).toHaveValue('77 New Street');
  // An address is one thing: the second line of the old one is not that of the new one. What was left empty stays.
  await expect(page.locator('#f-line2')).toHaveValue('');
  await expect(page.getByLabel('US phone')).toHaveValue('(512) 555-0155');
  await judging(page);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'Receipt' })).toBeVisible();
  await expect(page.getByText('77 New Street').first()).toBeVisible();
  await expect(page.getByText('First tried to send').first()).toBeVisible();
});

test('without a line nobody begins a report as somebody else who was logged in before @scripts', async ({ page: watched, context }) => {
  const { page, line, url } = await over(watched, context);
  await page.goto(`${url}/employment`);
  await page.evaluate(async () => { await navigator.serviceWorker.ready; });
  line.cut = true;
  await page.goto(`${url}/employment/new`);
  await page.getByRole('button', { name: 'New employer' }).click();
  await page.getByLabel('Employer name').fill('Of The First');
  await page.getByRole('button', { name: 'Keep this report' }).click();
  await expect(page.getByText('Kept on this device at')).toBeVisible();
  line.cut = false;
  // The session ends by itself, and nobody is logged in.
  await context.clearCookies();
  await page.goto(`${url}/login`);
  await expect.poll(() => page.evaluate(() => new Promise<boolean>((done) => {
    const opening = indexedDB.open('foothold', 1);
    opening.onsuccess = () => {
      const get = opening.result.transaction('kept').objectStore('kept').get('owner');
      get.onsuccess = () => { opening.result.close(); done(get.result === undefined); };
    };
  }))).toBe(true);
  line.cut = true;
  await page.goto(`${url}/employment/new`);
  await expect(page.getByRole('heading', { name: 'No connection' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Begin a report' })).toBeHidden();
  line.cut = false;
});
