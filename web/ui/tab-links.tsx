import { Link, useLocation } from '@tanstack/react-router';
import classes from './tab-links.module.css';

interface TabLinksProps {
  /** What the parts are parts of. */
  readonly label: string;
  /** Address below which the parts lie. */
  readonly base: string;
  readonly tabs: readonly { readonly path: string; readonly label: string }[];
}

/** Where the row is wider than the window, the part that is open may lie beyond its edge; a phone is turned, too. */
function keepInSight(open: HTMLAnchorElement | null): (() => void) | undefined {
  const row = open?.parentElement;
  if (open === null || row === null || row === undefined) return undefined;
  const watch = new ResizeObserver(() => {
    row.scrollLeft = open.offsetLeft - row.offsetLeft - (row.clientWidth - open.offsetWidth) / 2;
  });
  watch.observe(row);
  return () => watch.disconnect();
}

/** Parts of something, each with an address of its own: links that look like tabs. */
export function TabLinks({ label, base, tabs }: TabLinksProps) {
  const { pathname } = useLocation();
  const here = pathname.slice(base.length + 1).split('/')[0] ?? '';
  return (
    <nav aria-label={label} className={classes['tabs']}>
      {tabs.map(({ path, label: name }) => (
        <Link
          key={path}
          ref={path === here ? keepInSight : undefined}
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
