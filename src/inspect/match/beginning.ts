import type { Pattern } from './pattern.ts';

export type Beginning = 'word' | 'letter' | 'digit';

/**
 * How matches of a pattern begin. Patterns that begin alike share states: `order no. 17` and a number that stands by itself have
 * nothing in common but their number of combinations.
 */
export function beginningOf(pattern: Pattern): Beginning {
  const firsts = [...firstSets(pattern, 3)];
  if (firsts.some((source) => /^[A-Za-z]{3}$/.test(source))) return 'word';
  return firsts.some((source) => /[A-Za-z]/.test(source.replaceAll(/\\./g, ''))) ? 'letter' : 'digit';
}

/** The sources of the first sets of each way to begin, joined, so many of them. */
function* firstSets(pattern: Pattern, count: number): Generator<string> {
  switch (pattern.kind) {
    case 'set':
      yield pattern.source;
      break;
    case 'choice':
      for (const option of pattern.options) yield* firstSets(option, count);
      break;
    case 'repeat':
      yield* firstSets(pattern.part, count);
      break;
    case 'sequence':
      yield* firstOf(pattern.parts, count);
      break;
    default:
  }
}

function* firstOf(parts: readonly Pattern[], count: number): Generator<string> {
  const own = parts.filter(({ kind }) => kind !== 'look' && kind !== 'edge');
  const run = own.slice(0, count).filter((part) => part.kind === 'set');
  if (run.length === count) yield run.map((part) => part.source).join('');
  else if (own[0] !== undefined) yield* firstSets(own[0], count);
}
