import { expect, fillEmployer, importStudent, judging, logInStudent, register, test, typed, wellMade } from '../portal/test';

test('a STEM student changes the supervisor, but neither adds an employer nor changes its name', async ({ page, javaScriptEnabled }) => {
  await logInStudent(page, 'stem@demo.test');
  await expect(page.getByRole('heading', { level: 1, name: 'Employment' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Harbor Robotics' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Add employer' })).toHaveCount(0);
  await wellMade(page, javaScriptEnabled);
  const refused = await page.request.get('/employment/new');
  expect(refused.status()).toBe(404);
  expect(await refused.text()).toContain('Send your DSO that form');
  await page.getByRole('link', { name: 'Edit Harbor Robotics' }).click();
  for (const label of ['Employer name', 'EIN', 'Start date']) {
    await expect(page.getByLabel(label)).toHaveAttribute('readonly', '');
  }
  await wellMade(page, javaScriptEnabled);
  const title = `Engineer ${test.info().project.name} ${Date.now()}`;
  await page.getByLabel('Job title').fill(title);
  await page.getByLabel('Supervisor last name').fill('Sample');
  await page.getByRole('button', { name: 'Save' }).click();
  // Another project may have saved meanwhile; saving again lets ours stand.
  const again = page.getByText('changed somewhere else').first();
  await expect(page.getByRole('heading', { name: 'Receipt' }).or(again)).toBeVisible();
  if (await again.isVisible()) await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText(title).first()).toBeVisible();
});

test('city and state are offered from the ZIP code, below the fields, and nothing that was typed is replaced @scripts', async ({ page }) => {
  const student = importStudent({ start: -30 });
  await register(page, student);
  await logInStudent(page, student.email);
  await page.goto('/employment/new');
  await page.getByLabel('Employer name').fill('Cedar Works');
  await judging(page);
  const [zip, city, state] = ['ZIP code', 'City', 'State'].map((label) => page.getByLabel(label, { exact: true }));
  const below = async () => (await city.boundingBox())!.y - (await zip.boundingBox())!.y;
  const before = await below();
  await zip.fill('78701');
  await zip.press('Tab');
  await expect(city).toBeFocused();
  await expect(city).toHaveValue('Austin');
  await expect(state).toHaveValue('TX');
  await expect(page.getByText('Filled in from the ZIP code: Austin, Texas.')).toBeVisible();
  expect(await below()).toBe(before);
  // A code that is corrected takes along what it brought.
  await zip.fill('10001');
  await zip.press('Tab');
  await expect(city).toHaveValue('New York');
  await expect(state).toHaveValue('NY');
  await city.fill('Round Rock');
  await zip.fill('78664');
  await zip.press('Tab');
  await expect(page.getByText('Filled in from the ZIP code')).toHaveCount(0);
  await expect(city).toHaveValue('Round Rock');
  // What is not listed says nothing, and is no fault.
  await city.fill('');
  await state.selectOption('');
  const answered = page.waitForResponse('**/api/place');
  await zip.fill('00000');
  await zip.press('Tab');
  expect(await (await answered).json()).toBe(null);
  await expect(city).toHaveValue('');
  await expect(page.locator('.usa-error-message')).toHaveCount(0);
  await wellMade(page, true);
  // The mailing address has a city of its own.
  await page.goto('/profile');
  await page.getByLabel('Mailing ZIP code').fill('10001');
  await judging(page);
  await page.getByLabel('Mailing ZIP code').press('Tab');
  await expect(page.getByLabel('Mailing city')).toHaveValue('New York');
  await expect(page.getByLabel('City', { exact: true })).toHaveValue('');
  await wellMade(page, true);
});

test('a late report is accepted, marked, and never refused', async ({ page, javaScriptEnabled }) => {
  const student = importStudent({ start: -60 });
  await register(page, student);
  await logInStudent(page, student.email);
  await page.goto('/employment/new');
  await page.getByLabel('Employer name').fill('Cedar Works');
  await page.getByLabel('Part time').check();
  await page.getByLabel('Start date').fill('02/30/2026');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('this date does not exist').first()).toBeVisible();
  await expect(page.getByLabel('Employer name')).toHaveValue('Cedar Works');
  await expect(page.getByLabel('Part time')).toBeChecked();
  await wellMade(page, javaScriptEnabled);
  await page.getByLabel('Start date').fill(typed(-40));
  await page.getByLabel('Street address').fill('2 Hill Street');
  await page.getByLabel('ZIP code').fill('78702-1234');
  await page.getByLabel('How this job relates to your field of study').fill('I analyse data.\nAs in my thesis.');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText(/Received (29|30|31) days after the 10-day limit/)).toBeVisible();
  await page.goto('/employment');
  await expect(page.getByText(/Reported (29|30|31) days late/)).toBeVisible();

  // Deleting shows its effect on the count first, and can be undone.
  await page.getByRole('link', { name: 'More about Cedar Works' }).click();
  await expect(page.getByText(/more days would count as unemployment/)).toBeVisible();
  await wellMade(page, javaScriptEnabled);
  await page.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('Employer deleted').first()).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('Employer brought back')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Cedar Works' })).toBeVisible();
});

