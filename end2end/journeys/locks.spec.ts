import { asOfficial, expect, importStudent, INVITATION, logIn, logInStudent, mail, openRecord, PASSWORD, register, test, wellMade } from '../portal/test';

test('three wrong SEVIS IDs lock the link, and the school’s reset sends a fresh one', async ({ page, javaScriptEnabled }) => {
  const student = importStudent();
  const { href } = await mail(page, student.email, INVITATION);
  await page.goto(href!);
  for (const words of ['You have 2 tries left', 'You have 1 try left']) {
    await page.getByLabel('SEVIS ID').fill('N9999999999');
    await page.getByRole('button', { name: 'Submit' }).click();
    await expect(page.getByText(words).first()).toBeVisible();
    await expect(page.getByLabel('SEVIS ID')).toHaveValue('N9999999999');
  }
  await page.getByRole('button', { name: 'Submit' }).click();
  await expect(page.getByRole('heading', { name: 'This link is locked' })).toBeVisible();
  await wellMade(page, javaScriptEnabled);
  // Not resettable by coming back.
  await page.goto(href!);
  await expect(page.getByRole('heading', { name: 'This link is locked' })).toBeVisible();

  await asOfficial(page);
  await wellMade(page, javaScriptEnabled);
  await page.goto('/console/students');
  await page.getByLabel('Name, SEVIS ID or email').fill(student.sevisId);
  await page.getByRole('button', { name: 'Find' }).click();
  await expect(page.getByText('1 student', { exact: true })).toBeVisible();
  expect(page.url(), 'no typed text in the address').not.toContain(student.sevisId);
  await wellMade(page, javaScriptEnabled);
  await openRecord(page, student.sevisId);
  await expect(page.getByText('Registration locked').first()).toBeVisible();
  await wellMade(page, javaScriptEnabled);
  await page.getByRole('button', { name: 'Reset portal account' }).click();
  await expect(page.getByText('New link sent')).toBeVisible();
  await expect(page.getByText('Invited').first()).toBeVisible();
  await page.context().clearCookies();

  await page.goto(href!);
  await expect(page.getByRole('heading', { name: 'A newer link was sent' })).toBeVisible();
  await register(page, student);
});

test('three failed logins lock, Forgot password unlocks', async ({ page, javaScriptEnabled }) => {
  const student = importStudent();
  await register(page, student);
  for (let n = 0; n < 3; n++) {
    await logIn(page, student.email, `Wrong-password-${n}!`);
    await expect(page.getByText('Email or password is wrong').first()).toBeVisible();
    await expect(page.getByLabel('Email')).toHaveValue(student.email);
  }
  await wellMade(page, javaScriptEnabled);
  await logIn(page, student.email);
  await expect(page.getByText('Email or password is wrong').first()).toBeVisible();
  await mail(page, student.email, 'Your account is locked');

  await page.goto('/forgot');
  await wellMade(page, javaScriptEnabled);
  await page.getByLabel('Email').fill(student.email);
  await page.getByLabel('SEVIS ID').fill(student.sevisId);
  await page.getByRole('button', { name: 'Submit' }).click();
  await expect(page.getByText('Check your email')).toBeVisible();
  const { href } = await mail(page, student.email, 'Choose a new password');
  await page.goto(href!);
  await wellMade(page, javaScriptEnabled);
  await page.getByLabel('New password').fill(PASSWORD);
  await page.getByLabel('Confirm password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('You used this password before').first()).toBeVisible();
  await page.getByLabel('New password').fill('Another-light-27!');
  await page.getByLabel('Confirm password').fill('Another-light-27!');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Your password was changed')).toBeVisible();
  await logInStudent(page, student.email, 'Another-light-27!');
  await expect(page.getByRole('heading', { level: 1, name: 'Employment' })).toBeVisible();
});

test('a changed email locks the account until the temporary password is replaced', async ({ page, browser, javaScriptEnabled }) => {
  const student = importStudent();
  await register(page, student);
  const official = await browser.newPage({ baseURL: process.env.BASE_URL, javaScriptEnabled });
  await asOfficial(official);
  await openRecord(official, student.email);
  const moved = student.email.replace('journey', 'moved');
  await official.getByLabel('Email').fill('not an address');
  await official.getByRole('button', { name: 'Change email' }).click();
  await expect(official.getByText('Enter an email address such as').first()).toBeVisible();
  await official.getByLabel('Email').fill(moved);
  await official.getByRole('button', { name: 'Change email' }).click();
  await expect(official.getByText('The account is locked.').first()).toBeVisible();
  await official.close();

  await mail(page, student.email, 'The email of your portal account was changed');
  await logIn(page, student.email);
  await expect(page.getByText('Email or password is wrong').first()).toBeVisible();
  const { text } = await mail(page, moved, 'temporary password');
  const temporary = text.match(/^k[a-z0-9-]+7$/m)![0];
  await logInStudent(page, moved, temporary);
  await expect(page.getByText('You logged in with a temporary password')).toBeVisible();
  await wellMade(page, javaScriptEnabled);
  await page.goto('/profile');
  await expect(page).toHaveURL(/\/account$/);
  await page.getByLabel('New password').fill('Another-light-27!');
  await page.getByLabel('Confirm password').fill('Another-light-27!');
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Employment' })).toBeVisible();
});

test('a lapsed link says what to do (U11)', async ({ page, javaScriptEnabled }) => {
  const { href } = await mail(page, 'expired@demo.test', INVITATION);
  await page.goto(href!);
  await expect(page.getByRole('heading', { name: 'This link has expired' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Forgot password' })).toBeVisible();
  await wellMade(page, javaScriptEnabled);
  await page.goto('/register?token=nonsense');
  await expect(page.getByRole('heading', { name: 'This link does not work' })).toBeVisible();
});
