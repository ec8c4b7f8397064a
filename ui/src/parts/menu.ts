// What a menu is made of. Apart from the part itself, so that plain modules can build menus.

import type { IconOf } from './icons';

/** One line of a menu. A line without `run` is a heading; `line` is a rule between groups. */
export type MenuItem =
  | { kind?: 'item'; label: string; run: () => void; icon?: IconOf; keys?: string; danger?: boolean; checked?: boolean; because?: string; hint?: string }
  | { kind: 'heading'; label: string }
  | { kind: 'line' };
