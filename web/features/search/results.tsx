import { useEffect, useRef } from 'react';
import type { Entry, Found } from './entry.ts';
import classes from './search.module.css';

interface ResultsProps {
  readonly id: string;
  readonly found: readonly Found[];
  /** Where Enter leads. */
  readonly chosen: Entry | undefined;
  readonly optionId: (entry: Entry) => string;
  readonly onPoint: (entry: Entry) => void;
  readonly onChoose: (entry: Entry) => void;
}

/** What was found, by groups. The one that is chosen is always in sight. */
export function Results({ id, found, chosen, optionId, onPoint, onChoose }: ResultsProps) {
  const list = useRef<HTMLDivElement>(null);
  const shown = chosen === undefined ? undefined : optionId(chosen);
  useEffect(() => {
    const option = shown === undefined ? null : document.getElementById(shown);
    // Its heading as well, where it is the first.
    if (option !== null && option === list.current?.querySelector('[role=option]')) list.current.scrollTop = 0;
    else option?.scrollIntoView({ block: 'nearest' });
  }, [shown]);
  return (
    <div ref={list} id={id} role="listbox" aria-label="Results" className={classes['list']} hidden={found.length === 0}>
      {found.map(({ group, entries, more }) => (
        <div key={group} role="group" aria-label={group} className={classes['group']}>
          <div role="presentation" className={classes['name']}>
            {group}
            {more > 0 && <span className={classes['more']}>{more} more when you type</span>}
          </div>
          {entries.map((entry) => (
            // Chosen by keys in the field, which has the focus (combobox).
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
            <div
              key={entry.id}
              id={optionId(entry)}
              role="option"
              tabIndex={-1}
              aria-selected={entry === chosen}
              className={classes['option']}
              // The focus stays in the field.
              onMouseDown={(event) => event.preventDefault()}
              // Where the pointer rests while the list moves below it nobody pointed.
              onMouseMove={() => entry !== chosen && onPoint(entry)}
              onClick={() => onChoose(entry)}
            >
              <entry.sign size={18} stroke={1.75} aria-hidden className={classes['sign']} />
              <span className={classes['label']}>{entry.label}</span>
              {entry.detail !== undefined && <span className={classes['detail']}>{entry.detail}</span>}
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}
