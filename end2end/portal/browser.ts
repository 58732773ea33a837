// The browser of the journeys.
import { existsSync } from 'node:fs';

const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** All of Chromium. */
export const whole = { executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args };

const light = '/usr/bin/chromium-headless-shell';

/** Chromium without windows, if there is one: it takes a third less of the processor, and shows no notifications. */
export const usual = !process.env.CHROMIUM && existsSync(light) ? { executablePath: light, args } : whole;
