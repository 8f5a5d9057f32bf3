import { Badge, Tooltip } from '@mantine/core';
import { IconCircleCheck, IconCircleDashed, IconCircleHalf2 } from '@tabler/icons-react';

export type Certain = 'known' | 'partial' | 'unknown';

const words = {
  known: { label: 'Known', color: 'gray', sign: IconCircleCheck, hint: 'All that is there was looked at' },
  partial: {
    label: 'In part',
    color: 'yellow',
    sign: IconCircleHalf2,
    hint: 'Something is missing; what, stands below',
  },
  unknown: {
    label: 'Unknown',
    color: 'gray',
    sign: IconCircleDashed,
    hint: 'Nothing is known, which is not the same as nothing',
  },
} as const;

/** How far an answer is certain: never by colour alone, and unknown is dashed. */
export function Certainty({ of }: { readonly of: Certain }) {
  const { label, color, sign: Sign, hint } = words[of];
  return (
    <Tooltip label={hint}>
      <Badge
        variant={of === 'unknown' ? 'outline' : 'light'}
        color={color}
        autoContrast
        leftSection={<Sign size={12} aria-hidden />}
        style={of === 'unknown' ? { borderStyle: 'dashed' } : undefined}
      >
        {label}
      </Badge>
    </Tooltip>
  );
}
