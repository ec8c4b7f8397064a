// The list of contacts on a real book: search, filters, selection, bulk acts, undo, and where it stands on coming back.

import { type Page } from '@playwright/test';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expectAccessible } from './axe';
import { expect, openPage, startBridge, test, type Bridge } from './bridge';
import { setLook } from './look';

const grid = (page: Page) => page.getByRole('grid', { name: 'Contacts' });
const rows = (page: Page) => grid(page).getByRole('row').filter({ has: page.getByRole('gridcell') });
const search = (page: Page) => page.getByRole('searchbox', { name: 'Search' });

async function start(page: Page, book: Bridge): Promise<void> {
  await setLook(book, { language: 'en' });
  await openPage(page, book, '#/contacts');
  await rows(page).first().waitFor();
}

test('search by part of a word, arrows and Enter open a contact', async ({ page, demo }) => {
  await start(page, demo);
  await expect(search(page)).toBeFocused();
  await page.keyboard.type('santo');
  await expect(page.getByText(/^\d+ of 40$/)).toBeVisible();
  await expect(rows(page).first()).toContainText('Santo');
  await page.keyboard.press('ArrowDown');
  await expect(grid(page)).toBeFocused();
  await expectAccessible(page, 'contacts while searching');
  await page.keyboard.press('Enter');
  await expect(page.locator('main')).toHaveAttribute('data-place', 'contact');
  await page.goBack();
  await expect(search(page)).toHaveValue('santo');
});

test('nothing found says so and clears the filters', async ({ page, demo }) => {
  await start(page, demo);
  await search(page).fill('zzzz');
  await expect(page.getByRole('heading', { name: 'No contact matches' })).toBeVisible();
  await expectAccessible(page, 'contacts without a match');
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(rows(page).first()).toBeVisible();
  await expect(search(page)).toBeFocused();
});

test('filters narrow the list and can be taken off', async ({ page, demo }) => {
  await start(page, demo);
  await page.getByRole('button', { name: 'Level' }).click();
  await page.getByRole('menuitem', { name: /^Prospect/ }).click();
  const { total } = (await demo.ipc('contacts_page', { request: { level: 'prospect' } })) as { total: number };
  await expect(page.getByText(`${total} of 40`)).toBeVisible();
  await page.getByRole('button', { name: 'Prospect' }).click();
  await page.getByRole('menuitem', { name: /^All/ }).click();
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '41');
  await page.getByRole('button', { name: /^Sort by/ }).click();
  await page.getByRole('menuitem', { name: 'Name', exact: true }).click();
  const named = (await demo.ipc('contacts_page', { request: { sort: 'name', limit: 1 } })) as { rows: { name: string }[] };
  await expect(rows(page).first()).toContainText(named.rows[0]?.name ?? '?');
});

test('several are selected, tagged, deleted and brought back', async ({ page, demo }) => {
  await start(page, demo);
  await rows(page).nth(1).getByRole('checkbox').click();
  await rows(page).nth(3).locator('.c-touch').click({ modifiers: ['Shift'] });
  await expect(page.getByText('3 selected')).toBeVisible();
  await rows(page).nth(0).locator('.c-touch').click({ modifiers: ['Control'] });
  await expect(page.getByText('4 selected')).toBeVisible();
  await expectAccessible(page, 'contacts with a selection');
  await page.getByRole('button', { name: 'Tag', exact: true }).last().click();
  await page.getByRole('dialog').getByLabel('Tag').fill('autumn');
  await page.keyboard.press('Enter');
  await expect(page.locator('.toast')).toContainText('4 contacts tagged “autumn”');
  expect(((await demo.ipc('contacts_page', { request: { tag: 'autumn' } })) as { total: number }).total).toBe(4);
  await page.getByRole('toolbar').getByRole('button', { name: /^Delete/ }).click();
  await expect(page.locator('.toast')).toContainText('4 contacts deleted');
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '37');
  await page.keyboard.press('Control+z');
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '41');
});

