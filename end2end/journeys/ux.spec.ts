// How people are met: behaviours U1 to U39 of docs/ux.md that no other journey shows, each named by its number.
import { expect, importStudent, INVITATION, logIn, logInStudent, mail, PASSWORD, register, reportEmployer, test, typed } from '../portal/test';
import { newAddress } from '../portal/online';

test('logging in and creating an account are two pages that lead to each other, in words that differ (U1)', async ({ page }) => {
  await page.goto('/login');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Log in');
  await expect(page.getByRole('main').getByText(/register|sign in|log on/i)).toHaveCount(0);
  await page.getByRole('link', { name: 'Create an online account' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Create an online account');
  await page.getByRole('main').getByRole('link', { name: 'Log in' }).click();
  await expect(page).toHaveURL(/\/login$/);
});

test('before an account is asked for, the page says why, how long it takes, what is needed, and that one can stop (U2)', async ({ page }) => {
  await page.goto('/sign-up');
  for (const words of ['so that we can serve you', 'about ten minutes', 'You need your email and a second step', 'continue later']) {
    await expect(page.getByText(words)).toBeVisible();
  }
});

test('no page has a puzzle, and passwords can be pasted and filled by a manager (U3)', async ({ page, javaScriptEnabled }) => {
  for (const path of ['/login', '/sign-up', '/forgot']) {
    await page.goto(path);
    await expect(page.locator('iframe, canvas, [class*="captcha" i], img')).toHaveCount(0);
  }
  await page.goto('/login');
  await expect(page.getByLabel('Email')).toHaveAttribute('autocomplete', 'username');
  const password = page.getByLabel('Password', { exact: true });
  await expect(password).toHaveAttribute('autocomplete', 'current-password');
  await expect(password).not.toHaveAttribute('onpaste');
  if (javaScriptEnabled === false) return;
  const kept = await password.evaluate((field) => field.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true })));
  expect(kept, 'a paste is prevented').toBe(true);
});

test('what was given on the way is not asked for again (U4)', async ({ page }) => {
  const student = importStudent();
  const { href } = await mail(page, student.email, INVITATION);
  await page.goto(href!);
  await page.getByLabel('SEVIS ID').fill(student.sevisId);
  await page.getByRole('button', { name: 'Submit' }).click();
  await expect(page.getByRole('heading', { name: `Welcome, ${student.name}` })).toBeVisible();
  await expect(page.locator('main').getByLabel(/SEVIS ID|Email/)).toHaveCount(0);
});

test('passwords are read by the browser as such, not spelled, not cut, and gone after a refusal (U7)', async ({ page }) => {
  await page.goto('/login');
  const password = page.getByLabel('Password', { exact: true });
  await expect(password).toHaveAttribute('type', 'password');
  await expect(password).toHaveAttribute('spellcheck', 'false');
  await expect(password).toHaveAttribute('autocapitalize', 'none');
  expect(await password.getAttribute('maxlength')).toBeNull();
  await page.getByLabel('Email').fill(newAddress());
  await password.fill('not-the-password-7');
  await page.getByRole('button', { name: 'Log in' }).click();
  await expect(page.getByText('There is a problem')).toBeVisible();
  await expect(page.getByLabel('Password', { exact: true })).toHaveValue('');
});

test('wrong email and wrong password are one sentence, the email stays, and the summary has the focus (U8)', async ({ page, javaScriptEnabled }) => {
  const student = importStudent();
  await register(page, student);
  const told: string[] = [];
  for (const email of [student.email, newAddress()]) {
    await logIn(page, email, 'not-the-password-7');
    const summary = page.locator('.fault-summary');
    await expect(summary).toBeVisible();
    told.push((await summary.innerText()).replaceAll(email, ''));
    await expect(page.getByLabel('Email')).toHaveValue(email);
    if (javaScriptEnabled !== false) await expect(summary).toBeFocused();
  }
  expect(told[0]).toBe(told[1]);
});

test('the button can always be pressed, and nothing is judged before the first try (U9, U29)', async ({ page }) => {
  for (const path of ['/login', '/forgot', '/sign-up']) {
    await page.goto(path);
    const form = page.locator('main form').first();
    await expect(form).toHaveAttribute('novalidate', '');
    await form.locator('input:visible').first().fill('x');
    await page.keyboard.press('Tab');
    await expect(page.locator('.usa-error-message:visible')).toHaveCount(0);
    await expect(form.getByRole('button').first()).toBeEnabled();
  }
});

