import { NavLink } from '@mantine/core';
import { type Icon, IconBuilding, IconFolders, IconInbox, IconListSearch, IconUsers } from '@tabler/icons-react';
import { Link, useLocation } from '@tanstack/react-router';

interface Section {
  readonly to: '/' | '/incidents' | '/organisation' | '/people' | '/rules';
  readonly label: string;
  readonly icon: Icon;
}

const sections: readonly Section[] = [
  { to: '/', label: 'Desk', icon: IconInbox },
  { to: '/incidents', label: 'Incidents', icon: IconFolders },
  { to: '/organisation', label: 'Organisation', icon: IconBuilding },
  { to: '/people', label: 'People', icon: IconUsers },
  { to: '/rules', label: 'Rules', icon: IconListSearch },
];

interface RailProps {
  /** Told when somebody goes somewhere: on a narrow screen the rail lies over the page. */
  readonly onChosen: () => void;
}

/** The sections that work, and that whoever looks at them may open. */
export function Rail({ onChosen }: RailProps) {
  const { pathname } = useLocation();
  return sections.map(({ to, label, icon: Sign }) => {
    const isHere = pathname === to || pathname.startsWith(`${to}/`);
    return (
      <NavLink
        key={to}
        component={Link}
        to={to}
        label={label}
        leftSection={<Sign size={18} stroke={1.75} aria-hidden />}
        active={isHere}
        aria-current={isHere ? 'page' : undefined}
        onClick={onChosen}
      />
    );
  });
}
