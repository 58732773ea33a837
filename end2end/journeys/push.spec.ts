// Notifications on a student's own device.
import type { Page } from '@playwright/test';
import { createECDH, randomBytes } from 'node:crypto';
import { expect, importStudent, logInStudent, mail, register, test, wellMade } from '../portal/test';
import { whole } from '../portal/browser';

// Only the whole browser shows notifications.
test.use({ launchOptions: whole });

/** A browser's push service is far away: what the browser would be given comes from here. */
const given = () => {
  const keys = createECDH('prime256v1');
  return {
    endpoint: `http://127.0.0.1:9/${randomBytes(16).toString('hex')}`,
    keys: { p256dh: keys.generateKeys('base64url'), auth: randomBytes(16).toString('base64url') },
  };
};

/** What the browser would do for a page that subscribes, and how often it was asked. */
async function stub(page: Page) {
  const one = given();
  await page.addInitScript((subscription) => {
    const key = () => Uint8Array.from(atob(document.querySelector<HTMLElement>('[data-push]')!.dataset.push!.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0)).buffer;
    const subscribed = {
      endpoint: subscription.endpoint,
      get options() { return { applicationServerKey: document.querySelector('[data-push]') ? key() : null }; },
      toJSON: () => subscription,
      unsubscribe: async () => { document.cookie = 'given=; path=/; max-age=0'; return true; },
    };
    PushManager.prototype.subscribe = async () => { document.cookie = 'given=on; path=/'; return subscribed as never; };
    PushManager.prototype.getSubscription = async () => (document.cookie.includes('given=on') ? subscribed as never : null);
  }, one);
  return one;
}

test('a device shows that there is news, and can be turned off @scripts', async ({ page, context, baseURL }) => {
  await context.grantPermissions(['notifications'], { origin: baseURL });
  await stub(page);
  const student = importStudent();
  await register(page, student);
  await logInStudent(page, student.email);
  await page.goto('/inbox/choices');
  await wellMade(page, true);
  await page.getByRole('button', { name: 'Turn on for this device' }).dblclick();
  await expect(page.getByText('Notifications are on for this device')).toBeVisible();
  await expect(page.getByText('(this device)')).toBeVisible();
  await expect(page.getByText('This device shows notifications.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Turn on for this device' })).toBeHidden();
  await expect(page.getByRole('button', { name: /^Turn off/ })).toHaveCount(1);
  await expect(page.getByLabel('Notify my devices of questions as well')).toBeChecked();
  await wellMade(page, true);
  const said = (await mail(page, student.email, 'Notifications were turned on for a device')).text;
  expect(said).toContain('Chrome on ');

  // What a push service hands over is shown, whatever it is, and the portal is told of what it can know again.
  await page.goto('/inbox/choices');
  const worker = context.serviceWorkers()[0] ?? await context.waitForEvent('serviceworker');
  await worker.evaluate(() => {
    const real = fetch;
    const told: string[] = [];
    Object.assign(self, { told, fetch: async (to: string, how: RequestInit) => {
      const answer = await real(to, how);
      told.push(`${to} ${how.body} ${answer.status}`);
      return answer;
    } });
  });
  const line = await context.newCDPSession(page);
  const known = new Promise<string>((done) => {
    line.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => registrations[0] && done(registrations[0].registrationId));
  });
  await line.send('ServiceWorker.enable');
  const registrationId = await known;
  for (const data of ['{"body":"Your school has a question about your report","tag":"a","id":"one","proof":"p"}', 'not JSON']) {
    await line.send('ServiceWorker.deliverPushMessage', { origin: baseURL!, registrationId, data });
  }
  const shown = () => page.evaluate(async () => {
    const all = await (await navigator.serviceWorker.ready).getNotifications();
    return all.map(({ title, body }) => `${title}: ${body}`).sort();
  });
  await expect.poll(shown).toEqual([
    'Foothold: There is news about your record.', 'Foothold: Your school has a question about your report',
  ]);
  await expect.poll(() => worker.evaluate(() => (self as unknown as { told: string[] }).told))
    .toEqual(['/api/inbox/shown form%5Bid%5D=one&form%5Bproof%5D=p 200']);

  await page.getByRole('button', { name: /^Turn off/ }).click();
  await expect(page.getByText('Notifications are off for that device')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Turn on for this device' })).toBeVisible();
});

test('whoever uses the device next is not shown the news of whoever did before @scripts', async ({ page, context, baseURL }) => {
  await context.grantPermissions(['notifications'], { origin: baseURL });
  await stub(page);
  const [first, second] = [importStudent(), importStudent()];
  await register(page, first);
  await register(page, second);
  await logInStudent(page, first.email);
  await page.goto('/inbox/choices');
  await page.getByRole('button', { name: 'Turn on for this device' }).click();
  await expect(page.getByText('(this device)')).toBeVisible();
  // The session ends by itself: that leaves notifications on.
  await context.clearCookies({ name: 'foothold' });
  await page.goto('/inbox');
  expect((await context.cookies()).some(({ name }) => name === 'given')).toBe(true);
  await logInStudent(page, second.email);
  await expect.poll(async () => (await context.cookies()).some(({ name }) => name === 'given')).toBe(false);
});

test('a browser that does not let notifications be shown says so, and what is chosen stays @scripts', async ({ page }) => {
  await page.addInitScript(() => { Notification.requestPermission = async () => 'denied'; });
  const student = importStudent();
  await register(page, student);
  await logInStudent(page, student.email);
  await page.goto('/inbox/choices');
  await page.getByRole('button', { name: 'Turn on for this device' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'does not let Foothold show notifications' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Turn on for this device' })).toBeEnabled();
  await wellMade(page, true);
});

test('where the browser saves data, notifications can be turned on all the same @scripts', async ({ page, context, baseURL }) => {
  await context.grantPermissions(['notifications'], { origin: baseURL });
  await context.setExtraHTTPHeaders({ 'Save-Data': 'on' });
  await stub(page);
  const student = importStudent();
  await register(page, student);
  await logInStudent(page, student.email);
  await page.goto('/inbox/choices');
  await page.getByRole('button', { name: 'Turn on for this device' }).click();
  await expect(page.getByText('(this device)')).toBeVisible();
});
