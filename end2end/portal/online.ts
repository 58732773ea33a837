// Opening an online account, for the journeys that need one.
import { type Page } from '@playwright/test';
import { enterAppCode, expect, mail, PASSWORD, wellMade } from './test';

let made = 0;
export const newAddress = () => `online${process.pid}${Date.now()}${made++}@demo.test`;

/** Steps 1 to 4: the address, its confirmation by the link, the password. */
export async function confirmed(page: Page, email: string, javaScript?: boolean) {
  await page.goto('/sign-up');
  await wellMade(page, javaScript);
  await page.getByLabel('Email').fill(email);
  await page.getByRole('button', { name: 'Sign Up' }).click();
  await expect(page.getByText(email)).toBeVisible();
  await wellMade(page, javaScript);
  const { href } = await mail(page, email, 'Confirm your email');
  await page.goto(href!);
  await wellMade(page, javaScript);
  await page.getByRole('button', { name: 'Confirm' }).click();
  await expect(page.getByRole('heading', { name: 'Create a password' })).toBeVisible();
}

export async function choosePassword(page: Page) {
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByLabel('Confirm password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Submit' }).click();
  await expect(page.getByRole('heading', { name: 'Choose your second step' })).toBeVisible();
}

/** The newest code that was mailed or texted. */
export async function sentCode(page: Page, to: string, subject: string) {
  const here = page.url();
  const { text } = await mail(page, to, subject);
  await page.goto(here);
  return text.match(/\b\d{6}\b/)![0];
}

/** Steps 7 to 9. */
export async function finish(page: Page, type: string, javaScript?: boolean) {
  await expect(page.getByRole('heading', { name: 'Keep your backup code' })).toBeVisible();
  await wellMade(page, javaScript);
  const code = (await page.locator('.codes code').textContent())!;
  expect(code).toMatch(/^([0-9a-z]{5}-){4}[0-9a-z]{5}$/);
  await page.getByRole('button', { name: 'Proceed' }).click();
  await expect(page.getByRole('heading', { name: 'Choose password reset questions' })).toBeVisible();
  const codes = ['street', 'teacher', 'pet', 'friend', 'job'];
  // The same question twice is refused, and the answers must be typed again.
  for (let n = 1; n <= 5; n++) {
    await page.getByLabel(`Question ${n}`, { exact: true }).selectOption(codes[n % 2]);
    await page.getByLabel(`Answer ${n}`, { exact: true }).fill(`Answer ${codes[n - 1]}`);
  }
  await page.getByRole('button', { name: 'Submit' }).click();
  await expect(page.getByText('you already chose this question').first()).toBeVisible();
  await wellMade(page, javaScript);
  for (let n = 1; n <= 5; n++) {
    await page.getByLabel(`Question ${n}`, { exact: true }).selectOption(codes[n - 1]);
    await page.getByLabel(`Answer ${n}`, { exact: true }).fill(`Answer ${codes[n - 1]}`);
  }
  await page.getByRole('button', { name: 'Submit' }).click();
  await expect(page.getByRole('heading', { name: 'Account type' })).toBeVisible();
  await wellMade(page, javaScript);
  await page.getByLabel(type).check();
  await page.getByRole('button', { name: 'Submit' }).click();
  await expect(page.getByText('Your account is ready')).toBeVisible();
  await wellMade(page, javaScript);
  return code;
}

export async function signUpByApp(page: Page, email: string, javaScript?: boolean) {
  await confirmed(page, email, javaScript);
  await choosePassword(page);
  await wellMade(page, javaScript);
  await page.getByLabel('Authenticator app').check();
  await page.getByRole('button', { name: 'Submit' }).click();
  await expect(page.getByRole('heading', { name: 'Setup key' })).toBeVisible();
  await wellMade(page, javaScript);
  const key = (await page.locator('.key').textContent())!;
  await enterAppCode(page, key);
  const code = await finish(page, 'I am an applicant, petitioner, or requestor', javaScript);
  return { key, code };
}
