import type { Got } from '../../api/contract.ts';
import { counted } from '../../ui/figures.ts';
import type { Impact } from './searched.ts';

type Member = Got<'members.list'>['members'][number];
type Role = Member['role'];

/** Something that is to be done next, derived from what is there. */
export interface NextStep {
  readonly what: string;
  /** Roles that can do it. */
  readonly roles: readonly Role[];
  readonly leads: 'awareness' | 'edit' | 'members' | 'hand-in' | 'evidence' | 'clocks' | 'impact';
}

interface Known {
  readonly impact: Impact;
  readonly clocks: Got<'clocks.list'>;
  readonly incident: Got<'incidents.show'>;
  readonly members: readonly Member[];
}

const answers: readonly Role[] = ['lead', 'dpo', 'legal'];
const takesOver: readonly Role[] = ['analyst', 'dpo', 'legal'];
const handsIn: readonly Role[] = ['lead', 'analyst', 'dpo', 'legal', 'hr', 'comms'];
const inspects: readonly Role[] = ['lead', 'analyst', 'dpo', 'legal'];

/** In the order in which they press. */
export function stepsFor({ impact, clocks, incident, members }: Known): readonly NextStep[] {
  const { items, reasons } = impact;
  const has = (role: Role): boolean => members.some((one) => one.role === role && one.standing === 'active');
  const locked = reasons['wrong-password'] ?? 0;
  const all: readonly (NextStep & { readonly isDue: boolean })[] = [
    { what: 'Take over as lead: none can act', roles: takesOver, leads: 'members', isDue: !has('lead') },
    {
      what: 'State since when somebody was aware',
      roles: answers,
      leads: 'awareness',
      isDue: clocks.clocks.some(({ due }) => due === null),
    },
    {
      what: 'Hand in what leaked',
      roles: handsIn,
      leads: 'hand-in',
      isDue: Object.values(items).every((count) => count === 0),
    },
    {
      what: `Finish ${counted(items.uploading, 'upload')}`,
      roles: handsIn,
      leads: 'evidence',
      isDue: items.uploading > 0,
    },
    {
      what: `Give the password of ${counted(locked, 'protected file')}`,
      roles: inspects,
      leads: 'evidence',
      isDue: locked > 0,
    },
    {
      what: `Look at ${counted(items.notSearched, 'item')} that ${items.notSearched === 1 ? 'was' : 'were'} not searched`,
      roles: inspects,
      leads: 'evidence',
      isDue: items.notSearched > 0,
    },
    { what: 'Let the data protection officer in', roles: ['lead'], leads: 'members', isDue: !has('dpo') },
    {
      what: `Check ${counted(clocks.candidates.length, 'short duty', 'short duties')}`,
      roles: answers,
      leads: 'clocks',
      isDue: clocks.candidates.length > 0,
    },
    {
      what: 'Say how severe it is',
      roles: inspects,
      leads: 'edit',
      isDue: incident.severity === 'unknown',
    },
  ];
  return all.filter(({ isDue }) => isDue);
}

/** Names of members who can do it, a few of them; undefined where nobody is there who can. */
export function whoCan({ roles }: NextStep, members: readonly Member[]): string | undefined {
  const able = members.filter(({ role, standing }) => standing === 'active' && roles.includes(role));
  if (able.length === 0) return undefined;
  const few = able.slice(0, 2).map(({ name }) => name);
  return able.length > few.length ? `${few.join(', ')} or ${able.length - few.length} more` : few.join(' or ');
}
