import type { ReactNode } from 'react';
import { figure } from '../../../ui/figures.ts';
import classes from './stack-bar.module.css';

/** How sure a part is: known, in part, not known, or known to be missing. */
type Certainty = 'known' | 'partial' | 'unknown' | 'missing';

export interface Part {
  readonly id: string;
  readonly label: ReactNode;
  readonly hint?: string;
  readonly count: number;
  readonly certainty: Certainty;
}

interface StackBarProps {
  readonly label: string;
  readonly parts: readonly Part[];
}

/** A whole and its parts; below it every part by name, with its number and its pattern. Parts of nothing are left out. */
export function StackBar({ label, parts }: StackBarProps) {
  const shown = parts.filter(({ count }) => count > 0);
  return (
    <div>
      <div className={classes['bar']} aria-hidden="true">
        {shown.map(({ id, count, certainty }) => (
          <div key={id} data-certainty={certainty} style={{ flexGrow: count }} />
        ))}
      </div>
      <ul className={classes['legend']} aria-label={label}>
        {shown.map(({ id, label: name, hint, count, certainty }) => (
          <li key={id}>
            <span className={classes['sign']} data-certainty={certainty} aria-hidden="true" />
            <span>
              <strong>{figure(count)}</strong> {name}
              {hint !== undefined && <span className={classes['hint']}> · {hint}</span>}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
