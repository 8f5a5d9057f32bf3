import { Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import mark from '../mark.svg';

/** Sign and name of the program; leads to the beginning. */
export function Mark() {
  return (
    <Link to="/" style={{ color: 'inherit', textDecoration: 'none' }}>
      <Group gap="xs" wrap="nowrap">
        <img src={mark} alt="Cofferdam" width={24} height={24} />
        <Text fw={650} size="lg" visibleFrom="sm" aria-hidden>
          Cofferdam
        </Text>
      </Group>
    </Link>
  );
}
