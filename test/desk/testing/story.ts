import { BlobReader, TextReader, TextWriter, Uint8ArrayWriter, ZipReader, ZipWriter } from '@zip.js/zip.js';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { totpCodeOf, totpStepAt } from '#platform/auth';
import { fail } from '#platform/errors';
import { type Client, createClient, operations } from '#server/client';
import { zip } from '../../range/formats/zip.ts';
import { metadata } from './asking.ts';
import { iban, type Marker, type Marking, marking, word } from './markers.ts';
import { makeMistakes, mistypeAddresses, refused } from './mistakes.ts';
import type { Running } from './process.ts';
import { fromBase32 } from './sending.ts';

const { identity, respond, log, report } = operations;
const { evidence, impact } = respond;

/** What went over the wire, and what was marked. */
export interface Told {
  readonly markers: readonly Marker[];
  readonly addresses: readonly string[];
  /** Bodies and headers of refusals. */
  readonly refusals: readonly string[];
  /** Answers about the installation: the log, its export, metrics. */
  readonly shown: readonly string[];
  /** What left in reports, and what was shown of them: people's own words are in it. */
  readonly reports: readonly string[];
}

export interface Person {
  readonly client: Client;
  /** One that was not used. */
  readonly recoveryCode: string;
  readonly id: string;
}

/**
 * Everything that people do on a desk, from the set-up to the export of the log, with marked values wherever one can be
 * written, and with all mistakes that would make a program repeat what it was given.
 *
 * @param look called between the steps, while the server works
 */
export async function tellStory(server: Running, look: () => void): Promise<Told> {
  const mark = marking();
  const wire = { addresses: [] as string[], refusals: [] as string[] };
  const plain = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    look();
    wire.addresses.push(input instanceof Request ? input.url : input.toString());
    const response = await plain(input, init);
    wire.addresses.push(response.url, response.headers.get('location') ?? '');
    const said = response.ok ? '' : `${JSON.stringify([...response.headers])} ${await response.clone().text()}`;
    if (said !== '') wire.refusals.push(said);
    return response;
  };
  try {
    const admin = await setUp(server, mark);
    const lead = await invite(server, mark, admin, 'none');
    const auditor = await invite(server, mark, admin, 'auditor');
    await fillOrganisation(mark, admin);
    const incident = await openIncident(mark, lead);
    const items = await handIn(mark, lead, incident);
    await inspect(lead, incident, look);
    await openProtected(mark, lead, incident, look);
    await workOn(mark, lead, auditor, { incident, items });
    await makeMistakes(server, mark, { admin, lead, incident });
    wire.refusals.push(...(await mistypeAddresses(server, mark, incident)));
    const reports = await takeReports(mark, lead, incident);
    const shown = await readLog(server, mark, { lead, auditor, incident });
    return { ...wire, shown, reports, markers: mark.markers };
  } finally {
    globalThis.fetch = plain;
  }
}

async function setUp(server: Running, mark: Marking): Promise<Person> {
  const password = mark.secret('password of the admin');
  const body = {
    code: server.setUpCode,
    name: mark.words('name of the admin', `Ada ${word()}`),
    mail: mark.words('mail of the admin', `${word()}@desk.example`),
    password,
  };
  const client = createClient({ address: server.address });
  const { answer, session } = await client.call(identity.makeSetUp, { body });
  for (const half of Object.values(answer.halves)) mark.secret('half of the recovery key', half);
  return { ...(await enrol(server, mark, session)), id: answer.person };
}

async function enrol(server: Running, mark: Marking, half: string | undefined): Promise<Omit<Person, 'id'>> {
  mark.secret('session before the second factor', half);
  const begun = createClient({ address: server.address, session: half });
  const { answer } = await begun.call(identity.enrolTotp);
  const secret = fromBase32(mark.secret('secret of an app', answer.secret));
  const code = totpCodeOf(secret, totpStepAt(Date.now()));
  const confirmed = await begun.call(identity.confirmTotp, { body: { code } });
  for (const one of confirmed.answer.recoveryCodes) mark.secret('recovery code', one);
  const [recoveryCode = ''] = confirmed.answer.recoveryCodes;
  const session = mark.secret('session', confirmed.session);
  return { client: createClient({ address: server.address, session }), recoveryCode };
}