test('the page after an email says where it went, how long it works, and offers another and a change (U10, U13)', async ({ page }) => {
  const email = newAddress();
  await page.goto('/sign-up');
  await page.getByLabel('Email').fill(email);
  await page.getByRole('button', { name: 'Sign Up' }).click();
  await expect(page.locator('.address')).toHaveText(email);
  await expect(page.getByText('Both work for 24 hours')).toBeVisible();
  const code = page.getByLabel('Confirmation code');
  await expect(code).toHaveCount(1);
  await expect(code).toHaveAttribute('autocomplete', 'one-time-code');
  await page.getByText('Didn\'t receive confirmation instructions?').click();
  await expect(page.getByRole('button', { name: 'Send again' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'change it' })).toHaveAttribute('href', '/sign-up');
});

test('a likely slip of the pen is asked about, and never refused (U17)', async ({ page }) => {
  await page.goto('/sign-up');
  const slip = newAddress().replace(/@.*/, '@gmial.com');
  await page.getByLabel('Email').fill(slip);
  await page.getByRole('button', { name: 'Sign Up' }).click();
  await expect(page.locator('.address')).toHaveText(slip);
  await expect(page.getByText('Did you mean an address at gmail.com?')).toBeVisible();
  await page.getByRole('link', { name: 'Correct it' }).click();
  await expect(page).toHaveURL(/\/sign-up$/);
});

test('an address takes what addresses have, and is not spelled (U17)', async ({ page }) => {
  await page.goto('/sign-up');
  const field = page.getByLabel('Email');
  await expect(field).toHaveAttribute('type', 'email');
  await expect(field).toHaveAttribute('spellcheck', 'false');
  const [name, host] = newAddress().split('@');
  const odd = `${name}+o'neil_x-y.z@${host}`;
  await field.fill(odd);
  await page.getByRole('button', { name: 'Sign Up' }).click();
  await expect(page.locator('.address')).toHaveText(odd);
});

test('dates are typed, in numbers or with the month in letters, and a day that is none is said so (U22, U23, U24, U28)', async ({ page }) => {
  const student = importStudent();
  await register(page, student);
  await logInStudent(page, student.email);
  await page.goto('/employment/new');
  const start = page.getByLabel('Start date');
  await expect(start).toHaveAttribute('inputmode', 'numeric');
  await expect(start).toHaveAttribute('type', 'text');
  const years = new Date().getFullYear();
  for (const value of [`04/31/${years}`, `02/29/${years - (years % 4) + 1}`, '01/01/0024']) {
    await start.fill(value);
    await page.getByRole('button', { name: 'Save' }).click();
    const fault = page.locator('#f-start_date-fault');
    await expect(fault, value).toHaveText('Start date: this date does not exist. Check the month, day and year.');
    await expect(start).toHaveAttribute('aria-invalid', 'true');
    expect(await start.getAttribute('aria-describedby')).toContain('f-start_date-fault');
    await expect(start).toHaveValue(value);
  }
  await page.getByLabel('Employer name').fill('Cedar Analytics');
  await page.getByLabel('Street address').fill('1 Pier Road');
  await page.getByLabel('ZIP code').fill('78701');
  await page.getByLabel('Full time').check({ force: true });
  await page.getByLabel('How this job relates').fill('I write control software for robots, the subject of my degree.');
  const [month, day, year] = typed(-5).split('/');
  const name = new Date(`${year}-${month}-${day}T12:00:00Z`).toLocaleString('en-US', { month: 'short', timeZone: 'UTC' });
  await start.fill(`${name.toLowerCase()} ${Number(day)}, ${year}`);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('This is your receipt.')).toBeVisible();
});

test('phones and numbers are taken with spaces, brackets and hyphens, and read back (U19, U25)', async ({ page }) => {
  const student = importStudent();
  await register(page, student);
  await logInStudent(page, student.email);
  await page.goto('/profile');
  await page.getByLabel('Street address', { exact: true }).fill('500 Cedar Street');
  await page.getByLabel('ZIP code', { exact: true }).fill('78701 - 1234');
  const phone = page.getByLabel('US phone');
  await expect(phone).toHaveAttribute('type', 'tel');
  await phone.fill('(512) 555-01 14');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('This is your receipt.')).toBeVisible();
  await expect(page.getByText('(512) 555-0114')).toBeVisible();
});

