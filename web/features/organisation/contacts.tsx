import { Button, Skeleton, Table, Text, VisuallyHidden } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Empty } from '../../ui/empty.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Section } from '../../ui/section.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { WideTable } from '../../ui/wide-table.tsx';
import { ChannelText } from './channel.tsx';
import { ContactForm } from './contact-form.tsx';
import { useOrganisation } from './use-organisation.ts';
import { type Contact, functions, type Organisation } from './words.ts';

/** Whom to call, for what, and by which second channel: an intruder may read the mail. */
export function ContactsSection() {
  const { data, mayEdit, error, refetch } = useOrganisation();
  const [open, setOpen] = useState<Contact | 'new'>();
  const add = mayEdit && (
    <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpen('new')}>
      Add a person to call
    </Button>
  );
  return (
    <Section
      title="People to call"
      lead="Each with a second channel that works when mail does not: an intruder may read it, or has taken it down."
      action={add}
    >
      <ProblemNote error={error} again={() => void refetch()} />
      {data === undefined && error === null && <Skeleton h={120} />}
      {data?.contacts.length === 0 && (
        <Empty title="Nobody to call yet">
          {mayEdit
            ? 'Begin with the data protection officer, counsel and whoever answers for IT.'
            : 'An admin adds them.'}{' '}
          The first hour of an incident needs their numbers.
        </Empty>
      )}
      {data !== undefined && data.contacts.length > 0 && (
        <ContactTable organisation={data} onEdit={mayEdit ? setOpen : undefined} />
      )}
      <SidePanel
        title={open === 'new' ? 'Add a person to call' : 'Change the person to call'}
        isOpen={open !== undefined && data !== undefined}
        onClose={() => setOpen(undefined)}
      >
        {open !== undefined && data !== undefined && (
          <ContactForm
            organisation={data}
            contact={open === 'new' ? undefined : open}
            onDone={() => setOpen(undefined)}
          />
        )}
      </SidePanel>
    </Section>
  );
}

interface ContactTableProps {
  readonly organisation: Organisation;
  /** Undefined for those who may not. */
  readonly onEdit: ((contact: Contact) => void) | undefined;
}

function ContactTable({ organisation: { contacts, entities }, onEdit }: ContactTableProps) {
  const order = Object.keys(functions);
  const sorted = contacts.toSorted(
    (a, b) => order.indexOf(a.function) - order.indexOf(b.function) || a.position - b.position,
  );
  return (
    <WideTable label="People to call" minWidth={640}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>For</Table.Th>
          <Table.Th>Name</Table.Th>
          <Table.Th>First</Table.Th>
          <Table.Th>When mail does not work</Table.Th>
          {onEdit !== undefined && (
            <Table.Th w={90}>
              <VisuallyHidden>Actions</VisuallyHidden>
            </Table.Th>
          )}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {sorted.map((contact) => (
          <Table.Tr key={contact.id}>
            <Table.Td>
              {functions[contact.function]}
              <Text size="xs" c="dimmed">
                {entities.find(({ id }) => id === contact.entity)?.name}
              </Text>
            </Table.Td>
            <Table.Td fw={500}>{contact.name}</Table.Td>
            <Table.Td>
              <ChannelText channel={contact.first} />
            </Table.Td>
            <Table.Td>
              <ChannelText channel={contact.second} />
            </Table.Td>
            {onEdit !== undefined && (
              <Table.Td ta="right">
                <Button
                  size="compact-sm"
                  variant="subtle"
                  aria-label={`Change ${contact.name}`}
                  onClick={() => onEdit(contact)}
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
