import { type Page } from '@playwright/test';
import { asHelpTeam, asOfficial, enterAppCode, expect, importStudent, INVITATION, logIn, logInStudent, mail, openRecord, PASSWORD, register, test, typed } from '../portal/test';
import { schoolWithReport } from '../portal/school';

/** A page as it is, on the light and on the dark side. */
const shot = async (page: Page, name: string) => {
  await page.waitForLoadState('networkidle');
  const path = `../docs/screens/${name}-${test.info().project.name}`;
  await page.screenshot({ path: `${path}.png`, fullPage: true, scale: 'css' });
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.screenshot({ path: `${path}-dark.jpg`, type: 'jpeg', quality: 60, fullPage: true, scale: 'css' });
  await page.emulateMedia({ colorScheme: 'light' });
};

test('every page', async ({ page }) => {
  test.setTimeout(240_000);
  for (const [path, name] of [['/', 'home'], ['/login', 'login'], ['/forgot', 'forgot'], ['/help/faq', 'faq'], ['/help/tools', 'tools'], ['/sign-up', 'sign-up'], ['/accessibility', 'accessibility'], ['/offline', 'offline'], ['/gallery', 'gallery']]) {
    await page.goto(path);
    await shot(page, name);
  }
  const student = importStudent({ start: -40 });
  const { href } = await mail(page, student.email, INVITATION);
  await page.goto(href!);
  await shot(page, 'register-sevis-id');
  await page.getByLabel('SEVIS ID').fill('N9999999999');
  await page.getByRole('button', { name: 'Submit' }).click();
  await expect(page.getByText('2 tries').first()).toBeVisible();
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
  await expect(page.getByRole('heading', { name: 'What to do now' })).toBeVisible();
  await shot(page, 'employment-first');
  await page.goto('/profile');
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
  for (const [path, name] of [['/history', 'history'], ['/account', 'account'], ['/inbox', 'inbox'], ['/inbox/choices', 'inbox-choices']]) {
    await page.goto(path);
    await shot(page, name);
  }
  await page.getByRole('button', { name: 'Log out' }).click();
  await logInStudent(page, 'unemployed@demo.test');
  await page.goto('/employment');
  await shot(page, 'employment-near-limit');
  await page.getByRole('button', { name: 'Log out' }).click();
  await logInStudent(page, 'stem@demo.test');
  await page.goto('/training-plan');
  await shot(page, 'training-plans');
  await page.getByRole('link', { name: 'Harbor Robotics' }).click();
  await expect(page.getByRole('heading', { name: 'Evaluations' })).toBeVisible();
  await shot(page, 'training-plan');
  await page.getByRole('link', { name: 'All training plans' }).click();
  await page.getByRole('button', { name: 'Begin a training plan' }).click();
  await expect(page.getByRole('heading', { name: 'Section 1: Student' })).toBeVisible();
  await page.goto(page.url().replace('student', 'training'));
  await shot(page, 'training-plan-section');
  await page.getByRole('button', { name: 'Log out' }).click();
  await asOfficial(page);
  await shot(page, 'console');
  await page.goto('/console/students');
  await shot(page, 'console-students');
  await openRecord(page, student.sevisId);
  await shot(page, 'console-record');
  for (const name of ['review', 'alerts', 'both-sides', 'import']) {
    await page.goto(`/console/${name}`);
    await shot(page, `console-${name}`);
  }
  await page.goto('/console/review');
  await page.locator('.report-row').getByRole('link').first().click();
  await expect(page.getByRole('heading', { name: 'Decision' })).toBeVisible();
  await shot(page, 'console-report');
  await page.goto('/console/plans');
  await shot(page, 'console-plans');
  await page.getByRole('row').getByRole('link').first().click();
  await expect(page.getByRole('heading', { name: 'Your decision' })).toBeVisible();
  await shot(page, 'console-plan');
  await page.goto('/mailbox');
  await shot(page, 'mailbox');
});

