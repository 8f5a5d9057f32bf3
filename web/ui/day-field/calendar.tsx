import { ActionIcon } from '@mantine/core';
import { useRef } from 'react';
import classes from './day-field.module.css';

interface CalendarProps {
  /** Id of what names the field. */
  readonly of: string;
  /** `2026-11-22`, empty for none. */
  readonly day: string;
  readonly onDay: (day: string) => void;
}

const isThere = typeof HTMLInputElement.prototype.showPicker === 'function';

/** The calendar of the browser, beside a field in which a day can be typed; nothing where it has none to show. */
export function Calendar({ of, day, onDay }: CalendarProps) {
  const native = useRef<HTMLInputElement>(null);
  if (!isThere) return null;
  return (
    <span className={classes['calendar']}>
      <input
        ref={native}
        type="date"
        className={classes['native']}
        tabIndex={-1}
        aria-hidden="true"
        value={day}
        onChange={({ currentTarget }) => currentTarget.value !== '' && onDay(currentTarget.value)}
      />
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label="Calendar"
        aria-describedby={of}
        onClick={() => native.current?.showPicker()}
      >
        <svg viewBox="0 0 16 16" width={16} height={16} fill="none" stroke="currentColor" aria-hidden="true">
          <rect x="2" y="3.5" width="12" height="10.5" rx="1.5" />
          <path d="M2 7h12M5.5 1.5v4M10.5 1.5v4" />
        </svg>
      </ActionIcon>
    </span>
  );
}
