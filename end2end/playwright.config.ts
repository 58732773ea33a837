import { defineConfig, devices } from '@playwright/test';
import { usual } from './portal/browser';

// A phone and a desktop, each with and without scripts.
const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };
const desktop = { viewport: { width: 1440, height: 900 } };

export default defineConfig({
  testDir: 'journeys',
  globalSetup: './portal/start.ts',
  timeout: 90_000,
  // What is there after a moment may take several on a machine that is shared.
  expect: { timeout: 15_000 },
  workers: 2,
  fullyParallel: true,
  // `make test` gives a journey a second try, because a shared machine may stall for seconds: a second failure is a failure, and
  // the list names both.
  retries: process.env.CI ? 1 : 0,
  reporter: [['list']],
  use: {
    ...devices['Desktop Chrome'],
    launchOptions: usual,
  },
  projects: [
    { name: 'desktop', use: desktop },
    { name: 'phone', use: phone },
    { name: 'desktop-nojs', use: { ...desktop, javaScriptEnabled: false }, grepInvert: /@scripts/ },
    { name: 'phone-nojs', use: { ...phone, javaScriptEnabled: false }, grepInvert: /@scripts/ },
  ],
});
