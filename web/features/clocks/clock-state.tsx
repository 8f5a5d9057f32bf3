import { Badge } from '@mantine/core';
import { IconAlertTriangle, IconCircleDashed, IconClock, IconHourglassLow } from '@tabler/icons-react';
import { type ClockState, states } from './words.ts';

const signs = {
  'not-started': IconCircleDashed,
  running: IconClock,
  'due-soon': IconHourglassLow,
  overdue: IconAlertTriangle,
} as const;

/** In which state a clock is, with a sign and a word beside the colour. */
export function ClockStateBadge({ state }: { readonly state: ClockState }) {
  const Sign = signs[state];
  const { label, color } = states[state];
  return (
    <Badge
      variant={state === 'not-started' ? 'outline' : state === 'overdue' ? 'filled' : 'light'}
      color={color}
      autoContrast
      leftSection={<Sign size={12} aria-hidden />}
      // A table would cut the word off before it scrolls.
      style={{ minWidth: 'max-content', ...(state === 'not-started' && { borderStyle: 'dashed' }) }}
    >
      {label}
    </Badge>
  );
}
