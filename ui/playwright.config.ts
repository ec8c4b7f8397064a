import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

// The system's own Chromium where there is one; else the one that Playwright brings.
const chromium = process.env['CORONG_CHROMIUM'] ?? '/usr/bin/chromium';

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  workers: 2,
  timeout: 30_000,
  reporter: [['list']],
  outputDir: 'test-results',
  use: {
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    timezoneId: 'Asia/Jakarta',
    launchOptions: { args: ['--no-sandbox'], ...(existsSync(chromium) ? { executablePath: chromium } : {}) },
    trace: 'retain-on-failure'
  }
});