test('every page of an online account', async ({ page }) => {
  test.setTimeout(240_000);
  const email = `screens-${test.info().project.name}@demo.test`;
  await page.goto('/sign-up');
  await page.getByLabel('Email').fill(email);
  await page.getByRole('button', { name: 'Sign Up' }).click();
  await expect(page.getByText(email)).toBeVisible();
  await shot(page, 'sign-up-confirm');
  const { href } = await mail(page, email, 'Confirm your email');
  await page.goto(href!);
  await shot(page, 'confirm');
  await page.getByRole('button', { name: 'Confirm' }).click();
  await shot(page, 'sign-up-password');
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByLabel('Confirm password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Submit' }).click();
  await page.getByRole('button', { name: 'Submit' }).click();
  await shot(page, 'sign-up-second-step');
  await page.getByLabel('Authenticator app').check();
  await page.getByRole('button', { name: 'Submit' }).click();
  await expect(page.getByRole('heading', { name: 'Setup key' })).toBeVisible();
  await shot(page, 'sign-up-verify');
  await enterAppCode(page, (await page.locator('.key').textContent())!);
  await shot(page, 'sign-up-backup-code');
  await page.getByRole('button', { name: 'Proceed' }).click();
  await shot(page, 'sign-up-questions');
  for (const [n, code] of ['street', 'teacher', 'pet', 'friend', 'job'].entries()) {
    await page.getByLabel(`Question ${n + 1}`, { exact: true }).selectOption(code);
    await page.getByLabel(`Answer ${n + 1}`, { exact: true }).fill('An answer');
  }
  await page.getByRole('button', { name: 'Submit' }).click();
  await shot(page, 'sign-up-account-type');
  await page.getByLabel('I am an applicant, petitioner, or requestor').check();
  await page.getByRole('button', { name: 'Submit' }).click();
  await expect(page.getByText('Your account is ready')).toBeVisible();
  await shot(page, 'home-online');
  await page.goto('/account/security');
  await shot(page, 'account-security');
  await page.goto('/account/email');
  await shot(page, 'account-email');
  await page.getByRole('button', { name: 'Log out' }).click();
  await logIn(page, 'applicant@demo.test');
  await expect(page.getByRole('heading', { name: 'Enter your verification code' })).toBeVisible();
  await shot(page, 'verify');
  await page.goto('/verify/backup-code');
  await shot(page, 'verify-backup-code');
});

test('messages and cases, of both sides', async ({ page }) => {
  test.setTimeout(120_000);
  await logIn(page, 'applicant@demo.test');
  await expect(page.getByRole('heading', { name: 'Enter your verification code' })).toBeVisible();
  // The newest mail may still be the one of the size before.
  await expect(async () => {
    const { text } = await mail(page, 'applicant@demo.test', 'Your one-time password');
    await page.goto('/verify');
    await page.getByLabel('Secure one-time password').fill(text.match(/\b\d{6}\b/)![0]);
    await page.getByRole('button', { name: 'Submit' }).click();
    await expect(page.getByRole('heading', { name: 'Your online account' })).toBeVisible({ timeout: 2000 });
  }).toPass({ timeout: 15_000 });
  for (const [path, name] of [['/messages', 'messages'], ['/messages/new', 'message-new'], ['/cases', 'cases'], ['/cases/add', 'case-add'], ['/cases/access-code', 'case-access-code']]) {
    await page.goto(path);
    await shot(page, name);
  }
  await page.getByLabel('Receipt number').fill('EAC0000000003');
  await page.getByRole('button', { name: 'Send a new code' }).click();
  await page.getByRole('link', { name: 'IOE0000000001' }).click();
  await shot(page, 'case');
  await page.goto('/messages');
  await page.getByRole('link', { name: 'When is my' }).click();
  await expect(page.getByRole('button', { name: 'Mark as read' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByText('There is a problem')).toBeVisible();
  await shot(page, 'conversation');
  await asHelpTeam(page);
  for (const [path, name] of [['/console/messages', 'help-messages'], ['/console/cases', 'help-cases'], ['/console/cases/new', 'help-case-new']]) {
    await page.goto(path);
    await shot(page, name);
  }
  await page.goto('/console/cases');
  await page.getByRole('link', { name: 'EAC0000000003' }).first().click();
  await expect(page.getByRole('heading', { name: 'Letter to mail' })).toBeVisible();
  await shot(page, 'help-case');
});

test('every page of a principal official, and of the way to SEVIS', async ({ page }) => {
  test.setTimeout(240_000);
  await schoolWithReport(page);
  for (const name of ['officials', 'school', 'batches']) {
    await page.goto(`/console/${name}`);
    await shot(page, `console-${name}`);
  }
  await page.getByRole('button', { name: 'Make the next batch' }).click();
  await expect(page.getByText('1 record')).toBeVisible();
  await shot(page, 'console-batch');
});

test('every page of a STEM validation', async ({ page }) => {
  test.setTimeout(120_000);
  const student = importStudent({ type: 'stem', start: -175, end: 555 });
  await register(page, student);
  await logInStudent(page, student.email);
  await page.goto('/deadlines');
  await shot(page, 'deadlines');
  await page.goto('/validation');
  await expect(page.getByRole('button', { name: 'Confirm' })).toBeVisible();
  await shot(page, 'validation');
  await page.goto('/check-receipt');
  await shot(page, 'check-receipt');
});
