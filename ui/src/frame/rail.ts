// The places of the rail: their icons, keys and counts.

import CalendarCheck from '@lucide/svelte/icons/calendar-check';
import ChartColumn from '@lucide/svelte/icons/chart-column';
import Funnel from '@lucide/svelte/icons/funnel';
import IdCard from '@lucide/svelte/icons/id-card';
import Settings2 from '@lucide/svelte/icons/settings-2';
import Users from '@lucide/svelte/icons/users';
import type { Counts } from '../lib/api';
import type { IconOf } from '../parts/icons';
import type { railPlaces } from '../state/router.svelte';

export type RailPlace = (typeof railPlaces)[number];

export const railIcons: Record<RailPlace, IconOf> = { capture: IdCard, board: Funnel, today: CalendarCheck, contacts: Users, reports: ChartColumn, settings: Settings2 };

/** The keys keep their numbers when places between them are missing, so that hands can learn them. */
export const railKeys: Record<RailPlace, string> = { capture: 'mod+1', board: 'mod+2', today: 'mod+3', contacts: 'mod+4', reports: 'mod+5', settings: 'mod+,' };

/** The number beside a place; nothing for none. */
export function railCount(place: RailPlace, counts: Counts | undefined): { n: number; alert: boolean } | undefined {
  if (!counts) return undefined;
  const n = { capture: counts.cardsToday, board: counts.open, today: counts.due, contacts: counts.contacts, reports: 0, settings: 0 }[place];
  return n > 0 ? { n, alert: place === 'today' && counts.late > 0 } : undefined;
}
