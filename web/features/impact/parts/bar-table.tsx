import { Text, VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import { figure } from '../../../ui/figures.ts';
import classes from './bar-table.module.css';

interface Bar {
  readonly id: string;
  /** What is counted: a link to it, where it leads anywhere. */
  readonly label: ReactNode;
  readonly count: number;
  /** Not known, or not searched: drawn dashed. */
  readonly isUnknown?: boolean;
}

interface BarTableProps {
  /** What the table tells, for who does not see its place on the page. */
  readonly caption: string;
  /** Whose number it is. */
  readonly unit: string;
  readonly what: string;
  readonly bars: readonly Bar[];
  /** The longest bar; so that tables beside each other have one measure. @default the largest count */
  readonly most?: number;
}

/** Picture and table in one: a bar for each row, as long as its number is large. */
export function BarTable({ caption, what, unit, bars, most }: BarTableProps) {
  const longest = most ?? Math.max(1, ...bars.map(({ count }) => count));
  return (
    <table className={classes['table']}>
      <caption>
        <VisuallyHidden>{caption}</VisuallyHidden>
      </caption>
      <thead className={classes['head']}>
        <tr>
          <th scope="col">{what}</th>
          <th scope="col" className={classes['count']}>
            {unit}
          </th>
          <td aria-hidden="true" />
        </tr>
      </thead>
      <tbody>
        {bars.map(({ id, label, count, isUnknown = false }) => (
          <tr key={id}>
            <th scope="row">{label}</th>
            <td className={classes['count']}>
              <Text span size="inherit" fw={550}>
                {figure(count)}
              </Text>
            </td>
            <td aria-hidden="true" className={classes['space']}>
              <div
                className={classes['bar']}
                data-unknown={isUnknown}
                style={{ inlineSize: count === 0 ? 0 : `max(3px, ${(100 * count) / longest}%)` }}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