test('keys select: Space, Shift and arrows, Esc', async ({ page, demo }) => {
  await start(page, demo);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await expect(page.getByText('1 selected')).toBeVisible();
  await page.keyboard.press('Shift+ArrowDown');
  await expect(page.getByText('2 selected')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByText(/selected$/)).toHaveCount(0);
});

test('the preview follows the active row; narrow windows have none', async ({ page, demo }) => {
  await start(page, demo);
  const preview = page.getByRole('complementary', { name: 'Preview' });
  await rows(page).nth(2).locator('.c-touch').click();
  const who = (await rows(page).nth(2).locator('.big').textContent()) ?? '';
  await expect(preview).toContainText(who);
  await expect(preview.getByRole('button', { name: 'WhatsApp' })).toHaveAttribute('title', /wa\.me|no phone/);
  await page.setViewportSize({ width: 900, height: 600 });
  await expect(preview).toHaveCount(0);
  await rows(page).nth(1).locator('.name').click();
  await expect(page.locator('main')).toHaveAttribute('data-place', 'contact');
});

test('export writes what is selected, and all', async ({ page, demo }) => {
  await start(page, demo);
  await rows(page).nth(0).getByRole('checkbox').click();
  await page.getByRole('toolbar').getByRole('button', { name: 'Export' }).click();
  await page.getByRole('menuitem', { name: /vCard 4/ }).click();
  await expect(page.locator('.toast')).toContainText('1 contact written to');
  const file = readdirSync(demo.folder).find((one) => one.endsWith('.vcf')) ?? '';
  expect(readFileSync(join(demo.folder, file), 'utf8').match(/BEGIN:VCARD/g)).toHaveLength(1);
  await page.getByRole('button', { name: 'Export' }).first().click();
  await page.getByRole('menuitem', { name: /CSV/ }).click();
  await expect(page.locator('.toast')).toContainText('40 contacts written to');
});

test('a long list scrolls, and stands where it stood on coming back', async ({ page, request }) => {
  const many = join('test-results', `many-${process.pid}.vcf`);
  writeFileSync(many, Array.from({ length: 1500 }, (_, at) => `BEGIN:VCARD\nVERSION:3.0\nFN:Person ${String(at).padStart(4, '0')}\nTEL:08120${String(100000 + at)}\nEND:VCARD\n`).join(''));
  const book = await startBridge(request, ['--demo', '--import', many]);
  try {
    await book.ipc('import_pick').then((preview) => book.ipc('import_run', { request: { token: (preview as { token: string }).token, duplicates: 'keep', event: null } }));
    await start(page, book);
    await page.getByRole('button', { name: /^Sort by/ }).click();
    await page.getByRole('menuitem', { name: 'Name', exact: true }).click();
    await expect(rows(page).first()).not.toContainText('Person');
    await grid(page).evaluate((node) => (node.scrollTop = 52 * 900));
    await expect(grid(page).getByText('Person 08').first()).toBeVisible();
    await grid(page).evaluate((node) => (node.scrollTop = 52 * 1000));
    await page.waitForTimeout(150);
    const top = await grid(page).evaluate((node) => node.scrollTop);
    await page.keyboard.press('Control+1');
    await expect(page.locator('main')).toHaveAttribute('data-place', 'capture');
    await page.keyboard.press('Control+4');
    await rows(page).first().waitFor();
    await expect.poll(() => grid(page).evaluate((node) => node.scrollTop)).toBe(top);
  } finally {
    await book.stop();
  }
});

test('an empty book says how to begin', async ({ page, fresh }) => {
  await fresh.ipc('book_start', { request: { language: 'en', name: 'Nia', company: '', currency: 'IDR', region: 'ID', utcOffsetMinutes: 420, demo: false } });
  await openPage(page, fresh, '#/contacts');
  await expect(page.getByRole('heading', { name: 'No contacts yet' })).toBeVisible();
  await expectAccessible(page, 'contacts of an empty book');
});
