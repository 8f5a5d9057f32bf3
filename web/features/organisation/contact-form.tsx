import { Button, Group, NumberInput, Select, Stack, TextInput } from '@mantine/core';
import { useForm, type UseFormReturnType } from '@mantine/form';
import { useState } from 'react';
import { useAct } from '../../api/act.ts';
import { problemOf } from '../../api/problem.ts';
import { changesOf, clashesOf } from '../../ui/clashes.ts';
import { Conflict } from '../../ui/conflict.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { bodyOf, type ContactFields, fieldsOf, labels, nothing, sayOf } from './contact-fields.ts';
import { RemoveContact } from './remove-contact.tsx';
import { useOrganisation } from './use-organisation.ts';
import { type ChannelKind, channelKinds, type Contact, functions, type Organisation } from './words.ts';

interface ContactFormProps {
  readonly organisation: Organisation;
  /** Undefined for a new one. */
  readonly contact: Contact | undefined;
  readonly onDone: () => void;
}

export function ContactForm({ organisation, contact, onDone }: ContactFormProps) {
  const { refetch } = useOrganisation();
  // What the form began with; what is saved now may be newer.
  const [before, setBefore] = useState(contact);
  const now = organisation.contacts.find(({ id }) => id === contact?.id);
  const form = useForm<ContactFields>({
    initialValues: contact === undefined ? nothing : fieldsOf(contact),
    validate: {
      second: ({ address }, { first }) =>
        address.trim() === first.address.trim() ? 'Another one than the first: it is for when that fails' : null,
    },
  });
  const add = useAct('contacts.add', { changes: ['organisation.show'], done: onDone });
  const change = useAct('contacts.change', { changes: ['organisation.show'], done: onDone });
  const send = async (typed: ContactFields, version = before?.version): Promise<void> => {
    if (before === undefined || version === undefined) {
      const { entity, ...rest } = typed;
      return add.mutate({ body: { ...rest, entity: entity === '' ? null : entity } });
    }
    const body = bodyOf(changesOf(fieldsOf(before), typed));
    if (Object.keys(body).length === 0) return onDone();
    // The conflict shows what is saved now.
    await change.mutateAsync({ params: { contact: before.id }, body, version }).catch(() => refetch());
  };
  const isClash = change.error !== null && problemOf(change.error).code === 'changed-meanwhile';
  const entities = organisation.entities.filter(({ id, endedAt }) => endedAt === null || id === contact?.entity);
  return (
    <form onSubmit={form.onSubmit((typed) => void send(typed))}>
      <Stack gap="md">
        <TextInput label={labels.name} required maxLength={200} data-autofocus {...form.getInputProps('name')} />
        <Select
          label={labels.function}
          required
          allowDeselect={false}
          data={Object.entries(functions).map(([value, label]) => ({ value, label }))}
          {...form.getInputProps('function')}
        />
        <Select
          label={labels.entity}
          allowDeselect={false}
          data={[{ value: '', label: 'All' }, ...entities.map(({ id, name }) => ({ value: id, label: name }))]}
          {...form.getInputProps('entity')}
        />
        <Channel form={form} name="first" kinds={['phone', 'mail']} />
        <Channel form={form} name="second" kinds={['phone', 'messenger', 'pager', 'in-person']} />
        <NumberInput
          label={labels.position}
          description="Among those who are called for the same."
          min={1}
          max={1000}
          allowDecimal={false}
          {...form.getInputProps('position')}
        />
        <ProblemNote error={add.error ?? (isClash ? null : change.error)} />
        {isClash && before !== undefined && now !== undefined && (
          <Conflict
            clashes={clashesOf(
              { before: fieldsOf(before), now: fieldsOf(now), typed: form.values },
              labels,
              sayOf(organisation),
            )}
            isBusy={change.isPending}
            onKeepMine={() => void send(form.values, now.version)}
            onTakeTheirs={() => {
              setBefore(now);
              form.setValues(fieldsOf(now));
              change.reset();
            }}
          />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            Cancel
          </Button>
          <Button type="submit" loading={add.isPending || change.isPending}>
            {contact === undefined ? 'Add' : 'Save'}
          </Button>
        </Group>
        {now !== undefined && <RemoveContact contact={now} onDone={onDone} />}
      </Stack>
    </form>
  );
}

interface ChannelProps {
  readonly form: UseFormReturnType<ContactFields>;
  readonly name: 'first' | 'second';
  readonly kinds: readonly ChannelKind[];
}

const hints: Readonly<Record<ChannelKind, string>> = {
  phone: '+49 30 1234567',
  mail: 'name@organisation.example',
  messenger: 'Signal, +49 30 1234567',
  pager: 'Number of the pager',
  'in-person': 'Where to be found',
};

function Channel({ form, name, kinds }: ChannelProps) {
  const { kind } = form.values[name];
  return (
    <Group align="flex-start" gap="xs" wrap="nowrap">
      <Select
        label={labels[name]}
        w={130}
        allowDeselect={false}
        data={kinds.map((value) => ({ value, label: channelKinds[value] }))}
        {...form.getInputProps(`${name}.kind`)}
      />
      <TextInput
        label={kind === 'phone' ? 'Number, with its country' : 'Address'}
        placeholder={hints[kind]}
        flex={1}
        required
        maxLength={200}
        {...form.getInputProps(`${name}.address`)}
        error={form.errors[`${name}.address`] ?? form.errors[name]}
      />
    </Group>
  );
}
