import { AppShell, Burger } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Outlet, useParams } from '@tanstack/react-router';
import { WhoIsHere } from '../../features/presence/who-is-here.tsx';
import { Account } from './account.tsx';
import classes from './bar.module.css';
import { Connection } from './connection.tsx';
import { Mark } from './mark.tsx';
import { Notes } from './notes.tsx';
import { Rail } from './rail.tsx';
import { SearchButton } from './search-button.tsx';
import { TopClock } from './top-clock.tsx';
import { useKeepRecent } from './keep-recent.ts';

/** What stands around every page: the rail on the left; above search, the nearest clock, who is here and the way out. */
export function Shell() {
  const { incident } = useParams({ strict: false });
  useKeepRecent(incident);
  const [isOpen, { toggle, close }] = useDisclosure();
  return (
    <AppShell
      header={{ height: 52 }}
      navbar={{ width: 208, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
      padding={{ base: 'md', sm: 'xl' }}
    >
      <a className="skip" href="#main">
        Skip to the page
      </a>
      <AppShell.Header px="md">
        <div className={classes['bar']}>
          <div className={classes['side']}>
            <Burger opened={isOpen} onClick={toggle} hiddenFrom="sm" size="sm" aria-label="Sections" />
            <Mark />
          </div>
          <SearchButton incident={incident} />
          <div className={classes['side']}>
            <TopClock />
            {incident !== undefined && <WhoIsHere incident={incident} />}
            <Account />
          </div>
        </div>
      </AppShell.Header>
      <AppShell.Navbar p="sm" aria-label="Sections">
        <Rail onChosen={close} />
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1}>
        <Connection />
        <Notes />
        <Outlet />
      </AppShell.Main>
    </AppShell>
  );
}
