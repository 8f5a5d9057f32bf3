/** What somebody asked for in an incident that is not there, within a minute. */
interface Window<Miss> {
  readonly since: number;
  /** The first of them. */
  readonly miss: Miss;
  /** How many came after the first. */
  more: number;
  readonly timer: NodeJS.Timeout;
}

export interface Misses<Miss> {
  /** True for the first in a minute of this caller in this incident. */
  isFirst(miss: Miss): boolean;
  /** Counts no further: it was of no member. */
  forget(miss: Miss): void;
  /** Tells of all that was counted. */
  flush(): void;
}

export interface MissesInit<Miss> {
  readonly now: () => number;
  readonly whoOf: (miss: Miss) => string;
  readonly incidentOf: (miss: Miss) => string;
  /** Told when a minute is over in which more than the first came. */
  readonly onMore: (first: Miss, more: number) => void;
}

const windowMilliseconds = 60_000;
const mostIncidents = 20;
const mostCallers = 10_000;

/**
 * Counts what callers asked for and was not there, for each incident, by the minute. Where a caller invents incidents he is
 * remembered in some, and where there are too many callers, whoever was heard of longest ago is forgotten.
 */
export function openMisses<Miss>({ now, whoOf, incidentOf, onMore }: MissesInit<Miss>): Misses<Miss> {
  const all = new Map<string, Map<string, Window<Miss>>>();
  const close = (of: Map<string, Window<Miss>>, incident: string): void => {
    const window = of.get(incident);
    if (window === undefined) return;
    clearTimeout(window.timer);
    of.delete(incident);
    if (window.more > 0) onMore(window.miss, window.more);
  };
  const closeAll = (of: Map<string, Window<Miss>>): void => {
    for (const incident of of.keys()) close(of, incident);
  };
  return {
    isFirst(miss) {
      const [who, incident, at] = [whoOf(miss), incidentOf(miss), now()];
      const own = all.get(who) ?? new Map<string, Window<Miss>>();
      // The clock may have been set back.
      for (const [one, { since }] of own) if (Math.abs(at - since) >= windowMilliseconds) close(own, one);
      all.delete(who);
      if (all.size >= mostCallers) {
        const [oldest, windows] = all.entries().next().value ?? [];
        if (windows !== undefined) closeAll(windows);
        if (oldest !== undefined) all.delete(oldest);
      }
      all.set(who, own);
      const known = own.get(incident);
      if (known !== undefined) {
        known.more += 1;
        return false;
      }
      if (own.size >= mostIncidents) return false;
      const timer = setTimeout(() => close(own, incident), windowMilliseconds);
      timer.unref();
      own.set(incident, { since: at, miss, more: 0, timer });
      return true;
    },
    forget(miss) {
      const own = all.get(whoOf(miss));
      const window = own?.get(incidentOf(miss));
      if (window !== undefined) window.more = Number.NEGATIVE_INFINITY;
    },
    flush() {
      for (const own of all.values()) closeAll(own);
    },
  };
}
