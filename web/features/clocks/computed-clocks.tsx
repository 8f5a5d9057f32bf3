import { Table, Text } from '@mantine/core';
import { absolute, useNow, When } from '../../ui/when.tsx';
import { useZone } from '../../ui/zone.ts';
import { ClockStateBadge } from './clock-state.tsx';
import { type Clock, leftOf, stateAt } from './words.ts';

/** One row for each legal entity, the nearest first. */
export function ComputedClocks({ clocks }: { readonly clocks: readonly Clock[] }) {
  const now = useNow(30_000);
  return (
    <Table.ScrollContainer
      minWidth={680}
      scrollAreaProps={{ viewportProps: { tabIndex: 0, role: 'region', 'aria-label': 'Computed clocks' } }}
    >
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Legal entity</Table.Th>
            <Table.Th>State</Table.Th>
            <Table.Th>Due</Table.Th>
            <Table.Th>At the authority</Table.Th>
            <Table.Th>Aware since</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {clocks.map((clock) => (
            <Table.Tr key={clock.entity ?? 'all'}>
              <Table.Th scope="row" fw={500}>
                {clock.entityName ?? 'The organisation'}
              </Table.Th>
              <Table.Td>
                <ClockStateBadge state={stateAt(clock, now)} />
              </Table.Td>
              <Table.Td>{clock.due === null ? <Unknown /> : <Due at={clock.due} now={now} />}</Table.Td>
              <Table.Td>
                <Theirs clock={clock} />
              </Table.Td>
              <Table.Td>{clock.since === null ? <Unknown /> : <When at={clock.since} bare />}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Theirs({ clock: { due, zone } }: { readonly clock: Clock }) {
  const [own] = useZone();
  if (zone === null) return <Text c="dimmed">which one is not known</Text>;
  if (due === null) return <Unknown />;
  return zone === own ? <Text c="dimmed">the same zone</Text> : <Text>{absolute(due, zone)}</Text>;
}

function Unknown() {
  return <Text c="dimmed">nobody stated it</Text>;
}

function Due({ at, now }: { readonly at: string; readonly now: number }) {
  return (
    <>
      <When at={at} bare />
      <Text size="sm" c="dimmed">
        {leftOf(at, now)}
      </Text>
    </>
  );
}
