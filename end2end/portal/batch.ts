// Batches of a journey: made, and answered.
import { type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { expect } from './test';

/** A log that answers the one record of a file. */
function answer(xml: string, result: string) {
  const of = (name: string) => xml.match(new RegExp(`${name}="([^"]*)"`))?.[1];
  const batch = xml.match(/<BatchID>([^<]*)/)![1];
  return `<TransactionLog><BatchHeader><BatchID>${batch}</BatchID></BatchHeader><BatchDetail status="true" system="PROD"><Upload resultCode="S0000" dateTimeStamp="2026-06-10T21:14:03.120-05:00"/><Process resultCode="S0000" dateTimeStamp="2026-06-11T02:31:44.007-05:00"><RecordCount><Success>1</Success><Failure>0</Failure><Total>1</Total></RecordCount><Record sevisID="${of('sevisID')}" userID="dsosample1" requestID="${of('requestID')}"><ProcessDate>2026-06-11T02:31:12.443-05:00</ProcessDate>${result}</Record></Process></BatchDetail></TransactionLog>`;
}

/** Makes the next batch; gives its file. */
export async function makeBatch(page: Page) {
  await page.goto('/console/batches');
  await expect(page.getByText('1 change is ready.')).toBeVisible();
  await page.getByRole('button', { name: 'Make the next batch' }).click();
  await expect(page.getByText('1 record')).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download the file' }).click();
  return readFileSync((await (await download).path())!, 'utf8');
}

/** Brings the log that says so. */
export async function bringAnswer(page: Page, xml: string, result: string) {
  await page.goto('/console/batches');
  await page.getByLabel('Transaction log').setInputFiles({ name: 'log.xml', mimeType: 'text/xml', buffer: Buffer.from(answer(xml, result)) });
  await page.getByRole('button', { name: 'Read the answer' }).click();
}
