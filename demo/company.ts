import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { type Client, operations } from '#server/client';
import { type Country, groupOf } from '../test/range/index.ts';
import type { Journal } from './journal.ts';

const { respond } = operations;

/** Of the range; below 1000, so that no words are spent that are there to measure by. */
export const seed = 7;

/** The synthetic group. */
export interface Company {
  readonly name: string;
  /** `valmont.example`: no mail gets there (RFC 2606). */
  readonly domain: string;
  readonly entities: readonly { readonly name: string; readonly country: Country }[];
}

export function companyOf(persons: number): Company {
  const entities = groupOf({ seed, persons });
  const root = entities[0]?.name.split(' ')[0] ?? '';
  return { name: `${root} Group`, domain: `${root.toLowerCase()}.example`, entities };
}

/** What law asks of them differs by it: so that there are short clocks to see. */
const lawOf: Readonly<
  Record<Country, { sector: string | null; role: 'controller' | 'processor' | 'both'; listed: boolean }>
> = {
  DE: { sector: 'digital-providers', role: 'controller', listed: true },
  FR: { sector: 'payments', role: 'controller', listed: false },
  IT: { sector: 'food', role: 'controller', listed: false },
  ES: { sector: null, role: 'controller', listed: false },
  GB: { sector: 'managed-ict-services', role: 'both', listed: false },
  US: { sector: 'consumer-finance', role: 'controller', listed: true },
};

/** Names the organisation where nobody did, and adds its legal entities and the people to call. Gives ids of entities by country. */
export async function buildCompany(
  journal: Journal,
  admin: Client,
  company: Company,
): Promise<ReadonlyMap<Country, string>> {
  await journal.once('organisation', async () => {
    const { name, version } = (await admin.call(respond.showOrganisation)).answer;
    if (name === null) await admin.call(respond.editOrganisation, { body: { name: company.name } }, { version });
    return company.domain;
  });
  const ids = new Map<Country, string>();
  for (const { name, country } of company.entities) {
    const body = { name, country, ...lawOf[country] };
    const add = (once: string) => admin.call(respond.addEntity, { body }, { once });
    ids.set(country, await journal.once(`entity ${country}`, async (once) => (await add(once)).answer.id));
  }
  await callThem(journal, admin);
  return ids;
}

/** The server keeps no key of this act: who is there since a run that was cut off is looked for, and not added twice. */
async function callThem(journal: Journal, admin: Client): Promise<void> {
  const { contacts } = (await admin.call(respond.showOrganisation)).answer;
  for (const body of callList) {
    const there = contacts.find((one) => one.function === body.function && one.name === body.name);
    await journal.once(
      `contact ${body.function}`,
      async () => there?.id ?? (await admin.call(respond.addContact, { body })).answer.id,
    );
  }
}

/** Telephone numbers are those that regulators keep free for stories. */
const callList = [
  ['dpo', 'Dana Okafor', '+49 30 23125 014', '+49 171 3920014'],
  ['counsel', 'Hugo Lambert', '+33 1 99 00 12 27', '+33 6 39 98 12 27'],
  ['hr', 'Hanna Vogt', '+49 30 23125 038', '+49 171 3920038'],
  ['comms', 'Carla Ricci', '+49 30 23125 045', '+49 171 3920045'],
  ['executive', 'Edward Marsh', '+44 20 7946 0152', '+44 7700 900152'],
  ['it', 'Ilja Sommer', '+49 30 23125 061', '+49 171 3920061'],
  ['security', 'Sofía Aranda', '+49 30 23125 077', '+49 171 3920077'],
  ['forensics', 'Gita Rao, Fjord Forensics', '+44 20 7946 0881', '+44 7700 900881'],
  ['insurer', 'Claims line, policy 4471-09', '+1 212 555 0143', '+1 212 555 0144'],
].map(([what = '', name = '', first = '', second = '']) => ({
  function: what as 'dpo' | 'counsel' | 'hr' | 'comms' | 'executive' | 'it' | 'security' | 'forensics' | 'insurer',
  name,
  first: { kind: 'phone', address: first } as const,
  second: { kind: 'phone', address: second } as const,
}));

/** Loads the list of known people. */
export async function loadRoster(journal: Journal, admin: Client, path: string): Promise<void> {
  await journal.once('roster', async () => {
    const { method, path: to } = respond.loadRoster;
    const headers = { accept: 'application/json', 'content-type': 'text/csv' };
    const answer = await admin.send(method, to, headers, Readable.toWeb(createReadStream(path)) as ReadableStream);
    return respond.loadRoster.answer.parse(await answer.json()).id;
  });
}
