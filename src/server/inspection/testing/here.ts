import {
  createInspector,
  describeHead,
  type Format,
  type InspectEvent,
  type InspectOptions,
  type Inspector,
  type Input,
} from '#inspect';
import type { Account, Emit } from '../account.ts';
import { Attempts } from '../attempts.ts';
import { defaultLimits } from '../limits.ts';
import { inspectParts } from '../parts.ts';
import { decodeEvent, encodeEvent } from '../reader-events.ts';
import type { Readers } from '../reading.ts';
import { formatModules, importFormats, shippedLabels, shippedRules } from '../sources.ts';

export const options: InspectOptions = {
  name: 'evidence',
  passwords: [],
  limits: defaultLimits,
  findingsPerRule: 20,
  text: false,
  persons: true,
  personLabels: 'revealed',
  reveal: false,
};

/** The shipped formats and rules, in this process. */
export async function shippedInspector(): Promise<Inspector> {
  const [rules, labels, modules] = await Promise.all([shippedRules(), shippedLabels(), formatModules()]);
  return createInspector({
    formats: await importFormats(modules),
    rules,
    labels,
    key: new Uint8Array(32),
    asOf: '2026-03-04',
  });
}

/** What readers in children do, in this process and with nothing to defend against: events take the same way. */
export function readersHere(inspector: Inspector): Readers {
  return {
    async inspect(input, some, emit, going) {
      const attempts = new Attempts(going?.from?.told);
      await inspector.inspect(input, { ...some, ...attempts.restart() }, async (event) => {
        for (const frame of encodeEvent(event)) {
          const news = attempts.take(decodeEvent(frame));
          if (news !== undefined) await emit(news);
        }
      });
    },
    close: () => Promise.resolve(),
  };
}

export interface Here {
  readonly inspector: Inspector;
  readonly input: Input;
  /** Bytes of a part, for text that is to be read in parts. */
  readonly partBytes?: number;
}

/** Reads a file from where the account is. */
export async function readHere({ inspector, input, partBytes }: Here, emit: Emit, going: Account): Promise<void> {
  const readers = readersHere(inspector);
  if (partBytes === undefined) return readers.inspect(input, options, emit, going);
  const format: Format = inspector.detect(await describeHead(input, options.name));
  const cutting = { from: 0, partBytes: () => partBytes };
  await inspectParts({ readers, atOnce: 3, input, format, cutting, options, emit, going });
}

export function memoryInput(bytes: Uint8Array, read: (bytes: number) => void = () => undefined): Input {
  return {
    size: bytes.length,
    read: async (offset, length) => {
      const piece = bytes.slice(offset, offset + length);
      read(piece.length);
      return piece;
    },
    stream: async function* () {
      for (let at = 0; at < bytes.length; at += 65_536) yield bytes.slice(at, at + 65_536);
    },
  };
}

/** Events that came in another order are the same where only records and dates changed places with others. */
export function inOrder(events: readonly InspectEvent[]): { records: string[]; others: InspectEvent[] } {
  const isFree = ({ type }: InspectEvent): boolean => type === 'records' || type === 'dates';
  const records = events.filter(isFree).map((event) => JSON.stringify(event));
  return { records: records.toSorted(), others: events.filter((event) => !isFree(event)) };
}
