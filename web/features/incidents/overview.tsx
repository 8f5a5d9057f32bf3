/** The six questions. */
export function Overview() {
  return null;
}
