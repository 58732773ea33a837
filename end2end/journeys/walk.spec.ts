// The first walk of docs/first-walk.md: from the invitation to the first report, counting taps.
import { type Locator } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { expect, importStudent, INVITATION, mail, PASSWORD, test, typed } from '../portal/test';

test('from the invitation to the first report it is as many taps as docs/first-walk.md says, and at most 14', async ({ page }) => {
  const written = readFileSync('../docs/first-walk.md', 'utf8').match(/^\d+\. /gm)!.length;
  const student = importStudent({ street: '500 Cedar Street' });
  let taps = 0;
  const tap = async (what: Locator) => {
    taps += 1;
    await what.click();
  };
  const type = (words: string) => page.keyboard.type(words);
  /** The keyboard's "next", until the field with this label has it. */
  const next = async (label: string | RegExp) => {
    const wanted = page.getByLabel(label, { exact: typeof label === 'string' });
    for (let n = 0; n < 12; n++) {
      await page.keyboard.press('Tab');
      if (await wanted.evaluate((field) => field === document.activeElement)) return;
    }
    throw new Error(`the keyboard does not come to ${label}`);
  };
  const { href } = await mail(page, student.email, INVITATION);
  taps += 1; // the link in the email
  await page.goto(href!);
  await tap(page.getByLabel('SEVIS ID'));
  await type(student.sevisId);
  await tap(page.getByRole('button', { name: 'Submit' }));
  await tap(page.getByLabel('Password', { exact: true }));
  await type(PASSWORD);
  await next('Confirm password');
  await type(PASSWORD);
  await tap(page.getByRole('button', { name: 'Create Account' }));
  await tap(page.getByLabel('Email'));
  await type(student.email);
  await next('Password');
  await type(PASSWORD);
  await tap(page.getByRole('button', { name: 'Log in' }));
  await tap(page.getByRole('button', { name: 'Continue' }));
  await tap(page.getByRole('link', { name: 'Report your employer' }));
  await tap(page.getByLabel('Employer name'));
  await type('Cedar Analytics');
  await tap(page.getByText('Full time', { exact: true }));
  await next('Start date');
  await type(typed(-3));
  await next('How this job relates to your field of study');
  await type('As a data analyst I build reports with the statistics and databases of my degree in data science.');
  await next('Street address');
  await type('700 Congress Avenue');
  await next('ZIP code');
  await type('78701');
  await tap(page.getByRole('button', { name: 'Save' }));
  await expect(page.getByText('This is your receipt.')).toBeVisible();
  expect(taps).toBe(written);
  expect(taps).toBeLessThanOrEqual(14);
});
