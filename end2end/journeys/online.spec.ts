import { type Page } from '@playwright/test';
import { enterAppCode, expect, logIn, mail, PASSWORD, test, wellMade } from '../portal/test';
import { choosePassword, confirmed, finish, newAddress, sentCode, signUpByApp } from '../portal/online';

test('ten steps open an account, and the app is asked for at every login', async ({ page, javaScriptEnabled }) => {
  test.setTimeout(150_000);
  const email = newAddress();
  await page.goto('/sign-up');
  await page.getByRole('button', { name: 'Sign Up' }).click();
  await expect(page.getByText('Enter: Email.').first()).toBeVisible();
  await wellMade(page, javaScriptEnabled);
  const { key } = await signUpByApp(page, email, javaScriptEnabled);
  await mail(page, email, 'Your online account has been created');
  await page.goto('/home');
  await page.getByRole('button', { name: 'Log out' }).click();

  await logIn(page, email);
  await expect(page.getByRole('heading', { name: 'Enter your verification code' })).toBeVisible();
  await wellMade(page, javaScriptEnabled);
  await page.goto('/home');
  await expect(page).toHaveURL(/\/verify$/);
  await page.getByLabel('Secure one-time password').fill('000000');
  await page.getByRole('button', { name: 'Submit' }).click();
  await expect(page.getByText('does not match').first()).toBeVisible();
  await enterAppCode(page, key);
  await expect(page.getByRole('heading', { name: 'Your online account' })).toBeVisible();
});

test('text and email together; a lost phone is no lost account', async ({ page, javaScriptEnabled }) => {
  test.setTimeout(150_000);
  const email = newAddress();
  await confirmed(page, email, javaScriptEnabled);
  await choosePassword(page);
  await page.getByLabel('Text message').check();
  await page.getByLabel('Email', { exact: true }).check();
  await page.getByRole('button', { name: 'Submit' }).click();
  await expect(page.getByText('Enter: US mobile number.').first()).toBeVisible();
  await expect(page.getByLabel('Text message')).toBeChecked();
  await wellMade(page, javaScriptEnabled);
  const number = `512555${String(Date.now()).slice(-4)}`;
  await page.getByLabel('US mobile number').fill(number);
  await page.getByRole('button', { name: 'Submit' }).click();
  await expect(page.getByText('the number ending in')).toBeVisible();
  const texted = await sentCode(page, number, 'Text message');
  await page.getByLabel('Secure one-time password').fill(texted);
  await page.getByRole('button', { name: 'Submit' }).click();
  // The code by email was sent as soon as the text was confirmed.
  await expect(page.getByText('We sent a six-digit code to o…')).toBeVisible();
  await page.getByLabel('Secure one-time password').fill(await sentCode(page, email, 'Your one-time password'));
  await page.getByRole('button', { name: 'Submit' }).click();
  const backup = await finish(page, 'I am a legal representative', javaScriptEnabled);
  await page.getByRole('button', { name: 'Log out' }).click();

  // Representatives are not let in by email alone, though it is set up.
  await logIn(page, email);
  await expect(page.getByText('the number ending in').first()).toBeVisible();
  await expect(page.getByRole('button', { name: /^Email to/ })).toHaveCount(0);
  await page.getByRole('button', { name: 'Request a new one-time password' }).click();
  await expect(page.getByText('A new one-time password is on its way')).toBeVisible();
  await wellMade(page, javaScriptEnabled);
  await page.getByRole('link', { name: 'Use a backup code' }).click();
  await wellMade(page, javaScriptEnabled);
  await page.getByLabel('Backup code').fill(backup.toUpperCase().replaceAll('-', ' '));
  await page.getByRole('button', { name: 'Submit' }).click();
  await expect(page.getByText('You used a backup code')).toBeVisible();
  await expect(page.locator('.codes code')).toHaveCount(1);
  await wellMade(page, javaScriptEnabled);
  expect(await page.locator('.codes code').textContent()).not.toBe(backup);
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await expect(page.locator('.codes')).toHaveCount(0);
});

test('a sign-up left half-way goes on in another browser (U31)', async ({ page, browser, javaScriptEnabled }) => {
  const email = newAddress();
  await confirmed(page, email, javaScriptEnabled);
  // Its link leads on in the browser that has used it.
  await page.goto((await mail(page, email, 'Confirm your email')).href!);
  await wellMade(page, javaScriptEnabled);
  await page.getByRole('link', { name: 'Continue' }).click();
  await choosePassword(page);
  const other = await browser.newPage({ baseURL: process.env.BASE_URL, javaScriptEnabled });
  await logIn(other, email);
  await expect(other.getByRole('heading', { name: 'Choose your second step' })).toBeVisible();
  // A later step cannot be reached by its address.
  await other.goto('/sign-up/account-type');
  await expect(other.getByRole('heading', { name: 'Choose your second step' })).toBeVisible();
  await other.close();
});

