import { Checkbox, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import { passwordsFault } from './queue/passwords.ts';
import classes from './passwords-field.module.css';

interface PasswordsFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/**
 * Passwords for what is handed in next. They are in the memory of the page alone. A browser that restores a session writes
 * what is in fields to the disk, and some send what is typed away to have it spelt: both are told not to.
 */
export function PasswordsField({ value, onChange }: PasswordsFieldProps) {
  const [isShown, setShown] = useState(false);
  return (
    <Stack gap="xs">
      <Textarea
        label="Passwords, if you know them"
        description="One a line. They are tried on whatever is protected in these files; they are sealed until the inspection ends and then gone. This browser keeps none: after it was closed, give them again when you go on."
        autosize
        minRows={2}
        maxRows={6}
        autoComplete="off"
        autoCorrect="off"
        autoCapitalize="off"
        spellCheck={false}
        {...(!isShown && { classNames: { wrapper: classes['shut'] ?? '' } })}
        error={passwordsFault(value)}
        value={value}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
      {value !== '' && (
        <Checkbox
          label="Show what I typed"
          checked={isShown}
          onChange={({ currentTarget }) => setShown(currentTarget.checked)}
        />
      )}
    </Stack>
  );
}
