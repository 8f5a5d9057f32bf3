import { Table, Text } from '@mantine/core';
import { counted, figure } from '../figures.ts';
import classes from './months.module.css';
import { type Column, columnsOf, periodInWords } from './periods.ts';
import { dayInWords } from './day-words.ts';

interface MonthsProps {
  readonly months: Readonly<Record<string, number>>;
  /** The newest day that others bear out. */
  readonly newest: string | undefined;
  /** Days that stand alone behind it. */
  readonly later: readonly { readonly day: string; readonly count: number }[];
}

/** Pixels of a bar with the gap beside it: few bars are not drawn as walls, and the axis ends where they do. */
const widest = 50;

/** Dates by month, or by year where there are many: a picture, what it says in words, and the same as a table. */
export function Months({ months, newest, later }: MonthsProps) {
  const columns = columnsOf(months, { newest, later: later.map(({ day }) => day) });
  const most = Math.max(1, ...columns.map(({ count }) => count));
  const [first, last] = [columns[0], columns.at(-1)];
  if (first === undefined || last === undefined) return null;
  return (
    <div>
      <div
        className={classes['picture']}
        style={{ maxInlineSize: columns.length * widest }}
        role="img"
        aria-label={summary(columns, newest)}
      >
        {columns.map(({ period, count, isAlone }) => (
          <div key={period} className={classes['slot']}>
            <div
              className={classes['bar']}
              data-alone={isAlone}
              style={{ blockSize: count === 0 ? 0 : `max(3px, ${(100 * count) / most}%)` }}
            />
          </div>
        ))}
      </div>
      <div
        className={classes['axis']}
        style={{ maxInlineSize: Math.max(columns.length * widest, 240) }}
        aria-hidden="true"
      >
        <span>{periodInWords(first.period)}</span>
        {columns.length > 1 && <span>{periodInWords(last.period)}</span>}
      </div>
      {later.length > 0 && (
        <Text size="xs" c="dimmed" mt={4}>
          {columns.some(({ isAlone }) => isAlone) ? 'Dashed' : 'Later'}:{' '}
          {later.map(({ day, count }) => `${dayInWords(day)} (${figure(count)})`).join(', ')}, which{' '}
          {later.length === 1 ? 'stands' : 'stand'} alone.
        </Text>
      )}
      <details className={classes['twin']}>
        <summary>The same as a table</summary>
        <Table maw={420}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{first.period.length === 4 ? 'Year' : 'Month'}</Table.Th>
              <Table.Th ta="right">Dates</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {columns
              .filter(({ count }) => count > 0)
              .toReversed()
              .map(({ period, count, isAlone }) => (
                <Table.Tr key={period}>
                  <Table.Th scope="row" fw={500}>
                    {periodInWords(period)}
                    {isAlone && ', stands alone'}
                  </Table.Th>
                  <Table.Td ta="right">{figure(count)}</Table.Td>
                </Table.Tr>
              ))}
          </Table.Tbody>
        </Table>
      </details>
    </div>
  );
}

function summary(columns: readonly Column[], newest: string | undefined): string {
  const filled = columns.filter(({ count }) => count > 0);
  const fullest = filled.reduce<Column | undefined>(
    (best, one) => (best && best.count >= one.count ? best : one),
    undefined,
  );
  const [first, last] = [filled[0], filled.at(-1)];
  if (first === undefined || last === undefined || fullest === undefined) return 'No dates';
  const span =
    first === last
      ? `in ${periodInWords(first.period)}`
      : `from ${periodInWords(first.period)} to ${periodInWords(last.period)}`;
  const day = newest === undefined ? '' : ` The newest is ${dayInWords(newest)}.`;
  return `Dates ${span}, most in ${periodInWords(fullest.period)} (${counted(fullest.count, 'date')}).${day}`;
}
