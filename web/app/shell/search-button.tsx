import { Kbd, UnstyledButton } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import classes from './bar.module.css';
import { useSignOut } from './sign-out.ts';

const load = () => import('../../features/search/index.ts');
const Search = lazy(async () => ({ default: (await load()).Search }));

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

/**
 * Opens search and commands; so does Ctrl-K (Cmd-K). No single letter does: somebody who speaks to the machine would set it off
 * by a word (WCAG 2.1.4).
 */
export function SearchButton({ incident }: { readonly incident: string | undefined }) {
  const [isOpen, setOpen] = useState(false);
  // Fetched when it is first asked for, and mounted from then on.
  const [isWanted, setWanted] = useState(false);
  const signOut = useSignOut();
  const open = useCallback(() => {
    setWanted(true);
    setOpen(true);
  }, []);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      // Before the letter comes: what is typed right after it has a field to go to.
      if (event.key === 'Control' || event.key === 'Meta') void load();
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey)
        return;
      event.preventDefault();
      // Above a decision, or what is being typed beside the page, nothing else opens.
      if (document.querySelector('[role="dialog"][aria-modal="true"]') === null) open();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [open]);
  return (
    <>
      <UnstyledButton
        className={classes['search']}
        onClick={open}
        onPointerEnter={() => void load()}
        onFocus={() => void load()}
        aria-label="Search and commands"
        aria-keyshortcuts="Control+K Meta+K"
      >
        <IconSearch size={16} aria-hidden />
        <span className={classes['hint']}>Search, or say what to do</span>
        <Kbd size="xs" className={classes['keys'] ?? ''}>
          {isMac ? '⌘ K' : 'Ctrl K'}
        </Kbd>
      </UnstyledButton>
      {isWanted && (
        <Suspense>
          <Search isOpen={isOpen} onClose={() => setOpen(false)} incident={incident} onLeave={signOut} />
        </Suspense>
      )}
    </>
  );
}
