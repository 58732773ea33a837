import { type Page } from '@playwright/test';
import { expect, test, wellMade } from '../portal/test';

/** An official of a school with 3,000 students, of whom 428 have moved. */
async function asBusyOfficial(page: Page) {
  const value = JSON.parse(process.env.CROWD_COOKIES!)[test.info().parallelIndex];
  await page.context().addCookies([{ name: 'foothold', value, url: process.env.CROWD_URL! }]);
  await page.goto(`${process.env.CROWD_URL}/console`);
}

/** Presses Tab until this has the focus. */
async function tabTo(page: Page, wanted: string) {
  for (let presses = 0; presses < 200; presses++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((selector) => document.activeElement?.matches(selector), wanted)) return;
  }
  throw new Error(`the keyboard does not come to ${wanted}`);
}

test('of hundreds of open reports twenty are cleared by keyboard alone', async ({ page, javaScriptEnabled }) => {
  // Thousands of students, on a shared machine.
  test.setTimeout(150_000);
  page.setDefaultTimeout(60_000);
  await asBusyOfficial(page);
  await expect(page.getByText(/^3\d\d\d students on record$/)).toBeVisible();
  await wellMade(page, javaScriptEnabled);
  await tabTo(page, 'main a[href="/console/review"]');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Reports to check' })).toBeVisible();
  await wellMade(page, javaScriptEnabled);
  const first = await page.locator('.report-row').first().textContent();
  for (let picked = 0; picked < 20; picked++) {
    await tabTo(page, 'input[type="checkbox"]');
    await page.keyboard.press('Space');
  }
  await expect(page.locator('input[type="checkbox"]:checked')).toHaveCount(20);
  await tabTo(page, 'button[type="submit"]');
  await page.keyboard.press('Enter');
  await expect(page.getByText('20 reports accepted.')).toBeVisible();
  expect(await page.locator('.report-row').first().textContent()).not.toBe(first);
  await wellMade(page, javaScriptEnabled);
});

test('an official of thousands finds a student, and whom to look at', async ({ page, javaScriptEnabled }) => {
  // Thousands of students, on a shared machine.
  test.setTimeout(150_000);
  page.setDefaultTimeout(60_000);
  await asBusyOfficial(page);
  await page.goto(`${process.env.CROWD_URL}/console/alerts?sort=days`);
  await expect(page.getByText('Page 1 of')).toBeVisible({ timeout: 30_000 });
  await wellMade(page, javaScriptEnabled);
  await page.getByRole('link', { name: 'Next page' }).click();
  await expect(page.getByText('Page 2 of')).toBeVisible({ timeout: 30_000 });
  await page.getByRole('columnheader', { name: 'Student' }).getByRole('link').click();
  await expect(page.getByRole('columnheader', { name: 'Student' })).toHaveAttribute('aria-sort', 'ascending');
  await page.goto(`${process.env.CROWD_URL}/console/numbers`);
  await expect(page.getByRole('table', { name: 'Reports a week' })).toBeVisible();
  await wellMade(page, javaScriptEnabled);
});
