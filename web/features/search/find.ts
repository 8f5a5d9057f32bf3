import { type Entry, type Found, type Group, groups } from './entry.ts';
import { scoreOf } from './match.ts';

/** Of a group: with nothing typed, and with something. */
const most: Readonly<Record<Group, readonly [number, number]>> = {
  Recent: [5, 0],
  'In this incident': [8, 8],
  Incidents: [5, 8],
  Evidence: [0, 8],
  'Go to': [20, 8],
  Do: [20, 8],
};
/** What was chosen lately comes before what fits as well. */
const recentBonus = 5;

/**
 * What fits what was typed, the group with the best first; with nothing typed what was chosen lately, then all there is in
 * its order.
 *
 * @param recent ids of entries, the newest first
 */
export function find(entries: readonly Entry[], typed: string, recent: readonly string[]): readonly Found[] {
  if (typed.trim() === '') return browse(entries, recent);
  const scored = entries
    .map((entry) => ({ entry, score: scoreOf(entry.hay, typed) }))
    .filter(({ score }) => score > 0)
    .map(({ entry, score }) => ({ entry, score: score + (recent.includes(entry.id) ? recentBonus : 0) }))
    .toSorted((a, b) => b.score - a.score);
  const best = [...new Set(scored.map(({ entry }) => entry.group))];
  return best.map((group) =>
    cut(
      group,
      scored.flatMap(({ entry }) => (entry.group === group ? [entry] : [])),
      most[group][1],
    ),
  );
}

function browse(entries: readonly Entry[], recent: readonly string[]): readonly Found[] {
  const lately = recent.flatMap((id) => entries.find((entry) => entry.id === id) ?? []).slice(0, most.Recent[0]);
  return groups
    .map((group) => {
      const of = entries.filter((entry) => entry.group === group && !lately.includes(entry));
      return cut(group, group === 'Recent' ? lately : of, most[group][0]);
    })
    .filter(({ entries: kept }) => kept.length > 0);
}

const cut = (group: Group, all: readonly Entry[], count: number): Found => ({
  group,
  entries: all.slice(0, count),
  more: Math.max(0, all.length - count),
});
