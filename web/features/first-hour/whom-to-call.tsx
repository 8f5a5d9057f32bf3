import { Switch, Table, Text } from '@mantine/core';
import { useState } from 'react';
import { Section } from '../../ui/section.tsx';
import { ChannelText } from '../organisation/channel.tsx';
import { functions } from '../organisation/words.ts';
import type { FirstHourAnswer } from './words.ts';

interface WhomToCallProps {
  readonly contacts: FirstHourAnswer['contacts'];
  /** Credentials are in the data: somebody else may read along. */
  readonly mailAtRisk: boolean;
}

const order = Object.keys(functions);

/** Who is called for what, and on which channel: the second, where others may read the first. */
export function WhomToCall({ contacts, mailAtRisk }: WhomToCallProps) {
  const [chosen, setChosen] = useState<boolean>();
  const isAtRisk = chosen ?? mailAtRisk;
  const sorted = contacts.toSorted((a, b) => order.indexOf(a.function) - order.indexOf(b.function));
  return (
    <Section
      title="Whom to call"
      lead={
        isAtRisk
          ? 'Use the second channel: others may read your mail and chat.'
          : 'The first channel; the second where the first does not answer.'
      }
      action={
        <Switch
          label="Others may read our mail"
          checked={isAtRisk}
          onChange={({ currentTarget }) => setChosen(currentTarget.checked)}
        />
      }
    >
      {mailAtRisk && chosen === undefined && (
        <Text size="sm">Credentials are in the data, so that this is taken for granted until you say otherwise.</Text>
      )}
      {sorted.length === 0 ? (
        <Text c="dimmed">
          Nobody is named yet. An admin adds the people to call under Organisation, before they are needed.
        </Text>
      ) : (
        <Table.ScrollContainer minWidth={480}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>For</Table.Th>
                <Table.Th>Name</Table.Th>
                <Table.Th>{isAtRisk ? 'Use this' : 'First'}</Table.Th>
                <Table.Th>{isAtRisk ? 'Not this, for now' : 'Second'}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {sorted.map(({ id, name, function: called, first, second }) => (
                <Table.Tr key={id}>
                  <Table.Td>{functions[called]}</Table.Td>
                  <Table.Th scope="row" fw={500}>
                    {name}
                  </Table.Th>
                  <Table.Td fw={600}>
                    <ChannelText channel={isAtRisk ? second : first} />
                  </Table.Td>
                  <Table.Td>
                    <ChannelText channel={isAtRisk ? first : second} />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Section>
  );
}
