/**
 * A stream that a sink may leave early without ending the source, which its owner still has to get past.
 */
export async function* lend<T>(source: AsyncIterator<T>): AsyncGenerator<T> {
  for (;;) {
    const next = await source.next();
    if (next.done === true) return;
    yield next.value;
  }
}

/** Goes to the end of a source, whatever its consumer left. */
export async function drain<T>(source: AsyncIterator<T>): Promise<void> {
  while ((await source.next()).done !== true) {
    // What is passed here was offered to the sink before.
  }
}
