import type { Block } from '../contract.ts';
import { type Gathered, mostListed } from '../gather.ts';
import { facts, heading, paragraph, table } from './blocks.ts';
import { compartmentWords, figure, short, size, stepWords, time } from './words.ts';

const personOf = ({ people }: Gathered, id: string | null): string => (id === null ? '' : (people.get(id) ?? id));
const entityOf = ({ entities }: Gathered, id: string | null): string =>
  id === null ? 'all' : (entities.find((one) => one.id === id)?.name ?? id);

const states = { uploading: 'being handed in', complete: 'complete', abandoned: 'not completed' } as const;

/** What was handed in, with hashes, and who answered for it. Where it came from stays in the desk: it may name a source. */
export function evidencePart(all: Gathered): Block[] {
  const { ledger } = all;
  const complete = ledger.filter(({ state }) => state === 'complete');
  return [
    heading(1, 'Evidence'),
    paragraph('The SHA-256 is that of the bytes as they were handed in. Names are masked.', 'quiet'),
    table(
      'Items',
      [
        ['Item', 12],
        ['Name', 18],
        ['Handed in', 24],
        ['Size#', 10],
        ['SHA-256', 36],
      ],
      ledger.map((item) => [
        item.id.slice(0, 8),
        item.sealedOff === null
          ? (item.name ?? '')
          : `${item.name ?? 'not for the maker of this report'}; sealed off (${item.sealedOff.why})`,
        `${time(item.handedIn.at)}, ${personOf(all, item.handedIn.by)}`,
        size(item.size),
        item.sha256 ?? (item.state === 'complete' ? 'sealed off' : states[item.state]),
      ]),
      { empty: 'Nothing was handed in yet.' },
    ),
    ...(ledger.length >= mostListed ? [paragraph(`The first ${figure(mostListed)} items are listed.`, 'warning')] : []),
    table(
      'Custody: who answered for an item from when on',
      [
        ['Item', 12],
        ['From when', 22],
        ['From', 16],
        ['To', 20],
        ['Why', 30],
      ],
      complete.flatMap((item) =>
        item.custody.map((entry) => [
          item.id.slice(0, 8),
          time(entry.at),
          entry.number === 1 ? '' : entry.from === null ? 'outside' : personOf(all, entry.from),
          entry.to === null ? `outside: ${entry.outside ?? ''}` : personOf(all, entry.to),
          short(entry.why),
        ]),
      ),
      { empty: 'Nobody answers for an item yet.' },
    ),
  ];
}

const clockStates = {
  'not-started': 'Not started: nobody stated awareness',
  running: 'Running',
  'due-soon': 'Due in less than 24 hours',
  overdue: 'Passed',
} as const;

/** What was known when, and who must be told by when. */
export function clocksPart(all: Gathered): Block[] {
  const { clocks, statements } = all;
  return [
    heading(1, 'Clocks'),
    table(
      'What was known when',
      [
        ['Step', 18],
        ['Since', 30],
        ['Said by', 18],
        ['Legal entity', 16],
        ['Note', 30],
      ],
      statements.map((one) => [
        stepWords[one.step],
        time(one.since, one.zone),
        personOf(all, one.saidBy),
        entityOf(all, one.entity),
        short(one.note ?? ''),
      ]),
      { empty: 'Nobody stated yet since when something was known.' },
    ),
    table(
      'GDPR Art. 33 (1): telling the authority within 72 hours (computed by Regulation 1182/71)',
      [
        ['Legal entity', 26],
        ['State', 26],
        ['Aware since', 24],
        ['By', 24],
      ],
      clocks.clocks.map(({ entityName, state, since, due, zone }) => [
        entityName ?? 'The organisation',
        clockStates[state],
        since === null ? 'Not known' : time(since),
        due === null ? 'Not known' : `${time(due)}${zone === null ? '' : `; ${time(due, zone)}`}`,
      ]),
      { empty: 'No legal entity in the European Economic Area decides on purposes: check who does.' },
    ),
    paragraph(
      clocks.entities === 'none'
        ? 'No legal entity is named: which other duties apply cannot be told.'
        : 'Other duties with a limit of 96 hours or less that country, sector, role or listing may bring. None is computed: check each.',
      clocks.entities === 'none' ? 'warning' : 'quiet',
    ),
    table(
      'Not computed: check',
      [
        ['Law', 30],
        ['Limit', 14],
        ['To whom', 24],
        ['Runs', 22],
        ['Checked', 16],
      ],
      clocks.candidates.map((one) => [
        `${one.law}, ${one.article} (${one.jurisdiction})`,
        one.within,
        one.recipient,
        one.runs,
        one.certainty === 'known' ? 'yes' : 'unconfirmed',
      ]),
      { empty: 'None is known for these legal entities.' },
    ),
    ...(clocks.countriesUnknown.length > 0
      ? [paragraph(`Laws of these countries are not known here: ${clocks.countriesUnknown.join(', ')}.`, 'warning')]
      : []),
  ];
}

/** What was decided, the newest first, with what took its place. */
export function decisionsPart(all: Gathered): Block[] {
  const { decisions } = all;
  const numbers = new Map(decisions.map(({ id }, index) => [id, decisions.length - index]));
  const blocks = decisions.flatMap((one): Block[] => [
    heading(2, `Decision ${numbers.get(one.id) ?? ''}`),
    ...(one.supersededBy === null
      ? []
      : [paragraph(`Decision ${numbers.get(one.supersededBy) ?? one.supersededBy} took its place.`, 'warning')]),
    paragraph(one.text),
    facts([
      ['Decided by', one.decidedBy.name ?? 'A person to call who was removed since'],
      ['When', time(one.at, one.zone)],
      ...(one.options.length === 0 ? [] : [['Other options', one.options.join('; ')] as const]),
      ['Legal entity', entityOf(all, one.entity)],
      ['Compartment', compartmentWords[one.compartment]],
      ['Put down', `${time(one.recordedAt)}, by ${one.recordedBy.name}`],
    ]),
  ]);
  const none = [paragraph('No decision was put down yet.', 'quiet')];
  return [heading(1, 'Decisions'), ...(blocks.length === 0 ? none : blocks)];
}

/** Against what later exports of the log can be held. */
export function logPart({ log }: Gathered): Block[] {
  if (log === null) {
    return [heading(1, 'Log'), paragraph('The report will hold the signed head of the log as it then is.', 'quiet')];
  }
  const { checkpoint, signature } = log.signed;
  return [
    heading(1, 'Log'),
    paragraph(
      'Every act is an entry in a chain of hashes. This is its head when the report was made, signed by the installation: an export of the log that lacks this entry was cut or written anew. An auditor checks it with cofferdam verify EXPORT --head HASH --key KEY.',
    ),
    facts([
      ['Entry', figure(checkpoint.seq)],
      ['Hash (--head)', checkpoint.hash],
      ['Signed', time(checkpoint.at)],
      ['Signature', signature],
      ['Public key (--key)', log.publicKey],
      ['Key number', checkpoint.key],
      ['Installation', log.installation],
    ]),
  ];
}
