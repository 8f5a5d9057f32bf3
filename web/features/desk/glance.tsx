import { Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Got } from '../../api/contract.ts';
import { useNow, When } from '../../ui/when.tsx';
import { ClockStateBadge } from '../clocks/clock-state.tsx';
import { stateAt } from '../clocks/words.ts';
import { SeverityBadge } from '../incidents/severity-badge.tsx';
import { phases, roleLabels } from '../incidents/words.ts';
import classes from './desk.module.css';

/** The newest incidents: how bad, how far, what one is in it, and what runs out. */
export function Glance({ incidents }: { readonly incidents: Got<'desk.show'>['incidents'] }) {
  const now = useNow(30_000);
  return (
    <div className={classes['cards']}>
      {incidents.map(({ id, title, codeName, severity, phase, openedAt, role, due }) => (
        <Link key={id} to="/incidents/$incident" params={{ incident: id }} className={classes['card']}>
          <div>
            <Text fw={500} style={{ overflowWrap: 'anywhere' }}>
              {title}
            </Text>
            <Text size="sm" c="dimmed">
              {codeName} · {roleLabels[role]}
            </Text>
          </div>
          <Group gap={6}>
            <SeverityBadge severity={severity} />
            <Text size="sm">{phases.find((one) => one.phase === phase)?.label}</Text>
            {due !== null && phase !== 'learn' && <ClockStateBadge state={stateAt({ due }, now)} />}
          </Group>
          <Text size="xs" c="dimmed">
            Opened <When at={openedAt} />
          </Text>
        </Link>
      ))}
    </div>
  );
}
