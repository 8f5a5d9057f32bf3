import { Badge, Button, Group, Skeleton, Table, Text, VisuallyHidden } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Empty } from '../../ui/empty.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Section } from '../../ui/section.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { WideTable } from '../../ui/wide-table.tsx';
import { When } from '../../ui/when.tsx';
import { EntityForm } from './entity-form.tsx';
import { useOrganisation } from './use-organisation.ts';
import { countryName, type Entity, entityRoles, type Organisation, sectorName } from './words.ts';

/** The legal entities: which laws apply when data leaks follows from where each is and what it does. */
export function EntitiesSection() {
  const { data, mayEdit, error, refetch } = useOrganisation();
  const [open, setOpen] = useState<Entity | 'new'>();
  const add = mayEdit && (
    <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpen('new')}>
      Add an entity
    </Button>
  );
  return (
    <Section
      title="Legal entities"
      lead="Country, sector and role tell which laws apply, and who must be told by when."
      action={add}
    >
      <ProblemNote error={error} again={() => void refetch()} />
      {data === undefined && error === null && <Skeleton h={120} />}
      {data?.entities.length === 0 && (
        <Empty title="No legal entity yet">
          {mayEdit ? 'Add the company itself first, then its subsidiaries.' : 'An admin adds them.'} Until then nobody
          can say which duties a leak brings.
        </Empty>
      )}
      {data !== undefined && data.entities.length > 0 && (
        <EntityTable organisation={data} onEdit={mayEdit ? setOpen : undefined} />
      )}
      <SidePanel
        title={open === 'new' ? 'Add a legal entity' : 'Change the legal entity'}
        isOpen={open !== undefined && data !== undefined}
        onClose={() => setOpen(undefined)}
      >
        {open !== undefined && data !== undefined && (
          <EntityForm
            organisation={data}
            entity={open === 'new' ? undefined : open}
            onDone={() => setOpen(undefined)}
          />
        )}
      </SidePanel>
    </Section>
  );
}

interface EntityTableProps {
  readonly organisation: Organisation;
  /** Undefined for those who may not. */
  readonly onEdit: ((entity: Entity) => void) | undefined;
}

function EntityTable({ organisation: { entities, suggestedSectors }, onEdit }: EntityTableProps) {
  const dutiesOf = (sector: string | null) => suggestedSectors.find((one) => one.sector === sector)?.duties;
  return (
    <WideTable label="Legal entities" minWidth={640}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Name</Table.Th>
          <Table.Th>Country</Table.Th>
          <Table.Th>Sector</Table.Th>
          <Table.Th>Role</Table.Th>
          {onEdit !== undefined && (
            <Table.Th w={90}>
              <VisuallyHidden>Actions</VisuallyHidden>
            </Table.Th>
          )}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {entities.map((entity) => (
          <Table.Tr key={entity.id}>
            <Table.Td>
              <Group gap="xs">
                <Text span fw={500}>
                  {entity.name}
                </Text>
                {entity.listed && (
                  <Badge variant="default" tt="none" miw="max-content">
                    Listed
                  </Badge>
                )}
              </Group>
              {entity.endedAt !== null && (
                <Text size="xs" c="dimmed">
                  Ended <When at={entity.endedAt} bare />
                </Text>
              )}
            </Table.Td>
            <Table.Td>{countryName(entity.country)}</Table.Td>
            <Table.Td>
              {entity.sector === null ? <Text c="dimmed">None named</Text> : sectorName(entity.sector)}
              <Text size="xs" c="dimmed">
                {dutiesOf(entity.sector)}
              </Text>
            </Table.Td>
            <Table.Td>{entityRoles[entity.role]}</Table.Td>
            {onEdit !== undefined && (
              <Table.Td ta="right">
                <Button
                  size="compact-sm"
                  variant="subtle"
                  aria-label={`Change ${entity.name}`}
                  onClick={() => onEdit(entity)}
                >
                  Change
                </Button>
              </Table.Td>
            )}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </WideTable>
  );
}
