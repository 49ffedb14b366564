import { defineConfig } from 'vitest/config'

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    // Two cores, and much waiting for the database and the browser.
    maxWorkers: 2, globalSetup: 'tests/global.ts', testTimeout: 60_000, hookTimeout: 120_000,
    include: ['src/**/*.test.{ts,tsx}', 'tests/**/*.test.{ts,tsx}', 'demo/**/*.test.ts', 'packages/**/*.test.ts'],
  },
})
