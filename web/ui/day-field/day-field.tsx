import { TextInput } from '@mantine/core';
import { useEffect, useId, useRef, useState } from 'react';
import { Calendar } from './calendar.tsx';
import { exampleOf, faultOf, type Precision, readDay, writtenDay } from './written-day.ts';

interface DayFieldProps {
  readonly label: string;
  readonly description?: string;
  readonly error?: string | undefined;
  readonly required?: boolean;
  /** @default 'day' */
  readonly precision?: Precision;
  /** `2026-11-22`, to the minute `2026-11-22T10:15`; empty for none. */
  readonly value: string;
  /** Told with every letter. Undefined where what stands there is no day: no form with it is sent. */
  readonly onChange: (value: string | undefined) => void;
}

/** What stands in the field, until the value is another than it stood for. */
interface Draft {
  readonly text: string;
  readonly over: string;
  readonly told: string;
}

/**
 * A day, and a time of it, in one form for all readers: browsers show their own date fields in the order of the language
 * that they were installed in, so that 3/4 is a day in March for one member and in April for the next.
 */
export function DayField({ precision = 'day', value, onChange, required = false, error, ...rest }: DayFieldProps) {
  const [draft, setDraft] = useState<Draft>();
  const [isLeft, setLeft] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  const isDraft = draft !== undefined && (draft.over === value || draft.told === value);
  const shown = isDraft ? draft.text : writtenDay(value);
  const isFaulty = readDay(shown, precision) === undefined;
  const fault = isFaulty ? faultOf(shown, precision) : '';
  // A form that holds it is not sent, and its browser says why.
  useEffect(() => field.current?.setCustomValidity(fault), [fault]);
  const write = (text: string): void => {
    const read = readDay(text, precision);
    setDraft({ text, over: value, told: read ?? '' });
    onChange(read);
  };
  return (
    <TextInput
      {...rest}
      ref={field}
      id={id}
      placeholder={exampleOf(precision)}
      autoComplete="off"
      spellCheck={false}
      required={required}
      value={shown}
      // While it is being typed nothing is wrong yet.
      error={isFaulty ? isLeft && fault : error}
      onFocus={() => setLeft(false)}
      onBlur={() => {
        setLeft(true);
        if (!isFaulty) setDraft(undefined);
      }}
      onChange={({ currentTarget }) => write(currentTarget.value)}
      rightSection={
        <Calendar
          of={`${id}-label`}
          day={isFaulty ? '' : value.slice(0, 10)}
          onDay={(day) => {
            write(precision === 'day' ? day : `${day} ${value.slice(11)}`);
            field.current?.focus();
          }}
        />
      }
    />
  );
}
