import type { Answer } from '#platform/operation';
import { operations } from '#server/client';
import { size } from '../output/words.ts';
import { printable } from '../walk.ts';
import { incidentOf } from './incident.ts';
import { pages } from './pages.ts';
import { type Format, print } from './print.ts';
import { reachDesk } from './reach.ts';

const { respond } = operations;
type InspectedFile = Answer<typeof respond.listFiles>['items'][number];
type Finding = Answer<typeof respond.listFindings>['items'][number];

export interface FilesOptions {
  readonly evidence?: string;
  readonly status?: InspectedFile['status'];
  readonly reason?: string;
  readonly element?: string;
  readonly format: Format;
}

/** `cofferdam files INCIDENT`: members of containers too. */
export async function listFiles(named: string, { format, ...filter }: FilesOptions): Promise<void> {
  const client = await reachDesk();
  const params = { incident: await incidentOf(client, named) };
  const list = (page: { readonly limit: number; readonly cursor?: string }) =>
    client.call(respond.listFiles, { params, query: { ...page, ...filter } });
  for await (const one of pages(list)) print(format === 'json' ? JSON.stringify(one) : fileLine(one));
}

export interface FindingsOptions {
  readonly evidence?: string;
  readonly element?: string;
  readonly format: Format;
}

/** `cofferdam findings INCIDENT`: masked. */
export async function listFindings(named: string, { format, ...filter }: FindingsOptions): Promise<void> {
  const client = await reachDesk();
  const params = { incident: await incidentOf(client, named) };
  const list = (page: { readonly limit: number; readonly cursor?: string }) =>
    client.call(respond.listFindings, { params, query: { ...page, ...filter } });
  for await (const one of pages(list)) print(format === 'json' ? JSON.stringify(one) : findingLine(one));
}

function fileLine({ evidence, path, format, status, reason, bytes, elements }: InspectedFile): string {
  const found = Object.entries(elements).map(([element, count]) => `${printable(element)}:${count}`);
  const state = reason === null ? status : `${status}: ${reason}`;
  const cells = [evidence, state.padEnd(28), printable(format).padEnd(8), size(bytes).padStart(9)];
  return [...cells, printable(path === '' ? '(the item itself)' : path), found.join(' ')].join('  ').trimEnd();
}

function findingLine({ evidence, file, element, rule, score, where, redacted }: Finding): string {
  const place = Object.entries(where).map(([name, value]) => `${printable(name)} ${printable(String(value))}`);
  const cells = [evidence, `file ${file}`, element.padEnd(20), printable(redacted).padEnd(24), score.toFixed(2)];
  return [...cells, rule, place.join(', ')].join('  ').trimEnd();
}