test('a fault shows before anything is sent, and what is typed stays @scripts', async ({ page }) => {
  const student = importStudent();
  await register(page, student);
  await logInStudent(page, student.email);
  await page.goto('/employment/new');
  const sent: string[] = [];
  page.on('request', (request) => { if (request.method() === 'POST') sent.push(request.url()); });
  await page.getByLabel('Employer name').fill('Cedar Works');
  await page.getByLabel('Start date').fill('02/30/2026');
  await judging(page);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'There is a problem' })).toBeVisible();
  await expect(page.locator('.fault-summary')).toBeFocused();
  await expect(page).toHaveTitle(/^Error: Add employer/);
  await expect(page.getByText('this date does not exist').first()).toBeVisible();
  await expect(page.getByLabel('Employer name')).toHaveValue('Cedar Works');
  await wellMade(page, true);
  expect(sent).toEqual([]);
  // The profile is judged in the same way.
  await page.goto('/profile');
  await page.getByLabel('Street address').first().fill('');
  await judging(page);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'There is a problem' })).toBeVisible();
  expect(sent).toEqual([]);
});

/** The rules of the form were fetched: from now on it is judged before it is sent. */

test('a refused form says the same with scripts as without, and forgets what was mended (U26, U28) @scripts', async ({ page }) => {
  const student = importStudent();
  await register(page, student);
  await logInStudent(page, student.email);
  // A page below one of the header's is in its part of the site, for eyes and ears.
  await page.goto('/employment/new');
  const part = page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Employment' });
  await expect(part).toHaveAttribute('aria-current', 'true');
  await expect(part).toHaveCSS('font-weight', '700');
  // What there is to read and to hear of the refused form, whoever made it.
  const told = () => page.evaluate(() => ({
    summary: [...document.querySelectorAll('.fault-summary, .fault-summary *')].map((part) => [
      part.tagName, part.textContent, ...[...part.attributes].map(({ name, value }) => `${name}=${value}`).sort(),
    ]),
    before: document.querySelector('.fault-summary')!.nextElementSibling!.tagName,
    fields: [...document.querySelectorAll('main form [id^=f-]')].filter((field) => field.matches('input, select, textarea, fieldset')).map((field) => [
      field.id, field.getAttribute('class'), field.getAttribute('aria-invalid'), field.getAttribute('aria-describedby'),
      field.closest('.usa-form-group')!.textContent!.replace(/\s+/g, ' '), field.closest('.usa-form-group')!.className,
    ]),
    title: document.title,
  }));
  const fill = async () => {
    await page.goto('/employment/new');
    await page.getByLabel('Employer name').fill('Cedar Works');
    await page.getByLabel('Start date').fill('02/30/2026');
    await page.getByLabel('Supervisor email').fill('nobody');
    await judging(page);
  };
  await fill();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.locator('.fault-summary')).toBeFocused();
  const byScripts = await told();
  await page.evaluate(() => document.querySelector<HTMLFormElement>('main form')!.submit());
  await page.waitForURL('**/employment/new');
  await expect(page.locator('.fault-summary')).toBeFocused();
  expect(await told()).toEqual(byScripts);
  await fill();
  await page.getByRole('button', { name: 'Save' }).click();
  const faults = page.locator('.fault-summary li');
  const many = await faults.count();
  await page.getByLabel('Start date').fill('02/31/2026');
  await page.getByLabel('Start date').blur();
  await expect(page.getByLabel('Start date')).toHaveAttribute('aria-invalid', 'true');
  await page.getByLabel('Start date').fill(typed(-3));
  await page.getByLabel('Start date').blur();
  await expect(page.getByLabel('Start date')).not.toHaveAttribute('aria-invalid', 'true');
  await expect(page.locator('#f-start_date-fault')).toBeHidden();
  // The summary no longer leads there, but to the others.
  await expect(page.locator('.fault-summary a[href="#f-start_date"]')).toBeHidden();
  await expect(page.locator('.fault-summary a[href="#f-supervisor_email"]')).toBeVisible();
  // The first tap after typing is not missed for a page that moved.
  await page.getByLabel('Supervisor email').fill('lee@employer.test');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(faults).toHaveCount(many - 2);
});

