import type { SignedCheckpoint } from '../checkpoint.ts';
import { canonical } from '../canonical.ts';
import { emptyChain, logChain, type Sealed } from '../entry.ts';

/** Characters gathered before they are handed on: a piece for each line costs more than the line. */
const pieceChars = 64 * 1024;

/**
 * Writes a log as NDJSON, in pieces of some 64 KiB. Memory does not grow with the log. What the log has is written as it
 * is: a log that was tampered with can be exported, and the export shows it.
 *
 * @param items entries of the log by `seq`; each entry of an incident directly before its link, each checkpoint directly
 *   before the entry that tells of it
 */
export async function* writeExport(
  installation: string,
  items: AsyncIterable<Sealed | SignedCheckpoint> | Iterable<Sealed | SignedCheckpoint>,
): AsyncGenerator<string> {
  let piece = `${canonical({ header: { format: 'cofferdam-log', v: 1, installation } })}\n`;
  let [entries, incidents, checkpoints, head] = [0, 0, 0, emptyChain(logChain)];
  for await (const item of items) {
    if ('entry' in item) {
      const { entry, hash } = item;
      entries += 1;
      if (entry.chain === logChain) head = { chain: logChain, seq: entry.seq, hash };
      else if (entry.seq === 1) incidents += 1;
      piece += `${canonical({ entry, hash })}\n`;
    } else {
      checkpoints += 1;
      piece += `${canonical(item)}\n`;
    }
    if (piece.length < pieceChars) continue;
    yield piece;
    piece = '';
  }
  const { seq, hash } = head;
  yield `${piece}${canonical({ footer: { entries, incidents, checkpoints, seq, hash } })}\n`;
}
