import { randomUUID } from 'node:crypto';
import type { Answer } from '#platform/operation';
import { fail } from '#platform/errors';
import { operations } from '#server/client';
import type { Questions } from '../ask.ts';
import { readPasswords } from '../options.ts';
import { size } from '../output/table.ts';
import { withQuestions } from './asking.ts';
import { incidentOf } from './incident.ts';
import { pages } from './pages.ts';
import { type Format, print, printOne, say, table } from './print.ts';
import { reachDesk } from './reach.ts';

const { respond } = operations;
type Run = Answer<typeof respond.showRun>;
export type State = Run['state'];

/** As the API takes them. */
const mostPasswords = 50;
const mostCharacters = 1024;

/** `cofferdam inspection list INCIDENT` */
export async function listInspections(
  named: string,
  { state, format }: { readonly state?: State; readonly format: Format },
): Promise<void> {
  const client = await reachDesk();
  const params = { incident: await incidentOf(client, named) };
  const rows: (readonly string[])[] = [];
  const list = (page: { readonly limit: number; readonly cursor?: string }) =>
    client.call(respond.listRuns, { params, query: { ...page, ...(state !== undefined && { state }) } });
  for await (const run of pages(list)) {
    if (format === 'json') print(JSON.stringify(run));
    else rows.push(cellsOf(run));
  }
  for (const line of table(rows)) print(line);
}

export interface AgainOptions {
  readonly passwordFile?: string;
  readonly askPasswords: boolean;
  readonly format: Format;
}

/** `cofferdam inspection again INCIDENT RUN` */
export async function inspectAgain(
  named: string,
  run: string,
  { passwordFile, askPasswords, format }: AgainOptions,
): Promise<void> {
  const passwords = askPasswords ? await withQuestions(askAll) : await readPasswords(passwordFile);
  const isGiven = askPasswords || passwordFile !== undefined;
  if (isGiven) check(passwords);
  const client = await reachDesk();
  const params = { incident: await incidentOf(client, named), run };
  const before = isGiven ? 0 : (await client.call(respond.showRun, { params })).answer.passwords;
  const given = isGiven ? { params, body: { passwords } } : { params };
  const { answer } = await client.call(respond.restartRun, given, { once: randomUUID() });
  printOne(format, answer, (begun) => table([cellsOf(begun)]));
  if (before > 0) {
    say(
      `That inspection had passwords (${before}), which were not kept. This one has none: what they opened is not read, and what was found in it goes when this one is complete. \`cofferdam inspection cancel\` stops it.`,
    );
  }
}

/** `cofferdam inspection cancel INCIDENT RUN` */
export async function cancelInspection(
  named: string,
  run: string,
  { reason, format }: { readonly reason?: string; readonly format: Format },
): Promise<void> {
  const client = await reachDesk();
  const params = { incident: await incidentOf(client, named), run };
  const body = reason === undefined ? {} : { reason };
  const { answer } = await client.call(respond.cancelRun, { params, body }, { once: randomUUID() });
  printOne(format, answer, (ended) => table([cellsOf(ended)]));
}

async function askAll({ askSecret }: Questions): Promise<string[]> {
  const passwords: string[] = [];
  for (;;) {
    const password = await askSecret('A password to try; none to begin: ');
    if (password === '') return passwords;
    passwords.push(password);
  }
}

/** Says what is wrong here, where no password has left the machine yet. */
function check(passwords: readonly string[]): void {
  if (passwords.length === 0) fail('usage', 'there is no password to try');
  if (passwords.length > mostPasswords) {
    fail('usage', `there are ${passwords.length} passwords: ${mostPasswords} can be tried at once`);
  }
  const long = passwords.findIndex((password) => password.length > mostCharacters);
  if (long >= 0) fail('usage', `password ${long + 1} is longer than ${mostCharacters} characters`);
}

function cellsOf({ id, evidence, state, code, queuedAt, bytes, reasons, passwords }: Run): readonly string[] {
  const unread = Object.entries(reasons).map(([reason, count]) => `${reason}:${count}`);
  return [
    id,
    evidence,
    code === null ? state : `${state}: ${code}`,
    queuedAt.slice(0, 16),
    size(bytes),
    [...unread, ...(passwords > 0 ? [`passwords:${passwords}`] : [])].join(' '),
  ];
}
