import { defineConfig } from 'vitest/config';
import { isHere as has15 } from './src/platform/db/testing/start-15.ts';
import { isHere as hasBrowser } from './test/e2e/testing/chromium.ts';

/** Tests that have a PostgreSQL, one for all of them; it is started when one of them runs. */
const withPostgres = [
  'src/platform/db/*.test.ts',
  'src/platform/auth/**/*.test.ts',
  'src/respond/**/*.test.ts',
  'src/server/{api,routes,inspection,operate}/**/*.test.ts',
  'test/desk/**/*.test.ts',
];

/** Journeys in a browser, where Debian's package of one is installed; else one test says that it is not. */
const journeys = ['test/e2e/**/*.test.ts'];

const test = { pool: 'forks', testTimeout: 120_000, hookTimeout: 120_000, setupFiles: ['test/seed.ts'] };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...test,
          name: 'plain',
          include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: ['**/node_modules/**', ...withPostgres, ...journeys],
        },
      },
      {
        test: {
          ...test,
          name: 'postgres',
          include: withPostgres,
          exclude: ['**/node_modules/**', 'src/platform/db/contract-15.test.ts'],
          globalSetup: ['src/platform/db/testing/start.ts'],
        },
      },
      {
        test: {
          ...test,
          name: 'browser',
          include: hasBrowser ? journeys : ['test/e2e/browser-here.test.ts'],
          globalSetup: ['src/platform/db/testing/start.ts'],
        },
      },
      {
        // The oldest PostgreSQL that DATABASE_URL may name, where Debian's package of it is installed; else one test says
        // that it is not.
        test: {
          ...test,
          name: 'postgres-15',
          include: has15
            ? ['src/platform/db/*.test.ts', 'src/server/operate/log/*.test.ts']
            : ['src/platform/db/contract-15.test.ts'],
          globalSetup: ['src/platform/db/testing/start-15.ts'],
        },
      },
    ],
  },
});
