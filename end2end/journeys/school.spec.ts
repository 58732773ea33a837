import { signUpByApp } from '../portal/online';
import { asOfficial, day, enterAppCode, expect, filesOf, importFiles, importStudent, INVITATION, logIn, logInStudent, mail, openRecord, register, test, typed, wellMade } from '../portal/test';

test('a correction shows what it does to the count before it is saved, and can be undone (U32)', async ({ page, javaScriptEnabled }) => {
  const student = importStudent();
  await register(page, student);
  await logInStudent(page, student.email);
  await page.goto('/employment');
  // Which OPT is counted, and every day since it began.
  await expect(page.getByText('Post-completion OPT').first()).toBeVisible();
  const used = Number(await page.locator('.figures dd').first().textContent());
  expect(used).toBeGreaterThan(28);
  await asOfficial(page);
  await openRecord(page, student.sevisId);
  await page.getByRole('link', { name: 'Correct or withdraw' }).click();
  await wellMade(page, javaScriptEnabled);
  await page.getByLabel('Start date').fill(typed(-10));
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText(`becomes ${used - 20} of 90 instead of ${used} of 90`)).toBeVisible();
  await expect(page.getByLabel('Start date')).toHaveValue(typed(-10));
  await wellMade(page, javaScriptEnabled);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'Amended by the school' })).toBeVisible();
  await expect(page.locator('.figures dd').first()).toHaveText(String(used - 20));
  await wellMade(page, javaScriptEnabled);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.locator('.figures dd').first()).toHaveText(String(used));
  await expect(page.getByText('It was undone.')).toBeVisible();
});

test('an official who adds an employer is offered city and state as well @scripts', async ({ page }) => {
  const student = importStudent();
  await asOfficial(page);
  await openRecord(page, student.sevisId);
  await page.getByRole('link', { name: 'Add an employer' }).click();
  await page.getByLabel('ZIP code', { exact: true }).fill('78701');
  await page.getByLabel('ZIP code', { exact: true }).press('Tab');
  await expect(page.getByLabel('City', { exact: true })).toHaveValue('Austin');
  await expect(page.getByLabel('State', { exact: true })).toHaveValue('TX');
  await wellMade(page, true);
});

test('where the file and the student differ, both sides are shown and the official decides', async ({ page, javaScriptEnabled }) => {
  const student = importStudent({ street: '1 Old Street' });
  await register(page, student);
  await logInStudent(page, student.email);
  await page.goto('/profile');
  await page.getByLabel('Street address', { exact: true }).fill('9 New Road');
  await page.getByLabel('US phone').fill('5125550123');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('This is your receipt.')).toBeVisible();
  importFiles(...filesOf(student, { street: '1 Old Street' }));
  await page.goto('/profile');
  await expect(page.getByLabel('Street address', { exact: true })).toHaveValue('9 New Road');
  await asOfficial(page);
  await page.goto('/console/both-sides');
  await wellMade(page, javaScriptEnabled);
  const card = page.locator('.card').filter({ hasText: student.sevisId });
  await expect(card.getByText('1 Old Street, Austin, TX 78701')).toBeVisible();
  await card.getByRole('button', { name: 'Use the file' }).click();
  await expect(page.getByText('The record now matches your file')).toBeVisible();
  await expect(card).toHaveCount(0);
  await mail(page, student.email, 'Your school has changed your record');
});

test('an online account that was opened first is joined by the invitation, and one login opens both', async ({ page, javaScriptEnabled }) => {
  const student = importStudent({ status: 'requested' });
  const { key } = await signUpByApp(page, student.email, javaScriptEnabled);
  importFiles(...filesOf(student));
  const { href } = await mail(page, student.email, INVITATION);
  await page.context().clearCookies();
  await page.goto(href!);
  await page.getByLabel('SEVIS ID').fill(student.sevisId);
  await page.getByRole('button', { name: 'Submit' }).click();
  await expect(page.getByRole('heading', { name: 'One login for both' })).toBeVisible();
  await wellMade(page, javaScriptEnabled);
  await page.getByRole('button', { name: 'Join this account' }).click();
  await expect(page.getByText('Your online account now opens your student record too.')).toBeVisible();
  await logIn(page, student.email);
  await enterAppCode(page, key);
  await expect(page.getByRole('heading', { name: 'Your student record' })).toBeVisible();
  await wellMade(page, javaScriptEnabled);
  await page.getByRole('link', { name: 'Open your student record' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('heading', { name: 'Days of unemployment' })).toBeVisible();
  await wellMade(page, javaScriptEnabled);
  await page.getByRole('link', { name: 'Cases' }).click();
  await expect(page.getByRole('heading', { name: 'Cases' })).toBeVisible();
});

test('a list with columns of its own is named, looked at and imported', async ({ page, javaScriptEnabled }) => {
  const number = String(Date.now()).slice(-8) + String(test.info().workerIndex).padStart(2, '0');
  await asOfficial(page);
  await page.goto('/console/batches');
  await expect(page.getByText('nothing is sent to SEVIS')).toBeVisible();
  await wellMade(page, javaScriptEnabled);
  await page.goto('/console/alerts');
  await expect(page.getByRole('heading', { name: 'Alerts' })).toBeVisible();
  await wellMade(page, javaScriptEnabled);
  await page.goto('/console/import');
  await wellMade(page, javaScriptEnabled);
  await page.getByRole('button', { name: 'Upload and check' }).click();
  await expect(page.getByRole('heading', { name: 'There is a problem' })).toBeVisible();
  const text = `SEVIS Number,First name,Last name,Born ${number},School Code\nN${number},Uploaded,Sample,${day(-9000)},DEMO214F00000000\n`;
  await page.getByLabel('Students').setInputFiles({ name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await page.getByRole('button', { name: 'Upload and check' }).click();
  await expect(page.getByRole('heading', { name: 'Name the columns' })).toBeVisible();
  await expect(page.getByLabel('SEVIS Number')).toHaveValue('sevis_id');
  await wellMade(page, javaScriptEnabled);
  await page.getByLabel(`Born ${number}`).selectOption('birth_date');
  await page.getByRole('button', { name: 'Check the files' }).click();
  await expect(page.getByText('1 student is new')).toBeVisible();
  await wellMade(page, javaScriptEnabled);
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Imported' })).toBeVisible();
  await openRecord(page, `N${number}`);
  await expect(page.getByRole('heading', { name: 'Uploaded Sample' })).toBeVisible();
});
