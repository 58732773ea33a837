import { type Page } from '@playwright/test';
import { asOfficial, expect, importStudent, logInStudent, mail, register, reportEmployer, test, wellMade, type Student } from '../portal/test';

const rows = (page: Page, student: Student) => page.locator('.report-row', { hasText: student.sevisId });

test('a student is asked about a report, answers, and reads that it is accepted', async ({ page, javaScriptEnabled }) => {
  const student = importStudent();
  await register(page, student);
  await logInStudent(page, student.email);
  const receipt = await reportEmployer(page, 'Harbor Robotics', -5);
  const mine = await page.context().cookies();
  await asOfficial(page);
  await page.goto('/console/review?page=999');
  await wellMade(page, javaScriptEnabled);
  await rows(page, student).getByRole('link').click();
  await expect(page.getByText('subject of my degree').first()).toBeVisible();
  await wellMade(page, javaScriptEnabled);
  await page.getByRole('button', { name: 'Send the question' }).click();
  await expect(page.getByRole('heading', { name: 'There is a problem' })).toBeVisible();
  await wellMade(page, javaScriptEnabled);
  await page.getByText('What the student does there').click();
  await page.getByLabel('Your question to the student').fill('Which team do you work on?');
  await page.getByRole('button', { name: 'Send the question' }).click();
  await expect(page.getByRole('heading', { name: 'Question sent' })).toBeVisible();
  await expect(page.getByLabel('What the student does there')).toBeChecked();
  await wellMade(page, javaScriptEnabled);
  const asked = new URL(page.url()).pathname;
  const { href } = await mail(page, student.email, 'Your school has a question about your report');
  await page.context().addCookies(mine);
  await page.goto('/employment');
  await expect(page.getByText('Your school has a question about one of your reports.')).toBeVisible();
  await wellMade(page, javaScriptEnabled);
  await page.goto(href!);
  await expect(page).toHaveURL(new RegExp(`${receipt}$`));
  await wellMade(page, javaScriptEnabled);
  await page.getByLabel('Your answer').fill('Controls. I tune the motors.');
  await page.getByRole('button', { name: 'Send the answer' }).click();
  await expect(page.getByRole('heading', { name: 'Answer sent' })).toBeVisible();
  await wellMade(page, javaScriptEnabled);
  await asOfficial(page);
  await page.goto(asked);
  await expect(page.getByText('Controls. I tune the motors.')).toBeVisible();
  await wellMade(page, javaScriptEnabled);
  await page.getByRole('button', { name: 'Accept' }).click();
  await expect(page.getByRole('heading', { name: 'Accepted' })).toBeVisible();
  await page.context().addCookies(mine);
  await page.goto(receipt);
  await expect(page.getByText('Accepted', { exact: true })).toBeVisible();
  await expect(page.getByLabel('Your answer')).toHaveCount(0);
  await wellMade(page, javaScriptEnabled);
});

test('reports are accepted together by keyboard alone, and taken back', async ({ page, javaScriptEnabled }) => {
  const student = importStudent();
  await register(page, student);
  await logInStudent(page, student.email);
  for (const name of ['Harbor Robotics', 'Pier Works']) await reportEmployer(page, name, -5);
  const mine = await page.context().cookies();
  await asOfficial(page);
  await page.goto('/console/review?page=999');
  // The list is everybody's, and may begin a new page between the two.
  if ((await rows(page, student).count()) < 2) {
    await page.context().addCookies(mine);
    await reportEmployer(page, 'Quay Tools', -5);
    await asOfficial(page);
    await page.goto('/console/review?page=999');
  }
  await expect(rows(page, student)).toHaveCount(2);
  for (const box of await rows(page, student).getByRole('checkbox').all()) {
    await box.focus();
    await page.keyboard.press('Space');
  }
  await page.getByRole('button', { name: 'Accept selected reports' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('2 reports accepted.')).toBeVisible();
  await wellMade(page, javaScriptEnabled);
  await page.getByRole('button', { name: 'Take it back' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('2 reports to check again.')).toBeVisible();
  await page.goto('/console/review?page=999');
  await rows(page, student).first().getByRole('link').click();
  await page.getByRole('link', { name: 'Go to the decision' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Accept' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Accepted' })).toBeVisible();
});
