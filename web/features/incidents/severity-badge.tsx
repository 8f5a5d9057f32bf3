import { Badge } from '@mantine/core';
import { severities, type Severity } from './words.ts';

/** How bad it is, as far as anybody said: unknown is drawn as unknown. */
export function SeverityBadge({ severity }: { readonly severity: Severity }) {
  const { label, color } = severities[severity];
  return (
    <Badge
      variant={severity === 'unknown' ? 'outline' : 'light'}
      color={color}
      autoContrast
      miw="max-content"
      style={severity === 'unknown' ? { borderStyle: 'dashed' } : undefined}
    >
      {label}
    </Badge>
  );
}
