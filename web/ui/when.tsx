import { Text, Tooltip } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useZone } from './zone.ts';

interface WhenProps {
  /** ISO 8601, UTC. */
  readonly at: string;
  /** The time alone, where what stands beside it says how long ago. */
  readonly bare?: boolean;
}

/** A point in time: absolute with its zone, and how far it is from now. */
export function When({ at, bare = false }: WhenProps) {
  return bare ? <BareWhen at={at} /> : <WhenBeside at={at} />;
}

/** In each row of a long list: drawn in a part of the time that a tooltip takes. */
function BareWhen({ at }: { readonly at: string }) {
  const [zone] = useZone();
  return (
    <time dateTime={at} title={`${absolute(at, 'UTC')} (${at})`} style={{ whiteSpace: 'nowrap' }}>
      {absolute(at, zone)}
    </time>
  );
}

function WhenBeside({ at }: { readonly at: string }) {
  const [zone] = useZone();
  const now = useNow(30_000);
  return (
    <Tooltip label={`${absolute(at, 'UTC')} (${at})`} openDelay={300} withinPortal>
      <Text span inherit>
        <time dateTime={at} style={{ whiteSpace: 'nowrap' }}>
          {absolute(at, zone)}
        </time>{' '}
        <Text span inherit c="dimmed" style={{ whiteSpace: 'nowrap' }}>
          {relative(Date.parse(at) - now)}
        </Text>
      </Text>
    </Tooltip>
  );
}

/** `22 Nov 2026, 11:34 CET` */
export const absolute = (at: string, zone: string): string => formatIn(zone).format(new Date(at));

/** One for each zone: making it takes longer than using it, and a list has hundreds of times. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatIn(zone: string): Intl.DateTimeFormat {
  const made =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      year: 'numeric',
      month: 'short',
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      timeZoneName: 'short',
    });
  formats.set(zone, made);
  return made;
}

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;
const words = new Intl.RelativeTimeFormat('en', { numeric: 'always', style: 'short' });

/** `3 hr. ago`, `in 2 days`; below a minute `now`. */
function relative(milliseconds: number): string {
  for (const [unit, length] of units) {
    if (Math.abs(milliseconds) >= length) return words.format(Math.trunc(milliseconds / length), unit);
  }
  return 'now';
}

/** The time, again and again. */
export function useNow(milliseconds: number): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), milliseconds);
    return () => clearInterval(timer);
  }, [milliseconds]);
  return now;
}
