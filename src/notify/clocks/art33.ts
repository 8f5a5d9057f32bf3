const hour = 3_600_000;
const limitHours = 72;

/**
 * The end of the 72 hours of GDPR Art. 33 (1), as Regulation (EEC, Euratom) No 1182/71 Art. 3 counts them: the hour in
 * which awareness arose is not part of them (1), they begin with the next hour and end with the last one (2) (a), weekends
 * and holidays run (3), and an end on one of them does not move, since the period is expressed in hours (4). Running hours
 * know no change of the clocks. That two working days must lie within (5) is not settled; it could only give more time.
 *
 * @param since UTC, ISO 8601
 * @returns UTC, ISO 8601, on a full hour
 */
export function endOfArt33(since: string): string {
  const nextHour = (Math.floor(Date.parse(since) / hour) + 1) * hour;
  return new Date(nextHour + limitHours * hour).toISOString();
}