async function invite(server: Running, mark: Marking, admin: Person, role: 'none' | 'auditor'): Promise<Person> {
  const mail = mark.words('mail of a person', `${word()}@desk.example`);
  const name = mark.words('name of a person', `Lea ${word()}`);
  const invited = await admin.client.call(identity.invitePerson, { body: { name, mail, installationRole: role } });
  const { token, person: id } = invited.answer;
  mark.secret('invitation', token);
  const password = mark.secret('password');
  const joined = await createClient({ address: server.address }).call(identity.joinPeople, {
    body: { token, password },
  });
  return { ...(await enrol(server, mark, joined.session)), id };
}

async function fillOrganisation(mark: Marking, { client }: Person): Promise<void> {
  await client.call(respond.editOrganisation, { body: { name: mark.words('organisation') } }, { version: 1 });
  const body = { name: mark.words('legal entity'), country: 'DE', role: 'controller', listed: false } as const;
  await client.call(respond.addEntity, { body }, { once: 'an-entity' });
  const first = { kind: 'mail', address: mark.words('mail of a contact', `${word()}@counsel.example`) } as const;
  const second = { kind: 'messenger', address: mark.words('messenger of a contact') } as const;
  await client.call(respond.addContact, {
    body: { name: mark.words('contact'), function: 'counsel', first, second },
  });
  const roster = `relation,name,email\ncustomer,${mark.leak('name in the roster', `Rosa ${word()}`)},${mark.leak('mail in the roster', `${word()}@roster.example`)}\n`;
  await client.send('POST', '/v1/organisation/roster', { 'content-type': 'text/csv' }, roster);
}

async function openIncident(mark: Marking, { client }: Person): Promise<string> {
  const body = { title: mark.words('title'), codeName: mark.words('code name') };
  const { answer } = await client.call(respond.openIncident, { body }, { once: 'an-incident' });
  const params = { incident: answer.id };
  const note = mark.words('note of awareness');
  const since = new Date(Date.now() - 3_600_000).toISOString();
  await client.call(
    respond.stateAwareness,
    { params, body: { step: 'aware', since, zone: 'Europe/Berlin', note } },
    { once: 'a-statement' },
  );
  await client.call(respond.editIncident, { params, body: { title: mark.words('title after') } }, { version: 1 });
  return answer.id;
}

/** Ids of the items: a list of persons, a broken document, an archive, one that nobody inspects again, and a protected one. */
async function handIn(mark: Marking, { client }: Person, incident: string): Promise<readonly string[]> {
  const person = (): string =>
    [mark.leak('name', `Zoe ${word()}`), mark.leak('mail', `${word()}@leak.example`), mark.leak('IBAN', iban())].join();
  const list = `name,email,iban\n${person()}\n${person()}\n`;
  const files: readonly (readonly [string, string | Uint8Array])[] = [
    [`${mark.leak('name of a file')}.csv`, list],
    [`${mark.leak('name of a broken file')}.pdf`, `%PDF-1.7\n${mark.leak('text of a broken file')} ${person()}\n`],
    [
      `${mark.leak('name of an archive')}.zip`,
      zip([
        { name: `${mark.leak('folder in an archive')}/${mark.leak('member')}.csv`, bytes: Buffer.from(`${list}\n`) },
        { name: `${mark.leak('broken member')}.docx`, bytes: Buffer.from(`PK\u0003\u0004${mark.leak('text of it')}`) },
        { name: `${mark.leak('blob')}.bin`, bytes: Buffer.from(`\0\u0001${mark.leak('text of a blob')}\0`) },
      ]),
    ],
    [`${mark.leak('name of a file sealed off')}.txt`, `${person()}\n`],
    [
      `${mark.leak('name of a protected archive')}.zip`,
      await protectedZip(mark.secret('password of an archive'), `${list}${person()}\n`),
    ],
  ];
  const ids: string[] = [];
  for (const [filename, content] of files) {
    const bytes = Buffer.from(content);
    const source = mark.words('source', `https://paste.example/${word()}`);
    const tus = { 'tus-resumable': '1.0.0' };
    const begun = await client.send('POST', `/v1/incidents/${incident}/uploads`, {
      ...tus,
      'upload-length': String(bytes.length),
      'upload-metadata': metadata({ filename, how: 'found', source }),
    });
    const path = new URL(begun.headers.get('location') ?? '', client.address).pathname;
    const half = Math.ceil(bytes.length / 2);
    for (const [from, part] of [[0, bytes.subarray(0, half)] as const, [half, bytes.subarray(half)] as const]) {
      const headers = { ...tus, 'content-type': 'application/offset+octet-stream', 'upload-offset': String(from) };
      await client.send('PATCH', path, headers, part);
    }
    ids.push(path.split('/').at(-1) ?? '');
  }
  return ids;
}