test('the typed code confirms the address as well (U13)', async ({ page }) => {
  const email = newAddress();
  await page.goto('/sign-up');
  await page.getByLabel('Email').fill(email);
  await page.getByRole('button', { name: 'Sign Up' }).click();
  await expect(page.getByText(email)).toBeVisible();
  const { text } = await mail(page, email, 'Confirm your email');
  await page.goto('/sign-up/confirm');
  await page.getByLabel('Confirmation code').fill('WRONGONE');
  await page.getByRole('button', { name: 'Confirm' }).click();
  await expect(page.getByText('does not match').first()).toBeVisible();
  await page.getByLabel('Confirmation code').fill(text.match(/^[A-Z2-9]{4}-[A-Z2-9]{4}$/m)![0].toLowerCase());
  await page.getByRole('button', { name: 'Confirm' }).click();
  await expect(page.getByRole('heading', { name: 'Create a password' })).toBeVisible();
});

test('a passkey opens the account @scripts', async ({ page }) => {
  test.setTimeout(120_000);
  // Passkeys need a name: the same portal under localhost.
  const base = process.env.BASE_URL!.replace('127.0.0.1', 'localhost');
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
  });
  const email = newAddress();
  await page.goto(`${base}/sign-up`);
  await page.getByLabel('Email').fill(email);
  await page.getByRole('button', { name: 'Sign Up' }).click();
  await expect(page.getByText(email)).toBeVisible();
  const href = await page.evaluate(async (to) => {
    for (let tries = 0; tries < 50; tries++) {
      const text = await (await fetch('/mailbox')).text();
      const page = new DOMParser().parseFromString(text, 'text/html');
      const article = [...page.querySelectorAll('article')].find((a) => a.textContent!.includes(to));
      if (article) return article.querySelector('a')!.getAttribute('href')!;
      await new Promise((wait) => setTimeout(wait, 200));
    }
    throw new Error('no mail');
  }, email);
  await page.goto(base + href);
  await page.getByRole('button', { name: 'Confirm' }).click();
  await choosePassword(page);
  await page.getByLabel('Passkey').check();
  await page.getByRole('button', { name: 'Submit' }).click();
  await expect(page.getByRole('heading', { name: 'Create your passkey' })).toBeVisible();
  await wellMade(page, true);
  await page.getByRole('button', { name: 'Create a passkey' }).click();
  await finish(page, 'I am an applicant, petitioner, or requestor', true);
  await page.getByRole('button', { name: 'Log out' }).click();
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Log in' }).click();
  await expect(page.getByRole('heading', { name: 'Use your passkey' })).toBeVisible();
  await wellMade(page, true);
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await expect(page.getByRole('heading', { name: 'Your online account' })).toBeVisible();
  // The same passkey alone: no email, no password, in a browser that was never here.
  await page.getByRole('button', { name: 'Log out' }).click();
  await page.context().clearCookies();
  await page.goto(`${base}/login`);
  const alone = page.getByRole('button', { name: 'Use a passkey instead' });
  await expect(alone).toBeVisible();
  await wellMade(page, true);
  await alone.click();
  await expect(page.getByRole('heading', { name: 'Your online account' })).toBeVisible();
});

