import { isDeepStrictEqual } from 'node:util';
import type { Source } from '#inspect';
import { type Inspection, type InspectionInit, openInspection } from '../inspection.ts';

/** How long readers of an incident wait for its next file. Starting them takes 0.5 to 1 s, as long as many a file does. */
const idleMilliseconds = 10_000;

/** For which incident, and what is its own. */
interface Used {
  readonly incident: string;
  /** Keys the hashes of persons. */
  readonly key: Uint8Array;
  /** Ids of rules to go without. */
  readonly without: readonly string[];
  /** Rules beside the shipped ones. */
  readonly ownRules: readonly Source[];
}

/** Inspections that are ready, each with its readers, for one incident: nothing of one reaches the files of another. */
export interface Inspections {
  /** Gives one to `act` alone. Where `act` rejects, that one is ended: its readers may still be at work. */
  use(used: Used, act: (inspection: Inspection) => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

interface Idle {
  readonly inspection: Inspection;
  readonly used: Used;
  readonly end: NodeJS.Timeout;
}

export function openInspections(init: Omit<InspectionInit, keyof Used>): Inspections {
  const idle = new Set<Idle>();
  const closing = new Set<Promise<void>>();
  let isClosed = false;
  const close = (inspection: Inspection): Promise<void> => {
    const ending: Promise<void> = inspection.close().finally(() => closing.delete(ending));
    closing.add(ending);
    return ending;
  };
  const take = ({ incident, without, ownRules }: Used): Inspection | undefined => {
    for (const one of idle) {
      const { used } = one;
      if (used.incident !== incident || !isDeepStrictEqual([used.without, used.ownRules], [without, ownRules]))
        continue;
      clearTimeout(one.end);
      idle.delete(one);
      return one.inspection;
    }
    return undefined;
  };
  const keep = (used: Used, inspection: Inspection): void => {
    const one: Idle = {
      inspection,
      used,
      end: setTimeout(() => {
        idle.delete(one);
        void close(inspection);
      }, idleMilliseconds),
    };
    idle.add(one);
  };
  return {
    async use(used, act) {
      const { key, without, ownRules } = used;
      const inspection = take(used) ?? (await openInspection({ ...init, key, without, ownRules }));
      try {
        await act(inspection);
      } catch (error) {
        await close(inspection);
        throw error;
      }
      if (isClosed) await close(inspection);
      else keep(used, inspection);
    },
    async close() {
      isClosed = true;
      for (const { inspection, end } of idle) {
        clearTimeout(end);
        void close(inspection);
      }
      idle.clear();
      await Promise.all(closing);
    },
  };
}
