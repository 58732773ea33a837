import { type Page } from '@playwright/test';
import { expect, PASSWORD, test, wellMade } from '../portal/test';

/** Logs the registered demo student in, at this portal or at the one whose sessions last sixteen seconds. */
async function logInShort(page: Page) {
  await page.getByLabel('Email').fill('stem@demo.test');
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Log in' }).click();
  await expect(page.getByRole('heading', { name: 'Before you go on' })).toBeVisible();
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('heading', { name: 'Before you go on' })).toHaveCount(0);
}

test('a form that is sent after the session ended is back after logging in (U38, U39)', async ({ page, javaScriptEnabled }) => {
  test.setTimeout(90_000);
  await page.goto(`${process.env.SHORT_URL}/login`);
  await logInShort(page);
  await page.goto(`${process.env.SHORT_URL}/profile`);
  await expect(page.getByText('logged out after 1 minute without a click')).toBeVisible();
  await page.getByLabel('Street address', { exact: true }).fill('77 Kept Avenue');
  // Half filled in: nobody is asked to complete it before logging in.
  if (javaScriptEnabled !== false) await page.getByLabel('City').first().fill('');
  // With scripts the end covers the page, and its button sends the form too late; without, it is
  // the form's own button.
  if (javaScriptEnabled === false) {
    await page.waitForTimeout(17_000);
    await page.getByRole('button', { name: 'Save' }).click();
  } else {
    const over = page.getByRole('dialog', { name: 'Your session has ended' });
    await expect(over).toBeVisible({ timeout: 30_000 });
    await wellMade(page, true);
    await over.getByRole('button', { name: 'Log in again' }).click();
  }
  await expect(page).toHaveURL(/\/login\?next=\/profile$/);
  await logInShort(page);
  await expect(page.getByText('What you typed is back')).toBeVisible();
  await expect(page.getByLabel('Street address', { exact: true })).toHaveValue('77 Kept Avenue');
});

test('a form that is sent after a log-out in another tab is back after logging in', async ({ page, context, javaScriptEnabled }) => {
  await page.goto('/login');
  await logInShort(page);
  await page.goto('/profile');
  await page.getByLabel('Street address', { exact: true }).fill('78 Kept Avenue');
  const other = await context.newPage();
  await other.goto('/history');
  await other.getByRole('button', { name: 'Log out' }).click();
  await expect(other).toHaveURL(/\/login$/);
  if (javaScriptEnabled === false) {
    await page.getByRole('button', { name: 'Save' }).click();
  } else {
    // Nothing private stays in sight, nor on the device.
    const over = page.getByRole('dialog', { name: 'Your session has ended' });
    await expect(over).toBeVisible();
    expect(await page.evaluate(async () => (await indexedDB.databases()).length)).toBe(0);
    await over.getByRole('button', { name: 'Log in again' }).click();
  }
  await expect(page).toHaveURL(/\/login\?next=\/profile$/);
  await logInShort(page);
  await expect(page.getByText('What you typed is back')).toBeVisible();
  await expect(page.getByLabel('Street address', { exact: true })).toHaveValue('78 Kept Avenue');
});

test('a warning counts down, and one click stays logged in, in every tab (U35, U36, U37) @scripts', async ({ page, context }) => {
  test.setTimeout(90_000);
  await page.goto(`${process.env.SHORT_URL}/login`);
  await logInShort(page);
  const other = await context.newPage();
  await other.goto(`${process.env.SHORT_URL}/history`);
  const dialog = page.getByRole('dialog', { name: 'Are you still there?' });
  await expect(dialog).toBeVisible({ timeout: 20_000 });
  await expect(other.getByRole('dialog')).toBeVisible();
  await wellMade(page, true);
  await expect(dialog.getByText(/^\d s$/)).toBeVisible();
  await expect(dialog.locator(':focus')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(other.getByRole('dialog')).toHaveCount(0);
  await page.waitForTimeout(4000);
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: 'Employment' })).toBeVisible();
});
