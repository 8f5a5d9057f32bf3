/** `2026-11-22T10:15`, as a clock on the wall of that zone shows it. */
export function wallTime(at: number, zone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(new Date(at));
  const of = (type: Intl.DateTimeFormatPartTypes): string => parts.find((part) => part.type === type)?.value ?? '';
  return `${of('year').padStart(4, '0')}-${of('month')}-${of('day')}T${of('hour')}:${of('minute')}`;
}

const day = 86_400_000;

/**
 * The instant, in ISO 8601 UTC, at which the clocks of a zone show a time. Undefined for what is no time, and for one that
 * the clocks jump over; of one that they show twice the first, which is the earlier end of a clock of the law.
 *
 * @param wall `2026-11-22T10:15`
 */
export function instantOf(wall: string, zone: string): string | undefined {
  const asUtc = Date.parse(`${wall}:00Z`);
  if (Number.isNaN(asUtc)) return undefined;
  // The offset that holds a day before or a day after is that of the moment itself, whichever way the clocks change.
  const fits = [asUtc - day, asUtc + day]
    .map((near) => asUtc - (Date.parse(`${wallTime(near, zone)}:00Z`) - near))
    .filter((at) => wallTime(at, zone) === wall);
  return fits.length === 0 ? undefined : new Date(Math.min(...fits)).toISOString();
}

/** As `instantOf`; a time that the clocks jump over is as much later as they are set forward. */
export function instantFrom(wall: string, zone: string): string {
  const asUtc = Date.parse(`${wall}:00Z`);
  const before = asUtc - day;
  return (
    instantOf(wall, zone) ?? new Date(asUtc - (Date.parse(`${wallTime(before, zone)}:00Z`) - before)).toISOString()
  );
}
