import { type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { schoolWithReport } from '../portal/school';
import { expect, test, wellMade } from '../portal/test';

/** A log that answers the one record of a file. */
function answer(xml: string, result: string) {
  const of = (name: string) => xml.match(new RegExp(`${name}="([^"]*)"`))?.[1];
  const batch = xml.match(/<BatchID>([^<]*)/)![1];
  return `<TransactionLog><BatchHeader><BatchID>${batch}</BatchID></BatchHeader><BatchDetail status="true" system="PROD"><Upload resultCode="S0000" dateTimeStamp="2026-06-10T21:14:03.120-05:00"/><Process resultCode="S0000" dateTimeStamp="2026-06-11T02:31:44.007-05:00"><RecordCount><Success>1</Success><Failure>0</Failure><Total>1</Total></RecordCount><Record sevisID="${of('sevisID')}" userID="dsosample1" requestID="${of('requestID')}"><ProcessDate>2026-06-11T02:31:12.443-05:00</ProcessDate>${result}</Record></Process></BatchDetail></TransactionLog>`;
}

/** Makes the next batch; gives its file. */
async function makeBatch(page: Page) {
  await page.goto('/console/batches');
  await expect(page.getByText('1 change is ready.')).toBeVisible();
  await page.getByRole('button', { name: 'Make the next batch' }).click();
  await expect(page.getByText('1 record')).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download the file' }).click();
  return readFileSync((await (await download).path())!, 'utf8');
}

async function bringAnswer(page: Page, xml: string, result: string) {
  await page.goto('/console/batches');
  await page.getByLabel('Transaction log').setInputFiles({ name: 'log.xml', mimeType: 'text/xml', buffer: Buffer.from(answer(xml, result)) });
  await page.getByRole('button', { name: 'Read the answer' }).click();
}

test('a batch goes out, comes back with an error, and the second one is taken', async ({ page, javaScriptEnabled }) => {
  test.setTimeout(120_000);
  const { receipt, asStudent } = await schoolWithReport(page, () => wellMade(page, javaScriptEnabled));
  const first = await makeBatch(page);
  await wellMade(page, javaScriptEnabled);
  await bringAnswer(page, first, '<Result status="false"><ErrorCode>S1003</ErrorCode><ErrorMessage>Not found</ErrorMessage></Result>');
  await expect(page.getByText('Not taken')).toBeVisible();
  await wellMade(page, javaScriptEnabled);
  await page.goto('/console/batches');
  await expect(page.getByText('S1003').first()).toBeVisible();
  if (javaScriptEnabled !== false) await expect(page.getByRole('button', { name: 'Copy Employer name' })).toBeVisible();
  await wellMade(page, javaScriptEnabled);
  await page.getByRole('button', { name: 'Send it again' }).click();
  const second = await makeBatch(page);
  expect(second).toContain('Harbor Robotics');
  expect(second.match(/<BatchID>([^<]*)/)![1]).not.toBe(first.match(/<BatchID>([^<]*)/)![1]);
  await bringAnswer(page, second, '<Result status="true"/>');
  await expect(page.getByText('Confirmed by SEVIS')).toBeVisible();
  await asStudent();
  await page.goto(receipt);
  await expect(page.getByText('Confirmed by SEVIS')).toBeVisible();
  await wellMade(page, javaScriptEnabled);
});

test('a batch whose file never left is discarded, and a colleague is invited', async ({ page, javaScriptEnabled }) => {
  test.setTimeout(120_000);
  await schoolWithReport(page);
  await makeBatch(page);
  await page.getByRole('button', { name: 'Discard the batch' }).click();
  await expect(page.getByRole('heading', { name: 'There is a problem' })).toBeVisible();
  await wellMade(page, javaScriptEnabled);
  await page.getByText('The file was uploaded nowhere', { exact: true }).click();
  await page.getByRole('button', { name: 'Discard the batch' }).click();
  await expect(page.getByRole('heading', { name: 'Batch discarded' })).toBeVisible();
  await expect(page.getByText('1 change is ready.')).toBeVisible();
  await wellMade(page, javaScriptEnabled);
  await page.goto('/console/officials');
  await page.getByLabel('Email').fill('not an address');
  await page.getByRole('button', { name: 'Invite', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'There is a problem' })).toBeVisible();
  await wellMade(page, javaScriptEnabled);
  await page.getByLabel('Email').fill(`dso${test.info().project.name}${Date.now()}@demo.test`);
  await page.getByLabel('Full name').fill('Dee Sample');
  await page.getByRole('button', { name: 'Invite', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Dee Sample' })).toBeVisible();
  await wellMade(page, javaScriptEnabled);
  await page.getByRole('button', { name: 'Make principal official: Dee Sample' }).click();
  await expect(page.getByText('Principal designated school official · Invited')).toBeVisible();
  await page.getByRole('button', { name: 'End access: Dee Sample' }).click();
  await expect(page.getByRole('heading', { name: 'Dee Sample' })).toHaveCount(0);
  await wellMade(page, javaScriptEnabled);
});
