import type { Got } from '../../../api/contract.ts';

export type Doubts = Got<'doubts.list'>;
export type Doubt = Doubts['items'][number];
export type Ruling = Got<'rulings.list'>['rulings'][number];

interface Words {
  /** What stands against each other. */
  readonly what: string;
  /** What may be behind it. */
  readonly hint: string;
}

/** Why somebody has to look. */
export const reasons: Readonly<Record<Doubt['why'], Words>> = {
  'other-birth': {
    what: 'One official number, two dates of birth',
    hint: 'Counted as one person. A date may be mistyped, or somebody else’s number was written down.',
  },
  'other-name': {
    what: 'One official number, two names',
    hint: 'Counted as one person: a change of name, perhaps. Or somebody else’s number was written down.',
  },
  'two-numbers': {
    what: 'One name and mailbox or date of birth, two customer numbers',
    hint: 'Counted as one person who was taken on twice. Relatives of one name share a mailbox, too.',
  },
  'other-family-name': {
    what: 'One mailbox and given name, two family names',
    hint: 'Counted as one person: a marriage, perhaps. Or two people of one given name share a mailbox.',
  },
  spelling: {
    what: 'Two names, a letter apart',
    hint: 'Counted as one person whose name was mistyped once.',
  },
  'same-birth': {
    what: 'One name and one date of birth',
    hint: 'Counted as two: something else that the records say keeps them apart.',
  },
  'same-contact': {
    what: 'One name and one way to reach them',
    hint: 'Counted as two: something else that the records say keeps them apart, as with father and son.',
  },
  'short-name': {
    what: 'One name in full, and one that is a part of it',
    hint: 'Counted as two at most: nothing else tells whether they are one.',
  },
  'same-name': {
    what: 'One name, and nothing else in common',
    hint: 'Counted as two at most: nothing tells whether they are one.',
  },
};

export const decided = (same: boolean): string => (same ? 'One person' : 'Two persons');
