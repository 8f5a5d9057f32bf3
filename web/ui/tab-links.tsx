import { Link, useLocation } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import classes from './tab-links.module.css';

interface TabLinksProps {
  /** What the parts are parts of. */
  readonly label: string;
  /** Address below which the parts lie. */
  readonly base: string;
  readonly tabs: readonly { readonly path: string; readonly label: string }[];
}

/** Parts of something, each with an address of its own: links that look like tabs. */
export function TabLinks({ label, base, tabs }: TabLinksProps) {
  const { pathname } = useLocation();
  const here = pathname.slice(base.length + 1).split('/')[0] ?? '';
  const row = useRef<HTMLElement>(null);
  // Where the row is wider than the window, the one that is open may lie beyond its edge.
  useEffect(() => {
    const { current } = row;
    const open = current?.querySelector<HTMLElement>('[aria-current="page"]');
    if (current === null || open === null || open === undefined) return;
    current.scrollLeft = open.offsetLeft - current.offsetLeft - (current.clientWidth - open.offsetWidth) / 2;
  }, [here]);
  return (
    <nav ref={row} aria-label={label} className={classes['tabs']}>
      {tabs.map(({ path, label: name }) => (
        <Link
          key={path}
          to={path === '' ? base : `${base}/${path}`}
          className={classes['tab']}
          // The first is the beginning of all other addresses: the router would take it for the one that is open.
          activeOptions={{ exact: true, includeSearch: false }}
          aria-current={path === here ? 'page' : undefined}
        >
          {name}
        </Link>
      ))}
    </nav>
  );
}
