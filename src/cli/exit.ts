/** What the exit code of `inspect` says; documented in docs/inspect.md. */
export const exitCodes = {
  clean: 0,
  internal: 1,
  usage: 2,
  found: 3,
  notAllRead: 4,
  foundAndNotAllRead: 5,
} as const;

/** 0 all read and nothing found, 3 found, 4 nothing found but something not fully read, 5 both. */
export function exitCode(found: boolean, notAllRead: boolean): number {
  if (found) return notAllRead ? exitCodes.foundAndNotAllRead : exitCodes.found;
  return notAllRead ? exitCodes.notAllRead : exitCodes.clean;
}
