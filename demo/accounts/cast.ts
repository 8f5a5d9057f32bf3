import type { Answer } from '#platform/operation';
import type { operations } from '#server/client';

type Member = Answer<typeof operations.respond.listMembers>['members'][number];

/** Who plays in the demo. */
export interface Player {
  readonly name: string;
  /** As the table of accounts has it. */
  readonly does: string;
  readonly installationRole?: 'auditor' | 'admin';
  /** In incidents; nothing for who is a member of none. */
  readonly member?: { readonly role: Member['role']; readonly compartments: readonly Member['compartments'][number][] };
}

/** Nobody of them exists. The key is what stands before the @ of the mail address. */
export const cast = {
  admin: { name: 'Ada Brandt', does: 'admin of the installation; sees no incident', installationRole: 'admin' },
  lead: {
    name: 'Lea Lindqvist',
    does: 'leads the incidents',
    member: { role: 'lead', compartments: ['facts', 'counsel', 'person-concerned'] },
  },
  analyst: { name: 'Tomás Ferrer', does: 'analyst', member: { role: 'analyst', compartments: ['facts'] } },
  dpo: {
    name: 'Dana Okafor',
    does: 'data protection officer',
    member: { role: 'dpo', compartments: ['facts', 'counsel', 'person-concerned'] },
  },
  legal: {
    name: 'Hugo Lambert',
    does: 'counsel; sees what is privileged',
    member: { role: 'legal', compartments: ['facts', 'counsel'] },
  },
  hr: {
    name: 'Hanna Vogt',
    does: 'human resources',
    member: { role: 'hr', compartments: ['facts', 'person-concerned'] },
  },
  comms: { name: 'Carla Ricci', does: 'communications', member: { role: 'comms', compartments: ['facts'] } },
  executive: { name: 'Edward Marsh', does: 'executive', member: { role: 'executive', compartments: ['facts'] } },
  guest: {
    name: 'Gita Rao',
    does: 'guest for two weeks: forensics from outside',
    member: { role: 'guest', compartments: ['facts'] },
  },
  auditor: { name: 'Aurel Popa', does: 'auditor: reads the log, and no incident', installationRole: 'auditor' },
} as const satisfies Readonly<Record<string, Player>>;

export type Key = keyof typeof cast;
export const keys = Object.keys(cast) as Key[];
