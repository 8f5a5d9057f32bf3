import {
  IconBuilding,
  IconClipboardText,
  IconClock,
  IconFiles,
  IconFileText,
  IconFolders,
  IconHistory,
  IconInbox,
  IconLayoutDashboard,
  IconListCheck,
  IconListSearch,
  IconLogout,
  IconMoon,
  IconPaperclip,
  IconPencil,
  IconPlus,
  IconReportAnalytics,
  IconSun,
  IconUpload,
  IconUserCircle,
  IconUsers,
  IconArrowMerge,
  IconUsersGroup,
  type Icon,
} from '@tabler/icons-react';
import type { Got } from '../../api/contract.ts';
import { mayWithEvidence } from '../../ui/evidence-words.ts';
import { mayEdit } from '../incidents/rights.ts';
import { tabs } from '../incidents/tabs.ts';
import type { Entry } from './entry.ts';
import { hayOf } from './match.ts';

type Incident = Got<'incidents.show'>;
type Go = (to: string, search?: object) => void;
type Command = readonly [to: string, label: string, sign: Icon, others?: readonly string[], search?: object];

/** Pages of the rail and beside it; for whom they are, as the router has it. */
export function pages(session: Got<'session.show'>, go: Go): readonly Entry[] {
  const all: readonly Command[] = [
    ['/', 'Desk', IconInbox, ['home', 'waiting', 'start']],
    ['/incidents', 'Incidents', IconFolders, ['list', 'cases', 'all']],
    ['/organisation', 'Organisation', IconBuilding, ['entities', 'contacts', 'roster', 'backup', 'settings']],
    ['/people', 'People', IconUsers, ['invite', 'users', 'accounts']],
    ['/rules', 'Rules', IconListSearch, ['recognition', 'patterns', 'identifiers', 'try a value']],
    ['/account', 'Your account', IconUserCircle, ['password', 'sessions', 'keys', 'time zone', 'theme', 'settings']],
    ...(session.installationRole === 'admin'
      ? [['/welcome', 'Setting up', IconListCheck, ['wizard', 'first steps']] as const]
      : []),
  ];
  return all.map((command) => entryOf('Go to', 'go', command, () => go(command[0])));
}

const tabSigns: Readonly<Record<(typeof tabs)[number]['path'], readonly [Icon, readonly string[]]>> = {
  '': [IconLayoutDashboard, ['six questions', 'summary']],
  'first-hour': [IconClipboardText, ['decisions', 'whom to call', 'preserve']],
  impact: [IconReportAnalytics, ['what leaked', 'elements', 'findings']],
  clocks: [IconClock, ['deadlines', 'who must be told', 'duties']],
  evidence: [IconPaperclip, ['items', 'custody', 'files']],
  log: [IconHistory, ['record', 'audit', 'who did what']],
  report: [IconFileText, ['pdf', 'docx', 'print', 'export']],
};

/** Who sees the table of persons; src/server and the database decide. */
const seesPersons: readonly string[] = ['lead', 'analyst', 'dpo', 'legal'];

/** Parts of an incident, and what can be begun in it from wherever one is. */
export function within(incident: Incident, go: Go): readonly Entry[] {
  const { own, id } = incident;
  const base = `/incidents/${id}`;
  const all: readonly Command[] = [
    ...tabs.map(({ path, label }): Command => [path, label, ...tabSigns[path]]),
    ...(mayWithEvidence('hand-in', own.role)
      ? [['hand-in', 'Hand in files', IconUpload, ['upload', 'add evidence', 'drop']] as const]
      : []),
    ['impact/files', 'Files', IconFiles, ['inspected', 'unreadable']],
    ...(seesPersons.includes(own.role)
      ? [
          ['impact/persons', 'Persons', IconUsersGroup, ['whose', 'people']] as const,
          ['impact/doubts', 'One person or two', IconArrowMerge, ['merge', 'split', 'duplicates', 'doubts']] as const,
        ]
      : []),
    ['', 'Members', IconUsers, ['let somebody in', 'rights', 'roles'], { panel: 'members' }],
    ['', 'What was known when', IconClock, ['awareness', 'state', 'start the clock'], { panel: 'awareness' }],
    ...(mayEdit(own.role, 'severity')
      ? [['', 'Change title, severity or phase', IconPencil, ['edit', 'rename'], { panel: 'edit' }] as const]
      : []),
  ];
  return all.map((command) => {
    const [path, label, , , search] = command;
    const choose = (): void => go(path === '' ? base : `${base}/${path}`, search);
    return { ...entryOf('In this incident', 'in', command, choose), id: `in:${slugOf(label)}` };
  });
}

interface Doing {
  readonly session: Got<'session.show'>;
  readonly isDark: boolean;
  readonly turn: () => void;
  readonly leave: () => void;
  readonly go: Go;
}

/** What is done rather than gone to. */
export function acts({ session, isDark, turn, leave, go }: Doing): readonly Entry[] {
  const open: Command = ['/incidents/open', 'Open an incident', IconPlus, ['new', 'report a leak', 'create']];
  const look: Command = ['look', isDark ? 'Light page' : 'Dark page', isDark ? IconSun : IconMoon, ['theme', 'mode']];
  const out: Command = ['out', 'Sign out', IconLogout, ['leave', 'log out']];
  return [
    // Who runs the installation or audits it opens none.
    ...(session.installationRole === 'none' ? [entryOf('Do', 'do', open, () => go(open[0]))] : []),
    entryOf('Do', 'do', look, turn),
    entryOf('Do', 'do', out, leave),
  ];
}

const slugOf = (label: string): string => label.toLowerCase().replaceAll(/[^a-z]+/g, '-');

function entryOf(group: Entry['group'], kind: string, command: Command, choose: () => void): Entry {
  const [to, label, sign, others] = command;
  return { id: `${kind}:${to}`, group, label, sign, hay: hayOf(label, others), choose };
}
