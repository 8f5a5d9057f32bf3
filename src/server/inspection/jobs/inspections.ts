import { type Inspection, type InspectionInit, openInspection } from '../inspection.ts';

/** How long readers of an incident wait for its next file. Starting them takes 0.5 to 1 s, as long as many a file does. */
const idleMilliseconds = 10_000;

/** Inspections that are ready, each with its readers, for one incident: nothing of one reaches the files of another. */
export interface Inspections {
  /** Gives one to `act` alone. Where `act` rejects, that one is ended: its readers may still be at work. */
  use(incident: string, key: Uint8Array, act: (inspection: Inspection) => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

interface Idle {
  readonly inspection: Inspection;
  readonly incident: string;
  readonly end: NodeJS.Timeout;
}

export function openInspections(init: Omit<InspectionInit, 'key'>): Inspections {
  const idle = new Set<Idle>();
  const closing = new Set<Promise<void>>();
  let isClosed = false;
  const close = (inspection: Inspection): Promise<void> => {
    const ending: Promise<void> = inspection.close().finally(() => closing.delete(ending));
    closing.add(ending);
    return ending;
  };
  const take = (incident: string): Inspection | undefined => {
    for (const one of idle) {
      if (one.incident !== incident) continue;
      clearTimeout(one.end);
      idle.delete(one);
      return one.inspection;
    }
    return undefined;
  };
  const keep = (incident: string, inspection: Inspection): void => {
    const one: Idle = {
      inspection,
      incident,
      end: setTimeout(() => {
        idle.delete(one);
        void close(inspection);
      }, idleMilliseconds),
    };
    idle.add(one);
  };
  return {
    async use(incident, key, act) {
      const inspection = take(incident) ?? (await openInspection({ ...init, key }));
      try {
        await act(inspection);
      } catch (error) {
        await close(inspection);
        throw error;
      }
      if (isClosed) await close(inspection);
      else keep(incident, inspection);
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
