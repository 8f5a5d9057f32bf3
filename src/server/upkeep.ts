import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import { type Code, codeOf } from '#platform/errors';
import { type Desk, evidence, members } from '#respond';

export interface UpkeepInit {
  readonly desk: Desk;
  readonly intake: evidence.Intake;
  /** Connections of the workers' role. */
  readonly worker: Pool;
  readonly log: {
    info(fields: Readonly<Record<string, unknown>>, message: string): void;
    error(fields: Readonly<Record<string, unknown>>, message: string): void;
  };
}

const minute = 60_000;
/** Minutes between two looks into the vault: each goes through all names in it. */
const minutesBetweenSweeps = 60;

/**
 * What nobody asks for and has to be done all the same: members whose time is over go into the log each minute, answers
 * older than a day are emptied, and what a kill left in the vault is looked for at the start and each hour. What fails is
 * tried again the next time.
 */
export function startUpkeep({ desk, intake, worker, log }: UpkeepInit): { stop(): Promise<void> } {
  const end = new AbortController();
  const failed = (what: string) => (error: unknown) => {
    const code: Code = codeOf(error);
    if (!end.signal.aborted) log.error({ code }, what);
  };
  const done = (async () => {
    for (let round = 0; !end.signal.aborted; round += 1) {
      if (round % minutesBetweenSweeps === 0) {
        await look({ intake, worker, log, desk, signal: end.signal }).catch(
          failed('the vault could not be looked through'),
        );
      }
      await members.recordExpired({ worker, now: desk.now }).catch(failed('who expired could not be recorded'));
      await emptyOld(worker).catch(failed('old answers could not be emptied'));
      await delay(minute, undefined, { signal: end.signal, ref: false }).catch(() => undefined);
    }
  })();
  return {
    async stop() {
      end.abort();
      await done;
    },
  };
}

/** Answers that were kept for a repetition of their request; a day later they are only a copy of titles. */
async function emptyOld(worker: Pool): Promise<void> {
  await worker.query(
    `update cofferdam.request_once set answer = null where made_at < statement_timestamp() - interval '1 day'`,
  );
}

/** Ends uploads that lack their end alone, and tells how much of what else lies in the vault. */
async function look({
  desk,
  intake,
  worker,
  log,
  signal,
}: UpkeepInit & { readonly signal: AbortSignal }): Promise<void> {
  const found: Record<string, number> = {};
  for await (const { stray, did, code } of evidence.sweep(intake, { worker, store: desk.store })) {
    if (signal.aborted) return;
    const what = [stray.kind, did, ...(code === undefined ? [] : [code])].join(' ');
    found[what] = (found[what] ?? 0) + 1;
  }
  if (Object.keys(found).length > 0) log.info({ found }, 'the vault holds more than the bytes of complete items');
}
