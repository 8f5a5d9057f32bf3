import { fail } from '#platform/errors';

const form =
  /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d)(?::(\d\d(?:\.\d{1,3})?))?(Z|z|[+-]\d\d:\d\d)(?:\[([A-Za-z][\w+/-]{0,63})\])?$/;

interface Typed {
  /** ISO 8601 with seconds and its offset. */
  readonly instant: string;
  /** As typed: `Z` or `+01:00`. */
  readonly offset: string;
  /** What stood in brackets behind it (RFC 9557). */
  readonly zone: string | undefined;
}

function read(text: string, option: string): Typed {
  const [, date = '', minute = '', second = '00', offset = '', zone] = form.exec(text.trim()) ?? [];
  const instant = `${date}T${minute}:${second}${offset.toUpperCase()}`;
  try {
    Temporal.Instant.from(instant);
  } catch (error) {
    fail('usage', `${option}: a time with its offset, such as 2026-11-22T09:30+01:00 or 2026-11-22T08:30Z`, error);
  }
  return { instant, offset: offset.toUpperCase(), zone };
}

/** A time as somebody typed it; `usage` without an offset: a clock that nobody can tell of is none. */
export function readInstant(text: string, option: string): string {
  return read(text, option).instant;
}

/**
 * A time, and the zone in which it was said: that of `--zone`, or in brackets behind it, else UTC for `Z`, else the one of
 * this machine where its offset was that at this time. `usage` where the offset is not that of the zone, and where the
 * zone is not to be told.
 */
export function readZoned(
  text: string,
  given: string | undefined,
  { option, here = Temporal.Now.timeZoneId() }: { readonly option: string; readonly here?: string },
): { readonly since: string; readonly zone: string } {
  const { instant: since, offset, zone: typed } = read(text, option);
  const said = given ?? typed;
  if (said === undefined && offset === 'Z') return { since, zone: 'UTC' };
  const zone = said ?? here;
  if (offset === 'Z' || agrees(since, zone)) return { since, zone };
  fail(
    'usage',
    said === undefined
      ? '--zone: the time zone in which it was said, such as Europe/Berlin; that of this machine has another offset then'
      : `${option}: the zone does not have this offset at this time`,
  );
}

function agrees(instant: string, zone: string): boolean {
  try {
    return Temporal.ZonedDateTime.from(`${instant}[${zone}]`, { offset: 'reject' }).epochMilliseconds >= 0;
  } catch {
    return false;
  }
}
