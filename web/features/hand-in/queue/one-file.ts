import { call } from '../../../api/call.ts';
import { Problem } from '../../../api/problem.ts';
import { beginUpload, type Said } from './begin.ts';
import { forgetBegun, keepBegun, uploadBegun } from './begun.ts';
import { fingerprintOf } from './fingerprint.ts';
import { pause } from './gate.ts';
import type { Tried } from './passwords.ts';
import { sendRest } from './send.ts';

export interface OneFile {
  readonly incident: string;
  readonly file: File;
  readonly path: string;
  said: Said;
  readonly once: string;
  /** The upload that it belongs to; undefined before one was begun or found again. */
  evidence: string | undefined;
  isSealed: boolean;
}

interface Told {
  readonly onSent: (bytes: number) => void;
  /** Where the server does not answer or has no session for us: resolves when it can go on. */
  readonly untilOpen: () => Promise<void>;
  readonly signal: AbortSignal;
}

/** Tries without a byte that got through, while the server answers all else. */
const mostTries = 8;
/** Another connection holds the upload until the server has seen that it fell silent. */
const busy = new Set(['upload-busy', 'http-423']);
const again = new Set([
  'server-silent',
  'upload-cut',
  'upload-slow',
  'upload-offset',
  'http-408',
  'http-409',
  'http-400',
]);
const closed = new Set(['not-signed-in', 'second-factor-needed', 'http-401']);
const gone = new Set(['nothing-there', 'http-404', 'upload-ended', 'suspended-broken', 'http-410']);

/**
 * Hands one file in, from where it was left: begins, seals off where that was said, sends. Goes on by itself after a lost
 * connection, a lost server and a lost session. Tells what became of passwords.
 * Rejects with a Problem that somebody has to look at.
 */
export async function handOneIn(one: OneFile, { onSent, untilOpen, signal }: Told): Promise<Tried> {
  const fingerprint = await fingerprintOf(one.incident, one.file, one.path);
  const earlier = one.evidence === undefined && fingerprint !== undefined ? uploadBegun(fingerprint) : undefined;
  let isFromMemory = earlier !== undefined;
  one.evidence ??= earlier;
  let tries = 0;
  let sent = 0;
  for (;;) {
    try {
      const tried = await attempt(one, fingerprint, signal, (bytes) => {
        if (bytes > sent) tries = 0;
        sent = Math.max(sent, bytes);
        onSent(bytes);
      });
      if (fingerprint !== undefined) forgetBegun(fingerprint);
      return tried;
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof Problem)) throw error;
      const { code } = error;
      if (isFromMemory && gone.has(code)) {
        // What this browser remembers was ended meanwhile, or belongs to whoever used it before.
        isFromMemory = false;
        one.evidence = undefined;
        continue;
      }
      if (!busy.has(code) && !again.has(code) && !closed.has(code)) throw error;
      tries += 1;
      if (tries > mostTries) throw code === 'server-silent' ? unreadable() : error;
      await untilOpen();
      await pause(busy.has(code) ? 1000 : 300 * tries, signal);
    }
  }
}

async function attempt(
  one: OneFile,
  fingerprint: string | undefined,
  signal: AbortSignal,
  onSent: (bytes: number) => void,
): Promise<Tried> {
  const { incident, file, path, said, once } = one;
  if (one.evidence === undefined) {
    const { evidence, offset, tried } = await beginUpload({ incident, path, file, said, once, signal });
    one.evidence = evidence;
    if (fingerprint !== undefined) keepBegun(fingerprint, evidence);
    if (offset === file.size) {
      onSent(offset);
      return tried;
    }
  }
  const { evidence } = one;
  if (said.sealOff !== undefined && !one.isSealed) {
    const { why, people, reason } = said.sealOff;
    const body = { why, people: [...people], reason };
    await call('evidence.seal-off', { params: { incident, evidence }, body }, { once: `${once}-seal`, signal });
    one.isSealed = true;
  }
  return sendRest({ incident, evidence, file, passwords: said.passwords, onSent, signal });
}

/** The browser does not tell a file that it cannot read from a connection that breaks. */
const unreadable = (): Problem =>
  new Problem({
    code: 'file-unreadable',
    status: 0,
    title: 'The file does not get through, and the server answers',
    detail:
      'It may have been moved or changed since it was chosen: choose it again. Or something in between ends long requests.',
    where: undefined,
    request: undefined,
  });
