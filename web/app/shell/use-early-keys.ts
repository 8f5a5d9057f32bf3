import { useCallback, useEffect, useRef } from 'react';

interface EarlyKeys {
  /** From now on what is typed is kept, until it is taken. */
  readonly keep: () => void;
  /** What was typed since; from now on it goes where the focus is. */
  readonly take: () => string;
}

/** Whoever calls for a field types on before it is there, for its script may still be on its way: nothing of that is lost. */
export function useEarlyKeys(): EarlyKeys {
  const early = useRef<string>(undefined);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const { key, ctrlKey, metaKey, altKey } = event;
      if (early.current === undefined || ctrlKey || metaKey || altKey) return;
      if (key === 'Backspace') early.current = early.current.slice(0, -1);
      else if ([...key].length === 1) early.current += key;
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, []);
  const keep = useCallback(() => {
    early.current ??= '';
  }, []);
  const take = useCallback(() => {
    const text = early.current ?? '';
    early.current = undefined;
    return text;
  }, []);
  return { keep, take };
}
