// The contact page on a real book: forward through a gate, facts, fields, notes, steps, history, and its absences.

import { type Page } from '@playwright/test';
import { expectAccessible } from './axe';
import { expect, openPage, test, type Bridge } from './bridge';
import { setLook } from './look';

interface Row {
  contact: string;
  name: string;
  stage: { en: string } | null;
  status: string | null;
  opportunity: string | null;
}

/** The first contact of the demo event that fits. */
async function find(book: Bridge, wanted: (row: Row) => boolean): Promise<Row> {
  const { rows } = (await book.ipc('contacts_page', { request: { limit: 100 } })) as { rows: Row[] };
  const found = rows.find(wanted);
  if (!found) throw new Error('no such contact in the demo event');
  return found;
}

async function open(page: Page, book: Bridge, row: Row): Promise<void> {
  await setLook(book, { language: 'en' });
  await openPage(page, book, `#/contact?id=${row.contact}`);
  await expect(page.getByRole('heading', { level: 1 })).toContainText(row.name);
}

const prospect = (book: Bridge) => find(book, (row) => row.status === 'open' && /Demonstration|Evaluat/.test(row.stage?.en ?? ''));
const toast = (page: Page) => page.locator('.toast');

test('a gate that is not met opens its sheet and nothing moves', async ({ page, demo }) => {
  const row = await prospect(demo);
  await open(page, demo, row);
  await page.keyboard.press(']');
  const sheet = page.getByRole('complementary').filter({ has: page.getByRole('heading', { name: /^To / }) });
  await expect(sheet).toBeVisible();
  await expectAccessible(page, 'contact with its gate sheet');
  await page.keyboard.press('Escape');
  await expect(sheet).toHaveCount(0);
  await expect(page.getByRole('navigation', { name: 'Way through the funnel' }).locator('[aria-current="step"]')).toContainText(row.stage?.en ?? '?');
});

test('a gate that is met lets ] move it, and Ctrl+Z takes it back', async ({ page, demo }) => {
  const board = (await demo.ipc('board_get', { request: {} })) as { cards: { contact: string; status: string; gate: { ready: boolean }; nextLabel: { en: string } | null; stageLabel: { en: string } }[] };
  const ready = board.cards.find((card) => card.status === 'open' && card.gate.ready && card.nextLabel);
  if (!ready) throw new Error('no card of the demo event is ready');
  const row = await find(demo, (one) => one.contact === ready.contact);
  await open(page, demo, row);
  const current = page.getByRole('navigation', { name: 'Way through the funnel' }).locator('[aria-current="step"]');
  await expect(current).toContainText(ready.stageLabel.en);
  await page.keyboard.press(']');
  await expect(toast(page)).toContainText(`moved to ${ready.nextLabel?.en}`);
  await expect(current).toContainText(ready.nextLabel?.en ?? '?');
  await page.keyboard.press('Control+z');
  await expect(current).toContainText(ready.stageLabel.en);
});

test('a fact sets the level; a fact taken back asks what becomes of it', async ({ page, demo }) => {
  const row = await prospect(demo);
  await open(page, demo, row);
  await page.getByRole('button', { name: 'Set credit' }).click();
  await expectAccessible(page, 'credit form');
  await page.getByRole('dialog').getByLabel('Credit', { exact: true }).selectOption('refused');
  await page.getByRole('dialog').getByLabel('Note').fill('The bank declined');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectAccessible(page, 'fact taken back');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  const whole = (await demo.ipc('contact_get', { request: { contact: row.contact } })) as { opportunities: { opportunity: { credit: { state: string } } }[] };
  expect(whole.opportunities[0]?.opportunity.credit.state).not.toBe('refused');
  await page.getByRole('button', { name: 'Set credit' }).click();
  await page.getByRole('dialog').getByLabel(/^Limit/).fill('200,000,000');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/Limit Rp\s200\smillion/)).toBeVisible();
});

