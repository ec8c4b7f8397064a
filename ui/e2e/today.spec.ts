// Today over a real book: done and what next, snooze, a new step, the gate of a row, by keyboard.

import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from './axe';
import { expect, openPage, test } from './bridge';
import { setLook } from './look';

const line = (page: Page, name: string): Locator => page.locator('[data-line]', { hasText: name });

async function today(page: Page, demo: Parameters<typeof openPage>[1]): Promise<void> {
  await setLook(demo, { language: 'en' });
  await openPage(page, demo, '#/today');
  await page.locator('[data-line]').first().waitFor();
}

test('X completes a row, a key plans what comes next, and both can be undone', async ({ page, demo }) => {
  await today(page, demo);
  const row = line(page, 'Ask Ratna Dewanti about the offer');
  await row.focus();
  await page.keyboard.press('x');
  await expect(page.getByRole('button', { name: /^Call tomorrow/ })).toBeFocused();
  await expect(page.getByText(/^1 of \d+ done$/)).toBeVisible();
  await expectAccessible(page, 'what next');
  await page.keyboard.press('1');
  await expect(page.locator('.toast')).toContainText('Planned: Call Ratna Dewanti, tomorrow 09:00');
  await expect(line(page, 'Call Ratna Dewanti')).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(line(page, 'Call Ratna Dewanti')).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(row).toBeVisible();
});

test('S puts a row off to tomorrow', async ({ page, demo }) => {
  await today(page, demo);
  await line(page, 'Follow up with Sri Lestari').focus();
  await page.keyboard.press('s');
  await page.keyboard.press('2');
  await expect(page.locator('.toast')).toContainText('Follow up with Sri Lestari: tomorrow 09:00');
  await expect(page.getByRole('region', { name: /Next 7 days/ }).locator('[data-line]', { hasText: 'Sri Lestari' })).toBeFocused();
});

test('T plans a new step for a contact that is searched for', async ({ page, demo }) => {
  await today(page, demo);
  await page.keyboard.press('t');
  const dialog = page.getByRole('dialog', { name: 'New step' });
  await expect(dialog.getByRole('combobox')).toBeFocused();
  await expectAccessible(page, 'new step');
  await page.keyboard.type('Maria');
  await dialog.getByRole('option', { name: /Maria Tobing/ }).click();
  await dialog.getByRole('radio', { name: 'Visit' }).click();
  await dialog.getByLabel(/In words/).fill('Bring the price list');
  await page.keyboard.press('Enter');
  await expect(page.locator('.toast')).toContainText('Planned: Bring the price list');
  await expect(line(page, 'Bring the price list · Maria Tobing')).toBeVisible();
});

test('the pane beside the list follows the row, and Space opens its gate', async ({ page, demo }) => {
  await today(page, demo);
  await line(page, 'Maria Tobing').first().focus();
  const side = page.getByRole('complementary', { name: 'Chosen row' });
  await expect(side).toContainText('Hotel Danau Biru');
  await expect(side).toContainText('To go forward');
  await page.keyboard.press(' ');
  await expect(page.locator('aside.sheet')).toContainText('Maria Tobing');
  await expectAccessible(page, 'gate beside Today');
  await page.keyboard.press('Escape');
  await expect(line(page, 'Maria Tobing').first()).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('main')).toHaveAttribute('data-place', 'contact');
});
