import { type Page } from '@playwright/test';
import { asHelpTeam, expect, mail, test, wellMade } from '../portal/test';
import { choosePassword, confirmed, finish, newAddress, sentCode } from '../portal/online';

const PDF = Buffer.from('%PDF-1.4\n1 0 obj << >> endobj\ntrailer << >>\n%%EOF\n');
const letter = { name: 'letter.pdf', mimeType: 'application/pdf', buffer: PDF };
const song = { name: 'song.pdf', mimeType: 'application/pdf', buffer: Buffer.from('ID3 a song') };

/** An online account whose codes come by mail. */
async function signUp(page: Page, email: string) {
  await confirmed(page, email, false);
  await choosePassword(page);
  await page.getByLabel('Email').check();
  await page.getByRole('button', { name: 'Submit' }).click();
  await expect(page.getByLabel('Secure one-time password')).toBeVisible();
  await page.getByLabel('Secure one-time password').fill(await sentCode(page, email, 'Your one-time password'));
  await page.getByRole('button', { name: 'Submit' }).click();
  await finish(page, 'I am an applicant, petitioner, or requestor', false);
}

/** A representative, whose codes come by text: mails are not enough. */
async function signUpRepresentative(page: Page, email: string) {
  await confirmed(page, email, false);
  await choosePassword(page);
  await page.getByLabel('Text message').check();
  const number = `512555${String(Date.now() % 10_000).padStart(4, '0')}`;
  await page.getByLabel('US mobile number').fill(number);
  await page.getByRole('button', { name: 'Submit' }).click();
  await page.getByLabel('Secure one-time password').fill(await sentCode(page, number, 'Text message'));
  await page.getByRole('button', { name: 'Submit' }).click();
  await finish(page, 'I am a legal representative', false);
}

test('a message with a file is answered, and each side sees what was read', async ({ page, javaScriptEnabled }) => {
  const email = newAddress();
  await signUp(page, email);
  await page.getByLabel('Main').getByRole('link', { name: 'Messages' }).click();
  await wellMade(page, javaScriptEnabled);
  await page.getByRole('link', { name: 'Write a message' }).click();
  await wellMade(page, javaScriptEnabled);
  await page.getByLabel('Your message').fill('Here is my letter.\nWhat does it mean?');
  await page.getByLabel('Add files').setInputFiles([letter, song]);
  await page.getByRole('button', { name: 'Send' }).click();
  // Refused: words and good file are kept.
  await expect(page.getByText('There is a problem')).toBeVisible();
  await expect(page.getByText('“song.pdf” is not a PDF').first()).toBeVisible();
  await wellMade(page, javaScriptEnabled);
  await expect(page.getByLabel('Your message')).toHaveValue('Here is my letter.\nWhat does it mean?');
  await expect(page.getByText('Leave out letter.pdf')).toBeVisible();
  const subject = `A question of ${email}`;
  await page.getByLabel('Subject').fill(subject);
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByText('Your message was sent')).toBeVisible();
  await expect(page.getByText('Not read yet')).toBeVisible();
  await wellMade(page, javaScriptEnabled);
  const conversation = page.url();

  const back = await asHelpTeam(page);
  await page.goto('/console/messages');
  await wellMade(page, javaScriptEnabled);
  await page.goto(conversation);
  await expect(page.getByRole('heading', { name: subject })).toBeVisible();
  const saved = page.waitForEvent('download');
  await page.getByRole('link', { name: 'letter.pdf' }).click();
  expect((await saved).suggestedFilename()).toBe('letter.pdf');
  await page.getByLabel('Your message').fill('It means that all is well.');
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByText('Your message was sent')).toBeVisible();
  await wellMade(page, javaScriptEnabled);
  await back();

  const { href } = await mail(page, email, 'You have a new message');
  await page.goto(href!);
  await expect(page.getByText('It means that all is well.')).toBeVisible();
  await expect(page.getByText('Read', { exact: true })).toBeVisible();
  // With scripts what is seen is read; without them a button says so.
  const mark = page.getByRole('button', { name: 'Mark as read' });
  if (javaScriptEnabled === false) await mark.click();
  await expect(mark).toHaveCount(0);
  await page.goto('/messages');
  await expect(page.getByText('Answered')).toBeVisible();
  await expect(page.getByText('New', { exact: true })).toHaveCount(0);
  await wellMade(page, javaScriptEnabled);
});

