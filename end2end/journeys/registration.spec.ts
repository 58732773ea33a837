import { asOfficial, expect, importStudent, INVITATION, logInStudent, mail, PASSWORD, register, test, typed, wellMade } from '../portal/test';

test('from the mailed link to the receipt, and the school sees the report', async ({ page, javaScriptEnabled }) => {
  const student = importStudent();
  const check = () => wellMade(page, javaScriptEnabled);

  const { href, text } = await mail(page, student.email, INVITATION);
  expect(text).toContain('SEVIS ID');
  await check();
  await page.goto(href!);
  await check();
  await page.getByLabel('SEVIS ID').fill(student.sevisId.toLowerCase());
  await page.getByRole('button', { name: 'Submit' }).click();
  await expect(page.getByRole('heading', { name: `Welcome, ${student.name}` })).toBeVisible();
  await expect(page.getByText(student.email)).toBeVisible();
  await expect(page.getByText('At least 12 characters')).toBeVisible();
  await check();

  await page.getByLabel('Password', { exact: true }).fill('short');
  await page.getByLabel('Confirm password').fill('other');
  await page.getByRole('button', { name: 'Create Account' }).click();
  await expect(page.getByRole('heading', { name: 'There is a problem' })).toBeVisible();
  await expect(page).toHaveTitle(/^Error: /);
  await check();
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByLabel('Confirm password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Create Account' }).click();
  await expect(page).toHaveURL(/\/login$/);
  await expect(page.getByText('Your account is ready')).toBeVisible();
  await check();

  await logInStudent(page, student.email);
  await expect(page.getByRole('heading', { name: 'What to do now' })).toBeVisible();
  await check();
  await page.getByRole('link', { name: 'Put your address and phone on record' }).click();
  await expect(page.getByRole('heading', { name: 'Profile' })).toBeVisible();
  await check();
  // A refused form keeps what was typed, and names every fault.
  await page.getByLabel('Street address', { exact: true }).fill('PO Box 12');
  await page.getByLabel('City', { exact: true }).fill('San Marcos');
  await page.getByLabel('US phone').fill('12');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'There is a problem' })).toBeVisible();
  for (const words of ['P.O. box can only be your mailing address', 'Enter: ZIP code', 'A US phone number has ten digits']) {
    await expect(page.getByText(words).first()).toBeVisible();
  }
  await expect(page.getByLabel('City', { exact: true })).toHaveValue('San Marcos');
  await expect(page.getByLabel('US phone')).toHaveValue('12');
  await check();
  await page.getByLabel('Street address', { exact: true }).fill('12 College Avenue');
  await page.getByLabel('State', { exact: true }).selectOption('TX');
  await page.getByLabel('ZIP code', { exact: true }).fill('78666');
  await page.getByLabel('US phone').fill('(512) 555-0123');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'Receipt' })).toBeVisible();
  await expect(page.getByText(/FH-\d{8}-/)).toBeVisible();
  await check();

  await page.goto('/employment');
  await expect(page.getByText('Days used')).toBeVisible();
  await check();
  await page.getByRole('link', { name: 'Add employer' }).click();
  await expect(page.getByRole('heading', { name: 'Add employer' })).toBeVisible();
  await check();
  await page.getByLabel('Employer name').fill('Harbor “Robotics” & Söhne <b>');
  await page.getByLabel('Full time').check();
  await page.getByLabel('Start date').fill(typed(-5));
  await page.getByLabel('How this job relates to your field of study').fill('I write control software.');
  await page.getByLabel('Street address').fill('1 Pier Road');
  await page.getByLabel('ZIP code').fill('78701');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'Receipt' })).toBeVisible();
  await expect(page.getByText('Harbor “Robotics” & Söhne <b>').first()).toBeVisible();

  await page.goto('/history');
  await expect(page.getByRole('heading', { name: 'Employer added' })).toBeVisible();
  await expect(page.getByRole('heading', { name: `Mail: ${INVITATION}` })).toBeVisible();
  await check();
  await page.getByRole('button', { name: 'Log out' }).click();
  await expect(page.getByText('You are logged out')).toBeVisible();
  await page.goto('/employment');
  await expect(page).toHaveURL(/\/login\?next=\/employment$/);

  await asOfficial(page);
  // The newest report is on the last page.
  await page.goto('/console/review?page=999');
  const report = page.locator('.report-row', { hasText: student.sevisId }).filter({ hasText: 'Employer added' });
  await expect(report).toBeVisible();
  await check();
  await report.getByRole('link').click();
  await expect(page.getByRole('heading', { name: 'Employer added' })).toBeVisible();
  await check();
  await page.getByRole('button', { name: 'Accept' }).click();
  await expect(page.getByRole('heading', { name: 'Accepted' })).toBeVisible();
  await page.goto('/console/review?page=999');
  await expect(report).toHaveCount(0);
});

test('a used link says so, and leads on (U11)', async ({ page, javaScriptEnabled }) => {
  const student = importStudent();
  await register(page, student);
  const { href } = await mail(page, student.email, INVITATION);
  await page.goto(href!);
  await expect(page.getByRole('heading', { name: 'This link has been used' })).toBeVisible();
  await wellMade(page, javaScriptEnabled);
});

test('opening the link twenty times uses nothing up (U12)', async ({ page, request }) => {
  const student = importStudent();
  const { href } = await mail(page, student.email, INVITATION);
  for (let n = 0; n < 20; n++) {
    await request.get(href!, { headers: { cookie: '' } });
    await request.head(href!);
  }
  await register(page, student);
});
