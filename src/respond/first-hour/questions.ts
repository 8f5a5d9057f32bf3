import type { Overview, PersonCount } from '../impact/contract.ts';
import type { Question } from './contract.ts';
import type { Facts } from './facts.ts';
import { newestIn, signsOfFlow } from './is-new.ts';
import { nothingYet, partly } from './not-yet.ts';
import { figure, listed, many } from './words.ts';

/** Elements whose values carry check digits: a made-up one is wrong nine times in ten, or more often. */
const checked = ['iban', 'payment-card', 'national-id', 'tax-id', 'social-security-id', 'health-id'] as const;

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

const kinds: Readonly<Record<Facts['credentials'][number]['element'], readonly [string, string]>> = {
  'access-token': ['access token', 'access tokens'],
  'private-key': ['private key', 'private keys'],
  password: ['password', 'passwords'],
  'password-hash': ['password hash', 'password hashes'],
};

/**
 * Is it still flowing? Data newer than the day on which somebody became aware says that it may; credentials in it open doors
 * for as long as nobody changes them. That nothing is newer proves nothing: who has it may keep it.
 */
export function flowing(facts: Facts): Question {
  const nothing = nothingYet(facts);
  if (nothing !== undefined) return nothing;
  const { overview, credentials, inspectedAt: changedAt } = facts;
  const signs = signsOfFlow(facts);
  const found = credentials.map(({ element, findings }) => many(findings, ...kinds[element]));
  const doors =
    found.length > 0
      ? `There are credentials in it that may still work: ${listed(found)}. Whether they do was not tried. Change them in this order.`
      : overview.searchedInWhole
        ? 'No credentials were recognised in it. How the data got out, and whether that way is still open, is not known.'
        : 'No credentials were recognised in what was searched so far; not all of it was.';
  const isPartial = signs.length > 0 || found.length > 0 || overview.searchedInWhole;
  return {
    certainty: isPartial ? 'partial' : 'unknown',
    answer: [...signs, doors, ...(signs.length > 0 ? [] : stillness(facts))].join(' '),
    from: [
      found.length > 0 ? 'Credentials found' : 'Credentials found: none',
      ...(overview.dates.events === null ? [] : ['dates of what happened']),
      partly(facts),
    ].join('; '),
    changedAt,
  };
}

/** Where dates and a day of awareness are there to compare, and nothing is newer for certain. */
function stillness({ overview, aware }: Facts): string[] {
  const newest = newestIn(overview.dates.events);
  if (newest === undefined || aware === null) return [];
  if (newest.unsure !== undefined && newest.unsure.upTo >= aware.slice(0, 4)) return [];
  return ['Nothing in it is dated after you became aware, which does not prove that it stopped.'];
}
