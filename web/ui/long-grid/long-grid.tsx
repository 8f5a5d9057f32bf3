import { type KeyboardEvent, memo, type ReactNode, useEffect, useId, useState } from 'react';
import classes from './long-grid.module.css';
import { useLongScroll } from './use-long-scroll.ts';

const rowHeight = 36;

export interface Column<T> {
  readonly label: string;
  /** As CSS has it for a grid: `8rem`, `minmax(12rem, 2fr)`. */
  readonly width: string;
  readonly align?: 'end';
  readonly cell: (row: T) => ReactNode;
}

interface LongGridProps<T> {
  readonly label: string;
  /** The same list at each drawing, where the columns are the same. */
  readonly columns: readonly Column<T>[];
  /** Rows there are, loaded or not. */
  readonly rows: number;
  /** Undefined while it is on its way. */
  readonly rowAt: (index: number) => T | undefined;
  /** Told which rows are in sight, so that they can be loaded. */
  readonly onSight: (first: number, last: number) => void;
  readonly onOpen: (row: T) => void;
  /** The row that is open beside the list. */
  readonly isOpen?: (row: T) => boolean;
  /** The narrowest that all columns can be read in; below it the grid scrolls sideways in itself. */
  readonly minWidth: string;
  /** Nothing but a title and filters stands above it: then it takes more of the page. */
  readonly isLone?: boolean;
}

/**
 * A table of any length, of which the rows in sight are drawn. By keyboard: arrows, Page Up and Down, Home and End move
 * from row to row, Enter opens the one that is marked.
 */
export function LongGrid<T>(props: LongGridProps<T>) {
  const { label, columns, rows, rowAt, onSight, onOpen, isOpen, minWidth, isLone } = props;
  const id = useId();
  const { scroller, height, first, end, top, inSight, onScroll, show, fits } = useLongScroll(
    rows,
    rowHeight,
    rowHeight,
  );
  const [marked, setMarked] = useState(0);
  const slots = Math.max(1, end - first);
  const isDrawn = marked >= first && marked < end;
  useEffect(() => onSight(inSight.first, inSight.last), [onSight, inSight]);

  const go = (to: number): void => {
    const row = Math.max(0, Math.min(rows - 1, to));
    setMarked(row);
    show(row);
  };
  const open = (index: number): void => {
    const row = rowAt(index);
    if (row !== undefined) onOpen(row);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const steps: Readonly<Record<string, () => void>> = {
      ArrowDown: () => go(marked + 1),
      ArrowUp: () => go(marked - 1),
      PageDown: () => go(marked + fits()),
      PageUp: () => go(marked - fits()),
      Home: () => go(0),
      End: () => go(rows - 1),
      Enter: () => open(marked),
    };
    const step = steps[event.key];
    if (step === undefined || event.altKey || event.metaKey) return;
    event.preventDefault();
    step();
  };
  const template = columns.map(({ width }) => width).join(' ');
  return (
    <div
      ref={scroller}
      className={classes['box']}
      data-lone={isLone}
      role="grid"
      tabIndex={0}
      aria-label={label}
      aria-rowcount={rows + 1}
      aria-colcount={columns.length}
      aria-activedescendant={isDrawn ? `${id}-${marked}` : undefined}
      onScroll={onScroll}
      onKeyDown={onKeyDown}
    >
      <div role="rowgroup" className={classes['head']} style={{ minWidth }}>
        <div role="row" aria-rowindex={1} className={classes['row']} style={{ gridTemplateColumns: template }}>
          {columns.map(({ label: name, align }) => (
            <div key={name} role="columnheader" data-align={align}>
              {name}
            </div>
          ))}
        </div>
      </div>
      <div role="rowgroup" className={classes['body']} style={{ height, minWidth }}>
        {Array.from({ length: end - first }, (_, place) => {
          const index = first + place;
          const row = rowAt(index);
          return (
            <Row
              // Who jumps has all rows changed: their elements stay, and what is in them is written anew.
              key={index % slots}
              id={`${id}-${index}`}
              index={index}
              top={top + place * rowHeight}
              row={row}
              columns={columns as readonly Column<unknown>[]}
              template={template}
              isMarked={index === marked}
              isOpen={row !== undefined && isOpen?.(row) === true}
              onChosen={(chosen) => {
                setMarked(chosen);
                open(chosen);
              }}
            />
          );
        })}
      </div>
    </div>
  );
}

interface RowProps {
  readonly id: string;
  readonly index: number;
  /** Pixels from the top of the box of rows: each row lies by itself, so that those that stay are not painted anew. */
  readonly top: number;
  readonly row: unknown;
  readonly columns: readonly Column<unknown>[];
  readonly template: string;
  readonly isMarked: boolean;
  readonly isOpen: boolean;
  readonly onChosen: (index: number) => void;
}

/** A row is drawn again when something of its own has changed: `onChosen` does the same whichever it is. */
const Row = memo(drawRow, (old, now) =>
  (['id', 'top', 'row', 'columns', 'template', 'isMarked', 'isOpen'] as const).every((name) => old[name] === now[name]),
);

function drawRow({ id, index, top, row, columns, template, isMarked, isOpen, onChosen }: RowProps) {
  return (
    // The grid around it takes the keys.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      role="row"
      id={id}
      aria-rowindex={index + 2}
      aria-selected={isOpen}
      data-marked={isMarked}
      className={classes['row']}
      style={{ gridTemplateColumns: template, top }}
      onClick={() => onChosen(index)}
    >
      {columns.map(({ label, align, cell }) => (
        <div key={label} role="gridcell" data-align={align}>
          {row === undefined ? <span className={classes['coming']} data-coming /> : cell(row)}
        </div>
      ))}
    </div>
  );
}
