// A school of a journey's own, so that its settings are nobody else's.
import { type Page } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { day, enterAppCode, expect, importFiles, logInStudent, PASSWORD, register, reportEmployer, type Student } from './test';

const program = (...words: string[]) => execFileSync(process.env.PORTAL_PROGRAM!, words, { encoding: 'utf8' });

let made = 0;

/** Adds a school with an invited principal official; gives its code and the mailed link. */
function addSchool() {
  const number = String(process.pid * 100 + made++).padStart(8, '0').slice(-8);
  const code = `JRN214F${number}`;
  program('school', 'add', '--code', code, '--name', 'Journey College');
  const email = `pdso${number}@demo.test`;
  const link = program('official', 'invite', '--email', email, '--name', 'Pat Sample', '--school', code, '--role', 'pdso').trim();
  return { code, number, email, link };
}

/** Follows the invitation of somebody who works in the console, up to the console. */
async function takeUpWork(page: Page, link: string, email: string) {
  await page.context().clearCookies();
  await page.goto(link);
  await page.getByLabel('Password', { exact: true }).or(page.getByLabel('New password')).first().fill(PASSWORD);
  await page.getByLabel('Confirm password').fill(PASSWORD);
  await page.locator('main form button[type=submit]').first().click();
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByLabel('Authenticator app').check({ force: true });
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('heading', { name: 'Setup key' })).toBeVisible();
  const key = (await page.locator('.key').textContent())!;
  await enterAppCode(page, key);
  await page.goto('/console');
  await expect(page.getByRole('heading', { name: 'Journey College' })).toBeVisible();
}

/** Imports a student of this school. */
function importStudentOf(code: string, number: string, type = 'post_completion'): Student {
  const student = { sevisId: `N77${number}`, name: 'Journey Sample', email: `own${number}@demo.test` };
  importFiles(
    `sevis_id,given_name,surname,birth_date,email,school_code\n${student.sevisId},Journey,Sample,2001-02-03,${student.email},${code}\n`,
    `sevis_id,type,status,schedule,start_date,end_date\n${student.sevisId},${type},approved,full_time,${day(-30)},${day(330)}\n`,
  );
  return student;
}

/** A school that sends batches, with a student who has reported an employer; the principal is logged in. */
export async function schoolWithReport(page: Page, look: () => Promise<void> = async () => {}) {
  const { code, number, email, link } = addSchool();
  await takeUpWork(page, link, email);
  await page.goto('/console/school');
  await look();
  await page.getByLabel('Batch files').check({ force: true });
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'There is a problem' })).toBeVisible();
  await look();
  await page.getByLabel("Official’s SEVIS user ID").fill('dsosample1');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'Settings saved' })).toBeVisible();
  const principal = await page.context().cookies();
  const student = importStudentOf(code, number);
  await register(page, student);
  await logInStudent(page, student.email);
  const receipt = await reportEmployer(page, 'Harbor Robotics', -5);
  const mine = await page.context().cookies();
  await page.context().addCookies(principal);
  return { receipt, asStudent: () => page.context().addCookies(mine) };
}

/** A school that sends batches and takes plans on paper, with a student on STEM OPT who is registered. */
export async function schoolOnStem(page: Page) {
  const { code, number, email, link } = addSchool();
  await takeUpWork(page, link, email);
  await page.goto('/console/school');
  await page.getByLabel('Batch files').check({ force: true });
  await page.getByLabel("Official’s SEVIS user ID").fill('dsosample1');
  await page.getByLabel('Also accept scans of plans signed by hand').check({ force: true });
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'Settings saved' })).toBeVisible();
  const principal = await page.context().cookies();
  const student = importStudentOf(code, number, 'stem');
  await register(page, student);
  await logInStudent(page, student.email);
  const mine = await page.context().cookies();
  const as = (cookies: typeof mine) => async () => {
    await page.context().clearCookies();
    await page.context().addCookies(cookies);
  };
  return { student, asStudent: as(mine), asPrincipal: as(principal) };
}
