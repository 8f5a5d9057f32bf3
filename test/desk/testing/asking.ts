import type { Operation } from '#platform/operation';
import type { By, Reply, TestServer } from '../../../src/server/testing/server.ts';

/** All that the address of a request can name in an incident. */
export interface Ids {
  readonly incident: string;
  readonly evidence: string;
  readonly run: string;
  readonly count: string;
  /** An entry by which a rule was turned off. */
  readonly off: string;
  /** A decision on two persons. */
  readonly ruling: string;
  /** An upload that is not finished. */
  readonly upload: string;
  /** A member. */
  readonly person: string;
}

export const entity = {
  own: '11111111-1111-4111-8111-111111111111',
  other: '22222222-2222-4222-8222-222222222222',
} as const;

export const tus = { 'tus-resumable': '1.0.0' };
const part = { ...tus, 'content-type': 'application/offset+octet-stream', 'upload-offset': '0' };

/** As tus writes what is said of a file. */
export const metadata = (said: Readonly<Record<string, string | Buffer>>): string =>
  Object.entries(said)
    .map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`)
    .join(',');

export function operationOf({ routes }: Pick<TestServer, 'routes'>, id: string): Operation {
  const found = routes.find(({ operation }) => operation.id === id);
  if (found === undefined) throw new Error(`no operation ${id}`);
  return found.operation;
}

interface Content {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly payload?: string;
}

/** What would be met if it came from somebody who may: where a refusal is looked for, nothing else is to be wrong. */
function contentOf(id: string, people: TestServer['people']): Content {
  const contents: Readonly<Record<string, Content>> = {
    'incidents.edit': { body: { severity: 'high' }, headers: { 'if-match': '"1"' } },
    'members.add': { body: { person: people.stranger, role: 'analyst', compartments: ['facts'] } },
    'members.change': { body: { compartments: ['facts'] }, headers: { 'if-match': '"1"' } },
    'members.remove': { body: { reason: 'left' } },
    'members.take-over': { body: { reason: 'she has left' } },
    'awareness.state': { body: { step: 'aware', since: '2026-01-01T08:00:00Z', zone: 'Europe/Berlin' } },
    'decisions.add': { body: { text: 'It stays down', at: '2026-01-01T08:00:00Z', zone: 'Europe/Berlin' } },
    'reports.make': { body: { format: 'docx', recipient: 'the authority' } },
    'evidence.pass-custody': { body: { from: people.lead, to: people.lead, why: 'on leave' } },
    'evidence.seal-off': { body: { why: 'classified', people: [people.lead], reason: 'marked secret' } },
    'evidence.ask-read': { body: { reason: 'to compare' } },
    'evidence.ask-export': { body: { reason: 'asked for', recipient: 'the authority' } },
    'upload.begin': {
      headers: { ...tus, 'upload-length': '3', 'upload-metadata': metadata({ filename: 'a.csv', how: 'found' }) },
    },
    'upload.show': { headers: tus },
    'upload.part': { headers: part, payload: 'abc' },
    'upload.override': { headers: { ...part, 'x-http-method-override': 'PATCH' }, payload: 'abc' },
    'upload.end': { headers: tus },
    'presence.tell': { body: { stream: people.lead, at: 'impact' } },
    'rules-off.add': { body: { rule: 'iban', reason: 'all of them are of the bank itself' } },
    'runs.cancel': { body: { reason: 'a mistake' } },
    'persons.reveal': { body: { version: 1, reason: 'to warn her first' } },
    'doubts.reveal': { body: { version: 1, reason: 'to see whether they are one' } },
    'rulings.add': { body: { version: 1, same: true, reason: 'the shop knows both' } },
    'persons.export': { body: { version: 1, recipient: 'the authority', reason: 'asked for' } },
  };
  return contents[id] ?? {};
}

/** Asks as a client would, with whatever `by` says in place of it. */
export async function ask(
  box: TestServer,
  id: string,
  params: object,
  { query, body, ...by }: By & { readonly query?: Readonly<Record<string, string>>; readonly body?: unknown },
): Promise<Reply<Operation>> {
  const usual = contentOf(id, box.people);
  const payload = by.payload ?? (body === undefined ? usual.payload : undefined);
  return box.ask(
    operationOf(box, id),
    { params, query, ...(payload === undefined && { body: body ?? usual.body }) } as never,
    { ...by, headers: { ...usual.headers, ...by.headers }, ...(payload !== undefined && { payload }) },
  );
}

export interface HandedIn {
  readonly name: string | Buffer;
  readonly bytes: Uint8Array | string;
  readonly compartment?: string;
  readonly entity?: string;
}

/** Hands a file in by tus, in one request, as the lead. Gives the id of the item. */
export async function handIn(
  box: TestServer,
  incident: string,
  { name, bytes, compartment, entity: of }: HandedIn,
): Promise<string> {
  const payload = Buffer.from(bytes);
  const said = { filename: name, how: 'found', ...(compartment && { compartment }), ...(of && { entity: of }) };
  const headers = { ...part, 'upload-length': String(payload.length), 'upload-metadata': metadata(said) };
  const session = await box.session('lead');
  const begun = await ask(box, 'upload.begin', { incident }, { session, headers, payload });
  if (begun.status !== 201) throw new Error(`an upload was refused: ${begun.code}`);
  return String(begun.headers['location']).split('/').at(-1) ?? '';
}