test('a case on paper comes into the account, and a representative sees it once the client agrees', async ({ page, browser, javaScriptEnabled }) => {
  test.setTimeout(120_000);
  const email = newAddress();
  const number = `IOE${String(process.pid * 1000 + Math.floor(Math.random() * 1000)).padStart(10, '0').slice(-10)}`;
  await signUp(page, email);
  let back = await asHelpTeam(page);
  await page.goto('/console/cases');
  await wellMade(page, javaScriptEnabled);
  await page.getByRole('link', { name: 'Write down a case' }).click();
  await page.getByLabel('Receipt number').fill(number);
  await page.getByLabel('Form').fill('I-765');
  await page.getByLabel('Name on the case').fill('Journey Sample');
  await page.getByLabel('Email').fill(email);
  await wellMade(page, javaScriptEnabled);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: number })).toBeVisible();
  await wellMade(page, javaScriptEnabled);
  const desk = page.url();
  await back();

  await page.goto('/cases');
  await page.getByRole('link', { name: 'I need a new access code' }).click();
  await page.getByLabel('Receipt number').fill(number);
  await wellMade(page, javaScriptEnabled);
  await page.getByRole('button', { name: 'Send a new code' }).click();
  await expect(page.getByText('A new access code is on its way')).toBeVisible();
  const { text, href } = await mail(page, email, 'Your online access code');
  await page.goto(href!);
  await page.getByLabel('Receipt number').fill(number.toLowerCase());
  await page.getByLabel('Online access code').fill('0000-0000-0000');
  await page.getByRole('button', { name: 'Add this case' }).click();
  await expect(page.getByText('do not match').first()).toBeVisible();
  await expect(page.getByLabel('Receipt number')).toHaveValue(number.toLowerCase());
  await wellMade(page, javaScriptEnabled);
  await page.getByLabel('Online access code').fill(text.match(/\b[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4}\b/)![0]);
  await page.getByRole('button', { name: 'Add this case' }).click();
  await expect(page.getByText('Case added')).toBeVisible();
  await wellMade(page, javaScriptEnabled);
  const shown = page.url();

  const other = await browser.newContext({ baseURL: process.env.BASE_URL });
  const office = await other.newPage();
  await signUpRepresentative(office, newAddress());
  await office.getByLabel('Main').getByRole('link', { name: 'Cases' }).click();
  await office.getByRole('link', { name: 'Add a client’s case' }).click();
  await office.getByLabel('Receipt number').fill(number);
  await office.getByLabel('Your name').fill('Lee Sample');
  await office.getByLabel('Firm or organization').fill('Sample Law');
  await office.getByRole('button', { name: 'Ask my client' }).click();
  await expect(office.getByText('Waiting for your client')).toBeVisible();
  expect((await office.goto(shown))!.status()).toBe(404);

  await page.goto((await mail(page, email, 'Someone is asking to see your case')).href!);
  await expect(page.getByText('Lee Sample').first()).toBeVisible();
  await wellMade(page, javaScriptEnabled);
  await page.getByRole('button', { name: /^Agree/ }).click();
  await expect(page.getByText('We are telling the other person by email.')).toBeVisible();
  await office.goto('/cases');
  await office.getByRole('link', { name: number }).click();
  await expect(office.getByText('with your client’s consent')).toBeVisible();

  back = await asHelpTeam(page);
  await page.goto(desk);
  await page.getByLabel('Status').selectOption('approved');
  await page.getByLabel('Note').fill('The card follows by mail.');
  await page.getByRole('button', { name: 'Save and tell' }).click();
  await expect(page.getByText('can see it now')).toBeVisible();
  await back();
  await page.goto((await mail(page, email, 'There is news about a case')).href!);
  await expect(page.getByText('Case approved').first()).toBeVisible();
  await expect(page.getByText('The card follows by mail.')).toBeVisible();
  await wellMade(page, javaScriptEnabled);
  await page.goto('/cases');
  await page.getByRole('button', { name: /^Take back/ }).click();
  expect((await office.goto(shown))!.status()).toBe(404);
  await other.close();
});
