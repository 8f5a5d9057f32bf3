export const certaintyWords = { known: 'Known', partial: 'Known in part', unknown: 'Unknown' } as const;

/** Of a table whose rest is left out. */
export const restOf = (rows: number, inAll: number): string =>
  `${rows.toLocaleString('en-GB')} of ${inAll.toLocaleString('en-GB')} rows`;