test('a form that the line dropped stays with what was typed, and is sent once the line is back @scripts', async ({ page, context }) => {
  const student = importStudent();
  await register(page, student);
  // The browser itself logs a line that drops as an error, so it is another page than the one that is watched for any.
  page = await context.newPage();
  await logInStudent(page, student.email);
  await page.goto('/profile');
  await page.getByLabel('Street address', { exact: true }).fill('5 Tunnel Street');
  await page.getByLabel('ZIP code', { exact: true }).fill('78666');
  await page.getByLabel('US phone').fill('5125550123');
  await judging(page);
  await page.route('**/api/profile/save', (route) => route.abort('connectionfailed'), { times: 1 });
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('The portal could not be reached')).toBeVisible();
  await expect(page.getByLabel('Street address', { exact: true })).toHaveValue('5 Tunnel Street');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'Receipt' })).toBeVisible();
});

test('two tabs: the second save is told of the first and keeps what was typed', async ({ page, context }) => {
  const student = importStudent();
  await register(page, student);
  await logInStudent(page, student.email);
  await page.goto('/profile');
  const other = await context.newPage();
  await other.goto('/profile');
  for (const [tab, street] of [[page, '1 First Street'], [other, '2 Second Street']] as const) {
    await tab.getByLabel('Street address', { exact: true }).fill(street);
    await tab.getByLabel('ZIP code', { exact: true }).fill('78666');
    await tab.getByLabel('US phone').fill('5125550123');
    await tab.getByRole('button', { name: 'Save' }).click();
    if (tab === page) await expect(page.getByRole('heading', { name: 'Receipt' })).toBeVisible();
  }
  await expect(other.getByText('changed somewhere else').first()).toBeVisible();
  await expect(other.getByLabel('Street address', { exact: true })).toHaveValue('2 Second Street');
  await other.getByRole('button', { name: 'Save' }).click();
  await expect(other.getByRole('heading', { name: 'Receipt' })).toBeVisible();
});

test('after the authorization one reads, and then no more', async ({ page }) => {
  await logInStudent(page, 'readonly@demo.test');
  await expect(page.getByText('you can read and print but not edit')).toBeVisible();
  await page.goto('/employment');
  await expect(page.getByRole('link', { name: /^Edit/ })).toHaveCount(0);
  await page.getByRole('button', { name: 'Log out' }).click();
  await page.goto('/login');
  await page.getByLabel('Email').fill('closed@demo.test');
  await page.getByLabel('Password', { exact: true }).fill('Harbor-lights-26!');
  await page.getByRole('button', { name: 'Log in' }).click();
  await expect(page.getByText('Email or password is wrong').first()).toBeVisible();
});