test('a refused form begins its title with Error, names each fault above the heading in the order of the page, and keeps what was typed (U26, U27)', async ({ page, javaScriptEnabled }) => {
  const student = importStudent();
  await register(page, student);
  await logInStudent(page, student.email);
  await page.goto('/employment/new');
  await page.getByLabel('Job title').fill('Engineer');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page).toHaveTitle(/^Error: /);
  const summary = page.locator('.fault-summary');
  await expect(summary.getByRole('heading', { name: 'There is a problem' })).toBeVisible();
  if (javaScriptEnabled !== false) await expect(summary).toBeFocused();
  await expect(page.getByLabel('Job title')).toHaveValue('Engineer');
  const links = await summary.getByRole('link').all();
  expect(links.length).toBeGreaterThan(3);
  let above = 0;
  for (const link of links) {
    const field = page.locator((await link.getAttribute('href'))!);
    const { y } = (await field.boundingBox())!;
    expect(y, 'the order of the page').toBeGreaterThanOrEqual(above);
    above = y;
    await expect(page.locator(`${await link.getAttribute('href')}-fault`)).toHaveText((await link.textContent())!);
  }
  const [first, heading] = [await summary.boundingBox(), await page.getByRole('heading', { level: 1 }).boundingBox()];
  expect(first!.y).toBeLessThan(heading!.y);
  await links[0].click();
  if (javaScriptEnabled !== false) await expect(page.locator((await links[0].getAttribute('href'))!)).toBeFocused();
});

test('each step of the sign-up says which of ten it is (U30)', async ({ page }) => {
  await page.goto('/sign-up');
  const step = page.locator('[aria-current="step"]');
  await expect(step).toContainText('Step 2 of 10');
  await expect(step).toContainText('Your email');
});

test('a receipt is a record to keep: number, time with its zone, all that was sent, and nothing else on paper (U33)', async ({ page, javaScriptEnabled }) => {
  const student = importStudent();
  await register(page, student);
  await logInStudent(page, student.email);
  await reportEmployer(page, 'Cedar Analytics', -3);
  await expect(page.getByText(/FH-\d{8}-/)).toBeVisible();
  await expect(page.getByText(/, \d{1,2}:\d\d [AP]M [A-Z]{2,4}$/).first()).toBeVisible();
  for (const words of ['Cedar Analytics', '1 Pier Road', 'I write control software for robots']) {
    await expect(page.getByText(words).first()).toBeVisible();
  }
  if (javaScriptEnabled !== false) await expect(page.getByRole('button', { name: 'Print' })).toBeVisible();
  await page.emulateMedia({ media: 'print' });
  for (const gone of ['.site-header nav', '.site-footer', '.no-print']) await expect(page.locator(gone).first()).toBeHidden();
});

test('help is one step away from every page (U34)', async ({ page }) => {
  await page.goto('/sign-up');
  await page.getByRole('contentinfo').getByRole('link', { name: 'Help', exact: true }).click();
  await expect(page.getByText('703-603-3400')).toBeVisible();
  const student = importStudent();
  await register(page, student);
  await logInStudent(page, student.email);
  for (const path of ['/employment', '/employment/new', '/profile', '/history', '/account', '/deadlines']) {
    await page.goto(path);
    await expect(page.getByRole('contentinfo').getByRole('link', { name: 'Help', exact: true }), path).toBeVisible();
  }
});

test('a page that is loaded again, or come back to, sends nothing again (U31)', async ({ page }) => {
  const student = importStudent();
  await register(page, student);
  await logInStudent(page, student.email, PASSWORD);
  await reportEmployer(page, 'Cedar Analytics', -3);
  await page.reload();
  await page.goBack();
  await page.goto('/employment');
  await expect(page.locator('article.employer')).toHaveCount(1);
});

test('the way back from another page finds what was typed into a form', async ({ page, javaScriptEnabled }) => {
  const student = importStudent();
  await register(page, student);
  await logInStudent(page, student.email);
  await page.goto('/employment/new');
  const typed = { 'Employer name': 'Tunnel Works', 'Start date': '06/05/2026', 'Street address': '2 Hill Street', 'ZIP code': '78702', 'Job title': 'Clerk' };
  for (const [label, value] of Object.entries(typed)) await page.getByLabel(label, { exact: true }).fill(value);
  await page.getByRole('contentinfo').getByRole('link', { name: 'Help', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.goBack();
  const offered = page.getByRole('button', { name: 'Put it back' });
  for (const [label, value] of Object.entries(typed)) {
    if (javaScriptEnabled !== false && await offered.isVisible()) await offered.click();
    await expect(page.getByLabel(label, { exact: true }), label).toHaveValue(value);
  }
});
