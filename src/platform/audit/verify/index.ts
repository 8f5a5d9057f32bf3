import { linesOf } from './lines.ts';
import type { Report } from './report.ts';
import { type Asked, createWalk } from './walk.ts';

/**
 * Checks an export of a log, without the installation and without a network. Reads it as a stream; memory grows with
 * the number of incidents, some 200 bytes each, not with entries.
 *
 * A whole export agrees with itself. With a public key from elsewhere, nobody without that key has changed what its
 * checkpoints sign. With a head from elsewhere, nobody at all has changed anything up to there. That nothing was cut off
 * after the last entry is never proved.
 */
export async function verifyExport(source: AsyncIterable<Uint8Array>, asked: Asked = {}): Promise<Report> {
  const walk = createWalk(asked);
  for await (const lines of linesOf(source)) for (const line of lines) walk.line(line);
  return walk.report();
}
