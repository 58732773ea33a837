import { type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { schoolOnStem } from '../portal/school';
import { expect, mail, test, typed, wellMade } from '../portal/test';
import { bringAnswer, makeBatch } from '../portal/batch';

const SECTION_1 = {
  'School where the STEM degree was earned': 'Journey College', 'Name of your DSO': 'Dana Sample', 'Email or phone of your DSO': 'dso@demo.test',
  'Qualifying major and CIP code': 'Computer Science, 11.0701', 'Level or type of degree': "Master's", 'Date awarded': typed(-400), 'Employment Authorization Number': '123456789',
};
const SECTION_3 = {
  'Employer name': 'Harbor Robotics', 'Street address': '1 Pier Road', City: 'Austin', 'ZIP code': '78701', 'Employer ID number (EIN)': '123456789', 'NAICS code': '541511',
  'Full-time employees in the US': '120', 'Hours a week': '40', 'Yearly salary in US dollars': '85,000', 'Start date of employment': typed(-5),
  'Name of the official with signatory authority': 'Robin Chief', 'Title of that official': 'Head of People',
};
const SECTION_5 = {
  'Name of the site': 'Harbor Lab', 'Address of the site': '1 Pier Road, Austin', 'Name of the official who oversees the training': 'Mika Mentor', 'Title of the overseeing official': 'Lead',
  'Phone of the overseeing official': '5125550123', Role: 'Writes control software.', 'Goals and objectives': 'Motion planning.', 'Employer oversight': 'Weekly review.', 'Measures and assessments': 'Milestones.',
};

async function fillIn(page: Page, fields: Record<string, string>) {
  for (const [label, value] of Object.entries(fields)) await page.getByLabel(label, { exact: true }).fill(value);
  const state = page.getByLabel('State', { exact: true });
  if (await state.count()) await state.selectOption('TX');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'Saved' })).toBeVisible();
}

/** Follows the newest link to an employer's mailbox, and signs with a mailed code. */
async function signAs(page: Page, to: string, name: string, look: () => Promise<void>) {
  await page.context().clearCookies();
  const { href } = await mail(page, to, 'A training plan to read and sign');
  await page.goto(href!);
  await look();
  await page.getByRole('button', { name: 'Email me the code' }).click();
  await expect(page.getByText('A code is on its way')).toBeVisible();
  const here = page.url();
  const code = (await mail(page, to, 'Your code to sign')).text.match(/\b\d{6}\b/)![0];
  await page.goto(here);
  await page.getByLabel('Code from the email').fill('000000');
  await page.getByLabel('Full name').fill('Somebody Else');
  await page.getByLabel('Title', { exact: true }).fill('Lead');
  await page.getByRole('button', { name: 'Sign', exact: true }).click();
  await expect(page.getByText('Sign with the name as it stands in the plan.').first()).toBeVisible();
  await look();
  await page.getByLabel('Code from the email').fill(code);
  await page.getByLabel('Full name').fill(name);
  await page.getByLabel('I declare this under penalty of perjury').check({ force: true });
  await page.getByRole('button', { name: 'Sign', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'There is nothing left to do' })).toBeVisible();
  await look();
}

