import { parseArgs } from 'node:util';
import { randomInt } from 'node:crypto';
import { runKilling } from './kill/run.ts';

/**
 * Kills parts of a server that works, at random, with SIGKILL, and holds what is there at the end against what it had
 * acknowledged: nothing may be lost, nothing doubled, the log must verify, and no process may be left.
 */
const { values } = parseArgs({
  options: { seed: { type: 'string' }, kills: { type: 'string', default: '100' } },
});
const seed = values.seed === undefined ? randomInt(2 ** 31) : Number(values.seed);
const isTerminal = process.stderr.isTTY;

const found = await runKilling(seed, Number(values.kills), (line) => {
  process.stderr.write(isTerminal ? `\r${line} ` : `${line}\n`);
});
if (isTerminal) process.stderr.write('\n');
const { memory, killed, wrong } = found;
const rows: readonly (readonly [string, string | number])[] = [
  ['seed', seed],
  ['seconds', found.seconds.toFixed(1)],
  ['killed: server', killed.server],
  ['killed: PostgreSQL', killed.postgres],
  ['killed: child of inspection', killed.child],
  ['server started again', found.restarts],
  ['of these, ended by itself', found.gaveUp],
  ['requests acknowledged', memory.acknowledged],
  ['requests asked again', memory.repeated],
  ['answers "internal" (500)', memory.unclean],
  ['incidents', memory.incidents.length],
  ['statements', memory.statements.length],
  ['files handed in', `${memory.files.length} (${(memory.bytes / 1e6).toFixed(1)} MB)`],
  ['inspected to the end', found.runs],
  ['entries of the log', found.entries],
  ['heads noted and found', memory.heads.length],
  ['checkpoints', found.checkpoints],
  ['exit code of the last stop', found.exitCode ?? 'none'],
  ['left in the vault', JSON.stringify(found.leftovers)],
  ['left among temporary files', found.temporary.length],
  ['wrong', wrong.length],
];
for (const [name, value] of rows) process.stdout.write(`${name.padEnd(42)}${String(value).padStart(14)}\n`);
for (const line of wrong) process.stdout.write(`WRONG: ${line}\n`);
process.exitCode = wrong.length === 0 ? 0 : 1;
