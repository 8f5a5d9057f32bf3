/** "2026-01-31 09:30 UTC": the same for everybody who looks, and in the log. */
export const minute = (instant: string): string => `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`;
