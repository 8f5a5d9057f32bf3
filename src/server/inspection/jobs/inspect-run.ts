import { CofferdamError, codeOf, explain } from '#platform/errors';
import { keyedHash, openStored } from '#platform/vault';
import type { Inspection } from '../inspection.ts';
import type { Account, Emit } from '../account.ts';
import { goOn } from './going-on.ts';
import { findingsPerRule, type InspectionParts, personsDomain } from './inspection-parts.ts';
import { type StoredInput, storedInput } from './stored-input.ts';
import { ownSource } from '../rule-book/own-source.ts';
import { isPassing } from './passing.ts';
import { hashRules } from './rules-hash.ts';
import { openWriting } from './writing.ts';
import { impact } from '#respond';

/** Results that are written at once, bytes. */
const usualBatch = 2 * 1024 * 1024;

/** Of a run for which no reader can be started; attempts that were broken off otherwise count as well. */
const mostAttempts = 10;

/**
 * Does a run: takes it, reads the sealed bytes in sandboxed readers, writes what they tell, and ends it. A run that was
 * broken off goes on from what was last written of it; with other rules or limits than it was begun with it is done from
 * its beginning, and nothing of it is shown twice, since its rows then carry another attempt.
 *
 * Rejects where the run should be done again: the process is to end, the database is gone, or no reader could be started,
 * which passes where the machine was short of memory and is given up after several attempts. All else ends the run.
 */
export async function inspectRun(
  parts: InspectionParts,
  { incident, run }: { readonly incident: string; readonly run: string },
  signal: AbortSignal,
): Promise<void> {
  const { desk } = parts;
  const taken = await impact.takeRun(desk, incident, run);
  if (taken === undefined) return;
  try {
    await read(parts, taken, signal);
  } catch (error) {
    signal.throwIfAborted();
    const code = codeOf(error);
    if (code === 'run-stopped') return impact.leaveRun(desk, taken);
    if (isPassing(error)) throw new CofferdamError('database-gone', '', error);
    if (code === 'sandbox-unavailable' && taken.attempt < mostAttempts) throw error;
    // The log of the desk has the code alone; somebody has to find out what happened.
    if (code === 'internal') parts.onTrouble(`inspect: ${explain(error)}`);
    await impact.failRun(desk, taken, code);
  }
}

async function read(parts: InspectionParts, taken: impact.TakenRun, signal: AbortSignal): Promise<void> {
  const { desk, limits, inspections } = parts;
  const { content, key, place } = taken;
  const blob = await openStored(desk.store, key, { incident: place.incident, name: content });
  const stop = new AbortController();
  const end = AbortSignal.any([stop.signal, signal]);
  const source = storedInput(blob, limits.maxSeconds * 1000, end);
  const personKey = keyedHash(key, 'inspection', Buffer.from(personsDomain));
  const { rulesOff: without, ownRules: own } = taken;
  const ownRules = own.map(({ rule, body }) => ownSource(rule, body));
  const rules = impact.hashWith(await hashRules(), { off: without, own: own.map(({ id }) => id) });
  await inspections.use({ incident: place.incident, key: personKey, without, ownRules }, async (inspection) => {
    const { account, collected, ...going } = await goOn(parts, taken, rules, source);
    const writing = openWriting({
      desk,
      taken,
      collected,
      ...going,
      batchBytes: parts.batchBytes ?? usualBatch,
      sampleMilliseconds: parts.sampleMilliseconds ?? 20_000,
      beatMilliseconds: parts.beatMilliseconds ?? 2000,
      onBroken: (error) => stop.abort(error),
    });
    // A reader that works on what it has would go on for long: it is ended with all its kind.
    const kill = (): void => void inspection.close();
    end.addEventListener('abort', kill, { once: true });
    try {
      const emit: Emit = async (event, origin) => {
        end.throwIfAborted();
        // Both or none: what one of them had alone would be lost, or be there twice, after the next write.
        collected.take(event);
        account.take(event, origin);
        await writing.room();
      };
      await readAll(parts, inspection, taken, source, emit, account);
      end.throwIfAborted();
      await writing.finish();
    } catch (error) {
      // What ended it counts, and not what the readers said of their end.
      end.throwIfAborted();
      throw error;
    } finally {
      end.removeEventListener('abort', kill);
      await writing.stop();
    }
  });
}

function readAll(
  { limits }: InspectionParts,
  inspection: Inspection,
  { name, content, passwords }: impact.TakenRun,
  source: StoredInput,
  emit: Emit,
  account: Account,
): Promise<void> {
  return inspection.read(
    source,
    {
      name,
      // Keeps tables of different items apart.
      input: Number.parseInt(content.slice(0, 8), 16) >>> 1,
      passwords,
      limits,
      findingsPerRule,
      text: false,
      persons: true,
      personLabels: 'revealed',
      reveal: false,
    },
    emit,
    account,
  );
}
