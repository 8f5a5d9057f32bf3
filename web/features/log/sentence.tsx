import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { When } from '../../ui/when.tsx';
import type { Entry } from './chain.ts';
import { type Part, sentenceOf } from './sentences.ts';

export interface Names {
  readonly person: (id: string) => string;
  readonly item: (id: string) => string;
}

/** Who acted, as far as the log says it. */
export function actorOf({ actor }: Entry, names: Names): string {
  if (actor.kind === 'person') return names.person(actor.id);
  return actor.kind === 'key' ? 'An API key' : 'Cofferdam';
}

interface SentenceProps {
  readonly entry: Entry;
  readonly names: Names;
  /** Where items lead to; left out, they are words alone. */
  readonly incident?: string;
}

/** What was done, in words: `passed custody of Ku•••.csv from Lea Lead to Jan Jurist`. */
export function Sentence({ entry, names, incident }: SentenceProps) {
  const [first, ...rest] = sentenceOf(entry.act);
  const parts =
    typeof first === 'string' ? [first.charAt(0).toUpperCase() + first.slice(1), ...rest] : [first, ...rest];
  return parts.map((part, index) => (
    // Pieces of one sentence have no name but their place.
    // oxlint-disable-next-line react/no-array-index-key
    <Piece key={index} part={part ?? ''} names={names} incident={incident} />
  ));
}

interface PieceProps extends Pick<SentenceProps, 'names'> {
  readonly part: Part;
  readonly incident: string | undefined;
}

function Piece({ part, names, incident }: PieceProps) {
  if (typeof part === 'string') return part;
  if ('at' in part) return <When at={part.at} bare />;
  if ('person' in part) {
    return (
      <Text span size="inherit" fw={550}>
        {names.person(part.person)}
      </Text>
    );
  }
  if (incident === undefined) return names.item(part.item);
  return (
    <Link to="/incidents/$incident/evidence" params={{ incident }} search={{ item: part.item }}>
      {names.item(part.item)}
    </Link>
  );
}
