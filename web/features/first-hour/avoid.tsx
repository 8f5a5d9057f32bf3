import { Anchor, Text } from '@mantine/core';
import { Section } from '../../ui/section.tsx';
import classes from './first-hour.module.css';
import type { FirstHourAnswer } from './words.ts';

/** What makes it worse, and why. */
export function Avoid({ list }: { readonly list: FirstHourAnswer['avoid'] }) {
  return (
    <Section title="Leave it" lead="What makes it worse in the first hour, and why.">
      <ul className={classes['kept']}>
        {list.map(({ id, dont, because, source }) => (
          <li key={id}>
            <Text fw={600}>{dont}</Text>
            <Text size="sm" className={classes['notPrinted']}>
              {because}
            </Text>
            <Text size="xs" c="dimmed" className={classes['notPrinted']}>
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
