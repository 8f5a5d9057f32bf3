import type { Overview, PersonCount } from '../impact/contract.ts';
import type { Question } from './contract.ts';
import type { Facts } from './facts.ts';

/** Elements whose values carry check digits: a made-up one is wrong nine times in ten, or more often. */
const checked = ['iban', 'payment-card', 'national-id', 'tax-id', 'social-security-id', 'health-id'] as const;

const figures = new Intl.NumberFormat('en-GB');
const figure = (value: number): string => figures.format(value);
const many = (value: number, one: string, more = `${one}s`): string => `${figure(value)} ${value === 1 ? one : more}`;

/** `4,812 to 4,930 persons`; one figure where both are the same. */
function personsOf({ certain, possible }: PersonCount): string {
  return certain === possible ? many(possible, 'person') : `${figure(certain)} to ${figure(possible)} persons`;
}

/** The count that holds most persons: those of two places may be the same people, so that none are added up. */
function widest({ persons }: Overview): PersonCount | undefined {
  return persons.toSorted((a, b) => b.possible - a.possible)[0];
}

const onRoster = ({ relations }: PersonCount): number =>
  Object.entries(relations).reduce((sum, [relation, count]) => (relation === 'unknown' ? sum : sum + count), 0);

/** Nothing can be said of data that nobody handed in or that was not read yet; undefined where something can. */
function nothingYet({ overview: { items }, inspectedAt }: Facts): Question | undefined {
  const unknown = (answer: string, from: string): Question => ({
    certainty: 'unknown',
    answer,
    from,
    changedAt: inspectedAt,
  });
  if (Object.values(items).every((count) => count === 0)) {
    return unknown('Nothing was handed in yet.', 'Evidence: none');
  }
  if (items.whole + items.sample > 0) return undefined;
  if (items.waiting + items.uploading > 0) return unknown('What was handed in is not read yet.', 'Inspection: waiting');
  return unknown('Nothing that was handed in could be searched.', 'Inspection: failed, cancelled or sealed off');
}

const partly = ({ overview }: Facts): string =>
  overview.searchedInWhole ? 'all evidence, searched in whole' : 'a part of the evidence: not all of it was searched';

/**
 * Is it real? No machine knows: a forger can mix true records of an earlier leak with others. What speaks for it is said, and
 * nothing is taken for proof.
 */
export function real(facts: Facts): Question {
  const nothing = nothingYet(facts);
  if (nothing !== undefined) return nothing;
  const { overview, inspectedAt } = facts;
  const count = widest(overview);
  const known = count === undefined ? 0 : onRoster(count);
  if (count !== undefined && known > 0) {
    return {
      certainty: 'partial',
      answer: `Data of real people is in it: ${many(known, 'person')} of the roster ${known === 1 ? 'was' : 'were'} recognised. Whether it was taken from you, or from somewhere else, that does not say.`,
      from: `Persons counted, compared with the roster; ${partly(facts)}`,
      changedAt: count.countedAt,
    };
  }
  const right = checked.reduce((sum, element) => sum + (overview.elements[element] ?? 0), 0);
  if (right > 0) {
    return {
      certainty: 'partial',
      answer: `It does not look made up by chance: the check digits of ${many(right, 'number')} in it are right. Nobody in it was recognised.`,
      from: `Account, card and identity numbers found; ${partly(facts)}`,
      changedAt: inspectedAt,
    };
  }
  return {
    certainty: 'unknown',
    answer: 'Nothing in it shows whether it is real. Compare a few records with your own systems.',
    from: `Neither persons of the roster nor numbers with check digits; ${partly(facts)}`,
    changedAt: inspectedAt,
  };
}

