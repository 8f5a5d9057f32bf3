import type { InspectEvent, Status } from '#inspect';
import { type Code, catalogue } from '../../src/platform/errors/index.ts';

export interface Verdict {
  readonly status: Status;
  readonly reason: Code | undefined;
  /** Codes that any file in it ended with, itself included. */
  readonly reasons: ReadonlySet<Code>;
  /** What was promised and not kept, in words. Empty for nearly all. */
  readonly broken: readonly string[];
}

/** Reasons that a reader of ours must never end with, whatever the file: its own mistake, its hanging. */
const never: ReadonlySet<Code> = new Set(['internal', 'reader-crashed', 'limit-time']);

/** Holds what was told of one hostile file against what inspection promises of every file. */
export function judge(events: readonly InspectEvent[]): Verdict {
  const broken: string[] = [];
  const open: { file: number; path: string; text: number }[] = [];
  const ended = new Set<number>();
  const reasons = new Set<Code>();
  let last: { status: Status; reason?: Code | undefined } | undefined;
  const said = new Map<number, { length: number; ends: number[] }>();
  for (const event of events) {
    if (event.type === 'begin') {
      const outer = open.at(-1);
      if (outer === undefined ? event.path !== '' : !event.path.startsWith(`${outer.path}!/`))
        broken.push('a member is told outside of its container');
      if (!event.path.isWellFormed()) broken.push('a name is not text');
      open.push({ file: event.file, path: event.path, text: 0 });
      said.set(event.file, { length: 0, ends: [] });
      continue;
    }
    const of = said.get(event.file);
    if (of === undefined || ended.has(event.file)) {
      broken.push(`${event.type} of a file that is not open`);
      continue;
    }
    if (event.type === 'text') of.length += Buffer.byteLength(event.text);
    else if (event.type === 'findings') of.ends.push(...event.findings.map(({ span }) => span.end));
    else if (event.type === 'end') {
      if (open.pop()?.file !== event.file) broken.push('a container ended before its member');
      ended.add(event.file);
      if ((event.status === 'inspected') !== (event.reason === undefined))
        broken.push(`${event.status} and its reason`);
      if (event.reason !== undefined) {
        reasons.add(event.reason);
        if (!Object.hasOwn(catalogue, event.reason)) broken.push('a reason that no catalogue has');
        if (never.has(event.reason)) broken.push(event.reason);
      }
      if (of.ends.some((end) => end > of.length)) broken.push('a finding beyond the end of the text');
      last = event;
    }
  }
  if (open.length > 0 || last === undefined) broken.push('a file was begun and never ended');
  return { status: last?.status ?? 'unreadable', reason: last?.reason, reasons, broken };
}
