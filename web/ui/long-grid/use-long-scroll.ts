import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { type Lengths, physicalAt, realAt } from './travel.ts';

/** The highest box of rows that every browser can make. */
const highest = 8_000_000;
/** Rows around those in sight; a window moves by so many, so that not every pixel draws anew. */
const around = 4;
/** Milliseconds without a scroll after which the list rests. */
const restsAfter = 100;

interface Shown {
  /** Rows that are drawn: from `first` to before `end`. */
  readonly first: number;
  readonly end: number;
  /** Pixels from the top of the box to where the first of them lies. */
  readonly top: number;
}
interface InSight {
  readonly first: number;
  readonly last: number;
}

export interface LongScroll extends Shown {
  readonly scroller: RefObject<HTMLDivElement | null>;
  /** Pixels. */
  readonly height: number;
  /** Rows that are in sight, told no more than ten times a second while the list moves. */
  readonly inSight: InSight;
  readonly onScroll: () => void;
  /** Brings a row into sight. */
  readonly show: (row: number) => void;
  /** Rows that fit in sight at once. */
  readonly fits: () => number;
}

/**
 * A list of any length in a box that scrolls. A wheel or a key moves it by as many pixels as it says; whoever drags the
 * bar or jumps goes to the part of the list where the bar is.
 *
 * @param head pixels that the heading over the rows takes
 */
export function useLongScroll(rows: number, rowHeight: number, head: number): LongScroll {
  const scroller = useRef<HTMLDivElement>(null);
  const height = Math.min(rows * rowHeight, highest);
  const at = useRef({ physical: 0, real: 0 });
  const [shown, setShown] = useState<Shown>({ first: 0, end: Math.min(rows, 40), top: 0 });
  const [inSight, setInSight] = useState<InSight>({ first: 0, last: 20 });
  const told = useRef({ at: 0, timer: 0 });

  const lengths = useCallback((): Lengths & { readonly body: number } => {
    const body = (scroller.current?.clientHeight ?? 600) - head;
    return { body, real: Math.max(0, rows * rowHeight - body), physical: Math.max(0, height - body) };
  }, [rows, rowHeight, head, height]);

  const draw = useCallback(() => {
    const { body } = lengths();
    const { real, physical } = at.current;
    const seen = {
      first: Math.floor(real / rowHeight),
      last: Math.min(rows, Math.ceil((real + body) / rowHeight)) - 1,
    };
    const first = Math.max(0, (Math.floor(seen.first / around) - 1) * around);
    const end = Math.min(rows, (Math.ceil((seen.last + 1) / around) + 1) * around);
    const top = Math.round(physical - real) + first * rowHeight;
    setShown((old) => (old.first === first && old.end === end && old.top === top ? old : { first, end, top }));
    return seen;
  }, [lengths, rows, rowHeight]);

  const tell = useCallback((seen: InSight) => {
    told.current.at = performance.now();
    setInSight((old) => (old.first === seen.first && old.last === seen.last ? old : seen));
  }, []);

  const settle = useCallback(() => {
    const element = scroller.current;
    if (element === null) return;
    // Many small steps may have led away from where the bar stands for: it is put right while nothing moves.
    const right = physicalAt(at.current.real, lengths());
    if (Math.abs(right - at.current.physical) >= 1) {
      at.current.physical = right;
      element.scrollTop = right;
    }
    tell(draw());
  }, [draw, lengths, tell]);

  const onScroll = useCallback(() => {
    const scrolled = scroller.current?.scrollTop ?? 0;
    const { body, real, physical } = lengths();
    const step = scrolled - at.current.physical;
    const isJump = Math.abs(step) > 2 * body || scrolled <= 0 || scrolled >= physical - 1;
    const to = isJump ? realAt(scrolled, { real, physical }) : at.current.real + step;
    at.current = { physical: scrolled, real: Math.min(real, Math.max(0, to)) };
    const seen = draw();
    if (performance.now() - told.current.at > restsAfter) tell(seen);
    window.clearTimeout(told.current.timer);
    told.current.timer = window.setTimeout(settle, restsAfter);
  }, [draw, lengths, settle, tell]);

  const show = useCallback(
    (row: number) => {
      const { body, real } = lengths();
      const [top, bottom] = [row * rowHeight, (row + 1) * rowHeight - body];
      const to = Math.min(real, Math.max(0, Math.min(top, Math.max(bottom, at.current.real))));
      if (to === at.current.real || scroller.current === null) return;
      const physical = physicalAt(to, lengths());
      at.current = { real: to, physical };
      scroller.current.scrollTop = physical;
      tell(draw());
    },
    [draw, lengths, rowHeight, tell],
  );

  // Another list, or another size of the box.
  useLayoutEffect(() => {
    settle();
    const watch = new ResizeObserver(() => settle());
    if (scroller.current !== null) watch.observe(scroller.current);
    return () => watch.disconnect();
  }, [settle]);
  useEffect(() => () => window.clearTimeout(told.current.timer), []);

  const fits = useCallback(() => Math.max(1, Math.floor(lengths().body / rowHeight)), [lengths, rowHeight]);
  return { ...shown, scroller, height, inSight, onScroll, show, fits };
}