/** Is it ours? The share of counted persons who are on the roster, as a range where the count is one. */
export function ours(facts: Facts): Question {
  const nothing = nothingYet(facts);
  if (nothing !== undefined) return nothing;
  const { overview, rosterAt, inspectedAt } = facts;
  const count = widest(overview);
  if (count === undefined || count.possible === 0) {
    const isCounting = count === undefined && overview.counting;
    return {
      certainty: 'unknown',
      answer: isCounting ? 'Persons are being counted.' : 'No person was found in it, whom a roster could tell.',
      from: `Persons counted; ${partly(facts)}`,
      changedAt: count?.countedAt ?? inspectedAt,
    };
  }
  const known = onRoster(count);
  if (rosterAt === null && known === 0) {
    return {
      certainty: 'unknown',
      answer: `No roster is loaded: none of ${personsOf(count)} can be told to be yours. An admin loads one under Organisation.`,
      from: 'Roster: none',
      changedAt: count.countedAt,
    };
  }
  const isOlder = rosterAt !== null && rosterAt > count.countedAt;
  const isWhole = !count.atLeast && !overview.counting && !isOlder;
  const from = [
    'Persons counted, compared with the roster',
    ...(isOlder ? ['the roster is newer than the count'] : []),
    ...(overview.counting ? ['a new count is under way'] : []),
    partly(facts),
  ].join('; ');
  const answer =
    known === 0
      ? `Nobody of ${personsOf(count)} in it is on the roster: it may not be yours, or the roster lacks these people.`
      : `${shareOf(known, count)} of the persons in it are on the roster: ${figure(known)} of ${personsOf(count)}.`;
  // That nobody is on the roster proves nothing: rosters lack people.
  return { certainty: isWhole && known > 0 ? 'known' : 'partial', answer, from, changedAt: count.countedAt };
}

const percent = new Intl.NumberFormat('en-GB', { style: 'percent', maximumFractionDigits: 0 });

/** `62% to 64%`, `less than 1%`. Never 100% where somebody is not on it. */
function shareOf(known: number, { certain, possible }: PersonCount): string {
  const least = Math.min(1, known / possible);
  const most = Math.min(1, known / Math.max(certain, known));
  if (most < 0.01) return 'Less than 1%';
  const [a, b] = [least, most].map((share) => percent.format(share < 1 ? Math.min(share, 0.99) : 1));
  return a === b ? `${a}` : `${a} to ${b}`;
}

/** Is it new? Inspection keeps no times of records, so that nothing can be said; how people find out is. */
export function isNew(facts: Facts): Question {
  const nothing = nothingYet(facts);
  if (nothing !== undefined) return nothing;
  return {
    certainty: 'unknown',
    answer:
      'How old it is was not determined. Look for the newest order, entry or sign-in in it, and ask your own system since when its values are so.',
    from: 'Inspection keeps no dates of records; dates of birth say nothing of it',
    changedAt: facts.inspectedAt,
  };
}

const kinds: Readonly<Record<Facts['credentials'][number]['element'], readonly [string, string]>> = {
  'access-token': ['access token', 'access tokens'],
  'private-key': ['private key', 'private keys'],
  password: ['password', 'passwords'],
  'password-hash': ['password hash', 'password hashes'],
};

/** Is it still flowing? Credentials in the data open doors for as long as nobody changes them. */
export function flowing(facts: Facts): Question {
  const nothing = nothingYet(facts);
  if (nothing !== undefined) return nothing;
  const { overview, credentials, inspectedAt } = facts;
  if (credentials.length > 0) {
    const found = credentials.map(({ element, findings }) => many(findings, ...kinds[element]));
    return {
      certainty: 'partial',
      answer: `There are credentials in it that may still work: ${listed(found)}. Whether they do was not tried. Change them in this order.`,
      from: `Credentials found; ${partly(facts)}`,
      changedAt: inspectedAt,
    };
  }
  return {
    certainty: overview.searchedInWhole ? 'partial' : 'unknown',
    answer: overview.searchedInWhole
      ? 'No credentials were recognised in it. How the data got out, and whether that way is still open, is not known.'
      : 'No credentials were recognised in what was searched so far; not all of it was.',
    from: `Credentials found: none; ${partly(facts)}`,
    changedAt: inspectedAt,
  };
}

const conjunction = new Intl.ListFormat('en-GB', { type: 'conjunction' });
const listed = (parts: readonly string[]): string => conjunction.format(parts);
