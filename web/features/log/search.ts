/** What of the log is shown, as it stands in an address. */
export interface LogSearch {
  /** A kind of act. */
  readonly type?: string | undefined;
  /** Id of who acted. */
  readonly actor?: string | undefined;
  /** Days, `YYYY-MM-DD`, in the zone of the reader; both are within. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Place of the entry that is open beside the list. */
  readonly entry?: number | undefined;
}

const day = /^\d{4}-\d{2}-\d{2}$/;

/** Out of an address that anybody may have typed: what is not known is left out. */
export function readLogSearch(given: Readonly<Record<string, unknown>>): LogSearch {
  const { type, actor, from, to, entry } = given;
  const isDay = (value: unknown): value is string =>
    typeof value === 'string' && day.test(value) && !Number.isNaN(Date.parse(value));
  return {
    ...(typeof type === 'string' && /^[a-z][a-z-]{0,63}$/.test(type) && { type }),
    ...(typeof actor === 'string' && /^[a-z0-9-]{1,64}$/.test(actor) && { actor }),
    ...(isDay(from) && { from }),
    ...(isDay(to) && { to }),
    ...(typeof entry === 'number' && Number.isInteger(entry) && entry > 0 && { entry }),
  };
}
