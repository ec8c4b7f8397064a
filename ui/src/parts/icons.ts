// Icons that stand for words of the book: one place, so that a call looks the same everywhere.

import type { LucideProps } from '@lucide/svelte';
import type { Component } from 'svelte';
import Building2 from '@lucide/svelte/icons/building-2';
import Clipboard from '@lucide/svelte/icons/square-check-big';
import Eye from '@lucide/svelte/icons/eye';
import FileText from '@lucide/svelte/icons/file-text';
import Flame from '@lucide/svelte/icons/flame';
import Gift from '@lucide/svelte/icons/gift';
import MessageCircle from '@lucide/svelte/icons/message-circle';
import Phone from '@lucide/svelte/icons/phone';
import Snowflake from '@lucide/svelte/icons/snowflake';
import Sun from '@lucide/svelte/icons/sun';
import Users from '@lucide/svelte/icons/users';

/** A component of `@lucide/svelte/icons/…`. */
export type IconOf = Component<LucideProps>;

export type ActivityWord = 'call' | 'visit' | 'meeting' | 'demonstration' | 'sample' | 'message' | 'note' | 'task';
export type TemperatureWord = 'hot' | 'warm' | 'cold';
export type LevelWord = 'lead' | 'qualified_lead' | 'prospect' | 'customer';

export const activityIcon: Record<ActivityWord, IconOf> = {
  call: Phone,
  visit: Building2,
  meeting: Users,
  demonstration: Eye,
  sample: Gift,
  message: MessageCircle,
  note: FileText,
  task: Clipboard
};

export const temperatureIcon: Record<TemperatureWord, IconOf> = { hot: Flame, warm: Sun, cold: Snowflake };

/** The class that carries a level's colour (`--c`), and its number. */
export const levelNumber: Record<LevelWord, number> = { lead: 1, qualified_lead: 2, prospect: 3, customer: 4 };
