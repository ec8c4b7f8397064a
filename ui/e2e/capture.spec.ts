// Capture on a real book: keys only, helpers, problems, smart paste, the kept draft.

import { type Page } from '@playwright/test';
import { expectAccessible } from './axe';
import { expect, openPage, test, type Bridge } from './bridge';
import { setLook } from './look';

const name = (page: Page) => page.getByRole('textbox', { name: 'Name', exact: false }).first();
const toast = (page: Page) => page.locator('.toast');
const today = (page: Page) => page.getByRole('region', { name: /^Today/ });

async function start(page: Page, book: Bridge): Promise<void> {
  await setLook(book, { language: 'en' });
  await openPage(page, book, '#/capture');
  await expect(name(page)).toBeFocused();
}

async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((raw) => {
    const data = new DataTransfer();
    data.setData('text/plain', raw);
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);
}

test('a card is typed, saved with Enter and undone, without the mouse', async ({ page, demo }) => {
  await start(page, demo);
  await page.keyboard.type('Wibowo Halim');
  await page.keyboard.press('Tab');
  await page.keyboard.type('CV Roti Manis');
  await page.keyboard.press('Tab');
  await page.keyboard.type('0813 7003 5519');
  await page.keyboard.press('Tab');
  await expect(page.getByLabel('Phone / WhatsApp')).toHaveValue('0813-7003-5519');
  await page.keyboard.type('wibowo@rotimanis.example');
  await page.keyboard.press('Tab');
  await page.keyboard.press('1');
  await expect(page.getByLabel('Note')).toBeFocused();
  await page.keyboard.type('Two ovens');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('call in the morning');
  await page.keyboard.press('Enter');
  await expect(toast(page)).toContainText('Wibowo Halim saved');
  await expect(name(page)).toBeFocused();
  await expect(name(page)).toHaveValue('');
  await expect(page.getByLabel('Note')).toHaveValue('');
  await expect(today(page).getByRole('link', { name: /Wibowo Halim/ })).toBeVisible();
  const found = (await demo.ipc('contacts_page', { request: { text: 'Wibowo Halim' } })) as { total: number; rows: { contact: string }[] };
  expect(found.total).toBe(1);
  const whole = (await demo.ipc('contact_get', { request: { contact: found.rows[0]?.contact } })) as { contact: { note: string; temperature: string }; planned: unknown[] };
  expect(whole.contact).toMatchObject({ note: 'Two ovens\ncall in the morning', temperature: 'hot' });
  expect(whole.planned).toHaveLength(1);
  await page.keyboard.press('Control+z');
  await expect(today(page).getByRole('link', { name: /Wibowo Halim/ })).toHaveCount(0);
});

test('nothing identifies nobody; an address without @ is marked, and the cursor goes there', async ({ page, demo }) => {
  await start(page, demo);
  await page.keyboard.press('Enter');
  await expect(name(page)).toHaveAccessibleDescription(/Type a name, a company, a phone or an e-mail/);
  await name(page).fill('Kevin');
  await expect(name(page)).not.toHaveAttribute('aria-invalid', 'true');
  await page.getByLabel('E-mail', { exact: true }).fill('kevin.example');
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('E-mail', { exact: true })).toHaveAccessibleDescription(/@/);
  await expect(page.getByLabel('E-mail', { exact: true })).toBeFocused();
  await expectAccessible(page, 'capture with problems');
});

test('a known company is proposed, and its mail domain', async ({ page, demo }) => {
  await start(page, demo);
  await name(page).fill('Sari');
  const company = page.getByRole('combobox', { name: 'Company' });
  await company.pressSequentially('Warung Ko');
  await expect(page.getByRole('option', { name: 'Warung Kopi Pojok' })).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expect(company).toHaveValue('Warung Kopi Pojok');
  const email = page.getByLabel('E-mail', { exact: true });
  await email.pressSequentially('sari@');
  await expect(page.locator('.ghost')).toContainText('warungkopipojok.example');
  await page.keyboard.press('ArrowRight');
  await expect(email).toHaveValue('sari@warungkopipojok.example');
});

test('who may be the same stands beside the form, and Ctrl+D opens it', async ({ page, demo }) => {
  await start(page, demo);
  await name(page).fill('Budi Santoso');
  await page.getByRole('combobox', { name: 'Company' }).fill('PT Maju Jaya Abadi');
  const same = page.getByRole('region', { name: 'Possibly the same' });
  await expect(same).toContainText('Budi Santoso');
  await expect(same).toContainText('Same name');
  await expectAccessible(page, 'capture with duplicates');
  await page.keyboard.press('Control+d');
  await expect(page.locator('main')).toHaveAttribute('data-place', 'contact');
  await page.goBack();
  await expect(name(page)).toHaveValue('Budi Santoso');
});