test('a forgotten password needs the mail, two answers and the second step', async ({ page, javaScriptEnabled }) => {
  test.setTimeout(150_000);
  const email = newAddress();
  const { key } = await signUpByApp(page, email, javaScriptEnabled);
  await page.getByRole('button', { name: 'Log out' }).click();
  await page.goto('/forgot');
  await page.getByLabel('Email').fill(email);
  await page.getByRole('button', { name: 'Submit' }).click();
  await expect(page.getByText('Check your email')).toBeVisible();
  const { href } = await mail(page, email, 'Choose a new password');
  await page.goto(href!);
  await wellMade(page, javaScriptEnabled);
  const answers: Record<string, string> = { street: 'answer  STREET', teacher: 'Answer teacher', pet: 'Answer pet', 'best friend': 'Answer friend', 'first job': 'Answer job' };
  const shown = await page.locator('.question').allTextContents();
  expect(shown).toHaveLength(2);
  for (const [n, question] of shown.entries()) {
    const [, answer] = Object.entries(answers).find(([word]) => question.includes(word))!;
    await page.getByLabel(`Answer ${n + 1}`).fill(answer);
  }
  await page.getByLabel('New password').fill('Another-light-27!');
  await page.getByLabel('Confirm password').fill('Another-light-27!');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Your password was changed')).toBeVisible();
  await logIn(page, email, 'Another-light-27!');
  await enterAppCode(page, key);
  await expect(page.getByRole('heading', { name: 'Your online account' })).toBeVisible();

  // The owner is told, and may undo it.
  const { href: notMe } = await mail(page, email, 'Your account: password changed');
  await page.goto(notMe!);
  await wellMade(page, javaScriptEnabled);
  await page.getByRole('button', { name: 'This was not me' }).click();
  await expect(page.getByText('The change is frozen')).toBeVisible();
  await logIn(page, email, 'Another-light-27!');
  await expect(page.getByText('Email or password is wrong').first()).toBeVisible();
});

test('an official logs in with an app, and sees where', async ({ page, javaScriptEnabled }) => {
  test.setTimeout(120_000);
  await logIn(page, 'pdso@demo.test');
  await expect(page.getByRole('heading', { name: 'Enter your verification code' })).toBeVisible();
  await page.goto('/console');
  await expect(page).toHaveURL(/\/verify$/);
  await enterAppCode(page);
  await expect(page.getByRole('heading', { name: 'Demo State University' })).toBeVisible();
  await page.goto('/account/security');
  await expect(page.getByText('this browser')).toBeVisible();
  await expect(page.getByText('You cannot remove this now')).toBeVisible();
  await wellMade(page, javaScriptEnabled);
});

test('the answers open all at once, and are searched', async ({ page, javaScriptEnabled }) => {
  await page.goto('/help/faq');
  await wellMade(page, javaScriptEnabled);
  await page.getByRole('link', { name: 'Expand all' }).click();
  await expect(page.locator('details:not([open])')).toHaveCount(0);
  await page.getByLabel('Search the answers').fill('lost phone');
  await page.getByRole('button', { name: 'Search' }).click();
  await expect(page.getByText('I lost my phone or my passkey')).toBeVisible();
  await wellMade(page, javaScriptEnabled);
  await page.goto('/help/tools');
  await page.getByRole('link', { name: 'I represent someone' }).click();
  await expect(page.getByRole('heading', { name: 'Accounts for legal representatives' })).toBeVisible();
  await wellMade(page, javaScriptEnabled);
});

test('every second step is lost: a mailed code and two answers open the account', async ({ page, javaScriptEnabled }) => {
  test.setTimeout(120_000);
  const email = newAddress();
  await signUpByApp(page, email, false);
  await logIn(page, email);
  await expect(page.getByRole('heading', { name: 'Enter your verification code' })).toBeVisible();
  await page.getByRole('link', { name: 'I have lost all of these' }).click();
  await wellMade(page, javaScriptEnabled);
  await page.getByRole('button', { name: 'Email me a code' }).click();
  await expect(page.getByLabel('Code from the email')).toBeVisible();
  const code = await sentCode(page, email, 'Your one-time password');
  const words = await page.locator('.question').allTextContents();
  // The sign-up answered each question with its own code.
  const codes: Record<string, string> = {
    'What was the name of the street you grew up on?': 'street',
    'What was the last name of your favorite teacher?': 'teacher',
    'What was the name of your first pet?': 'pet',
    'What was the first name of your childhood best friend?': 'friend',
    'In what city or town was your first job?': 'job',
  };
  const prove = async (first: string) => {
    await page.getByLabel('Code from the email').fill(code);
    await page.getByLabel('Answer 1').fill(first);
    await page.getByLabel('Answer 2').fill(`answer  ${codes[words[1].trim()].toUpperCase()}`);
    await page.getByRole('button', { name: 'Log in' }).click();
  };
  await prove('a guess');
  await expect(page.getByText('The code or one of the answers does not match').first()).toBeVisible();
  await wellMade(page, javaScriptEnabled);
  await prove(`Answer ${codes[words[0].trim()]}`);
  await expect(page.getByRole('heading', { name: 'You are logged in', exact: true })).toBeVisible();
  await page.getByRole('link', { name: 'Change reset questions' }).click();
  await expect(page.getByLabel('Question 1', { exact: true })).toBeVisible();
  await wellMade(page, javaScriptEnabled);
});
