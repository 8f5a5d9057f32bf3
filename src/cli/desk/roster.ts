import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { z } from 'zod';
import { fail } from '#platform/errors';
import type { Operation } from '#platform/operation';
import { type Client, operations } from '#server/client';
import { size } from '../output/words.ts';
import { printable } from '../walk.ts';
import { namesOf } from './person.ts';
import { type Format, printOne, say } from './print.ts';
import { reachDesk } from './reach.ts';

const { respond } = operations;

/** `cofferdam roster show` */
export async function showRoster({ format }: { readonly format: Format }): Promise<void> {
  const client = await reachDesk();
  const { roster } = (await client.call(respond.showRoster)).answer;
  if (roster === null && format === 'text') return say('No roster is loaded: relations of persons are not known.');
  const nameOf = await namesOf(client);
  printOne(format, roster, (one) =>
    one === null
      ? []
      : [
          `id         ${one.id}`,
          `loaded     ${one.loadedAt} by ${printable(nameOf(one.loadedBy))}`,
          ...understoodLines(one),
        ],
  );
}

/** `cofferdam roster preview FILE`: nothing is kept. */
export async function previewRoster(path: string, { format }: { readonly format: Format }): Promise<void> {
  const client = await reachDesk();
  printOne(format, await send(client, respond.previewRoster, path), understoodLines);
}

/** `cofferdam roster load FILE` */
export async function loadRoster(path: string, { format }: { readonly format: Format }): Promise<void> {
  const client = await reachDesk();
  const roster = await send(client, respond.loadRoster, path);
  printOne(format, roster, (one) => [`id         ${one.id}`, ...understoodLines(one)]);
}

type Taking<T extends z.ZodType> = Operation & { readonly answer: T };

/** The file as it is, in one request; what the server says of it. `not-found` and `not-readable` name the path. */
async function send<T extends z.ZodType>(client: Client, { method, path: to, answer }: Taking<T>, path: string) {
  const found = await stat(path).catch((error: unknown) => fail('not-found', printable(path), error));
  if (!found.isFile()) fail('not-readable', printable(path));
  const file = createReadStream(path);
  let unread: unknown;
  file.on('error', (error) => (unread = error));
  try {
    const headers = { accept: 'application/json', 'content-type': 'text/csv' };
    const response = await client.send(method, to, headers, Readable.toWeb(file) as ReadableStream);
    const parsed = answer.safeParse(await response.json().catch(() => undefined));
    return parsed.success ? parsed.data : fail('answer-unknown', to);
  } catch (error) {
    if (unread !== undefined) fail('not-readable', printable(path), unread);
    throw error;
  } finally {
    file.destroy();
  }
}

function understoodLines(one: {
  readonly rows: number;
  readonly size: number;
  readonly columns: readonly string[];
}): readonly string[] {
  return [
    `persons    ${one.rows}`,
    `columns    ${one.columns.map(printable).join(', ')}`,
    `size       ${size(one.size)}`,
  ];
}
