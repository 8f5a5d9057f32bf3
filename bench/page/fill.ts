import { hash, randomBytes, randomUUID } from 'node:crypto';
import { type Client, type ClientConfig, Pool } from 'pg';
import { record } from '../../src/platform/db/index.ts';
import { createDataKey, type DataKey, type MasterKey, openFolderStore } from '../../src/platform/vault/index.ts';
import { impact } from '../../src/respond/index.ts';

/** Of the incident: to know its row by. */
export const title = 'A list of customers on a share';

export interface FillInit {
  /** A superuser, for whom row-level security does not count. */
  readonly owner: Client;
  readonly worker: ClientConfig;
  readonly master: MasterKey;
  /** Of the vault. */
  readonly folder: string;
  readonly persons: number;
}

export interface Filled {
  readonly incident: string;
  /** Token of a session with all rights, of a lead of the incident. */
  readonly session: string;
}

/** An incident with one count of so many persons, written by the very code that writes counts, and a lead of it. */
export async function fillPersons({ owner, worker, master, folder, persons }: FillInit): Promise<Filled> {
  const incident = randomUUID();
  const lead = randomUUID();
  const now = Date.now();
  await owner.query(
    `insert into cofferdam.person (id, name, mail, created_at) values ($1, 'Lea Lead', 'lea@desk.example', now())`,
    [lead],
  );
  await owner.query(
    `insert into cofferdam.incident (id, title, code_name, opened_at, opened_by)
     values ($1, $3, 'Quiet Harbour', now(), $2)`,
    [incident, lead, title],
  );
  await owner.query(
    `insert into cofferdam.membership (id, incident_id, person_id, role, compartments, created_at, created_by)
     values (gen_random_uuid(), $1, $2, 'lead', '{facts,counsel,person-concerned}', now(), $2)`,
    [incident, lead],
  );
  const { key, wrapped } = createDataKey(master, incident);
  await owner.query('insert into cofferdam.incident_key (incident_id, master_key, box) values ($1, $2, $3)', [
    incident,
    wrapped.masterKey,
    Buffer.from(wrapped.box),
  ]);
  await record(owner, {
    now: () => now,
    actor: { kind: 'person', id: lead },
    act: { type: 'incident-opened', title: randomBytes(32).toString('hex'), severity: 'unknown' },
    place: { incident, compartment: 'facts' },
  });
  const pool = new Pool({ ...worker, max: 2 });
  try {
    await count({ pool, now: Date.now, master, store: await openFolderStore(folder) }, key, incident, persons);
  } finally {
    await pool.end();
  }
  // What PostgreSQL does with so many new rows by itself, a minute later, is none of the page's work.
  await owner.query('vacuum analyze');
  await owner.query('checkpoint');
  return { incident, session: await openSession(owner, lead) };
}

const relations = [
  'employee',
  'customer',
  'customer',
  'customer',
  'customer',
  'partner',
  'prospect',
  'unknown',
] as const;
const countries = ['DE', 'DE', 'DE', 'FR', 'FR', 'AT', 'ES', 'IT', 'NL', undefined] as const;
const names = ['Erika Muster', 'Jonas Beispiel', 'Amina Example', 'Olena Zrazok', 'Pierre Exemple'] as const;

async function count(
  desk: Parameters<typeof impact.writeCount>[0],
  key: DataKey,
  incident: string,
  persons: number,
): Promise<void> {
  const sums: Record<'relations' | 'countries' | 'elements', Record<string, number>> = {
    relations: {},
    countries: {},
    elements: {},
  };
  let minors = 0;
  const add = (sum: Record<string, number>, name: string): void => void (sum[name] = (sum[name] ?? 0) + 1);
  const subjects = async function* (): AsyncGenerator<impact.CountedSubject> {
    for (let number = 1; number <= persons; number += 1) {
      const chance = (number * 2_654_435_761) >>> 0;
      const relation = relations[chance % relations.length] ?? 'unknown';
      const country = countries[(chance >>> 4) % countries.length];
      const minor = (chance >>> 8) % 40 === 0 ? true : (chance >>> 8) % 5 === 0 ? undefined : false;
      // Name and mail address always; a few have a health number, which is what one would filter by.
      const elements = 0b1001 | ((chance >>> 12) & 0b0101_1110) | ((chance >>> 16) % 1000 === 0 ? 1 << 11 : 0);
      add(sums.relations, relation);
      add(sums.countries, country ?? '');
      for (const [bit, name] of impact.elementBits.entries()) if (elements & (1 << bit)) add(sums.elements, name);
      if (minor === true) minors += 1;
      const name = names[chance % names.length] ?? '';
      yield {
        number,
        relation,
        ...(relation !== 'unknown' && { standing: chance % 3 === 0 ? 'former' : 'current' }),
        ...(country !== undefined && { country }),
        ...(minor !== undefined && { minor }),
        records: 1 + (chance % 4),
        files: 1,
        elements,
        mark: 1,
        span: { start: number * 60, end: number * 60 + 58 },
        name: `${name} ${number}`,
        contact: `${name.replace(' ', '.').toLowerCase()}.${number}@kunde.example`,
      };
    }
  };
  await impact.writeCount(desk, key, {
    place: { incident, compartment: 'facts', evidence: [], runs: [], atLeast: false },
    certain: Math.floor(persons * 0.976),
    possible: persons,
    subjects: subjects(),
    summary: () => ({ ...sums, minors }),
    version: 0,
  });
}

/** As signing in makes one, with the second factor used. */
export async function openSession(owner: Client, person: string): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await owner.query(
    `insert into cofferdam.session
       (id, person_id, token_hash, made_at, last_used_at, ends_at, second_factor_at, browser, origin)
     values (gen_random_uuid(), $1, $2, now(), now(), now() + interval '12 hours', now(), 'A bench', repeat('0', 64))`,
    [person, hash('sha256', token, 'hex')],
  );
  return token;
}
