import { relations, statuses, type InspectedFile, type Person } from '../../ui/impact-words.ts';

/** What the files are filtered by, and which of them is open, as it stands in an address. */
export interface FileSearch {
  readonly status?: InspectedFile['status'] | undefined;
  readonly reason?: string | undefined;
  readonly format?: string | undefined;
  readonly element?: string | undefined;
  readonly order?: 'most' | undefined;
  /** Item and number of the file that is open beside the list, `ITEM.NUMBER`. */
  readonly open?: string | undefined;
  /** Bytes of its text, `START-END`: findings there are marked. */
  readonly at?: string | undefined;
}

/** The day whose files are shown. */
export interface ImpactSearch {
  readonly dated?: 'events' | 'documents' | undefined;
  /** `2019-03-04` */
  readonly day?: string | undefined;
}

/** What the persons are filtered by, and who of them is open. */
export interface PersonSearch {
  readonly count?: string | undefined;
  readonly relation?: Person['relation'] | undefined;
  readonly country?: string | undefined;
  readonly minor?: 'true' | 'false' | undefined;
  readonly element?: string | undefined;
  readonly person?: number | undefined;
}

/** The count whose open pairs are shown. */
export interface DoubtSearch {
  readonly count?: string | undefined;
}

type Given = Readonly<Record<string, unknown>>;
const fitting = (value: unknown, pattern: RegExp): string | undefined =>
  typeof value === 'string' && pattern.test(value) ? value : undefined;
const word = /^[a-z][a-z0-9-]{0,60}$/;
const id = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

// Out of an address that anybody may have typed: what is not known is left out.

export function readFileSearch({ status, reason, format, element, order, open, at }: Given): FileSearch {
  return present({
    status:
      typeof status === 'string' && Object.hasOwn(statuses, status) ? (status as InspectedFile['status']) : undefined,
    reason: fitting(reason, word),
    format: fitting(format, word),
    element: fitting(element, word),
    order: order === 'most' ? order : undefined,
    open: fitting(open, /^[0-9a-f-]{36}\.\d{1,9}$/),
    at: fitting(at, /^\d{1,15}-\d{1,15}$/),
  });
}

export function readImpactSearch({ dated, day }: Given): ImpactSearch {
  const isDay = typeof day === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day));
  // Said of both, also where there is none: what a route is silent about stays in the address as it was typed.
  return {
    dated: dated === 'events' || dated === 'documents' ? dated : undefined,
    day: isDay ? day : undefined,
  };
}

export function readPersonSearch({ count, relation, country, minor, element, person }: Given): PersonSearch {
  return present({
    count: fitting(count, id),
    relation:
      typeof relation === 'string' && Object.hasOwn(relations, relation) ? (relation as Person['relation']) : undefined,
    country: fitting(country, /^(?:[A-Z]{2}|unknown)$/),
    minor: String(minor) === 'true' ? 'true' : String(minor) === 'false' ? 'false' : undefined,
    element: fitting(element, word),
    person: Number.isSafeInteger(person) && Number(person) > 0 ? Number(person) : undefined,
  });
}

export function readDoubtSearch({ count }: Given): DoubtSearch {
  return present({ count: fitting(count, id) });
}

function present<T extends object>(all: T): T {
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as T;
}
