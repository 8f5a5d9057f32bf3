import { randomUUID } from 'node:crypto';
import { fail } from '#platform/errors';
import type { Answer } from '#platform/operation';
import { operations } from '#server/client';
import { size } from '../output/words.ts';
import { printable } from '../walk.ts';
import { saidOrAsked, withQuestions } from './asking.ts';
import { incidentOf } from './incident.ts';
import { pages } from './pages.ts';
import { namesOf, personOf } from './person.ts';
import { type Format, print, printOne, say, table } from './print.ts';
import { reachDesk } from './reach.ts';
import { saveAnswer } from './save.ts';

const { respond } = operations;
type Item = Answer<typeof respond.evidence.listEvidence>['items'][number];
type ShownItem = Answer<typeof respond.evidence.showEvidence>;
type State = Item['state'];

/** `cofferdam evidence list INCIDENT`: the newest first, unfinished uploads too, names masked. */
export async function listEvidence(
  named: string,
  { state, format }: { readonly state?: State; readonly format: Format },
): Promise<void> {
  const client = await reachDesk();
  const params = { incident: await incidentOf(client, named) };
  const rows: (readonly string[])[] = [];
  const asked = state === undefined ? {} : { state };
  for await (const item of pages((page) =>
    client.call(respond.evidence.listEvidence, { params, query: { ...page, ...asked } }),
  )) {
    if (format === 'json') print(JSON.stringify(item));
    else rows.push(cellsOf(item));
  }
  for (const line of table(rows)) print(line);
  if (format === 'text' && rows.length === 0) say('There is no such evidence. Hand some in with `cofferdam hand-in`.');
}

/** `cofferdam evidence show INCIDENT ITEM`: with its hash, and who answered for it when. */
export async function showEvidence(
  named: string,
  evidence: string,
  { format }: { readonly format: Format },
): Promise<void> {
  const client = await reachDesk();
  const params = { incident: await incidentOf(client, named), evidence: evidence.toLowerCase() };
  const { answer } = await client.call(respond.evidence.showEvidence, { params });
  const nameOf = format === 'json' ? () => '' : await namesOf(client);
  printOne(format, answer, (item) => linesOf(item, nameOf));
}

export interface CustodyOptions {
  readonly to?: string;
  readonly outside?: string;
  readonly why?: string;
  readonly format: Format;
}

/** `cofferdam evidence custody INCIDENT ITEM --to PERSON`: from whoever answers for it now, as the item shows. */
export async function passCustody(named: string, item: string, options: CustodyOptions): Promise<void> {
  const { to, outside, why: said, format } = options;
  if ((to === undefined) === (outside === undefined)) fail('usage', 'either --to or --outside');
  const client = await reachDesk();
  const params = { incident: await incidentOf(client, named), evidence: item.toLowerCase() };
  const { custodian: from } = (await client.call(respond.evidence.showEvidence, { params })).answer;
  const receiver = to === undefined ? { outside } : { to: await personOf(client, to) };
  const why = await saidOrAsked(said, 'Why is it passed on? ');
  const body = { from, why, ...receiver };
  const { answer } = await client.call(respond.evidence.passCustodyOn, { params, body }, { once: randomUUID() });
  const nameOf = format === 'json' ? () => '' : await namesOf(client);
  printOne(format, answer, (one) => linesOf(one, nameOf));
}

export interface SealOptions {
  readonly why: 'illegal' | 'classified';
  readonly person: readonly string[];
  readonly reason?: string;
  readonly format: Format;
}

/** `cofferdam evidence seal-off INCIDENT ITEM --why WHY --person PERSON…` */
export async function sealOff(named: string, item: string, options: SealOptions): Promise<void> {
  const client = await reachDesk();
  const params = { incident: await incidentOf(client, named), evidence: item.toLowerCase() };
  const people = [];
  for (const one of options.person) people.push(await personOf(client, one));
  const reason = await saidOrAsked(options.reason, 'How do you know? ');
  const body = { why: options.why, people: [...new Set(people)], reason };
  const { answer } = await client.call(respond.evidence.sealEvidenceOff, { params, body }, { once: randomUUID() });
  printOne(options.format, answer, ({ sealed }) => sealed);
}

