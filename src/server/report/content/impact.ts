import { evidence } from '#respond';
import type { Block } from '../contract.ts';
import type { Gathered } from '../gather.ts';
import { bars, facts, heading, paragraph, table } from './blocks.ts';
import {
  byCount,
  compartmentWords,
  countryWord,
  elementWord,
  figure,
  listed,
  many,
  range,
  reasonWord,
  relationWords,
  size,
  time,
} from './words.ts';

type Count = Gathered['facts']['overview']['persons'][number];

/** What is in it and whose it is, as far as it was read, and what was not. */
export function impactPart(all: Gathered): Block[] {
  const { overview } = all.facts;
  const { items } = overview;
  return [
    heading(1, 'Impact'),
    overview.searchedInWhole
      ? paragraph('All that was handed in was searched in whole.')
      : paragraph('Not all was searched: there may be more of everything that follows.', 'warning'),
    ...rulesPart(overview),
    facts([
      ['Items searched in whole', figure(items.whole)],
      ['Items of which a sample was searched', figure(items.sample)],
      ['Items waiting or still being handed in', figure(items.waiting + items.uploading)],
      ['Items not searched (failed or cancelled)', figure(items.notSearched)],
      ['Items sealed off, and not inspected', figure(items.sealedOff)],
      ['Bytes read', `${size(overview.bytesRead)} of ${size(overview.bytes)}`],
    ]),
    bars(
      'Findings by kind',
      'Findings',
      byCount(overview.elements).map(([element, count]) => ({
        name: elementWord(element),
        value: count,
        says: figure(count),
      })),
      'Nothing personal and no credentials were recognised in what was searched.',
    ),
    heading(2, 'Persons'),
    ...personsPart(all),
    heading(2, 'Files'),
    ...filesPart(all),
  ];
}

/** What a rule finds that was off is not counted, however well all was read. */
function rulesPart({ rulesOff }: Gathered['facts']['overview']): Block[] {
  if (rulesOff.length === 0) return [];
  const said = `Some or all of it was inspected without ${many(rulesOff.length, 'rule')} of recognition, which somebody turned off: ${listed(rulesOff)}. What these find was not sought.`;
  return [paragraph(said, 'warning')];
}

function personsPart({ facts: { overview }, entities }: Gathered): Block[] {
  const { persons, counting } = overview;
  if (persons.length === 0) {
    return [
      paragraph(counting ? 'Persons are being counted.' : 'No person was counted in what was searched.', 'quiet'),
    ];
  }
  const said = [
    paragraph(
      'Persons are counted as a range: from those that are surely distinct, to as many as there can be at most in what was read. The same holds for each group.',
      'quiet',
    ),
    ...(counting
      ? [paragraph('They are being counted anew: these figures do not hold all that was read.', 'warning')]
      : []),
    ...(persons.length > 1
      ? [
          paragraph(
            'There is one count for each place; persons of two places may be the same people, and are not added up.',
            'quiet',
          ),
        ]
      : []),
  ];
  return [...said, ...persons.flatMap((count) => countPart(count, entities, persons.length > 1))];
}

function countPart(count: Count, entities: Gathered['entities'], isNamed: boolean): Block[] {
  const entity = entities.find(({ id }) => id === count.entity)?.name;
  const place = isNamed ? ` (${compartmentWords[count.compartment]}${entity === undefined ? '' : `, ${entity}`})` : '';
  // What is counted too often can at most all be in one group.
  const doubled = count.possible - count.certain;
  const ranged = (name: string, value: number) => ({ name, value, says: range(Math.max(0, value - doubled), value) });
  return [
    facts([
      [`Persons${place}`, `${range(count.certain, count.possible)}${count.atLeast ? ', and there may be more' : ''}`],
      ['Of them minors, as far as a date of birth tells', figure(count.minors)],
      ['Counted', time(count.countedAt)],
    ]),
    bars(
      `Persons by relation${place}`,
      'Persons',
      byCount(count.relations).map(([relation, persons]) => ranged(relationWords[relation] ?? relation, persons)),
      'Of nobody it is known.',
    ),
    bars(
      `Persons by country${place}`,
      'Persons',
      byCount(count.countries).map(([country, persons]) => ranged(countryWord(country), persons)),
      'Of nobody it is known.',
    ),
    bars(
      `Persons by what is known of them${place}`,
      'Persons',
      byCount(count.elements).map(([element, persons]) => ranged(elementWord(element), persons)),
      'Nothing is known of them.',
    ),
  ];
}

/** Names below an item, each masked as that of an item is, from the outer file to the inner one. */
export function maskedPath(path: string): string {
  if (path === '') return 'the item itself';
  const names = evidence.maskedPath(path).split('!/');
  return names.filter((name) => name !== '').join(' › ');
}

function filesPart({ facts: { overview }, unread }: Gathered): Block[] {
  const { files, reasons } = overview;
  const inAll = files.partial + files.unreadable;
  const status = { partial: 'In part', unreadable: 'Not' } as const;
  return [
    facts([
      ['Read in full', figure(files.inspected)],
      ['Read in part', figure(files.partial)],
      ['Not readable', figure(files.unreadable)],
      ...(files.reading > 0 ? [['Being read', figure(files.reading)] as const] : []),
    ]),
    table(
      'Why files were not fully read',
      [
        ['Reason', 70],
        ['Files#', 30],
      ],
      byCount(reasons).map(([reason, count]) => [reasonWord(reason), figure(count)]),
      { empty: 'Every file that was opened was read in full.' },
    ),
    table(
      'Files that were not fully read; names are masked',
      [
        ['Item', 14],
        ['File', 32],
        ['Read', 10],
        ['Why', 32],
        ['Size#', 12],
      ],
      unread.map((file) => [
        file.evidence.slice(0, 8),
        maskedPath(file.path),
        status[file.status],
        reasonWord(file.reason),
        size(file.bytes),
      ]),
      { empty: 'There is none to list.', inAll },
    ),
    ...(inAll > unread.length
      ? [paragraph(`${many(unread.length, 'file')} of ${figure(inAll)} are listed; the desk has them all.`, 'warning')]
      : []),
  ];
}