async function protectedZip(password: string, text: string): Promise<Uint8Array> {
  const writer = new ZipWriter(new Uint8ArrayWriter());
  await writer.add('list.csv', new TextReader(text), { password, encryptionStrength: 3 });
  return writer.close();
}

/** Waits for events of the server until all was inspected and counted. */
function inspect({ client }: Person, incident: string, look: () => void): Promise<void> {
  const params = { incident };
  return waitFor(client, incident, look, async () => {
    const { items, persons } = (await client.call(impact.showImpact, { params })).answer;
    return items.waiting + items.sample + items.uploading === 0 && persons.some(({ possible }) => possible >= 2);
  });
}

async function waitFor(
  client: Client,
  incident: string,
  look: () => void,
  isDone: () => Promise<boolean>,
): Promise<void> {
  const end = new AbortController();
  const events = await client.stream(impact.watchImpact, { params: { incident } }, { signal: end.signal });
  const looked = (): Promise<boolean> => {
    look();
    return isDone();
  };
  if (!(await looked())) for await (const _ of events.body ?? []) if (await looked()) break;
  end.abort();
}

/** Gives passwords for what could not be read, a wrong one first. */
async function openProtected(mark: Marking, { client }: Person, incident: string, look: () => void): Promise<void> {
  const { items } = (await client.call(impact.listRuns, { params: { incident } })).answer;
  const unread = items.find(({ reasons }) => reasons['wrong-password'] === 1) ?? fail('internal', 'no protected item');
  const passwords = [mark.secret('wrong password of an archive'), mark.secretOf('password of an archive')];
  const again = { params: { incident, run: unread.id }, body: { passwords } };
  const { id: run } = (await client.call(impact.restartRun, again, { once: 'with-passwords' })).answer;
  const isRead = async (): Promise<boolean> => {
    const { state, reasons } = (await client.call(impact.showRun, { params: { incident, run } })).answer;
    if (state === 'complete' && Object.keys(reasons).length > 0) fail('internal', 'it was not read');
    return state === 'complete';
  };
  await waitFor(client, incident, look, isRead);
}

interface Work {
  readonly incident: string;
  readonly items: readonly string[];
}

