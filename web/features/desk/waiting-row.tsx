import { Text } from '@mantine/core';
import {
  type Icon,
  IconAlertTriangle,
  IconCircleDashed,
  IconClock,
  IconFileAlert,
  IconLock,
  IconUpload,
  IconUserShare,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { Got } from '../../api/contract.ts';
import { counted, percent, size } from '../../ui/figures.ts';
import { When } from '../../ui/when.tsx';
import classes from './desk.module.css';

type Waiting = Got<'desk.show'>['waiting'][number];

const signs: Readonly<Record<Waiting['kind'], Icon>> = {
  clock: IconClock,
  'awareness-missing': IconCircleDashed,
  'inspection-failed': IconFileAlert,
  'password-needed': IconLock,
  'upload-unfinished': IconUpload,
  'custody-handed': IconUserShare,
};

/** One thing that waits: what it is, in which incident, and since or until when. The whole row leads there. */
export function WaitingRow({ waiting }: { readonly waiting: Waiting }) {
  const isOver = waiting.kind === 'clock' && waiting.state === 'overdue';
  const Sign = isOver ? IconAlertTriangle : signs[waiting.kind];
  const { to, search } = wayOf(waiting);
  return (
    <li className={classes['row']}>
      <Link
        to={to as '/incidents/$incident/clocks'}
        params={{ incident: waiting.incident }}
        search={search}
        className={classes['way']}
        data-urgency={isOver ? 'over' : undefined}
      >
        <Sign size={20} aria-hidden className={classes['sign']} />
        <span>
          <Text span fw={500} style={{ overflowWrap: 'anywhere' }}>
            {whatOf(waiting)}
          </Text>
          <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {waiting.title} · {waiting.codeName}
          </Text>
        </span>
        <Text span size="sm" className={classes['when']}>
          {waiting.kind === 'clock' ? 'Due ' : 'Since '}
          <When at={waiting.kind === 'clock' ? waiting.due : waiting.since} />
        </Text>
      </Link>
    </li>
  );
}

function whatOf(waiting: Waiting): string {
  switch (waiting.kind) {
    case 'clock': {
      const whose = waiting.entityName === null ? '' : ` for ${waiting.entityName}`;
      if (waiting.state === 'overdue') return `Overdue: tell the supervisory authority${whose} (GDPR Art. 33)`;
      return `Tell the supervisory authority${whose} (GDPR Art. 33)`;
    }
    case 'awareness-missing':
      return 'Say since when somebody was aware: no clock runs before';
    case 'inspection-failed':
      return 'An inspection failed: what is in the file is not known';
    case 'password-needed':
      return `${counted(waiting.files, 'protected file')} could not be opened: give the password`;
    case 'upload-unfinished':
      return `An upload of yours is not finished: ${percent(waiting.received, waiting.size)} of ${size(waiting.size)} is here`;
    case 'custody-handed':
      return `Evidence was passed on to you${waiting.from === null ? '' : ` by ${waiting.from}`}: you answer for it`;
  }
}

interface Way {
  readonly to: string;
  readonly search: { readonly panel?: 'awareness' };
}

function wayOf({ kind }: Waiting): Way {
  switch (kind) {
    case 'clock':
      return { to: '/incidents/$incident/clocks', search: {} };
    case 'awareness-missing':
      return { to: '/incidents/$incident', search: { panel: 'awareness' } };
    case 'upload-unfinished':
      return { to: '/incidents/$incident/hand-in', search: {} };
    default:
      return { to: '/incidents/$incident/evidence', search: {} };
  }
}
