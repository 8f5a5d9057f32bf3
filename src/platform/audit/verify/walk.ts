import type { SignedCheckpoint } from '../checkpoint.ts';
import { type Entry, logChain } from '../entry.ts';
import type { Footer } from '../export/form.ts';
import { type Awaited, isLinkOf, judgeLink, tellsOf } from './awaited.ts';
import { place, tipOf, type Tips } from './chains.ts';
import { createKeys } from './keys.ts';
import type { Line } from './lines.ts';
import { readLine, type Wrong } from './read-line.ts';
import { createFindings, type Place, type Report } from './report.ts';

/** What the reader of an export knows from elsewhere. */
export interface Asked {
  /** The hash of an entry, noted earlier: 64 hexadecimal digits. */
  readonly head?: string | undefined;
  /** The public key of the installation: 64 hexadecimal digits. */
  readonly publicKey?: string | undefined;
}

/** Goes through an export line by line, and reports at the end. Memory grows with the number of incidents alone. */
export interface Walk {
  line(line: Line): void;
  report(): Report;
}

export function createWalk(asked: Asked): Walk {
  const findings = createFindings();
  const tips: Tips = new Map();
  const keys = createKeys(asked.publicKey);
  const counts = { lines: 0, entries: 0, incidents: 0, checkpoints: 0 };
  let installation: string | undefined;
  let ended = false;
  let awaited: Awaited | undefined;
  /** Lines since the last entry of the log that were not understood: gaps of as many entries are no news. */
  let lost = 0;
  let last: { seq: number; hash: string; at: string } | undefined;
  let signed: Report['signed'] = null;
  let askedHead: Place | undefined;
  let askedHeadSeq = 0;
  let askedKey: Report['askedKey'] = null;

  const here = (chain: string | null = null, seq: number | null = null): Place => ({ line: counts.lines, chain, seq });
  const { broken } = findings;

  /** Says that what was awaited did not come. */
  function giveUp(): void {
    if (awaited?.is === 'link') broken('link-missing', here(awaited.chain, awaited.seq));
    if (awaited?.is === 'told') broken('checkpoint-unpaired', here(logChain, tipOf(tips, logChain).seq));
    awaited = undefined;
  }

  /** Whether the entry is a new one of its chain; says what is wrong with its place. */
  function takePlace(entry: Entry, hash: string): boolean {
    const { chain, seq } = entry;
    const standing = place(tips, entry, hash);
    if (standing.is === 'doubled') broken('entry-doubled', here(chain, seq));
    if (standing.is === 'misplaced') broken('entry-misplaced', here(chain, seq));
    if (standing.is === 'replaced') broken('entry-replaced', here(chain, standing.seq));
    if (standing.is === 'missing' && standing.to - standing.from >= lost) {
      const { from, to } = standing;
      broken('entry-missing', here(chain, from), from === to ? undefined : `${from} to ${to}`);
    }
    return standing.is !== 'doubled' && standing.is !== 'misplaced';
  }

  function entryLine(entry: Entry, hash: string): void {
    const { chain, seq, at } = entry;
    counts.entries += 1;
    if (hash === asked.head) {
      askedHead ??= here(chain, seq);
      askedHeadSeq ||= chain === logChain ? seq : tipOf(tips, logChain).seq + 1;
    }
    if (!takePlace(entry, hash)) return;
    if (chain === logChain) {
      logEntry(entry);
      last = { seq, hash, at };
      lost = 0;
      return;
    }
    giveUp();
    if (counts.lines === 2) broken('entry-missing', here(logChain, 1), 'the first entry of the log');
    if (seq === 1) counts.incidents += 1;
    awaited = { is: 'link', chain, seq, hashes: [hash], at };
  }

  function logEntry(entry: Entry): void {
    const { act, at, seq } = entry;
    if (last !== undefined && at < last.at) {
      const back = Date.parse(last.at) - Date.parse(at);
      findings.notice('clock-back', here(logChain, seq), `the clock was ${back} ms behind the entry before`);
    }
    if (act.type === 'chain-linked') return link(entry, act);
    if (act.type === 'checkpoint-signed') return told(entry, act.checkpoint);
    giveUp();
    if (act.type === 'installation-set-up') {
      if (installation !== undefined && act.installation !== installation) {
        broken('installation-differs', here(logChain, seq));
      }
      installation ??= act.installation;
      keys.open(act.publicKey);
    }
    if (act.type === 'log-key-changed' && !keys.change(installation ?? '', entry)) {
      broken('key-change-wrong', here(logChain, seq));
    }
    if (act.type === 'backup-restored') {
      findings.notice(
        'backup-restored',
        here(logChain, seq),
        'the log goes on from a backup; what came after it is lost',
      );
    }
  }

  function link(entry: Entry, said: { readonly chain: string; readonly seq: number; readonly head: string }): void {
    const expected = awaited;
    if (isLinkOf(expected, said)) {
      awaited = undefined;
      const wrong = judgeLink(expected, said, entry);
      if (wrong === 'entry-replaced') broken(wrong, here(said.chain, said.seq));
      else if (wrong !== undefined) broken(wrong, here(logChain, entry.seq), 'a link is written with its entry');
      return;
    }
    giveUp();
    if (expected?.is !== 'anything') broken('entry-missing', here(said.chain, said.seq));
    if (said.seq > tipOf(tips, said.chain).seq) tips.set(said.chain, { seq: said.seq, hashes: [said.head] });
  }

  function told(entry: Entry, checkpoint: string): void {
    const expected = awaited;
    awaited = undefined;
    if (expected?.is === 'link') broken('link-missing', here(expected.chain, expected.seq));
    if (!tellsOf(expected, checkpoint, entry)) broken('checkpoint-unpaired', here(logChain, entry.seq));
  }

  function checkpointLine(line: SignedCheckpoint, hash: string): void {
    giveUp();
    counts.checkpoints += 1;
    const { checkpoint } = line;
    const tip = tipOf(tips, logChain);
    const isSigned = checkpoint.installation === installation && keys.signed(line);
    const holds = checkpoint.seq === tip.seq && tip.hashes.includes(checkpoint.hash);
    if (!isSigned) broken('checkpoint-wrong', here(logChain, checkpoint.seq));
    else if (holds || (checkpoint.seq > tip.seq && checkpoint.seq <= tip.seq + lost)) {
      const { seq, at, key } = checkpoint;
      signed = { seq, at, key };
      if (keys.inForce()?.asked === true) askedKey = { seq, at };
      if (!holds) tips.set(logChain, { seq, hashes: [checkpoint.hash] });
      lost = 0;
    } else broken('checkpoint-differs', here(logChain, checkpoint.seq));
    awaited = isSigned ? { is: 'told', hash, at: checkpoint.at } : { is: 'anything' };
  }

  /** A line that is wrong for itself stands for the entry that should be here: one change is one break. */
  function wrongLine({ kind, detail, chain, seq, hashes }: Wrong): void {
    broken(kind, here(chain, seq), detail);
    ended ||= kind === 'export-cut';
    const before = chain === null ? undefined : tipOf(tips, chain).seq;
    if (chain === null || before === undefined) {
      lost += 1;
      awaited = { is: 'anything' };
      return;
    }
    counts.entries += 1;
    tips.set(chain, { seq: before + 1, hashes });
    if (chain !== logChain) awaited = { is: 'link', chain, seq: before + 1, hashes };
    else awaited = undefined;
  }

  function footerLine({ seq, hash, ...said }: Footer): void {
    giveUp();
    ended = true;
    const tip = tipOf(tips, logChain);
    const agrees = lost > 0 || (seq === tip.seq && tip.hashes.includes(hash));
    const { entries, incidents, checkpoints } = counts;
    const counted = said.entries === entries && said.incidents === incidents && said.checkpoints === checkpoints;
    // Where a line is missing or too many the counts differ because of it: that was said.
    if (!agrees || (!counted && findings.inAll.breaks === 0)) broken('footer-wrong', here());
  }

  return {
    line(line) {
      counts.lines += 1;
      if (ended) return broken('line-after-end', here());
      const read = readLine(line);
      if (counts.lines === 1) {
        if (read.is === 'header') installation = read.installation;
        else broken('header-wrong', here());
        if (read.is !== 'entry') return;
      }
      if (read.is === 'entry') entryLine(read.entry, read.hash);
      else if (read.is === 'checkpoint') checkpointLine(read.signed, read.hash);
      else if (read.is === 'footer') footerLine(read.footer);
      else if (read.is === 'header') broken('header-wrong', here(), 'a second header');
      else wrongLine(read);
    },
    report() {
      const { lines, ...seen } = counts;
      if (!ended) broken('export-cut', { line: lines + 1, chain: null, seq: null });
      if (asked.head !== undefined && askedHead === undefined) broken('head-absent', here());
      if (asked.publicKey !== undefined && askedKey === null) broken('key-unused', here());
      const after = (last?.seq ?? 0) - askedHeadSeq;
      return {
        verdict: findings.inAll.breaks === 0 ? 'whole' : 'broken',
        installation: installation ?? null,
        lines,
        ...seen,
        head: last ?? null,
        signed,
        publicKey: keys.inForce()?.publicKey ?? null,
        askedHead: askedHead === undefined ? null : { ...askedHead, after },
        askedKey,
        breaks: findings.breaks,
        breaksInAll: findings.inAll.breaks,
        notices: findings.notices,
        noticesInAll: findings.inAll.notices,
      };
    },
  };
}