test('a STEM employer comes from three signatures to confirmed by SEVIS', async ({ page, javaScriptEnabled }) => {
  test.setTimeout(240_000);
  page.setDefaultTimeout(15_000);
  const look = () => wellMade(page, javaScriptEnabled);
  const { asPrincipal, asStudent, student } = await schoolOnStem(page);
  const [chief, mentor] = ['chief', 'mentor'].map((who) => `${who}${student.sevisId}@harbor.test`);
  await asStudent();
  await page.goto('/employment');
  await page.getByRole('link', { name: 'Training plans (Form I-983)' }).click();
  await expect(page.getByText('You have no training plan here yet.')).toBeVisible();
  await look();
  await page.getByRole('button', { name: 'Begin a training plan' }).click();
  await expect(page.getByRole('heading', { name: 'Section 1: Student' })).toBeVisible();
  await look();
  await page.getByLabel('No', { exact: true }).check({ force: true });
  await fillIn(page, SECTION_1);
  await page.getByLabel('Hours a week').fill('12');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('at least 20 with each employer').first()).toBeVisible();
  await look();
  await page.getByLabel('Email of that official').fill(chief);
  await fillIn(page, SECTION_3);
  await page.getByLabel('Email of the overseeing official').fill(mentor);
  await fillIn(page, SECTION_5);
  const plan = page.url();
  await expect(page.getByText('Next: all three sign.')).toBeVisible();
  await look();
  await page.getByRole('button', { name: 'Email the links' }).click();
  await expect(page.getByRole('heading', { name: 'The links are on their way' })).toBeVisible();
  await page.getByLabel('Full name').fill(student.name);
  await page.getByLabel('I declare this under penalty of perjury').check({ force: true });
  await page.getByRole('button', { name: 'Sign', exact: true }).click();
  await expect(page.getByText(`Signed by ${student.name}`)).toBeVisible();
  await look();
  await signAs(page, chief, 'Robin Chief', look);
  await signAs(page, mentor, 'Mika Mentor', look);
  await asPrincipal();
  await page.goto('/console');
  await page.getByRole('link', { name: '1 training plan to check' }).click();
  await look();
  await page.getByRole('link', { name: student.name }).click();
  await expect(page.getByRole('heading', { name: 'Your decision' })).toBeVisible();
  await look();
  await page.getByRole('button', { name: 'Accept' }).click();
  await expect(page.getByRole('heading', { name: 'Accepted', exact: true })).toBeVisible();
  await look();
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'The plan as a PDF' }).click();
  const pdf = readFileSync((await (await download).path())!);
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  await page.getByLabel('What SEVIS said, or a note').fill('Seen on the OPT page');
  await page.getByRole('button', { name: 'It is in SEVIS' }).click();
  await expect(page.getByText('Handed over by')).toBeVisible();
  await page.getByRole('link', { name: 'Record the employer' }).click();
  await expect(page.getByLabel('Employer name')).toHaveValue('Harbor Robotics');
  await look();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Nothing is saved yet').first()).toBeVisible();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: student.name })).toBeVisible();
  await bringAnswer(page, await makeBatch(page), '<Result status="true"/>');
  await expect(page.getByText('Confirmed by SEVIS')).toBeVisible();
  await asStudent();
  await page.goto('/employment');
  await expect(page.getByRole('link', { name: 'More about Harbor Robotics' })).toBeVisible();
  await expect(page.getByText('Confirmed by SEVIS').first()).toBeVisible();
  await page.goto(plan);
  await expect(page.getByText('The plan is in effect.')).toBeVisible();
  await look();
  // And one day the employer reports the end of the job.
  await page.context().clearCookies();
  const { href } = await mail(page, mentor, 'Keep this: how to report the end of the job');
  await page.goto(href!);
  await look();
  await page.getByRole('button', { name: 'Report' }).click();
  await expect(page.getByText('Say how the job ended.').first()).toBeVisible();
  await look();
  await page.getByLabel('Last day of work').fill(typed(-1));
  await page.getByLabel('The student left', { exact: true }).check({ force: true });
  await page.getByLabel('Your full name').fill('Mika Mentor');
  await page.getByRole('button', { name: 'Report' }).click();
  await expect(page.getByRole('heading', { name: 'Reported', exact: true })).toBeVisible();
  await asPrincipal();
  await page.goto('/console/plans');
  await look();
  await page.getByRole('button', { name: `Mark as handled: ${student.name}` }).click();
  await expect(page.getByText('The report is off your list.')).toBeVisible();
});

test('a plan that was signed by hand is handed in as a scan, and its school reads it', async ({ page, javaScriptEnabled }) => {
  test.setTimeout(120_000);
  page.setDefaultTimeout(15_000);
  const look = () => wellMade(page, javaScriptEnabled);
  const { asPrincipal, asStudent, student } = await schoolOnStem(page);
  await asStudent();
  await page.goto('/training-plan');
  await page.getByRole('button', { name: 'Begin a training plan' }).click();
  await page.getByLabel('No', { exact: true }).check({ force: true });
  await fillIn(page, SECTION_1);
  await page.getByLabel('Email of that official').fill(`chief${student.sevisId}@harbor.test`);
  await fillIn(page, SECTION_3);
  await page.getByLabel('Email of the overseeing official').fill(`mentor${student.sevisId}@harbor.test`);
  await fillIn(page, SECTION_5);
  await page.getByRole('link', { name: 'Hand in a scan that was signed by hand' }).click();
  await look();
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Save this version as a PDF' }).click();
  const printed = readFileSync((await (await download).path())!);
  await page.getByLabel('Section 2: me').check({ force: true });
  await page.getByRole('button', { name: 'Hand in' }).click();
  await expect(page.getByText('Choose the scan.').first()).toBeVisible();
  await expect(page.getByLabel('Section 2: me')).toBeChecked();
  await look();
  for (const label of ['Section 4:', 'Section 6:', 'The scan shows the whole plan']) await page.getByLabel(label).check({ force: true });
  await page.getByLabel('Scan', { exact: true }).setInputFiles({ name: 'signed.pdf', mimeType: 'application/pdf', buffer: printed });
  await page.getByRole('button', { name: 'Hand in' }).click();
  await expect(page.getByText('Your school has the plan.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'signed.pdf' })).toHaveCount(3);
  await look();
  await asPrincipal();
  await page.goto('/console/plans');
  await page.getByRole('link', { name: student.name }).click();
  await look();
  const scan = page.waitForEvent('download');
  await page.getByRole('link', { name: 'signed.pdf' }).first().click();
  expect(readFileSync((await (await scan).path())!).equals(printed)).toBe(true);
  await page.getByRole('button', { name: 'Accept' }).click();
  await expect(page.getByRole('heading', { name: 'Accepted', exact: true })).toBeVisible();
});
