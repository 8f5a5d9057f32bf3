import type { Duty } from './schema.ts';

/** From what a limit runs, as a sentence about a duty goes on. */
export const startWords: Readonly<Record<Duty['start'], string>> = {
  aware: 'after becoming aware',
  'authority-notified': 'after telling the authority',
  'classified-major': 'after classifying it as major',
  detected: 'after detection',
  determined: 'after determining that it happened',
  discovered: 'after discovery',
  material: 'after finding it material',
  'notice-duty-determined': 'after finding that notice is due',
  occurred: 'after it occurred',
  'payment-made': 'after a ransom was paid',
  'reasonable-belief': 'after a reasonable belief',
};

/** `24 hours`, `4 business days` */
export function limitWords({ limit, days }: Pick<Duty, 'limit' | 'days'>): string {
  const count = Number(/\d+/.exec(limit)?.[0]);
  const unit = limit.endsWith('H') ? 'hour' : days === 'business' ? 'business day' : 'day';
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