test('a form under way when the page is left is still sent @scripts', async ({ page }) => {
  const student = importStudent();
  await register(page, student);
  await logInStudent(page, student.email);
  await page.goto('/employment/new');
  await fillEmployer(page, 'Left Behind Works');
  // The tab is closed in the very moment in which the form is sent.
  await page.evaluate(() => {
    document.querySelector<HTMLFormElement>('main form')!.requestSubmit();
    location.href = '/help';
  });
  // Where the answer is quicker than the other page, its receipt is shown instead.
  await expect(page).toHaveURL(/\/help$|\/receipts\//);
  await expect(async () => {
    await page.goto('/employment');
    await expect(page.getByRole('heading', { name: 'Left Behind Works' })).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: 10_000 });
});

test('a form that was begun is kept on the device, encrypted, until it is sent or the student logs out @scripts', async ({ page, context }) => {
  const student = importStudent();
  await register(page, student);
  // The browser itself logs a line that drops as an error, so it is another page than the one that is watched for any.
  page = await context.newPage();
  await logInStudent(page, student.email);
  await page.goto('/employment/new');
  const begin = async () => {
    await page.getByLabel('Employer name').fill('Tunnel Works');
    await page.getByLabel('Part time').check();
    await page.getByLabel('Start date').fill(typed(-2));
    await judging(page);
    await page.getByLabel('Street address').fill('2 Hill Street');
    await expect(page.getByText(/^Kept on this device at .* not sent yet\.$/)).toBeVisible();
  };
  await begin();
  const stored = () => page.evaluate(async () => {
    if (!(await indexedDB.databases()).some(({ name }) => name === 'foothold')) return '';
    const base = await new Promise<IDBDatabase>((done) => { const open = indexedDB.open('foothold', 1); open.onsuccess = () => done(open.result); });
    const all = await new Promise<any[]>((done) => { const get = base.transaction('kept').objectStore('kept').getAll(); get.onsuccess = () => done(get.result); });
    base.close();
    return all.map((one) => (one.data ? new TextDecoder().decode(one.data) : String(one.extractable))).join();
  });
  expect(await stored()).toContain('false');
  expect(await stored()).not.toContain('Tunnel');
  // The browser is gone, and comes back.
  await page.goto('about:blank');
  await page.goto('/employment/new');
  await expect(page.getByText('is kept on this device and was not sent')).toBeVisible();
  await wellMade(page, true);
  // What is typed before the offer is taken up is offered in its turn.
  await page.getByLabel('Employer name').fill('Newer Works');
  await page.getByRole('button', { name: 'Put it back' }).click();
  await expect(page.getByLabel('Employer name')).toHaveValue('Tunnel Works');
  await page.getByRole('button', { name: 'Put it back' }).click();
  await expect(page.getByLabel('Employer name')).toHaveValue('Newer Works');
  await page.getByRole('button', { name: 'Put it back' }).click();
  await expect(page.getByLabel('Employer name')).toHaveValue('Tunnel Works');
  await expect(page.getByLabel('Part time')).toBeChecked();
  await expect(page.getByLabel('Street address')).toHaveValue('2 Hill Street');
  await page.getByLabel('ZIP code').fill('78702');
  await page.getByLabel('How this job relates to your field of study').fill('As in my thesis.');
  // The line drops in the moment of sending, and the form goes once it is back.
  const offline = await context.newPage();
  await context.setOffline(true);
  await page.evaluate(() => document.querySelector<HTMLFormElement>('main form')!.requestSubmit()).catch(() => {});
  await expect(page.getByText('It is sent when the line is back')).toBeVisible();
  await context.setOffline(false);
  await offline.close();
  await expect(page.getByRole('heading', { name: 'Receipt' })).toBeVisible();
  await page.goto('/employment');
  await expect(page.locator('article.employer')).toHaveCount(1);
  await page.goto('/employment/new');
  await page.getByLabel('Employer name').focus();
  await judging(page);
  // Time enough for an offer, if there were one.
  await page.waitForTimeout(500);
  await expect(page.locator('.kept-offer')).toHaveCount(0);
  await begin();
  await page.getByRole('button', { name: 'Log out' }).click();
  await expect(page.getByText('You are logged out').first()).toBeVisible();
  expect(await stored()).toBe('');
});

test('a form that the browser itself sent, while its rules were still missing, is not offered again @scripts', async ({ page, context }) => {
  const student = importStudent();
  await register(page, student);
  // The browser logs what it cannot fetch, so it is another page than the one that is watched for errors.
  page = await context.newPage();
  await logInStudent(page, student.email);
  await page.route('**/pkg/frontend*', (route) => route.abort());
  await page.goto('/employment/new');
  await fillEmployer(page, 'Tunnel Works');
  await expect(page.getByText(/^Kept on this device/)).toBeVisible();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'Receipt' })).toBeVisible();
  // The receipt's own script lets go of it.
  await expect.poll(() => page.evaluate(async () => {
    const base = await new Promise<IDBDatabase>((done) => { const open = indexedDB.open('foothold', 1); open.onsuccess = () => done(open.result); });
    const keys = await new Promise<IDBValidKey[]>((done) => { const get = base.transaction('kept').objectStore('kept').getAllKeys(); get.onsuccess = () => done(get.result); });
    base.close();
    return keys.filter((known) => String(known).startsWith('draft:'));
  })).toEqual([]);
  await page.unroute('**/pkg/frontend*');
  await page.goto('/employment/new');
  await page.getByLabel('Employer name').focus();
  await judging(page);
  await page.waitForTimeout(300);
  await expect(page.locator('.kept-offer')).toHaveCount(0);
});