test('a pasted signature fills the card; Ctrl+Z gives the raw text back', async ({ page, demo }) => {
  await start(page, demo);
  await paste(page, 'Dewi Kusuma\nPurchasing Manager\nPT Samudra Roti Tbk\nHP 0812-9900-1122\ndewi@samudraroti.co.id\n');
  await expect(name(page)).toHaveValue('Dewi Kusuma');
  await expect(page.getByRole('combobox', { name: 'Company' })).toHaveValue('PT Samudra Roti Tbk');
  await expect(page.getByLabel(/^E-mail/).first()).toHaveValue('dewi@samudraroti.co.id');
  await expect(page.getByLabel(/^Job title/)).toHaveValue('Purchasing Manager');
  await expect(page.getByText(/from the text/).first()).toBeVisible();
  await expectAccessible(page, 'capture after a paste');
  await page.keyboard.press('Control+z');
  await expect(name(page)).toHaveValue(/Dewi Kusuma, Purchasing Manager/);
  await expect(page.getByRole('combobox', { name: 'Company' })).toHaveValue('');
});

test('several people in one text become a short queue', async ({ page, demo }) => {
  await start(page, demo);
  const card = (who: string) => `BEGIN:VCARD\nVERSION:3.0\nFN:${who}\nTEL:0812330011${who.length}\nEND:VCARD\n`;
  await paste(page, card('Wati') + card('Joko Susilo') + card('Ratna Dewanti'));
  for (const [at, who] of ['Wati', 'Joko Susilo', 'Ratna Dewanti'].entries()) {
    await expect(page.getByText(`Card ${at + 1} of 3`)).toBeVisible();
    await expect(name(page)).toHaveValue(who);
    await page.keyboard.press('Enter');
    await expect(toast(page)).toContainText(`${who} saved`);
  }
  await expect(page.getByText(/Card \d of 3/)).toHaveCount(0);
  await expect(name(page)).toHaveValue('');
});

test('what is typed is kept over a restart', async ({ page, demo }) => {
  await start(page, demo);
  await page.keyboard.type('Maria Tobing');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Hotel Danau');
  await expect.poll(async () => (await demo.ipc('draft_load')) !== null).toBe(true);
  await page.waitForTimeout(700);
  await page.reload();
  await expect(page.getByText('We kept what you were typing: “Maria Tobing, Hotel Danau”.')).toBeVisible();
  await expect(name(page)).toHaveValue('Maria Tobing');
  await page.getByRole('button', { name: 'Discard' }).click();
  await expect(name(page)).toHaveValue('');
  await expect.poll(async () => demo.ipc('draft_load')).toBeNull();
});

test('Esc empties the card, the toast brings it back; another place keeps it', async ({ page, demo }) => {
  await start(page, demo);
  await page.keyboard.type('Grace');
  await page.keyboard.press('Escape');
  await expect(name(page)).toHaveValue('');
  await toast(page).getByRole('button').click();
  await expect(name(page)).toHaveValue('Grace');
  await page.keyboard.press('Control+4');
  await expect(page.locator('main')).toHaveAttribute('data-place', 'contacts');
  await page.keyboard.press('Control+n');
  await expect(name(page)).toBeFocused();
  await expect(name(page)).toHaveValue('Grace');
});

test('one line becomes a card', async ({ page, demo }) => {
  await start(page, demo);
  await page.keyboard.press('Control+l');
  await expect(page.getByRole('textbox', { name: 'One line' })).toBeFocused();
  await page.keyboard.type('Siti Rahma, PT Maju Terus, 081355512345, hot');
  await expect(page.locator('.read')).toContainText('PT Maju Terus');
  await page.keyboard.press('Enter');
  await expect(toast(page)).toContainText('Siti Rahma saved');
  await expect(page.getByRole('textbox', { name: 'One line' })).toHaveValue('');
  await expect(today(page)).toContainText('Siti Rahma');
});

test('Ctrl+I shows more fields, Ctrl+Enter saves and opens', async ({ page, demo }) => {
  await start(page, demo);
  await page.keyboard.type('Rina');
  await page.keyboard.press('Control+i');
  await expect(page.getByLabel('Job title')).toBeFocused();
  await page.keyboard.type('Owner');
  await page.getByLabel('Tags').fill('oven, hotel,');
  await page.keyboard.press('Tab');
  await expectAccessible(page, 'capture with more fields');
  await page.keyboard.press('Control+Enter');
  await expect(page.locator('main')).toHaveAttribute('data-place', 'contact');
  const found = (await demo.ipc('contacts_page', { request: { text: 'Rina', sort: 'newest' } })) as { rows: { contact: string; jobTitle: string }[] };
  expect(found.rows[0]?.jobTitle).toBe('Owner');
  const whole = (await demo.ipc('contact_get', { request: { contact: found.rows[0]?.contact } })) as { tags: string[] };
  expect(whole.tags.sort()).toEqual(['hotel', 'oven']);
});

test('the first card of an empty book', async ({ page, fresh }) => {
  await fresh.ipc('book_start', { request: { language: 'en', name: 'Nia', company: '', currency: 'IDR', region: 'ID', utcOffsetMinutes: 420, demo: false } });
  await openPage(page, fresh, '#/capture');
  await expect(page.getByText('Your first card takes ten seconds')).toBeVisible();
  await expectAccessible(page, 'capture in an empty book');
  await page.keyboard.type('Agus');
  await page.keyboard.press('Enter');
  await expect(today(page)).toContainText('Agus');
});
