// The board over a real book: keys, menu, dragging, the gate sheet from captured to customer, exits and undo.

import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from './axe';
import { expect, openPage, test } from './bridge';
import { setLook } from './look';

const card = (page: Page, name: string): Locator => page.locator('[data-card]', { hasText: name });
const stage = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true });

async function board(page: Page, demo: Parameters<typeof openPage>[1]): Promise<void> {
  await setLook(demo, { language: 'en' });
  await openPage(page, demo, '#/board');
  await page.locator('[data-card]').first().waitFor();
}

test('] moves a ready card, keeps the focus on it, and Ctrl+Z takes it back', async ({ page, demo }) => {
  await board(page, demo);
  await card(page, 'Budi Santoso').focus();
  await page.keyboard.press(']');
  await expect(stage(page, 'Ready').locator('[data-card]', { hasText: 'Budi Santoso' })).toBeFocused();
  await expect(page.locator('.toast')).toContainText('Budi Santoso moved to Ready');
  await page.keyboard.press('Control+z');
  await expect(stage(page, 'Captured').locator('[data-card]', { hasText: 'Budi Santoso' })).toBeVisible();
});

test('the gate sheet names what is missing and finishes a refused move in one go', async ({ page, demo }) => {
  await board(page, demo);
  await card(page, 'Rina Marlina').focus();
  await page.keyboard.press(']');
  const sheet = page.getByRole('complementary', { name: 'To Offer sent' });
  await expect(sheet).toContainText('Strict');
  // Which items the demo has answered varies; the first one that is missing has the focus.
  await expect(sheet.locator('[data-open]').first().locator(':focus')).toHaveCount(1);
  await expectAccessible(page, 'gate sheet');
  const move = sheet.getByRole('button', { name: /^Move/ });
  await expect(move).toHaveAttribute('aria-disabled', 'true');
  await sheet.getByRole('button', { name: /^Waive/ }).first().click();
  await sheet.getByLabel('Why may this be left out?').fill('Handed over on paper');
  if (await sheet.locator('[data-open]').count()) await fill(sheet);
  await expect(move).not.toHaveAttribute('aria-disabled');
  await sheet.getByLabel('Why may this be left out?').press('Enter');
  await expect(sheet).toBeHidden();
  await expect(stage(page, 'Offer sent').locator('[data-card]', { hasText: 'Rina Marlina' })).toBeFocused();
});

test('a card goes from captured to customer through every gate by keyboard', async ({ page, demo }) => {
  test.setTimeout(90_000);
  await board(page, demo);
  const name = 'Budi Santoso';
  const status = page.locator('.toast');
  const open = page.locator('aside.sheet');
  await card(page, name).focus();
  await page.keyboard.press(']');
  await expect(status).toContainText('moved to Ready');
  for (let step = 0; step < 12; step++) {
    await expect(card(page, name)).toBeFocused();
    const before = await card(page, name).getAttribute('aria-label');
    if (before?.endsWith('Customer')) break;
    await page.keyboard.press(']');
    await expect.poll(async () => (await open.count()) > 0 || (await card(page, name).getAttribute('aria-label')) !== before).toBe(true);
    if ((await open.count()) === 0) continue;
    await fill(open);
    await open.getByRole('button', { name: /^Move/ }).click();
    await expect(open).toHaveCount(0);
  }
  await expect(card(page, name)).toHaveAttribute('aria-label', /Customer$/);
});

/** Answers whatever a gate sheet asks for, by the kind of its inputs. */
async function fill(sheet: Locator): Promise<void> {
  const items = sheet.locator('[data-open]');
  await items.first().waitFor();
  for (let left = await items.count(); left > 0; left = await items.count()) {
    const item = items.first();
    const select = item.locator('select');
    const yes = item.getByRole('button', { name: 'Yes', exact: true });
    if (await select.count()) await select.first().selectOption({ index: 1 + (await select.first().locator('option', { hasText: 'Accepted' }).count()) });
    else if (await yes.count()) await yes.click();
    for (const field of await item.locator('input:not([type=date])').all()) await field.fill((await field.getAttribute('inputmode')) === 'decimal' ? '1500000' : 'said so');
    for (const field of await item.locator('input[type=date]').all()) if (!(await field.getAttribute('max'))) await field.fill('2027-06-30');
    await expect.poll(() => items.count()).toBeLessThan(left);
  }
}

