// The frame over a real book: first page, palette, undo, themes, language, shortcut sheet.

import { expectAccessible } from './axe';
import { expect, openPage, test } from './bridge';
import { setLook } from './look';

test('the first page makes a book and leads to the first card', async ({ page, fresh }) => {
  await openPage(page, fresh);
  await expect(page.getByRole('heading', { name: 'Your book' })).toBeVisible();
  await expectAccessible(page, 'first page');
  await page.getByRole('button', { name: 'Bahasa Indonesia' }).click();
  await expect(page.getByRole('heading', { name: 'Buku Anda' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'id');
  await page.getByLabel('Nama Anda').fill('Ayu Lestari');
  await page.getByLabel('Nama Anda').press('Enter');
  await expect(page.locator('main[data-place="capture"]')).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Tempat' })).toBeVisible();
});

test('the demo event can be tried and removed with one click', async ({ page, fresh }) => {
  await openPage(page, fresh);
  await page.getByLabel('Your name').fill('Ayu Lestari');
  await page.getByRole('button', { name: /demo event/ }).click();
  await expect(page.locator('main[data-place="board"]')).toBeVisible();
  await expect(page.locator('.rail a', { hasText: 'Contacts' }).locator('.count')).toHaveText('40');
  await page.getByRole('button', { name: 'Remove it' }).click();
  await expect(page.locator('.rail a', { hasText: 'Contacts' }).locator('.count')).toHaveCount(0);
  await expect(page.locator('.toast')).toBeVisible();
});

test('the palette finds people, commands and places by keyboard alone', async ({ page, demo }) => {
  await setLook(demo, { language: 'en' });
  await openPage(page, demo);
  await page.keyboard.press('Control+k');
  const field = page.getByRole('combobox', { name: 'Search contacts, commands' });
  await expect(field).toBeFocused();
  await expectAccessible(page, 'palette');
  await page.keyboard.type('>dark');
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('today');
  await expect(page.getByRole('option', { name: /Today/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(field).toBeHidden();
});

test('the palette opens the contact that it found', async ({ page, demo }) => {
  await setLook(demo, { language: 'en' });
  const hits = (await demo.ipc('palette_search', { request: { text: '' } })) as { contact: string; name: string }[];
  const wanted = hits[0];
  if (!wanted) throw new Error('the demo book has no contacts');
  await openPage(page, demo);
  await page.keyboard.press('Control+k');
  await page.keyboard.type(wanted.name);
  await expect(page.getByRole('option').first()).toContainText(wanted.name);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`contact\\?id=${wanted.contact}`));
});

test('Sunlight, places and the shortcut sheet are one key away', async ({ page, demo }) => {
  await setLook(demo, { language: 'en' });
  await openPage(page, demo);
  await page.keyboard.press('Control+Shift+l');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'sunlight');
  await page.keyboard.press('Control+Shift+l');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  await page.keyboard.press('Control+,');
  await expect(page.locator('main[data-place="settings"] h1')).toBeFocused();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Shortcuts' })).toBeVisible();
  await expectAccessible(page, 'shortcut sheet');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
});

test('an event is saved, becomes current, and is undone with Ctrl+Z', async ({ page, demo }) => {
  await setLook(demo, { language: 'en' });
  await openPage(page, demo, '#/settings?section=events&new=1');
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Surabaya Fair');
  await page.getByLabel('First day').fill('2026-11-25');
  await page.getByLabel('Last day').fill('2026-11-20');
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Last day')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByLabel('Last day')).toBeFocused();
  await page.getByLabel('Last day').fill('2026-11-27');
  await page.keyboard.press('Enter');
  await expect(page.locator('.toast')).toContainText('Surabaya Fair saved');
  await expect(page.getByRole('listitem').filter({ hasText: 'Surabaya Fair' })).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('listitem').filter({ hasText: 'Surabaya Fair' })).toHaveCount(0);
});
