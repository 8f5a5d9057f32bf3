const windowMilliseconds = 8000;

/** Bytes a second over the last seconds. */
export interface Rate {
  add(bytes: number): void;
  /** Undefined before there is enough to say. */
  now(): number | undefined;
}

export function openRate(ticks: () => number = () => performance.now()): Rate {
  let samples: { readonly at: number; readonly bytes: number }[] = [];
  return {
    add(bytes) {
      const at = ticks();
      samples = [...samples.filter((one) => at - one.at < windowMilliseconds), { at, bytes }];
    },
    now() {
      const at = ticks();
      const recent = samples.filter((one) => at - one.at < windowMilliseconds);
      const [first] = recent;
      if (first === undefined || at - first.at < 500) return undefined;
      return recent.reduce((sum, { bytes }) => sum + bytes, 0) / ((at - first.at) / 1000);
    },
  };
}
