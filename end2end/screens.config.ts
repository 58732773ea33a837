import base from './playwright.config';

// The screenshots of docs/screens: every page at both sizes. `make screens`.
export default {
  ...base,
  testDir: 'screens',
  fullyParallel: false,
  workers: 1,
  projects: base.projects!.filter(({ name }) => name === 'phone' || name === 'desktop'),
};
