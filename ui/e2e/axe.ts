// axe-core in the page: WCAG 2.0 to 2.2, A and AA, contrast included.

import { expect, type Page } from '@playwright/test';
import axe from 'axe-core';

/**
 * Fails with every finding, its rule and the elements it is about. While a menu is open say so: menus are drawn at the end
 * of the page, outside of its landmarks.
 */
export async function expectAccessible(page: Page, about: string, menuOpen = false): Promise<void> {
  await page.evaluate(axe.source);
  const findings = await page.evaluate(async (regions) => {
    const run = (window as unknown as { axe: typeof axe }).axe.run;
    const { violations } = await run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], rules: { region: { enabled: regions } } });
    return violations.map((one) => `${one.id}: ${one.help}: ${one.nodes.map((node) => `${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`).join(' | ')}`);
  }, !menuOpen);
  expect(findings, about).toEqual([]);
}
