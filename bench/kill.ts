import { randomInt } from 'node:crypto';
import { runKilling } from './kill/run.ts';
import { count, ownOptions } from './options.ts';

/**
 * Kills parts of a server that works and of workers beside it, at random, with SIGKILL, and holds what is there at the end
 * against what was acknowledged: nothing may be lost, nothing doubled, the log must verify, and no process may be left.
 */
const { seed, kills } = ownOptions({
  seed: count(randomInt(2 ** 31), { from: 0, to: 2 ** 32 - 1 }),
  kills: count(100),
});
const isTerminal = process.stderr.isTTY;

const found = await runKilling(seed, kills, (line) => {
  process.stderr.write(isTerminal ? `\r${line} ` : `${line}\n`);
});
if (isTerminal) process.stderr.write('\n');
const { memory, killed, wrong } = found;
const rows: readonly (readonly [string, string | number])[] = [
  ['seed', seed],
  ['seconds', found.seconds.toFixed(1)],
  ['killed: server', killed.server],
  ['killed: PostgreSQL', killed.postgres],
  ['killed: worker', killed.worker],
  ['killed: child of inspection', killed.child],
  ['server started again', found.restarts.server],
  ['workers started again', found.restarts.worker],
  ['of these, ended by themselves', found.gaveUp.length],
  ['children seen below workers', found.seenBelowWorkers],
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
  ['exit codes of the last stop', found.exitCodes.map((code) => code ?? 'killed').join(' ')],
  ['left in the vault', JSON.stringify(found.leftovers)],
  ['left among temporary files', found.temporary.length],
  ['wrong', wrong.length],
];
for (const [name, value] of rows) process.stdout.write(`${name.padEnd(42)}${String(value).padStart(14)}\n`);
for (const line of found.gaveUp) process.stdout.write(`ended by itself: ${line}\n`);
for (const line of wrong) process.stdout.write(`WRONG: ${line}\n`);
process.exitCode = wrong.length === 0 ? 0 : 1;
