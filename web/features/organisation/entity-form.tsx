import { Autocomplete, Button, Checkbox, Group, Radio, Select, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useAct } from '../../api/act.ts';
import { problemOf } from '../../api/problem.ts';
import { changesOf, clashesOf } from '../../ui/clashes.ts';
import { Conflict } from '../../ui/conflict.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { EndEntity } from './end-entity.tsx';
import { useOrganisation } from './use-organisation.ts';
import { countryName, type Entity, entityRoles, type Organisation, sectorName } from './words.ts';

interface EntityFormProps {
  readonly organisation: Organisation;
  /** Undefined for a new one. */
  readonly entity: Entity | undefined;
  readonly onDone: () => void;
}

type Fields = Pick<Entity, 'name' | 'country' | 'role' | 'listed'> & { readonly sector: string };

const labels = { name: 'Name', country: 'Country', sector: 'Sector', role: 'Role', listed: 'Listed' };
const fieldsOf = ({ name, country, sector, role, listed }: Entity): Fields => ({
  name,
  country,
  sector: sector === null ? '' : sectorName(sector),
  role,
  listed,
});
const nothing: Fields = { name: '', country: '', sector: '', role: 'controller', listed: false };

function say(name: keyof Fields, fields: Fields): string {
  if (name === 'country') return countryName(fields.country);
  if (name === 'role') return entityRoles[fields.role];
  if (name === 'listed') return fields.listed ? 'yes' : 'no';
  return fields[name] === '' ? 'none' : fields[name];
}

export function EntityForm({ organisation, entity, onDone }: EntityFormProps) {
  const { refetch } = useOrganisation();
  // What the form began with; what is saved now may be newer.
  const [before, setBefore] = useState(entity);
  const now = organisation.entities.find(({ id }) => id === entity?.id);
  const form = useForm<Fields>({
    initialValues: entity === undefined ? nothing : fieldsOf(entity),
    validate: { country: (code) => (code === '' ? 'Choose one' : null) },
  });
  const add = useAct('entities.add', { changes: ['organisation.show'], done: onDone });
  const change = useAct('entities.change', { changes: ['organisation.show'], done: onDone });
  const { suggestedSectors, countries } = organisation;
  const codeOf = (typed: string) =>
    suggestedSectors.find(({ sector }) => sectorName(sector) === typed)?.sector ?? typed;
  const bodyOf = ({ sector, ...rest }: Partial<Fields>) => ({
    ...rest,
    ...(rest.name !== undefined && { name: rest.name.trim() }),
    ...(sector !== undefined && { sector: sector.trim() === '' ? null : codeOf(sector.trim()) }),
  });
  const send = async (typed: Fields, version = before?.version): Promise<void> => {
    if (before === undefined || version === undefined) return add.mutate({ body: { ...typed, ...bodyOf(typed) } });
    const body = bodyOf(changesOf(fieldsOf(before), typed));
    if (Object.keys(body).length === 0) return onDone();
    // The conflict shows what is saved now.
    await change.mutateAsync({ params: { entity: before.id }, body, version }).catch(() => refetch());
  };
  const isClash = change.error !== null && problemOf(change.error).code === 'changed-meanwhile';
  const duties = suggestedSectors.find(({ sector }) => sectorName(sector) === form.values.sector.trim())?.duties;
  return (
    <form onSubmit={form.onSubmit((typed) => void send(typed))}>
      <Stack gap="md">
        <TextInput label={labels.name} required maxLength={200} data-autofocus {...form.getInputProps('name')} />
        <Select
          label={labels.country}
          description="Where it is established."
          placeholder="Type a few letters"
          searchable
          required
          data={countries
            .map((value) => ({ value, label: countryName(value) }))
            .toSorted((a, b) => a.label.localeCompare(b.label))}
          {...form.getInputProps('country')}
        />
        <Autocomplete
          label={`${labels.sector} (may be left out)`}
          description="One of the list brings duties of its own; any other may be typed."
          data={suggestedSectors.map(({ sector }) => sectorName(sector))}
          maxLength={100}
          {...form.getInputProps('sector')}
        />
        {duties !== undefined && (
          <Text size="sm" c="dimmed" mt={-8}>
            Duties when data leaks: {duties}
          </Text>
        )}
        <Radio.Group
          label={labels.role}
          description="Controller: it decides why and how data is processed. Processor: it works on behalf of others."
          {...form.getInputProps('role')}
        >
          <Group mt="xs">
            {Object.entries(entityRoles).map(([value, label]) => (
              <Radio key={value} value={value} label={label} />
            ))}
          </Group>
        </Radio.Group>
        <Checkbox
          label="Its shares are traded"
          description="Laws of the securities markets then apply."
          {...form.getInputProps('listed', { type: 'checkbox' })}
        />
        <ProblemNote error={add.error ?? (isClash ? null : change.error)} />
        {isClash && before !== undefined && now !== undefined && (
          <Conflict
            clashes={clashesOf({ before: fieldsOf(before), now: fieldsOf(now), typed: form.values }, labels, say)}
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
            {entity === undefined ? 'Add' : 'Save'}
          </Button>
        </Group>
        {now !== undefined && now.endedAt === null && <EndEntity entity={now} onDone={onDone} />}
      </Stack>
    </form>
  );
}
