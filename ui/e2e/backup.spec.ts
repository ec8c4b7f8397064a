// Backups on a real book: made, checked, put back; and the page that a damaged book opens.

import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectAccessible } from './axe';
import { expect, openPage, startBridge, test } from './bridge';
import { setLook } from './look';

const contacts = async (book: { ipc: (cmd: string, args?: Record<string, unknown>) => Promise<unknown> }): Promise<number> => ((await book.ipc('contacts_page', { request: { limit: 1 } })) as { total: number }).total;

test('a backup is made, checked and put back, and the present book is kept beside it', async ({ page, demo }) => {
  await setLook(demo, { language: 'en' });
  await openPage(page, demo, '#/settings?section=data');
  await expect(page.getByText(/No backup yet/)).toBeVisible();
  await page.getByRole('button', { name: 'Back up now' }).click();
  await expect(page.getByText('Backup made and checked').first()).toBeVisible();
  await expect(page.getByText('Everything is in the newest backup.')).toBeVisible();
  await page.getByRole('button', { name: /^Check: / }).click();
  await expect(page.getByText(/The backup of .* is sound/).first()).toBeVisible();

  await demo.ipc('demo_remove');
  expect(await contacts(demo)).toBe(0);
  await page.getByRole('button', { name: /^Restore: / }).click();
  await expect(page.getByRole('dialog')).toContainText('nothing is deleted');
  await expectAccessible(page, 'restore dialog');
  await page.getByRole('dialog').getByRole('button', { name: 'Restore', exact: true }).click();
  await expect(page.getByText('The backup is now your book').first()).toBeVisible();
  expect(await contacts(demo)).toBe(40);
  expect(readdirSync(demo.folder).filter((name) => name.startsWith('test.corong.before-restore-'))).toHaveLength(1);
  // The window goes on with the restored book: what it shows is read again.
  await page.evaluate(() => (location.hash = '#/contacts'));
  await expect(page.getByRole('row').filter({ hasText: 'Budi Santoso' }).first()).toBeVisible();
});

test('backups go to the folder that is chosen, and back', async ({ page, demo }) => {
  await setLook(demo, { language: 'id' });
  await openPage(page, demo, '#/settings?section=data');
  await page.getByRole('button', { name: 'Folder lain' }).click();
  await expect(page.getByRole('button', { name: 'Kembali di samping buku' })).toBeVisible();
  await page.getByRole('button', { name: 'Cadangkan sekarang' }).click();
  await expect(page.getByText('Cadangan dibuat dan diperiksa').first()).toBeVisible();
  expect(readdirSync(demo.folder).filter((name) => /^test-\d{8}-\d{6}\.corong$/.test(name))).toHaveLength(1);
  await page.getByRole('button', { name: 'Kembali di samping buku' }).click();
  await expect(page.getByText(/Belum ada cadangan/)).toBeVisible();
});

test('a damaged book opens a page that offers its backups', async ({ page, request }) => {
  const folder = mkdtempSync(join(tmpdir(), 'corong-'));
  const first = await startBridge(request, ['--demo'], folder);
  await setLook(first, { language: 'en' });
  await first.ipc('backup_now');
  await first.stop();
  writeFileSync(join(folder, 'test.corong'), Buffer.alloc(40_000, 0x5a));
  for (const name of readdirSync(folder)) if (name.endsWith('-wal')) writeFileSync(join(folder, name), '');
  const book = await startBridge(request, [], folder);
  await openPage(page, book);
  const way = page.getByRole('button', { name: /^(Restore the backup of|Pulihkan cadangan) / });
  await expect(way).toBeVisible();
  await expectAccessible(page, 'damaged book with backups');
  await way.click();
  await expect(page.locator('main[data-place]')).toBeVisible();
  expect(await contacts(book)).toBe(40);
  await book.stop();
});
