import { defineConfig } from 'vitest/config';

/** Tests that have a PostgreSQL, one for all of them; it is started when one of them runs. */
const withPostgres = ['src/platform/db/*.test.ts'];

const test = { pool: 'forks', testTimeout: 120_000, hookTimeout: 120_000 } as const;

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...test,
          name: 'plain',
          include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: ['**/node_modules/**', ...withPostgres],
        },
      },
      {
        test: {
          ...test,
          name: 'postgres',
          include: withPostgres,
          globalSetup: ['src/platform/db/testing/start.ts'],
        },
      },
    ],
  },
});
