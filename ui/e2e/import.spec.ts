// Import on a real book: what would happen, another policy, what happened, one undo; picked and dropped files.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expectAccessible } from './axe';
import { expect, openPage, startBridge, test, type Bridge } from './bridge';
import { setLook } from './look';

const card = (name: string, company: string, phone: string, email = ''): string => `BEGIN:VCARD\nVERSION:3.0\n${name ? `FN:${name}\n` : ''}${company ? `ORG:${company}\n` : ''}${phone ? `TEL:${phone}\n` : ''}${email ? `EMAIL:${email}\n` : ''}END:VCARD\n`;
const folder = join('test-results', `import-${process.pid}`);
mkdirSync(folder, { recursive: true });
const file = join(folder, 'guests.vcf');
writeFileSync(file, card('Dewi Kusuma', 'PT Samudra Roti', '081299001122', 'dewi@samudra.example') + card('Budi Santoso', 'PT Maju Jaya Abadi', '081234567890') + card('Reza Fahlevi', 'CV Kopi', '', 'reza@kopi.example') + card('', '', ''));

const withFile = test.extend<{ book: Bridge }>({
  book: async ({ request }, use) => {
    const book = await startBridge(request, ['--demo', '--import', file]);
    await setLook(book, { language: 'en' });
    await use(book);
    await book.stop();
  }
});

withFile('the preview shows what would happen, the report what happened, and one undo takes it back', async ({ page, book }) => {
  await openPage(page, book, '#/contacts?import=pick');
  await expect(page.getByRole('heading', { name: 'Import guests.vcf' })).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: 'Dewi Kusuma' })).toContainText('New');
  await expect(page.getByRole('row').filter({ hasText: 'Budi Santoso' })).toContainText('Already there');
  await expectAccessible(page, 'import preview');
  await page.getByLabel('If the contact is already there').selectOption('skip');
  await expect(page.getByRole('row').filter({ hasText: 'Budi Santoso' })).toContainText('Skipped');
  await expect(page.getByRole('button', { name: /^1 to look at/ })).toBeVisible();
  await page.getByRole('button', { name: /^1 to look at/ }).click();
  await expect(page.getByRole('row').filter({ hasText: 'guests.vcf' })).toContainText('Nothing in it identifies a contact');
  const before = ((await book.ipc('contacts_page', { request: { limit: 1 } })) as { total: number }).total;
  await page.getByRole('heading', { level: 1 }).focus();
  await page.getByRole('button', { name: /^Import 2/ }).click();
  await expect(page.getByText('2 contacts imported').first()).toBeVisible();
  await expectAccessible(page, 'import report');
  expect(((await book.ipc('contacts_page', { request: { limit: 1 } })) as { total: number }).total).toBe(before + 2);
  await page.keyboard.press('Control+z');
  await expect.poll(async () => ((await book.ipc('contacts_page', { request: { limit: 1 } })) as { total: number }).total).toBe(before);
});

withFile('Esc leads back and changes nothing', async ({ page, book }) => {
  await openPage(page, book, '#/contacts?import=pick');
  await expect(page.getByRole('button', { name: /^Import 2/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { name: 'Contacts' })).toBeVisible();
  expect(((await book.ipc('contacts_page', { request: { limit: 1 } })) as { total: number }).total).toBe(40);
});

withFile('dropped files open the preview from any place', async ({ page, book }) => {
  await openPage(page, book, '#/capture');
  const { token } = (await book.ipc('import_pick')) as { token: string };
  await page.evaluate((dropped) => (window as unknown as { __corongEmit: (event: string, payload: unknown) => void }).__corongEmit('files-dropped', { token: dropped, names: ['guests.vcf'] }), token);
  await expect(page.getByRole('heading', { name: 'Import guests.vcf' })).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: 'Dewi Kusuma' })).toBeVisible();
});

withFile('the import fits the smallest window, in both languages', async ({ page, book }) => {
  await page.setViewportSize({ width: 900, height: 600 });
  for (const [language, label] of [['id', 'Impor'], ['en', 'Import']] as const) {
    await setLook(book, { language });
    await openPage(page, book, '#/contacts?import=pick');
    await expect(page.getByRole('button', { name: new RegExp(`^${label} 2`) })).toBeInViewport();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    await page.goto('about:blank');
  }
});
