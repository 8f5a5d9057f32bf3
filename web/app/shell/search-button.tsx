import { UnstyledButton } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { notifications } from '@mantine/notifications';
import { useCallback, useEffect, useState } from 'react';
import classes from './bar.module.css';
import { useSignOut } from './sign-out.ts';
import { useEarlyKeys } from './use-early-keys.ts';

const load = () => import('../../features/search/index.ts');
type Search = Awaited<ReturnType<typeof load>>['Search'];
/** Fetched before it is called for; where that fails, calling for it says so. */
const fetchAhead = (): void => void load().catch(() => undefined);

/** Dialogs and side panels, but not what is just about to close. */
const others = '[role="dialog"][aria-modal="true"]:not([data-search])';
const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

/**
 * Opens search and commands; so does Ctrl-K (Cmd-K). No single letter does: somebody who speaks to the machine would set it off
 * by a word (WCAG 2.1.4).
 */
export function SearchButton({ incident }: { readonly incident: string | undefined }) {
  const [isOpen, setOpen] = useState(false);
  const [Search, setSearch] = useState<Search>();
  const signOut = useSignOut();
  const { keep, take } = useEarlyKeys();
  const open = useCallback(async () => {
    keep();
    try {
      const { Search: loaded } = await load();
      setSearch(() => loaded);
      setOpen(true);
    } catch {
      take();
      notifications.show({
        color: 'yellow',
        title: 'The server does not answer',
        message: 'Search opens when it is back.',
      });
    }
  }, [keep, take]);
  const close = useCallback(() => setOpen(false), []);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      // Before the letter comes: what is typed right after it has a field to go to.
      if (event.key === 'Control' || event.key === 'Meta') fetchAhead();
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey)
        return;
      event.preventDefault();
      // Above a decision, or what is being typed beside the page, nothing else opens.
      if (!isOpen && document.querySelector(others) === null) void open();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [open, isOpen]);
  return (
    <>
      <UnstyledButton
        className={classes['search']}
        onClick={() => void open()}
        onPointerEnter={fetchAhead}
        onFocus={fetchAhead}
        aria-keyshortcuts="Control+K Meta+K"
      >
        <IconSearch size={16} aria-hidden />
        <span className={classes['hint']}>Search and commands</span>
        <span className={classes['keys']} data-keys={isMac ? '⌘ K' : 'Ctrl K'} aria-hidden />
      </UnstyledButton>
      {Search !== undefined && (
        <Search isOpen={isOpen} onClose={close} onReady={take} incident={incident} onLeave={signOut} />
      )}
    </>
  );
}
