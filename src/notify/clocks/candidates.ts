import { type Entity, organisation } from '#respond';
import { duties } from '../laws/read.ts';
import { isAmong } from '../laws/places.ts';
import type { Duty } from '../laws/schema.ts';
import { limitWords, startWords } from '../laws/words.ts';
import type { Candidate } from '../contract.ts';

/** Sectors that laws speak of. Any other line may be one of them in other words. */
const sectors: ReadonlySet<string> = new Set(organisation.suggestedSectors.map(({ sector }) => sector));

/** Computed, and so not among those to check. */
const computed = 'eu-gdpr-33-1';

/**
 * Every duty with a limit of 96 hours or less that country, role, sector and listing of the legal entities may bring. None
 * of them is computed. What is not known of an entity excludes nothing: it is said to be open.
 */
export function candidatesFor(entities: readonly Entity[], now: number): Candidate[] {
  const today = new Date(now).toISOString().slice(0, 10);
  const inForce = duties().filter(({ id, status, from }) => {
    return id !== computed && status !== 'proposed' && (from === undefined || from <= today);
  });
  return inForce
    .flatMap((duty) => {
      const met = entities.filter((entity) => mayApply(duty, entity));
      if (met.length === 0) return [];
      const isOpen = duty.sectors !== undefined && !met.some(({ sector }) => isKnown(sector));
      return [candidateOf(duty, met, isOpen ? ['sector'] : [])];
    })
    .sort((a, b) => hoursOf(a) - hoursOf(b) || a.duty.localeCompare(b.duty));
}

/** Countries of entities whose own laws are in no file: that nothing is shown of them means nothing. */
export function countriesUnknown(entities: readonly Entity[]): string[] {
  const named = new Set(duties().flatMap(({ countries }) => countries));
  const own = [...new Set(entities.map(({ country }) => country))];
  return own.filter((country) => !named.has(country) && !isAmong(country, ['eea'])).sort();
}

function mayApply(duty: Duty, { country, role, sector, listed }: Entity): boolean {
  if (!isAmong(country, duty.countries) || isAmong(country, duty.except ?? [])) return false;
  if (duty.roles !== undefined && role !== 'both' && !duty.roles.includes(role)) return false;
  if (duty.listed === true && !listed) return false;
  return duty.sectors === undefined || !isKnown(sector) || duty.sectors.includes(sector);
}

const isKnown = (sector: string | null): sector is string => sector !== null && sectors.has(sector);

function candidateOf(duty: Duty, entities: readonly Entity[], open: Candidate['open']): Candidate {
  const { id, jurisdiction, law, article, status, limit, start, appliesTo, recipient, trigger, source } = duty;
  return {
    duty: id,
    jurisdiction,
    law,
    article,
    byContract: status === 'contract',
    limit,
    days: duty.days ?? 'calendar',
    within: limitWords(duty),
    start,
    runs: startWords[start],
    appliesTo,
    recipient,
    trigger,
    source,
    certainty: duty.certainty,
    note: duty.note ?? null,
    entities: entities.map((entity) => entity.id),
    open,
  };
}

/** `PT72H` and `P3D` as hours, to put the shortest first. */
function hoursOf({ limit }: Candidate): number {
  return Number(/\d+/.exec(limit)?.[0]) * (limit.endsWith('D') ? 24 : 1);
}
