import { randomBytes } from 'node:crypto';
import type { evidence } from '#respond';
import type { Limits } from '#inspect';
import { openInspections } from '../jobs/inspections.ts';
import { storedInput } from '../jobs/stored-input.ts';
import { defaultLimits } from '../limits.ts';
import { type OwnInUse, ownSource } from '../rule-book/own-source.ts';
import { type CollectedPreview, collectPreview } from './collect-preview.ts';

/** Characters; a page that holds more is not read by anybody, and slow. */
const mostCharacters = 256 * 1024;
const previewLimits: Limits = { ...defaultLimits, maxSeconds: 60, maxPixels: 200_000_000, maxBytes: 4 * 1024 ** 3 };
/** Readers at once, each with up to 0.8 GB: people wait for each other before the machine does. */
const atOnce = 2;

/** Shows people text of evidence. Hostile bytes are read in sandboxed readers alone, and only text comes out. */
export interface Previews {
  /**
   * The first 256 KiB of text of a file, with everything that is recognised in it masked, by `own` rules as well.
   *
   * Errors: `preview-elsewhere`, `nothing-there`, `sandbox-unavailable`, those of `source.check`, and what `signal` was
   * aborted with.
   */
  read(source: evidence.PreviewSource, own: readonly OwnInUse[], signal: AbortSignal): Promise<evidence.Preview>;
  /** Ends readers at once. */
  close(): Promise<void>;
}

class Enough extends Error {}

export function openPreviews(limits: Limits = previewLimits): Previews {
  const inspections = openInspections({ children: 1, maxHeldBytes: limits.maxHeldBytes, plainText: 'child' });
  const queue = openQueue(atOnce);
  return {
    async read(source, own, signal) {
      const ownRules = own.map(({ rule, body }) => ownSource(rule, body));
      const turn = await queue.take(signal);
      const { file, path, incident } = source;
      const collected = collectPreview({ file, path, most: mostCharacters });
      try {
        await inspections
          .use({ incident, key: randomBytes(32), without: [], ownRules }, (inspection) => {
            // A reader that works on what it has would go on for long: it is ended with the request.
            const kill = (): void => void inspection.close();
            signal.addEventListener('abort', kill, { once: true });
            return inspection
              .read(storedInput(source.blob, limits.maxSeconds * 1000, signal), optionsOf(source, limits), (event) =>
                takeInto(collected, event, signal),
              )
              .finally(() => signal.removeEventListener('abort', kill));
          })
          .catch((error: unknown) => {
            signal.throwIfAborted();
            if (!(error instanceof Enough)) throw error;
          });
      } finally {
        turn();
      }
      await source.check();
      return collected.result();
    },
    close: () => inspections.close(),
  };
}

async function takeInto(
  collected: CollectedPreview,
  event: Parameters<CollectedPreview['take']>[0],
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted();
  const isLast = event.type === 'end' && event.file === 0;
  // One that came to its end by itself can read the next file.
  if (collected.take(event) && !isLast) throw new Enough();
}

function optionsOf({ name }: evidence.PreviewSource, limits: Limits) {
  return {
    name,
    passwords: [],
    limits,
    // All of them: what is not told is not masked.
    findingsPerRule: Number.MAX_SAFE_INTEGER,
    text: true,
    persons: false,
    reveal: false,
  };
}

/** Lets so many in at once; the others wait in the order in which they came, or until they go away. */
function openQueue(places: number): { take(signal: AbortSignal): Promise<() => void> } {
  const waiting: (() => void)[] = [];
  let free = places;
  const leave = (): void => {
    const next = waiting.shift();
    if (next === undefined) free += 1;
    else next();
  };
  return {
    take(signal) {
      signal.throwIfAborted();
      if (free > 0) {
        free -= 1;
        return Promise.resolve(leave);
      }
      return new Promise((resolve, reject) => {
        const enter = (): void => {
          signal.removeEventListener('abort', goAway);
          resolve(leave);
        };
        function goAway(): void {
          waiting.splice(waiting.indexOf(enter), 1);
          reject(signal.reason as Error);
        }
        signal.addEventListener('abort', goAway, { once: true });
        waiting.push(enter);
      });
    },
  };
}