async function workOn(
  mark: Marking,
  { client, id, recoveryCode }: Person,
  auditor: Person,
  { incident, items }: Work,
): Promise<void> {
  const of = { incident };
  const [list = '', , , sealed = ''] = items;
  const item = { incident, evidence: list };
  for (const one of [impact.listRuns, impact.listFiles, impact.listFindings]) await client.call(one, { params: of });
  const persons = (await client.call(impact.listPersons, { params: of })).answer;
  const { count, version } = persons;
  const reason = mark.words('reason of a disclosure');
  await client.call(impact.revealPerson, { params: { ...of, count, number: 1 }, body: { version, reason } });
  const recipient = mark.words('recipient of a list');
  const exported = { version, recipient, reason: mark.words('reason of a list'), values: 'revealed' } as const;
  await (await client.stream(impact.exportPersons, { params: { ...of, count }, body: exported })).text();

  await client.call(evidence.listEvidence, { params: of });
  await client.call(evidence.showEvidence, { params: item });
  const why = mark.words('why an item was passed on');
  const outside = mark.words('who has an item');
  const passing = { params: item, body: { from: id, outside, why } };
  await client.call(evidence.passCustodyOn, passing, { once: 'an-item-passed-on' });
  await client.call(evidence.passCustodyOn, passing, { once: 'an-item-passed-on' });
  const read = { params: item, body: { reason: mark.words('reason of a reading') } };
  const { reading } = (await client.call(evidence.askToRead, read, { once: 'a-reading' })).answer;
  await (await client.stream(evidence.readEvidence, { params: { ...item, reading } })).text();
  const copy = { reason: mark.words('reason of a copy'), recipient: mark.words('recipient of a copy') };
  const granted = (await client.call(evidence.askToExport, { params: item, body: copy }, { once: 'a-copy' })).answer;
  await (await client.stream(evidence.exportEvidence, { params: { ...item, reading: granted.reading } })).arrayBuffer();
  const off = { why: 'classified' as const, people: [id], reason: mark.words('reason of a sealing') };
  await client.call(evidence.sealEvidenceOff, { params: { ...of, evidence: sealed }, body: off }, { once: 'sealed' });

  const expires = new Date(Date.now() + 86_400_000).toISOString();
  const key = { name: mark.words('name of a key'), scopes: ['incidents:read' as const], expires, code: recoveryCode };
  const made = await client.call(identity.makeApiKey, { body: key });
  const byKey = createClient({ address: client.address, key: mark.secret('API key', made.answer.key) });
  await byKey.call(respond.showIncident, { params: of });
  await refused(byKey.call(impact.showImpact, { params: of }));
  await refused(auditor.client.call(respond.showIncident, { params: of }));
}

/** What was decided, and reports of it all: as they are, and unpacked. */
async function takeReports(mark: Marking, { client }: Person, incident: string): Promise<string[]> {
  const params = { incident };
  const at = new Date(Date.now() - 60_000).toISOString();
  const decided = { text: mark.words('decision'), options: [mark.words('option of a decision')], at, zone: 'UTC' };
  await client.call(respond.decisions.addDecision, { params, body: decided }, { once: 'a-decision' });
  await client.call(respond.decisions.listDecisions, { params });
  const first = (await client.call(respond.firstHour.showFirstHour, { params })).answer;
  const { answer } = await client.call(report.previewReport, { params });
  const texts = [JSON.stringify(first), JSON.stringify(answer)];
  for (const format of ['pdf', 'docx'] as const) {
    const body = { format, recipient: mark.words('recipient of a report') };
    const bytes = await (await client.stream(report.makeReport, { params, body })).bytes();
    texts.push(Buffer.from(bytes).toString('latin1'), await textOfReport(format, bytes));
  }
  return texts;
}

async function textOfReport(format: 'pdf' | 'docx', bytes: Uint8Array): Promise<string> {
  const texts: string[] = [];
  if (format === 'pdf') {
    const pdf = await getDocument({ data: Uint8Array.from(bytes), verbosity: 0 }).promise;
    for (let page = 1; page <= pdf.numPages; page += 1) {
      const { items } = await (await pdf.getPage(page)).getTextContent();
      texts.push(items.map((item) => ('str' in item ? item.str : '')).join(''));
    }
    return texts.join('\n');
  }
  const zip = new ZipReader(new BlobReader(new Blob([Uint8Array.from(bytes)])));
  for (const entry of await zip.getEntries()) if (!entry.directory) texts.push(await entry.getData(new TextWriter()));
  return texts.join('\n').replaceAll(/<[^>]+>/g, '');
}

async function readLog(
  server: Running,
  mark: Marking,
  { lead, auditor, incident }: { readonly lead: Person; readonly auditor: Person; readonly incident: string },
): Promise<string[]> {
  const entries = await lead.client.call(log.listLog, { params: { incident }, query: { limit: 500 } });
  const body = { recipient: mark.words('recipient of the log') };
  const exported = await (await auditor.client.stream(log.exportLogOperation, { body })).text();
  const metrics = await (await lead.client.send('GET', '/metrics', {})).text();
  const described = await (await fetch(`${server.address}/openapi.json`)).text();
  return [JSON.stringify(entries.answer), exported, metrics, described];
}