test('all fields are edited in one form; rows are added and taken off; history undoes it', async ({ page, demo }) => {
  const row = await prospect(demo);
  await open(page, demo, row);
  await page.keyboard.press('Control+e');
  const form = page.getByRole('dialog', { name: 'Edit contact' });
  await expect(form.getByLabel('Name', { exact: true })).toBeFocused();
  await expectAccessible(page, 'edit contact');
  await form.getByLabel('Job title').fill('General manager');
  await form.getByRole('button', { name: 'Another phone' }).click();
  await form.getByRole('textbox', { name: 'Phone 2' }).fill('021 555 1234');
  await form.getByRole('textbox', { name: 'E-mail 1' }).fill('wrong');
  await page.keyboard.press('Enter');
  await expect(form.getByRole('textbox', { name: 'E-mail 1' })).toHaveAccessibleDescription(/@/);
  await form.getByRole('button', { name: 'Remove E-mail 1' }).click();
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form).toHaveCount(0);
  await expect(page.getByText('General manager').first()).toBeVisible();
  await expect(page.getByText(/021\D{0,3}555/)).toBeVisible();
  await page.getByRole('tab', { name: 'History' }).click();
  await expect(page.getByText(/Job title: .* → General manager/)).toBeVisible();
  await expectAccessible(page, 'history of a contact');
  await page.getByRole('button', { name: /^Undo: .* changed$/ }).first().click();
  const state = async (): Promise<unknown[]> => {
    const whole = (await demo.ipc('contact_get', { request: { contact: row.contact } })) as { contact: { jobTitle: string }; phones: unknown[]; emails: unknown[] };
    return [whole.contact.jobTitle === 'General manager', whole.phones.length, whole.emails.length];
  };
  await expect.poll(state).toEqual([false, 1, 1]);
});

test('notes, calls and steps stand in the timeline', async ({ page, demo }) => {
  const row = await prospect(demo);
  await open(page, demo, row);
  await page.getByLabel('Write a note').fill('Chef likes the steam');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('tabpanel').getByText('Chef likes the steam')).toBeVisible();
  await page.getByRole('button', { name: 'Log a call' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  const next = page.getByRole('region', { name: 'Next step' });
  await next.getByRole('button', { name: /^Done/ }).click();
  await expect(toast(page)).toContainText('done');
  await expect(next.getByRole('group', { name: 'What next?' })).toBeVisible();
  await expectAccessible(page, 'what next on the contact page');
  await page.keyboard.press('1');
  await expect(toast(page)).toContainText('Planned');
  await next.getByRole('button', { name: /^Snooze/ }).click();
  await page.getByRole('menuitem').last().click();
  await page.getByRole('tab', { name: /^Steps/ }).click();
  await expectAccessible(page, 'steps of a contact');
});

test('value and target date are edited in place', async ({ page, demo }) => {
  const row = await prospect(demo);
  await open(page, demo, row);
  await page.getByLabel('Own estimate').fill('99,500,000');
  await page.keyboard.press('Tab');
  await expect(toast(page)).toBeVisible();
  const whole = (await demo.ipc('contact_get', { request: { contact: row.contact } })) as { opportunities: { opportunity: { estimate: { minor: number } } }[] };
  expect(whole.opportunities[0]?.opportunity.estimate.minor).toBe(99_500_000_00);
});

test('parked by the menu, back to work by the button', async ({ page, demo }) => {
  const row = await prospect(demo);
  await open(page, demo, row);
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Park…' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.getByRole('dialog').getByRole('button', { name: /^Park/ }).click();
  await expect(page.getByRole('button', { name: 'Back to work' })).toBeVisible();
  await page.getByRole('button', { name: 'Back to work' }).click();
  await expect(page.getByRole('button', { name: /^Advance/ })).toBeVisible();
});

test('the gate tab shows what is asked; reaching out shows where it leads', async ({ page, demo }) => {
  const row = await prospect(demo);
  await open(page, demo, row);
  await page.getByRole('tab', { name: /^Gate/ }).click();
  await expect(page.getByRole('tabpanel').getByRole('listitem').first()).toBeVisible();
  await expectAccessible(page, 'gate tab');
  await expect(page.getByRole('button', { name: 'WhatsApp' })).toHaveAttribute('title', /wa\.me/);
  await expect(page.getByRole('button', { name: 'E-mail' })).toHaveAttribute('title', /@/);
});

test('deleted and brought back; a contact that is gone says so', async ({ page, demo }) => {
  const row = await prospect(demo);
  await open(page, demo, row);
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(page.locator('main')).toHaveAttribute('data-place', 'contacts');
  await expect(toast(page)).toContainText(`${row.name} deleted`);
  await page.evaluate((id) => (location.hash = `#/contact?id=${id}`), row.contact);
  await expect(page.getByText('This contact is no longer here.')).toBeVisible();
  await expectAccessible(page, 'contact that is gone');
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('heading', { level: 1 })).toContainText(row.name);
});

for (const [width, height] of [[1280, 800], [900, 600]] as const) {
  test(`nothing is cut or scrolls sideways at ${width} x ${height}`, async ({ page, demo }) => {
    await page.setViewportSize({ width, height });
    const row = await prospect(demo);
    for (const theme of ['light', 'sunlight'] as const) {
      await setLook(demo, { theme });
      await open(page, demo, row);
      const over = await page.evaluate(() => [...document.querySelectorAll<HTMLElement>('main, main .page, main .leftc, main .path')].filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.className));
      expect(over).toEqual([]);
      await page.goto('about:blank');
    }
  });
}
