// Reports over the demo: charts with their tables, one report alone, a past day, a file, and an empty book.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expectAccessible } from './axe';
import { expect, openPage, test } from './bridge';
import { languages, setLook, themes } from './look';

test('charts have tables, and a report goes to a file', async ({ page, demo }) => {
  await setLook(demo, { language: 'en' });
  await openPage(page, demo);
  await page.keyboard.press('Control+5');
  await expect(page.getByRole('heading', { level: 1, name: 'Reports' })).toBeVisible();
  const funnel = page.locator('[data-report="funnel"]');
  await expect(funnel.getByText('1 Lead')).toBeVisible();
  await expect(funnel.getByRole('listitem').filter({ hasText: '1 Lead' })).toContainText('40');
  await funnel.getByRole('button', { name: /^Table ?: Funnel/ }).click();
  const standing = funnel.getByRole('table', { name: 'How it stood' });
  await expect(standing.getByRole('row').first()).toBeVisible();
  await expectAccessible(page, 'the funnel as a table');
  await funnel.getByRole('button', { name: /^Chart ?: Funnel/ }).click();
  await expect(standing).toHaveCount(0);

  await page.getByLabel('Report', { exact: true }).selectOption('events');
  await expect(page.locator('[data-report]')).toHaveCount(1);
  await page.getByRole('button', { name: /^CSV ?: Events/ }).click();
  await expect(page.getByTitle('2 rows in events.csv')).toBeVisible();
  const text = readFileSync(join(demo.folder, 'events.csv'), 'utf8');
  expect(text).toContain('Event,From,Cards,Qualified');

  await page.getByLabel('Report', { exact: true }).selectOption('funnel');
  await page.getByLabel('As it stood on').fill('2020-01-01');
  await expect(page.getByText('Not enough yet. This fills as opportunities move on.')).toBeVisible();
  await page.getByRole('button', { name: 'Back to today' }).click();
  await expect(page.getByText('40 opportunities by start date')).toBeVisible();
});

test('an empty book says what to do', async ({ page, fresh }) => {
  await fresh.ipc('book_start', { request: { language: 'en', name: 'Anna Bastari', company: '', currency: 'IDR', region: 'ID', utcOffsetMinutes: 420, demo: false } });
  await openPage(page, fresh);
  await page.evaluate(() => (location.hash = '#/reports'));
  await expect(page.getByText('Nothing to report on yet')).toBeVisible();
  await expectAccessible(page, 'no reports yet');
  await page.getByRole('button', { name: 'Capture a card' }).click();
  await expect(page.locator('main[data-place="capture"]')).toBeVisible();
});

for (const theme of themes) {
  for (const language of languages) {
    test(`every report is accessible: ${theme}, ${language}`, async ({ page, demo }) => {
      await setLook(demo, { theme, language });
      await openPage(page, demo);
      await page.evaluate(() => (location.hash = '#/reports'));
      for (const card of await page.locator('[data-report]').all()) {
        await card.scrollIntoViewIfNeeded();
        await expect(card.locator('.body[aria-busy="false"] > *').first()).toBeVisible();
      }
      await expectAccessible(page, `reports ${theme} ${language}`);
      if (process.env['PICTURES']) {
        await page.locator('.reports').evaluate((place) => place.scrollTo(0, 0));
        await page.screenshot({ path: join(process.env['PICTURES'], `reports-${theme}-${language}.png`) });
      }
    });
  }
}
