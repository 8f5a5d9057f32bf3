import { firstHour } from '#respond';
import type { Block } from '../contract.ts';
import type { Gathered } from '../gather.ts';
import { facts, heading, paragraph } from './blocks.ts';
import {
  byCount,
  compartmentWords,
  elementWord,
  figure,
  inText,
  listed,
  many,
  phaseWords,
  range,
  relationWords,
  time,
} from './words.ts';

type Answer = Extract<Block, { kind: 'answer' }>;

/** What stands on the first page: what it is, who made it from what, and the six questions. */
export function situation(all: Gathered): Block[] {
  const { incident, organisation, own, people } = all;
  const entities = own.entities?.map((id) => all.entities.find((one) => one.id === id)?.name ?? id);
  return [
    heading(1, 'Situation'),
    facts([
      ['Incident', incident.title],
      ['Code name', incident.codeName],
      ['Organisation', organisation ?? 'Not named'],
      ['Severity', incident.severity === 'unknown' ? 'Unknown' : incident.severity],
      ['Phase', phaseWords[incident.phase]],
      ['Opened', `${time(incident.openedAt)}, by ${people.get(incident.openedBy) ?? incident.openedBy}`],
      ['As of', time(all.at)],
      [
        'Made from',
        `What its maker may see: ${listed(own.compartments.map((one) => compartmentWords[one]))}; ${entities === undefined ? 'all legal entities' : listed(entities)}`,
      ],
      ['Number', incident.id],
    ]),
    whatLeaked(all),
    whose(all),
    notLookedInto(
      'Where else is it?',
      'Other places were not searched with this desk: that none is named here means nothing.',
    ),
    notLookedInto('How did it get out?', howObtained(all)),
    toldByWhen(all),
    next(all),
    heading(2, 'The first hour'),
    ...[
      ['Is it real?', firstHour.real(all.facts)] as const,
      ['Is it ours?', firstHour.ours(all.facts)] as const,
      ['Is it new?', firstHour.isNew(all.facts)] as const,
      ['Is it still flowing?', firstHour.flowing(all.facts)] as const,
    ].map(
      ([question, { certainty, answer, from, changedAt }]): Answer => ({
        kind: 'answer',
        question,
        certainty,
        answer,
        from,
        changed: changedAt === null ? null : time(changedAt),
      }),
    ),
    paragraph(
      'An answer says what it rests on. Unknown means that nobody knows yet, and never that there is nothing.',
      'quiet',
    ),
  ];
}

function whatLeaked({ facts: { overview, inspectedAt } }: Gathered): Answer {
  const found = byCount(overview.elements);
  const { items } = overview;
  const searched = items.whole + items.sample;
  const said = found.slice(0, 6).map(([element, count]) => `${inText(elementWord(element))} (${figure(count)})`);
  const rest = found.length > 6 ? [`${figure(found.length - 6)} other kinds`] : [];
  const answer =
    searched === 0
      ? 'Nothing that was handed in is searched yet.'
      : found.length === 0
        ? `Nothing personal and no credentials were recognised in ${overview.searchedInWhole ? 'all that was handed in' : 'what was searched'}.`
        : `Found: ${listed([...said, ...rest])}.`;
  const all = Object.values(items).reduce((sum, count) => sum + count, 0);
  return {
    kind: 'answer',
    question: 'What leaked?',
    certainty: searched === 0 ? 'unknown' : overview.searchedInWhole ? 'known' : 'partial',
    answer,
    from: `Inspection of ${many(items.whole, 'item')} in whole, of ${many(all, 'item')} in all; counts are findings, not persons`,
    changed: inspectedAt === null ? null : time(inspectedAt),
  };
}

function whose({ facts: { overview } }: Gathered): Answer {
  const count = overview.persons.toSorted((a, b) => b.possible - a.possible)[0];
  const question = 'Whose is it?';
  if (count === undefined || count.possible === 0) {
    return {
      kind: 'answer',
      question,
      certainty: overview.searchedInWhole && !overview.counting ? 'known' : 'unknown',
      answer: overview.counting ? 'Persons are being counted.' : 'No person was found in what was searched.',
      from: 'Count of persons',
      changed: count === undefined ? null : time(count.countedAt),
    };
  }
  const groups = byCount(count.relations).map(
    ([relation, persons]) => `${inText(relationWords[relation] ?? relation)} ${figure(persons)}`,
  );
  const more = count.atLeast || overview.counting;
  return {
    kind: 'answer',
    question,
    certainty: more ? 'partial' : 'known',
    answer: `${range(count.certain, count.possible)} persons${more ? ', and there may be more: not all is read' : ''}. At most: ${listed(groups)}.`,
    from: 'Records of persons put together, compared with the roster',
    changed: time(count.countedAt),
  };
}

const notLookedInto = (question: string, answer: string): Answer => ({
  kind: 'answer',
  question,
  certainty: 'unknown',
  answer,
  from: 'Not part of this version of the desk',
  changed: null,
});

const hows = {
  found: 'found',
  received: 'received',
  bought: 'bought',
  collected: 'collected',
  other: 'obtained otherwise',
};

function howObtained({ ledger }: Gathered): string {
  const counts: Record<string, number> = {};
  for (const { how } of ledger) counts[hows[how]] = (counts[hows[how]] ?? 0) + 1;
  const ways = byCount(counts).map(([how, count]) => `${figure(count)} ${how}`);
  return ways.length === 0
    ? 'The way out is not known.'
    : `The way out is not known. Of the items handed in: ${listed(ways)}.`;
}

function toldByWhen({ clocks, entities }: Gathered): Answer {
  const running = clocks.clocks.filter(({ due }) => due !== null);
  const [first] = running;
  const question = 'Who must be told, by when?';
  const also = `${many(clocks.candidates.length, 'other duty', 'other duties')} with a limit of 96 hours or less may apply and must be checked.`;
  if (first?.due == null) {
    return {
      kind: 'answer',
      question,
      certainty: 'unknown',
      answer: `No clock is running: nobody stated that the organisation is aware. ${also}`,
      from: `Awareness statements: none; ${many(entities.length, 'legal entity', 'legal entities')}`,
      changed: null,
    };
  }
  return {
    kind: 'answer',
    question,
    certainty: 'partial',
    answer: `The data protection authority${first.entityName === null ? '' : ` for ${first.entityName}`}, by ${time(first.due)}${first.state === 'overdue' ? ', which has passed' : ''} (GDPR Art. 33). ${also}`,
    from: 'Awareness statements and legal entities; see Clocks',
    changed: first.since === null ? null : time(first.since),
  };
}

function next({ incident, members: all, unread, facts: { credentials }, clocks }: Gathered): Answer {
  const leads = all.filter(({ role, standing }) => role === 'lead' && standing === 'active').map(({ name }) => name);
  const steps = [
    ...(credentials.length > 0 ? ['change the credentials that were found'] : []),
    ...(clocks.clocks.some(({ state }) => state === 'not-started')
      ? ['state since when the organisation is aware']
      : []),
    ...(unread.length > 0 ? [`read ${many(unread.length, 'file')} that could not be read in full`] : []),
  ];
  return {
    kind: 'answer',
    question: 'What is next, and who has it?',
    certainty: 'partial',
    answer: `Phase: ${inText(phaseWords[incident.phase])}. Lead: ${leads.length === 0 ? 'nobody who can act' : listed(leads)}.${steps.length === 0 ? '' : ` Open: ${listed(steps)}.`}`,
    from: 'Members and what follows from the facts; tasks are not part of this version of the desk',
    changed: null,
  };
}
