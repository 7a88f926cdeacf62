import { defineConfig } from 'vitest/config';

const exclude = ['**/node_modules/**', '**/dist/**'];

/**
 * `unit` and `db` share their modules from file to file: to load the server anew for each took longer than its tests. So
 * a test puts back what it changes.
 *
 * `unit` needs nothing, `db` a PostgreSQL (started by its set-up), `system` whole servers and other programs.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            'packages/*/src/**/*.test.ts',
            'server/src/**/*.test.ts',
            'web/src/**/*.test.{ts,tsx}',
            'scripts/**/*.test.ts',
            'test/repo/**/*.test.ts',
          ],
          exclude: [...exclude, '**/*.db.test.ts'],
          isolate: false,
          maxWorkers: 2,
          testTimeout: 20_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'db',
          include: ['server/src/**/*.db.test.ts', 'test/**/*.db.test.ts'],
          exclude,
          globalSetup: ['test/support/postgres-setup.ts'],
          isolate: false,
          maxWorkers: 2,
          testTimeout: 30_000,
          hookTimeout: 30_000,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: 'system',
          include: ['test/**/*.test.ts'],
          exclude: [...exclude, '**/*.db.test.ts', 'test/repo/**'],
          globalSetup: ['test/support/sample-setup.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          expect: { poll: { timeout: 15_000 } },
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
