import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { createRawSnippet } from 'svelte';
import { expect, test, vi } from 'vitest';
import Button from '../src/parts/Button.svelte';
import Check from '../src/parts/Check.svelte';
import Choice from '../src/parts/Choice.svelte';
import Combobox from '../src/parts/Combobox.svelte';
import Marked from '../src/parts/Marked.svelte';
import Sheet from '../src/parts/Sheet.svelte';
import Switch from '../src/parts/Switch.svelte';
import TextField from '../src/parts/TextField.svelte';

const words = (text: string) => createRawSnippet(() => ({ render: () => `<span>${text}</span>` }));

async function findings(root: Element): Promise<string[]> {
  // jsdom draws nothing: contrast and landmarks are looked at in the browser.
  const { violations } = await axe.run(root, { rules: { 'color-contrast': { enabled: false }, region: { enabled: false } } });
  return violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(' ')}`);
}

test('a field has its label, and its problem is read with it', async () => {
  const { container, rerender } = render(TextField, { label: 'E-mail', hint: 'optional', value: 'maria', problem: 'The @ is missing.' });
  const field = screen.getByLabelText(/E-mail/);
  expect(field).toHaveAccessibleDescription('The @ is missing.');
  expect(field).toBeInvalid();
  expect(await findings(container)).toEqual([]);
  await rerender({ label: 'E-mail', value: 'maria', problem: undefined });
  expect(field).toBeValid();
  expect(field).not.toHaveAttribute('aria-describedby');
});

test('a warning is read but does not make a field invalid', () => {
  render(TextField, { label: 'Phone', value: '12', warning: 'Too few digits.' });
  const field = screen.getByLabelText('Phone');
  expect(field).toHaveAccessibleDescription('Too few digits.');
  expect(field).toBeValid();
});

test('a button that cannot be pressed says why, stays in the Tab order and does nothing', async () => {
  const onclick = vi.fn();
  render(Button, { because: 'First: offer valid until', onclick, children: words('Move') });
  const button = screen.getByRole('button', { name: 'Move' });
  await userEvent.tab();
  expect(button).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  await userEvent.click(button);
  expect(onclick).not.toHaveBeenCalled();
  expect(button).toHaveAttribute('title', 'First: offer valid until');
  expect(button).not.toBeDisabled();
});

test('a choice is a radio group: arrows move, keys choose, one Tab stop', async () => {
  const onchoose = vi.fn();
  const { container } = render(Choice, { label: 'Interest', value: undefined, options: [{ value: 'hot', label: 'Hot', key: '1' }, { value: 'warm', label: 'Warm', key: '2' }, { value: 'cold', label: 'Cold', key: '3' }], onchoose });
  const user = userEvent.setup();
  expect(await findings(container)).toEqual([]);
  await user.tab();
  expect(screen.getByRole('radio', { name: /Hot/ })).toHaveFocus();
  await user.keyboard('3');
  expect(onchoose).toHaveBeenLastCalledWith('cold');
  expect(screen.getByRole('radio', { name: /Cold/ })).toBeChecked();
  await user.keyboard('{ArrowRight}');
  expect(onchoose).toHaveBeenLastCalledWith('hot');
  await user.tab();
  expect(document.body).toHaveFocus();
});

test('check and switch are named and toggle', async () => {
  const onchange = vi.fn();
  render(Check, { label: 'Done: Call Clara', checked: false, onchange });
  await userEvent.click(screen.getByRole('checkbox', { name: 'Done: Call Clara' }));
  expect(onchange).toHaveBeenLastCalledWith(true);
  render(Switch, { label: 'Single-letter keys', hint: 'On cards', checked: true, onchange });
  await userEvent.click(screen.getByRole('switch', { name: 'Single-letter keys' }));
  expect(onchange).toHaveBeenLastCalledWith(false);
});

test('suggestions: stale answers are dropped, arrows choose, Enter takes over, Escape keeps the text', async () => {
  const answers: Record<string, (found: { value: string }[]) => void> = {};
  const suggest = (text: string) => new Promise<{ value: string }[]>((done) => (answers[text] = done));
  const onchoose = vi.fn();
  render(Combobox, { label: 'Company', value: '', suggest, onchoose });
  const user = userEvent.setup();
  const field = screen.getByRole('combobox', { name: 'Company' });
  await user.type(field, 'maj');
  answers['maj']?.([{ value: 'PT Maju Jaya' }, { value: 'PT Maju Terus' }]);
  await waitFor(() => expect(field).toHaveAttribute('aria-expanded', 'true'));
  answers['ma']?.([{ value: 'stale' }]);
  await Promise.resolve();
  expect(screen.queryByText('stale')).toBeNull();
  await user.keyboard('{ArrowDown}{ArrowDown}{Enter}');
  expect(onchoose).toHaveBeenCalledWith({ value: 'PT Maju Terus' });
  expect(field).toHaveValue('PT Maju Terus');
  await user.type(field, 'x');
  answers['PT Maju Terusx']?.([{ value: 'other' }]);
  await waitFor(() => expect(field).toHaveAttribute('aria-expanded', 'true'));
  await user.keyboard('{Escape}');
  expect(field).toHaveValue('PT Maju Terusx');
  expect(field).toHaveAttribute('aria-expanded', 'false');
});

test('a sheet takes the focus, Escape closes it, and the focus goes back', async () => {
  const opener = document.createElement('button');
  document.body.append(opener);
  opener.focus();
  const onclose = vi.fn();
  const body = createRawSnippet(() => ({ render: () => '<label>Until <input></label>' }));
  const { unmount } = render(Sheet, { title: 'To Offer sent', onclose, children: body });
  expect(screen.getByRole('textbox', { name: 'Until' })).toHaveFocus();
  expect(screen.getByRole('complementary', { name: 'To Offer sent' })).toBeInTheDocument();
  await userEvent.keyboard('{Escape}');
  expect(onclose).toHaveBeenCalledTimes(1);
  unmount();
  expect(opener).toHaveFocus();
  opener.remove();
});

test.each([
  ['Rina Marlina', 'mar', 'Mar'],
  ['José Ñandú', 'nandu', 'Ñandú'],
  ['Budi', 'xyz', undefined]
])('%s searched for %s', (text, mark, hit) => {
  const { container } = render(Marked, { text, mark });
  expect(container.querySelector('mark')?.textContent).toBe(hit);
  expect(container.textContent?.trim()).toBe(text);
});
