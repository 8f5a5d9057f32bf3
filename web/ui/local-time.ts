/**
 * The instant (ISO 8601, UTC) at which clocks of a zone show a time. Of one that they show twice, in the night in which they
 * are set back, the first; one that they leave out is as much later as they are set forward.
 *
 * @param local as a field of the browser has it: `2026-03-29T02:30`
 */
export function instantOf(local: string, zone: string): string {
  const wanted = Date.parse(`${local}Z`);
  const guesses = [wanted - offsetAt(wanted - day, zone), wanted - offsetAt(wanted + day, zone)].sort((a, b) => a - b);
  const exact = guesses.find((guess) => guess + offsetAt(guess, zone) === wanted);
  return new Date(exact ?? wanted - offsetAt(wanted - day, zone)).toISOString();
}

const day = 86_400_000;

/** Milliseconds by which a zone is ahead of UTC. */
function offsetAt(at: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts(at);
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  const [, sign = '+', hours = '0', minutes = '0', seconds = '0'] = /GMT([+-])(\d+):(\d+)(?::(\d+))?/.exec(name) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
}
