export interface Gate {
  enter(bytes: number): Promise<void>;
  leave(bytes: number): void;
}

/** Lets at most `count` in with `bytes` altogether, first come first served; one alone always passes. */
export function createGate(count: number, bytes: number): Gate {
  const queue: { readonly bytes: number; go(): void }[] = [];
  let inside = 0;
  let held = 0;
  const admit = (): void => {
    for (;;) {
      const first = queue[0];
      if (first === undefined || (inside > 0 && (inside >= count || held + first.bytes > bytes))) return;
      queue.shift();
      inside += 1;
      held += first.bytes;
      first.go();
    }
  };
  return {
    enter: (size) =>
      new Promise((resolve) => {
        queue.push({ bytes: size, go: resolve });
        admit();
      }),
    leave: (size) => {
      inside -= 1;
      held -= size;
      admit();
    },
  };
}
