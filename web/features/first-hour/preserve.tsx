import { Anchor, Text } from '@mantine/core';
import { Section } from '../../ui/section.tsx';
import { functions } from '../organisation/words.ts';
import classes from './first-hour.module.css';
import type { FirstHourAnswer } from './words.ts';

/** What nobody can bring back later, what is gone soonest first. */
export function Preserve({ list }: { readonly list: FirstHourAnswer['preserve'] }) {
  return (
    <Section
      title="Keep before it expires"
      lead="What is gone soonest stands first. Times are the usual ones of the makers: yours may be set otherwise."
    >
      <ul className={classes['kept']}>
        {list.map(({ id, what, says, do: step, who, source }) => (
          <li key={id}>
            <Text fw={600}>{what}</Text>
            <Text size="sm">
              {says.charAt(0).toUpperCase()}
              {says.slice(1)}.
            </Text>
            <Text size="sm" className={classes['notPrinted']}>
              {step}
            </Text>
            <Text size="xs" c="dimmed" className={classes['notPrinted']}>
              {functions[who as keyof typeof functions] ?? who} ·{' '}
              <Anchor href={source.url} target="_blank" rel="noreferrer noopener" size="xs">
                {source.name}
              </Anchor>
            </Text>
          </li>
        ))}
      </ul>
    </Section>
  );
}
