// Notifications on a student's own device.
import { createECDH, randomBytes } from 'node:crypto';
import { expect, importStudent, logInStudent, mail, register, test, wellMade } from '../portal/test';

/** A browser's push service is far away: what the browser would be given comes from here. */
const given = () => {
  const keys = createECDH('prime256v1');
  return {
    endpoint: `http://127.0.0.1:9/${randomBytes(16).toString('hex')}`,
    keys: { p256dh: keys.generateKeys('base64url'), auth: randomBytes(16).toString('base64url') },
  };
};

test('a device shows that there is news, and can be turned off @scripts', async ({ page, context, baseURL }) => {
  await context.grantPermissions(['notifications'], { origin: baseURL });
  await page.addInitScript((subscription) => {
    const one = { endpoint: subscription.endpoint, toJSON: () => subscription, unsubscribe: async () => true };
    PushManager.prototype.subscribe = async () => { sessionStorage.given = 'on'; return one as never; };
    PushManager.prototype.getSubscription = async () => (sessionStorage.given ? one as never : null);
  }, given());
  const student = importStudent();
  await register(page, student);
  await logInStudent(page, student.email);
  await page.goto('/inbox/choices');
  await expect(page.getByText('No device shows notifications.')).toBeVisible();
  await wellMade(page, true);
  await page.getByRole('button', { name: 'Turn on for this device' }).click();
  await expect(page.getByText('Notifications are on for this device')).toBeVisible();
  await expect(page.getByText('(this device)')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Turn on for this device' })).toBeHidden();
  await expect(page.getByLabel('Notify my devices of questions as well')).toBeChecked();
  await wellMade(page, true);
  expect((await mail(page, student.email, 'Notifications were turned on for a device')).text).toContain('Chrome on ');

  // What a push service hands over is shown, whatever it is.
  await page.goto('/inbox/choices');
  const line = await context.newCDPSession(page);
  const known = new Promise<string>((done) => {
    line.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => registrations[0] && done(registrations[0].registrationId));
  });
  await line.send('ServiceWorker.enable');
  const registrationId = await known;
  for (const data of ['{"body":"Your school has a question about your report","tag":"a"}', 'not JSON']) {
    await line.send('ServiceWorker.deliverPushMessage', { origin: baseURL!, registrationId, data });
  }
  const shown = () => page.evaluate(async () => {
    const all = await (await navigator.serviceWorker.ready).getNotifications();
    return all.map(({ title, body }) => `${title}: ${body}`).sort();
  });
  await expect.poll(shown).toEqual([
    'Foothold: There is news about your record.', 'Foothold: Your school has a question about your report',
  ]);

  await page.getByRole('button', { name: /^Turn off/ }).click();
  await expect(page.getByText('Notifications are off for that device')).toBeVisible();
  await expect(page.getByText('No device shows notifications.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Turn on for this device' })).toBeVisible();
});

test('a browser that does not let notifications be shown says so, and what is chosen stays @scripts', async ({ page }) => {
  await page.addInitScript(() => { Notification.requestPermission = async () => 'denied'; });
  const student = importStudent();
  await register(page, student);
  await logInStudent(page, student.email);
  await page.goto('/inbox/choices');
  await page.getByRole('button', { name: 'Turn on for this device' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'does not let Foothold show notifications' })).toBeVisible();
  await wellMade(page, true);
});
