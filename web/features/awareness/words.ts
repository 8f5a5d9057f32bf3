import type { Got } from '../../api/contract.ts';

export type Statement = Got<'awareness.list'>['statements'][number];
export type Step = Statement['step'];

/** In the order in which it comes to be known. */
export const steps: readonly { readonly step: Step; readonly label: string; readonly hint: string }[] = [
  { step: 'first-indication', label: 'First indication', hint: 'Somebody had a sign of it: no clock runs yet' },
  { step: 'being-assessed', label: 'Being assessed', hint: 'Somebody looks into whether it is true' },
  {
    step: 'aware',
    label: 'Aware',
    hint: 'Reasonably certain that personal data was breached: the 72 hours of GDPR Art. 33 run from here',
  },
];