test('a card is dragged to the next stage; the target says what it asks for while it hovers', async ({ page, demo }) => {
  await board(page, demo);
  const from = (await card(page, 'Dewi Anggraini').boundingBox())!;
  const to = (await stage(page, 'Engaged').boundingBox())!;
  await page.mouse.move(from.x + 40, from.y + 20);
  await page.mouse.down();
  await page.mouse.move(from.x + 80, from.y + 30, { steps: 4 });
  await page.mouse.move(to.x + 60, to.y + 20, { steps: 8 });
  await expect(page.locator('.ghost')).toContainText('2 missing');
  await page.mouse.up();
  await expect(page.getByRole('complementary', { name: 'To Engaged' })).toBeVisible();
});

test('Escape ends a drag; dropping on Nurture asks until when', async ({ page, demo }) => {
  await board(page, demo);
  const from = (await card(page, 'Dewi Anggraini').boundingBox())!;
  await page.mouse.move(from.x + 40, from.y + 20);
  await page.mouse.down();
  await page.mouse.move(from.x + 100, from.y + 60, { steps: 5 });
  await expect(page.locator('.ghost')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.locator('.ghost')).toHaveCount(0);
  await page.mouse.up();
  const to = (await page.getByRole('button', { name: /^Nurture/ }).boundingBox())!;
  await page.mouse.move(from.x + 40, from.y + 20);
  await page.mouse.down();
  await page.mouse.move(to.x + 30, to.y + 10, { steps: 8 });
  await page.mouse.up();
  const dialog = page.getByRole('dialog', { name: 'Park in nurture' });
  await expect(dialog).toBeVisible();
  await expectAccessible(page, 'park dialog');
  await dialog.getByRole('button', { name: '90 days' }).click();
  await dialog.getByRole('button', { name: /^Park/ }).click();
  await expect(page.locator('.toast')).toContainText('Dewi Anggraini parked');
  await expect(card(page, 'Dewi Anggraini')).toHaveCount(0);
  await page.getByRole('button', { name: /^Nurture/ }).click();
  await expect(card(page, 'Dewi Anggraini')).toBeVisible();
  await card(page, 'Dewi Anggraini').hover();
  await page.getByRole('button', { name: 'Actions for Dewi Anggraini' }).click();
  await page.getByRole('menuitem', { name: 'Back to work' }).click();
  await expect(page.locator('.toast')).toContainText('Dewi Anggraini is back at Qualified');
});

test('the menu loses a prospect with a reason, and opens it again', async ({ page, demo }) => {
  await board(page, demo);
  await card(page, 'Grace Simatupang').hover();
  await page.getByRole('button', { name: 'Actions for Grace Simatupang' }).click();
  await page.getByRole('menuitem', { name: /^Lost/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Mark as lost' });
  await dialog.getByRole('radio', { name: 'Bought elsewhere' }).click();
  await dialog.getByLabel(/Competitor/).fill('PT Lain');
  await dialog.getByLabel(/Competitor/).press('Enter');
  await expect(page.locator('.toast')).toContainText('Grace Simatupang marked as lost');
  await page.getByRole('button', { name: /^Lost/ }).click();
  await card(page, 'Grace Simatupang').hover();
  await page.getByRole('button', { name: 'Actions for Grace Simatupang' }).click();
  await page.getByRole('menuitem', { name: /Open again/ }).click();
  await page.getByLabel('Reason').fill('They called back');
  await page.getByLabel('Reason').press('Enter');
  await expect(page.locator('.toast')).toContainText('Grace Simatupang is open again');
});

for (const view of ['Stages', 'Table']) {
  test(`the view ${view} is accessible and moves by the same keys`, async ({ page, demo }) => {
    await board(page, demo);
    await page.getByRole('button', { name: view, exact: true }).click();
    await card(page, 'Budi Santoso').focus();
    await page.keyboard.press(']');
    await expect(page.locator('.toast')).toContainText('Budi Santoso moved to Ready');
    await expect(card(page, 'Budi Santoso')).toBeFocused();
    await expectAccessible(page, view);
  });
}

test('nothing scrolls sideways with an open gate at 900 x 600, in Sunlight and Indonesian', async ({ page, demo }) => {
  await setLook(demo, { language: 'id', theme: 'sunlight' });
  await page.setViewportSize({ width: 900, height: 600 });
  await openPage(page, demo, '#/board');
  await card(page, 'Rina Marlina').focus();
  await page.keyboard.press(']');
  await page.locator('aside.sheet [data-open]').first().waitFor();
  const sheet = (await page.locator('aside.sheet').boundingBox())!;
  expect(sheet.x + sheet.width).toBeLessThanOrEqual(900);
  expect(await page.evaluate(() => [...document.querySelectorAll('main, .place, .board, .toolbar, .sheet, .sheet .body, .sheet .foot')].filter((one) => one.scrollWidth > one.clientWidth + 1 || one.scrollLeft > 0).map((one) => one.className))).toEqual([]);
  await expectAccessible(page, 'gate in Sunlight');
});
