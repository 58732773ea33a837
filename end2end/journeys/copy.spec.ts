import { readFileSync } from 'node:fs';
import { asOfficial, expect, importStudent, mail, register, test, wellMade } from '../portal/test';

test('a mailed link and the SEVIS ID open a copy of the record as PDF and JSON', async ({ page, javaScriptEnabled }) => {
  const student = importStudent({ street: '1 Old Street' });
  await register(page, student);
  await page.context().clearCookies();
  await page.goto('/login');
  await page.getByRole('link', { name: 'Has your access ended? Get a copy of your record' }).click();
  await wellMade(page, javaScriptEnabled);
  await page.getByLabel('Email').fill(student.email);
  await page.getByRole('button', { name: 'Email me the link' }).click();
  await expect(page.getByText('Enter: SEVIS ID').first()).toBeVisible();
  await expect(page.getByLabel('Email')).toHaveValue(student.email);
  await page.getByLabel('SEVIS ID').fill(student.sevisId);
  await page.getByRole('button', { name: 'Email me the link' }).click();
  await expect(page.getByText('we have sent you an email with a link')).toBeVisible();
  const { href } = await mail(page, student.email, 'A copy of your record');
  await page.goto(href!);
  expect(page.url()).not.toContain('token');
  await wellMade(page, javaScriptEnabled);
  await page.getByLabel('SEVIS ID').fill('N0000000009');
  await page.getByRole('button', { name: 'Open' }).click();
  await expect(page.getByText('2 tries').first()).toBeVisible();
  await page.getByLabel('SEVIS ID').fill(student.sevisId);
  await page.getByRole('button', { name: 'Open' }).click();
  await expect(page.getByText(student.sevisId)).toBeVisible();
  await wellMade(page, javaScriptEnabled);
  const files: Buffer[] = [];
  for (const name of ['Download PDF', 'Download JSON']) {
    const arrives = page.waitForEvent('download');
    await page.getByRole('link', { name }).click();
    files.push(readFileSync(await (await arrives).path()));
  }
  expect(files[0].subarray(0, 5).toString()).toBe('%PDF-');
  expect(JSON.parse(files[1].toString()).person.sevis_id).toBe(student.sevisId);
});

test('a list from SEVIS is compared with the records, looked at, and kept', async ({ page, javaScriptEnabled }) => {
  const student = importStudent();
  await asOfficial(page);
  await page.goto('/console/import');
  await wellMade(page, javaScriptEnabled);
  const list = `SEVIS ID,Last Name,First Name,Status\n${student.sevisId},SAMPLE,SOMEBODY,TERMINATED\n`;
  await page.getByLabel('List from SEVIS RTI').setInputFiles({ name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from(list) });
  await page.getByRole('button', { name: 'Upload and compare' }).click();
  await expect(page.getByRole('heading', { name: 'Compared with the records' })).toBeVisible();
  const line = page.getByRole('listitem').filter({ hasText: student.sevisId });
  await expect(line.filter({ hasText: 'The status in SEVIS is TERMINATED' })).toBeVisible();
  await wellMade(page, javaScriptEnabled);
  await page.getByRole('button', { name: 'Keep this list' }).click();
  await expect(page.getByText('1 student is in the list')).toBeVisible();
  await wellMade(page, javaScriptEnabled);
});
