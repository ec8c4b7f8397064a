// The ways to reach a contact, as buttons: what they say, where they lead. The title shows the target before the click.

import Mail from '@lucide/svelte/icons/mail';
import MessageCircle from '@lucide/svelte/icons/message-circle';
import Phone from '@lucide/svelte/icons/phone';
import type { ContactPage } from '../../lib/api';
import { t } from '../../lib/i18n/index.svelte';
import type { IconOf } from '../../parts/icons';
import { openLink, whatsappLink } from '../board/reach';

export interface Way {
  kind: 'call' | 'whatsapp' | 'email';
  label: string;
  title: string;
  icon: IconOf;
  /** Why it cannot be used, if it cannot. */
  because?: string;
  go: () => void;
}

/** Call, WhatsApp and e-mail of a contact; what is missing says so. */
export function waysTo(page: ContactPage): Way[] {
  const words = t().contact;
  const phone = page.phones.find((one) => one.e164);
  const email = page.emails[0]?.address;
  const chat = phone ? whatsappLink(phone.e164) : '';
  const way = (kind: Way['kind'], icon: IconOf, url: string, target: string, missing: string): Way => ({
    kind,
    icon,
    label: words[kind],
    title: url ? `${words[kind]}: ${target}` : missing,
    ...(url ? {} : { because: missing }),
    go: () => void openLink(url)
  });
  return [
    way('call', Phone, phone ? `tel:${phone.e164}` : '', phone?.shown ?? '', t().board.noPhone),
    way('whatsapp', MessageCircle, chat, chat ? `wa.me · ${phone?.shown ?? ''}` : '', t().board.noPhone),
    way('email', Mail, email ? `mailto:${email}` : '', email ?? '', words.noEmail)
  ];
}
