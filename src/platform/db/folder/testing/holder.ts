import process from 'node:process';
import { codeOf } from '../../../errors/index.ts';
import { openFolder } from '../folder.ts';

/**
 * A program that opens the folder it is given and keeps it until it is killed. Waits for the end of its input first, so
 * that a test can let many go at the same moment. Prints `open` or the code of the error.
 */
process.stdout.write('waiting\n');
for await (const _ of process.stdin);
try {
  await openFolder(process.argv[2] ?? '');
  process.stdout.write('open\n');
  setInterval(() => undefined, 3_600_000);
} catch (error) {
  process.stdout.write(`${codeOf(error)}\n`);
}
