const days = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether the day exists in the month; 29 February counts where the year is unknown. Counts start at 1. */
export function dayExists(day: number, month: number, year?: number): boolean {
  if (!Number.isInteger(day) || !Number.isInteger(month) || month < 1 || month > 12 || day < 1) return false;
  if (day > (days[month - 1] ?? 0)) return false;
  if (day < 29 || month !== 2 || year === undefined) return true;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** Whether a day of this two-digit year exists in 1900–1999 or 2000–2099. */
export function dayExistsInShortYear(day: number, month: number, shortYear: number): boolean {
  return dayExists(day, month, 1900 + shortYear) || dayExists(day, month, 2000 + shortYear);
}
