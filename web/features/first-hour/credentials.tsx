import { Anchor, Table, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { counted, figure } from '../../ui/figures.ts';
import { Section } from '../../ui/section.tsx';
import { type Credential, credentialLabels, credentialSteps } from './words.ts';

interface CredentialsProps {
  readonly credentials: readonly Credential[];
  readonly incident: string;
}

/** Doors that stand open for as long as nobody changes the lock, by how easily they open. */
export function Credentials({ credentials, incident }: CredentialsProps) {
  return (
    <Section
      title="Change first"
      lead="Credentials in the data, in the order in which to change them. Whether they still work was not tried."
    >
      {credentials.length === 0 ? (
        <Text c="dimmed">None was recognised in what was searched so far. That is no proof that there is none.</Text>
      ) : (
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>What</Table.Th>
              <Table.Th ta="right">Found</Table.Th>
              <Table.Th>What to do</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {credentials.map(({ element, findings, files }) => (
              <Table.Tr key={element}>
                <Table.Th scope="row" fw={500}>
                  <Anchor
                    renderRoot={(props) => (
                      <Link
                        {...props}
                        to="/incidents/$incident/impact/files"
                        params={{ incident }}
                        search={{ element }}
                      />
                    )}
                  >
                    {credentialLabels[element]}
                  </Anchor>
                </Table.Th>
                <Table.Td ta="right">
                  {figure(findings)}
                  <Text size="xs" c="dimmed">
                    in {counted(files, 'file')}
                  </Text>
                </Table.Td>
                <Table.Td>{credentialSteps[element]}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Section>
  );
}
