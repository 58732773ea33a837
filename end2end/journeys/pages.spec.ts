import { asOfficial, expect, importStudent, INVITATION, logInStudent, mail, openRecord, PASSWORD, register, test, wellMade } from '../portal/test';

test('public pages are complete and well made', async ({ page, javaScriptEnabled }) => {
  for (const [path, heading] of [
    ['/', 'Report your address, phone and employer while on OPT'],
    ['/login', 'Log in'], ['/forgot', 'Forgot password'], ['/help', 'Help'],
    ['/help/faq', 'Questions and answers'],
  ]) {
    const response = await page.goto(path);
    expect(response!.status()).toBe(200);
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
    await wellMade(page, javaScriptEnabled);
  }
});

test('a page at 320 px and at 400 % zoom does not scroll sideways @scripts', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  for (const path of ['/', '/login', '/forgot', '/help/faq', '/mailbox']) {
    await page.goto(path);
    await wellMade(page, true);
  }
});

test('every component reads well at every width, in both themes, from right to left, with forced colours and on paper @scripts', async ({ page }) => {
  const sideways = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  for (const width of [320, 390, 768, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    await page.goto('/gallery');
    await wellMade(page, true);
    await page.evaluate(() => { document.documentElement.dir = 'rtl'; });
    expect(await sideways(), `from right to left at ${width}`).toBeLessThanOrEqual(0);
  }
  await page.goto('/gallery');
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
  // A picture that lost its colours would be blank.
  const colours = await page.locator('.picture svg').first().evaluate((svg) =>
    ['.day-employed', '.day-ahead'].map((part) => getComputedStyle(svg.querySelector(part)!).fill));
  expect(new Set(colours).size).toBe(2);
  await page.emulateMedia({ forcedColors: 'none', media: 'print', colorScheme: 'dark' });
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(255, 255, 255)');
});

test('the password rules are ticked while typing (U5, U6) @scripts', async ({ page }) => {
  const student = importStudent();
  const { href } = await mail(page, student.email, INVITATION);
  await page.goto(href!);
  await page.getByLabel('SEVIS ID').fill(student.sevisId);
  await page.getByRole('button', { name: 'Submit' }).click();
  const kept = page.locator('.rule--kept');
  await expect(kept).toHaveCount(0);
  await page.getByLabel('Password', { exact: true }).pressSequentially(PASSWORD);
  await expect(kept).toHaveCount(await page.locator('.rule').count());
  await page.getByRole('button', { name: 'Show passwords' }).click();
  await expect(page.getByLabel('Password', { exact: true })).toHaveAttribute('type', 'text');
});

test('no wasm is fetched before a form that has rules is touched @scripts', async ({ page }) => {
  const fetched: string[] = [];
  page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
  const student = importStudent();
  await register(page, student);
  fetched.length = 0;
  await logInStudent(page, student.email);
  for (const path of ['/employment', '/history', '/profile', '/employment/new']) {
    await page.goto(path, { waitUntil: 'networkidle' });
  }
  expect(fetched.filter((path) => /\/pkg\/f(orms|rontend).*\.(js|wasm)$/.test(path))).toEqual([]);
  await page.getByLabel('Employer name').focus();
  await expect(page.locator('html')).toHaveAttribute('data-judging', 'on');
  expect(fetched.filter((path) => path.endsWith('.wasm'))).toHaveLength(1);
});

test('the console has keys, which rest while one types and can be switched off @scripts', async ({ page }) => {
  await asOfficial(page);
  await page.keyboard.press('s');
  await expect(page.getByRole('heading', { name: 'Students' })).toBeVisible();
  // What another test looked for last is still there.
  const all = page.getByRole('button', { name: 'Show all' });
  if (await all.count()) await all.click();
  await expect(page.getByText(/^\d\d+ students$/)).toBeVisible();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await expect(page.getByRole('row').nth(2).getByRole('link')).toBeFocused();
  await page.keyboard.press('k');
  await expect(page.getByRole('row').nth(1).getByRole('link')).toBeFocused();
  await page.keyboard.press('r');
  await expect(page.getByRole('heading', { name: 'Reports to check' })).toBeVisible();
  await page.keyboard.press('/');
  const find = page.getByRole('searchbox', { name: 'Find a student' });
  await expect(find).toBeFocused();
  await page.keyboard.type('sorb?');
  await expect(find).toHaveValue('sorb?');
  await page.getByRole('button', { name: 'Keyboard' }).click();
  const dialog = page.getByRole('dialog', { name: 'Keyboard' });
  await expect(dialog).toBeVisible();
  await page.keyboard.press('s');
  await expect(dialog).toBeVisible();
  await dialog.getByLabel('Use these keys').uncheck();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(dialog).toHaveCount(0);
  await page.keyboard.press('s');
  await page.waitForTimeout(300);
  await expect(page).toHaveURL(/\/console\/review/);
  await page.getByRole('button', { name: 'Keyboard' }).click();
  await page.getByRole('dialog').getByLabel('Use these keys').check();
  await page.keyboard.press('Escape');
  await page.keyboard.press('s');
  await expect(page).toHaveURL(/\/console\/students/);
});

test('an official finds a student from any page', async ({ page }) => {
  const student = importStudent();
  await asOfficial(page);
  await page.goto('/console/review');
  await page.getByRole('searchbox', { name: 'Find a student' }).fill(student.sevisId);
  await page.getByRole('search').getByRole('button', { name: 'Find' }).click();
  await expect(page.getByText('1 student', { exact: true })).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: student.sevisId })).toHaveCount(1);
  expect(page.url()).not.toContain(student.sevisId);
});

test('under Save-Data no script and no wasm is fetched @scripts', async ({ browser }) => {
  const page = await browser.newPage({ baseURL: process.env.BASE_URL, extraHTTPHeaders: { 'Save-Data': 'on' } });
  const fetched: string[] = [];
  page.on('request', (request) => fetched.push(request.url()));
  await page.goto('/login');
  await page.waitForLoadState('networkidle');
  expect(fetched.filter((url) => /\.(js|wasm)$/.test(url))).toEqual([]);
  await page.getByLabel('Email').fill('stem@demo.test');
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Log in' }).click();
  await expect(page.getByRole('heading', { name: 'Before you go on' })).toBeVisible();
  await page.close();
});

test('the keyboard alone logs in @scripts', async ({ page }) => {
  await page.goto('/login');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to main content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await expect(page.getByLabel('Email')).toBeFocused();
  await page.keyboard.type('stem@demo.test');
  await page.keyboard.press('Tab');
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Before you go on' })).toBeVisible();
});

test('the official approves, and the invitation is on its way', async ({ page, javaScriptEnabled }) => {
  const student = importStudent({ status: 'pending' });
  await asOfficial(page);
  await openRecord(page, student.email);
  await page.getByRole('button', { name: 'Approve OPT' }).click();
  await expect(page.getByText('The invitation is in the outbox.')).toBeVisible();
  await wellMade(page, javaScriptEnabled);
  await mail(page, student.email, INVITATION);
});
