import type { Clash } from './conflict.tsx';

type Fields = Readonly<Record<string, unknown>>;
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The fields of a form that are other ones than those it began with: what an edit is about. */
export function changesOf<F extends Fields>(before: F, typed: F): Partial<F> {
  return Object.fromEntries(Object.entries(typed).filter(([name, value]) => !same(value, before[name]))) as Partial<F>;
}

/** What somebody else changed since the form began, beside what was typed. */
export function clashesOf<F extends Fields>(
  { before, now, typed }: { readonly before: F; readonly now: F; readonly typed: F },
  labels: Readonly<Record<keyof F, string>>,
  say: (name: keyof F, value: F) => string,
): readonly Clash[] {
  return Object.keys(labels)
    .filter((name) => !same(before[name], now[name]))
    .map((name) => ({
      label: labels[name as keyof F],
      theirs: say(name, now),
      yours: same(before[name], typed[name]) ? undefined : say(name, typed),
    }));
}
