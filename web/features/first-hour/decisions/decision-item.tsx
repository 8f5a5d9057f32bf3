import { Badge, Button, Group, Text } from '@mantine/core';
import { compartments } from '../../../ui/evidence-words.ts';
import { absolute, When } from '../../../ui/when.tsx';
import { useZone } from '../../../ui/zone.ts';
import classes from '../first-hour.module.css';
import type { Decision } from '../words.ts';

interface DecisionItemProps {
  readonly decision: Decision;
  /** Offered where another may take its place. */
  readonly onSupersede?: () => void;
}

export function DecisionItem({ decision, onSupersede }: DecisionItemProps) {
  const { text, options, decidedBy, at, zone, compartment, supersededBy, supersedes, recordedBy, recordedAt } =
    decision;
  const [own] = useZone();
  const by = decidedBy.name ?? 'somebody who was removed since';
  return (
    <li className={classes['decision']} data-superseded={supersededBy !== null}>
      <Group justify="space-between" align="flex-start" gap="xs">
        <div className={classes['said']}>
          <Group gap="xs">
            {supersededBy !== null && (
              <Badge variant="outline" color="gray">
                Decided otherwise later
              </Badge>
            )}
            {supersedes !== null && (
              <Badge variant="light" color="gray" autoContrast>
                In place of an earlier one
              </Badge>
            )}
            {compartment !== 'facts' && (
              <Badge variant="light" color="gray" autoContrast>
                {compartments[compartment].label}
              </Badge>
            )}
          </Group>
          <Text className={`${classes['text'] ?? ''} ${classes['decided'] ?? ''}`}>{text}</Text>
          {options.length > 0 && (
            <Text size="sm" c="dimmed" className={classes['text']}>
              Instead of: {options.join('; ')}
            </Text>
          )}
          <Text size="sm" c="dimmed">
            {by}, <When at={at} />
            {zone !== own && <> ({absolute(at, zone)})</>}
            {recordedBy.id !== decidedBy.id && <> · put down by {recordedBy.name}</>}
            {Date.parse(recordedAt) - Date.parse(at) > 900_000 && (
              <>
                {' '}
                on <When at={recordedAt} bare />
              </>
            )}
          </Text>
        </div>
        {onSupersede !== undefined && (
          <Button variant="subtle" size="compact-sm" onClick={onSupersede}>
            Decide otherwise
          </Button>
        )}
      </Group>
    </li>
  );
}
