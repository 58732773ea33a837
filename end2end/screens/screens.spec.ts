import { type Page } from '@playwright/test';
import { asOfficial, expect, importStudent, INVITATION, logInStudent, mail, openRecord, PASSWORD, test, typed } from '../portal/test';

const shot = async (page: Page, name: string) => {
  await page.waitForLoadState('networkidle');
  const path = `../docs/screens/${name}-${test.info().project.name}.png`;
  await page.screenshot({ path, fullPage: true, scale: 'css' });
};

test('every page', async ({ page }) => {
  test.setTimeout(240_000);
  for (const [path, name] of [['/', 'home'], ['/login', 'login'], ['/forgot', 'forgot'], ['/help/faq', 'faq']]) {
    await page.goto(path);
    await shot(page, name);
  }
  const student = importStudent({ start: -40 });
  const { href } = await mail(page, student.email, INVITATION);
  await page.goto(href!);
  await shot(page, 'register-sevis-id');
  await page.getByLabel('SEVIS ID').fill('N9999999999');
  await page.getByRole('button', { name: 'Submit' }).click();
  await expect(page.getByText('2 chances').first()).toBeVisible();
  await shot(page, 'register-wrong-id');
  await page.getByLabel('SEVIS ID').fill(student.sevisId);
  await page.getByRole('button', { name: 'Submit' }).click();
  await page.getByLabel('Password', { exact: true }).pressSequentially('Harbor-lig');
  await shot(page, 'register-password');
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByLabel('Confirm password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Create Account' }).click();
  await expect(page.getByText('Your account is ready')).toBeVisible();
  await shot(page, 'register-done');
  const lapsed = await mail(page, 'expired@demo.test', INVITATION);
  await page.goto(lapsed.href!);
  await shot(page, 'link-lapsed');
  await logIn(page, student.email);
  await expect(page.getByRole('button', { name: 'Continue' })).toBeVisible();
  await shot(page, 'attest');
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('heading', { name: 'Profile' })).toBeVisible();
  await shot(page, 'profile');
  await page.goto('/employment/new');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('There is a problem')).toBeVisible();
  await shot(page, 'employer-refused');
  await page.getByLabel('Employer name').fill('Cedar Analytics');
  await page.getByLabel('Full time').check();
  await page.getByLabel('Start date').fill(typed(-25));
  await page.getByLabel('How this job relates to your field of study').fill('I design data pipelines, the subject of my thesis.');
  await page.getByLabel('Street address').fill('700 Congress Avenue');
  await page.getByLabel('City').fill('Austin');
  await page.getByLabel('State').selectOption('TX');
  await page.getByLabel('ZIP code').fill('78701');
  await shot(page, 'employer-form');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'Receipt' })).toBeVisible();
  await shot(page, 'receipt');
  await page.goto('/employment');
  await page.getByText('Show each day’s reason').click();
  await shot(page, 'employment');
  await page.getByRole('link', { name: 'More about Cedar Analytics' }).click();
  await expect(page.getByRole('button', { name: 'Delete' })).toBeVisible();
  await shot(page, 'employer');
  for (const name of ['history', 'account']) {
    await page.goto(`/${name}`);
    await shot(page, name);
  }
  await page.getByRole('button', { name: 'Log out' }).click();
  await logInStudent(page, 'unemployed@demo.test');
  await page.goto('/employment');
  await shot(page, 'employment-near-limit');
  await page.getByRole('button', { name: 'Log out' }).click();
  await asOfficial(page);
  await shot(page, 'console');
  await page.goto('/console/students');
  await shot(page, 'console-students');
  await openRecord(page, student.sevisId);
  await shot(page, 'console-record');
  await page.goto('/console/review');
  await shot(page, 'console-review');
  await page.goto('/mailbox');
  await shot(page, 'mailbox');
});