/** `cofferdam evidence read INCIDENT ITEM --output FILE`: the bytes as they are, for a reason that the log tells of. */
export async function readEvidence(
  named: string,
  item: string,
  { output, reason: said }: { readonly output: string; readonly reason?: string },
): Promise<void> {
  const client = await reachDesk();
  const params = { incident: await incidentOf(client, named), evidence: item.toLowerCase() };
  const reason = await saidOrAsked(said, 'Why do you read it? ');
  const bytes = await saveAnswer(output, async () => {
    const { answer } = await client.call(respond.evidence.askToRead, { params, body: { reason } });
    return client.stream(respond.evidence.readEvidence, { params: { ...params, reading: answer.reading } });
  });
  say(`${size(bytes)} in ${printable(output)}. It came out of a leak: open it where it can do no harm.`);
}

/** `cofferdam evidence copy INCIDENT ITEM --output FILE`: a ZIP with a mark that names its recipient. */
export async function copyEvidence(
  named: string,
  item: string,
  options: { readonly output: string; readonly recipient?: string; readonly reason?: string },
): Promise<void> {
  const client = await reachDesk();
  const params = { incident: await incidentOf(client, named), evidence: item.toLowerCase() };
  const body = await withQuestions(async (questions) => ({
    recipient: options.recipient ?? (await questions.ask('Who gets the copy? ')),
    reason: options.reason ?? (await questions.ask('Why? ')),
  }));
  let mark = '';
  const bytes = await saveAnswer(options.output, async () => {
    const { answer } = await client.call(respond.evidence.askToExport, { params, body });
    ({ mark } = answer);
    return client.stream(respond.evidence.exportEvidence, { params: { ...params, reading: answer.reading } });
  });
  say(`${size(bytes)} in ${printable(options.output)}, marked ${mark}.`);
}

function cellsOf(item: Item): readonly string[] {
  const { id, handedIn, state, size: bytes, received, how, compartment, name, sealedOff } = item;
  return [
    id,
    handedIn.at.slice(0, 16),
    sealedOff === null ? state : 'sealed off',
    state === 'uploading' ? `${size(received)} of ${size(bytes)}` : size(bytes),
    how,
    compartment,
    name ?? '-',
  ];
}

function linesOf(item: ShownItem, nameOf: (id: string | null) => string): readonly string[] {
  const { id, name, state, size: bytes, sha256, how, source, obtained, handedIn, compartment, entity, alike } = item;
  const { custodian, custody, sealedOff } = item;
  const shown = (text: string): string => printable(text);
  const lines = [
    `id         ${id}`,
    `name       ${shown(name ?? 'not for you to see')}`,
    `state      ${state}`,
    `size       ${bytes} bytes (${size(bytes)})`,
    `sha256     ${sha256 ?? 'not known before it is complete'}`,
    `how        ${how}${source === null || source === '' ? '' : `: ${shown(source)}`}`,
    `obtained   ${obtained ?? 'not said'}`,
    `handed in  ${handedIn.at} by ${shown(nameOf(handedIn.by))}`,
    `for        ${compartment}, ${entity === null ? 'no entity in particular' : `entity ${entity}`}`,
    ...alike.map((other) => `same bytes ${other}`),
  ];
  if (sealedOff !== null) {
    const { why, at, by, people } = sealedOff;
    lines.push(`sealed off ${why}, ${at} by ${shown(nameOf(by))}, for ${people.map(nameOf).map(shown).join(', ')}`);
  }
  if (state === 'complete') lines.push(`custodian  ${custodian === null ? 'outside' : shown(nameOf(custodian))}`);
  if (custody.length > 0) lines.push('', 'Custody');
  return [
    ...lines,
    ...table(
      custody.map(({ at, from, to, outside, why }) => [
        `  ${at}`,
        from === null ? 'outside' : nameOf(from),
        `to ${outside ?? nameOf(to)}`,
        why.replaceAll('\n', ' '),
      ]),
    ),
  ];
}
