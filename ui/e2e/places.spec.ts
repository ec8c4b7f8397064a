// Every place, in three themes and two languages: no finding of axe, nothing refused by the content policy, no sideways
// scrolling at the smallest window.

import { expectAccessible } from './axe';
import { expect, openPage, test, type Bridge } from './bridge';
import { languages, setLook, themes } from './look';

const places = ['capture', 'board', 'today', 'contacts', 'contact', 'reports', 'reports?report=funnel', 'settings?section=general', 'settings?section=appearance', 'settings?section=events', 'settings?section=work', 'settings?section=keys', 'settings?section=data', 'settings?section=about'];

async function hashes(demo: Bridge): Promise<string[]> {
  const hits = (await demo.ipc('palette_search', { request: { text: '' } })) as { contact: string }[];
  return places.map((place) => `#/${place === 'contact' ? `contact?id=${hits[0]?.contact}` : place}`);
}

for (const theme of themes) {
  for (const language of languages) {
    test(`all places are accessible: ${theme}, ${language}`, async ({ page, demo }) => {
      test.setTimeout(120_000);
      const refused: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error') refused.push(message.text());
      });
      page.on('pageerror', (error) => refused.push(String(error)));
      await setLook(demo, { theme, language });
      await openPage(page, demo);
      for (const hash of await hashes(demo)) {
        await page.evaluate((next) => (location.hash = next), hash);
        await page.locator(`main[data-place="${hash.slice(2).split('?')[0]}"] h1`).waitFor();
        await page.waitForTimeout(250);
        await expectAccessible(page, `${hash} ${theme} ${language}`);
      }
      expect(refused).toEqual([]);
    });
  }
}

test('nothing scrolls sideways at 900 x 600', async ({ page, demo }) => {
  await page.setViewportSize({ width: 900, height: 600 });
  await openPage(page, demo);
  for (const hash of await hashes(demo)) {
    await page.evaluate((next) => (location.hash = next), hash);
    await page.locator(`main[data-place="${hash.slice(2).split('?')[0]}"] h1`).waitFor();
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(over, hash).toBeLessThanOrEqual(0);
  }
});
