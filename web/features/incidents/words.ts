import type { Got } from '../../api/contract.ts';

export type Incident = Got<'incidents.show'>;
export type Severity = Incident['severity'];
export type Phase = Incident['phase'];

/** In the order of the work. */
export const phases: readonly { readonly phase: Phase; readonly label: string; readonly hint: string }[] = [
  { phase: 'assess', label: 'Assess', hint: 'What leaked, whose it is, where else it is' },
  { phase: 'contain', label: 'Contain', hint: 'Stop it, with Legal and HR agreeing' },
  { phase: 'notify', label: 'Notify', hint: 'Tell authorities and people in time' },
  { phase: 'recover', label: 'Recover', hint: 'Bring back what was lost, close what was open' },
  { phase: 'learn', label: 'Learn', hint: 'Review, improvements, cost' },
];

/** Red is for critical alone; whatever else is said in words. */
export const severities: Readonly<Record<Severity, { readonly label: string; readonly color: string }>> = {
  unknown: { label: 'Severity unknown', color: 'gray' },
  low: { label: 'Low', color: 'gray' },
  medium: { label: 'Medium', color: 'gray' },
  high: { label: 'High', color: 'yellow' },
  critical: { label: 'Critical', color: 'red' },
};

export const roleLabels: Readonly<Record<Incident['own']['role'], string>> = {
  lead: 'Lead',
  analyst: 'Analyst',
  dpo: 'Data protection officer',
  legal: 'Legal',
  hr: 'HR',
  comms: 'Communications',
  executive: 'Executive',
  guest: 'Guest',
};
