// What students are sent, and how: the inbox confirms each email, and the student chooses how news come.
import { asOfficial, expect, importStudent, INVITATION, logInStudent, mail, register, test, wellMade } from '../portal/test';

test('the inbox lists every email, and the student chooses how news come', async ({ page, javaScriptEnabled }) => {
  const student = importStudent();
  await register(page, student);
  await logInStudent(page, student.email);
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Inbox' }).click();
  await expect(page.getByRole('heading', { name: 'Inbox', level: 1 })).toBeVisible();
  await expect(page.getByRole('heading', { name: INVITATION })).toBeVisible();
  await expect(page.getByText(`To ${student.email}`).first()).toBeVisible();
  await wellMade(page, javaScriptEnabled);

  await page.getByRole('link', { name: 'Choose how we reach you' }).click();
  await expect(page.getByRole('heading', { name: 'How we reach you' })).toBeVisible();
  const kind = (name: string) => page.getByRole('group', { name });
  await expect(kind('Questions from your school').getByLabel('By email, at once')).toBeChecked();
  await kind('Changes your school makes').getByText('By email, once a day').click();
  await kind('Steps of your training plan').getByText('Only in the portal’s inbox').click();
  await wellMade(page, javaScriptEnabled);
  await page.getByRole('button', { name: 'Save' }).click();

  await expect(page.getByText('news come as you chose')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'How we reach you was changed' })).toBeVisible();
  const said = await mail(page, student.email, 'How we reach you was changed');
  expect(said.text).toContain('Changes your school makes to your record: by email, once a day.');
  await page.goto(said.href!);
  await expect(kind('Changes your school makes').getByLabel('By email, once a day')).toBeChecked();
});

test('the list of students can be put in the order of days and of ends, and finds employers', async ({ page, javaScriptEnabled }) => {
  await asOfficial(page);
  await page.goto('/console/students');
  // The session is shared with other tests, and with it what they looked for.
  const all = page.getByRole('main').getByRole('button', { name: 'Show all' });
  if (await all.count()) await all.click();
  await page.getByRole('columnheader', { name: 'Unemployed' }).getByRole('link').click();
  await expect(page.getByRole('columnheader', { name: 'Unemployed' })).toHaveAttribute('aria-sort', 'descending');
  const days = await page.locator('tbody tr td:nth-of-type(2)').allTextContents();
  const used = days.filter(Boolean).map((text) => Number(text.split(' ')[0]));
  expect(used.length).toBeGreaterThan(5);
  expect(used).toEqual([...used].sort((a, b) => b - a));
  await wellMade(page, javaScriptEnabled);
  const main = page.getByRole('main');
  await main.getByRole('textbox').fill('harbor robotics');
  await main.getByRole('button', { name: 'Find', exact: true }).click();
  await expect(main.getByText('Harbor Robotics').first()).toBeVisible();
  await main.getByRole('button', { name: 'Show all' }).click();
  await expect(main.getByText('Only those that match')).toHaveCount(0);
});
