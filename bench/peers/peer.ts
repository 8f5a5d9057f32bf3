/** Another program that searches the same files. */
export interface Peer {
  readonly name: string;
  /** What was left out or made looser for it, or why it is not measured. */
  readonly note: string;
  /** CPU seconds of one core for each file, in their order, without its start; undefined where it is not installed. */
  readonly seconds: readonly number[] | undefined;
}

/** A peer that is not on this machine. */
export function absent(name: string, note: string): Peer {
  return { name, note, seconds: undefined };
}
