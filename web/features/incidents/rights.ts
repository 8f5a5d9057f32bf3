import type { Incident } from './words.ts';

type Role = Incident['own']['role'];
type Field = 'title' | 'severity' | 'phase';

/** As src/respond/rights.ts has it; the server decides, and nothing is offered that it would refuse. */
const edits: Readonly<Record<Field, readonly Role[]>> = {
  title: ['lead', 'analyst'],
  severity: ['lead', 'analyst', 'dpo', 'legal'],
  phase: ['lead', 'analyst'],
};
const states: readonly Role[] = ['lead', 'dpo', 'legal'];
const takesOver: readonly Role[] = ['analyst', 'dpo', 'legal'];

export const mayEdit = (role: Role, field: Field): boolean => edits[field].includes(role);
export const mayStateAwareness = (role: Role): boolean => states.includes(role);
export const mayTakeOver = (role: Role): boolean => takesOver.includes(role);
export const whoStatesAwareness = 'a lead, the data protection officer or legal';
