// Currencies and phone regions that the lists offer. Any other one of the book is added to its list.

import { country, currencyName } from './format';

const currencies = ['IDR', 'USD', 'EUR', 'SGD', 'MYR', 'AUD', 'GBP', 'JPY', 'CNY', 'INR', 'THB', 'PHP', 'VND', 'SAR', 'AED', 'CHF'] as const;

/** Calling codes of ITU-T E.164, by ISO 3166 code. */
const regions: Record<string, string> = { ID: '62', MY: '60', SG: '65', BN: '673', TH: '66', VN: '84', PH: '63', TL: '670', AU: '61', NZ: '64', CN: '86', HK: '852', TW: '886', JP: '81', KR: '82', IN: '91', AE: '971', SA: '966', TR: '90', DE: '49', NL: '31', FR: '33', GB: '44', CH: '41', IT: '39', ES: '34', US: '1', CA: '1', BR: '55', ZA: '27' };

interface Option {
  value: string;
  label: string;
}

/** Currencies to choose from, with `present` among them. */
export function currencyOptions(present: string): Option[] {
  const codes: string[] = [...currencies];
  if (present && !codes.includes(present)) codes.push(present);
  return codes.map((value) => ({ value, label: `${value} · ${currencyName(value)}` }));
}

/** Countries by name, with the calling code where it is about phones; `present` among them. */
export function regionOptions(present: string, withCode = true): Option[] {
  const codes = Object.keys(regions);
  if (present && !codes.includes(present)) codes.push(present);
  const first = (code: string): number => (code === 'ID' ? 0 : 1);
  return codes
    .map((value) => ({ value, label: withCode && regions[value] ? `${country(value)} +${regions[value]}` : country(value) }))
    .sort((a, b) => first(a.value) - first(b.value) || a.label.localeCompare(b.label));
}
