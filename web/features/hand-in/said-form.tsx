import { Checkbox, Group, MultiSelect, Radio, Select, SimpleGrid, Stack, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Got } from '../../api/contract.ts';
import { ask } from '../../api/query.ts';
import { useZone } from '../../ui/zone.ts';
import { DayField } from '../../ui/day-field/day-field.tsx';
import { PasswordsField } from './passwords-field.tsx';
import type { SealOff } from './queue/begin.ts';
import { type Compartment, compartments, hows, type How, mayWithEvidence } from '../../ui/evidence-words.ts';

/** What is filled in; times as the field has them. */
export interface Filled {
  readonly how: How;
  readonly source: string;
  /** Undefined while it is no time. */
  readonly obtained: string | undefined;
  readonly compartment: Compartment;
  readonly entity: string | null;
  /** As the field has them, one a line. */
  readonly passwords: string;
  readonly sealOff: Omit<SealOff, 'people'> & { readonly people: readonly string[]; readonly isWanted: boolean };
}

export const unfilled: Filled = {
  how: 'found',
  source: '',
  obtained: '',
  compartment: 'facts',
  entity: null,
  passwords: '',
  sealOff: { isWanted: false, why: 'classified', people: [], reason: '' },
};

interface SaidFormProps {
  readonly incident: string;
  readonly own: Got<'incidents.show'>['own'];
  readonly value: Filled;
  readonly onChange: (change: Partial<Filled>) => void;
}

/** What is said of the files that are handed in next. It is recorded with each of them and never changed. */
export function SaidForm({ incident, own, value, onChange }: SaidFormProps) {
  const [zone] = useZone();
  const { data: organisation } = useQuery(ask('organisation.show'));
  const entities = (organisation?.entities ?? []).filter(
    ({ id, endedAt }) => endedAt === null && (own.entities === null || own.entities.includes(id)),
  );
  return (
    <Stack gap="md">
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <Select
          label="How it was obtained"
          data={Object.entries(hows).map(([how, { label }]) => ({ value: how, label }))}
          allowDeselect={false}
          value={value.how}
          onChange={(how) => onChange({ how: (how ?? 'found') as How })}
        />
        <TextInput
          label={`${hows[value.how].source} (may be left out)`}
          maxLength={2000}
          value={value.source}
          onChange={({ currentTarget }) => onChange({ source: currentTarget.value })}
        />
        <DayField
          label="When (may be left out)"
          description={`In your zone, ${zone}`}
          precision="minute"
          value={value.obtained ?? ''}
          onChange={(obtained) => onChange({ obtained })}
        />
        <Select
          label="Who may see it"
          description={compartments[value.compartment].hint}
          data={own.compartments.map((one) => ({ value: one, label: compartments[one].label }))}
          allowDeselect={false}
          value={value.compartment}
          onChange={(one) => onChange({ compartment: (one ?? 'facts') as Compartment })}
        />
        {entities.length > 0 && (
          <Select
            label="Legal entity (may be left out)"
            description="Where it is about one alone: then only those who see that entity see it"
            data={entities.map(({ id, name }) => ({ value: id, label: name }))}
            clearable
            value={value.entity}
            onChange={(entity) => onChange({ entity })}
          />
        )}
      </SimpleGrid>
      {mayWithEvidence('inspect', own.role) && !value.sealOff.isWanted && (
        <PasswordsField value={value.passwords} onChange={(passwords) => onChange({ passwords })} />
      )}
      {mayWithEvidence('seal-off', own.role) && <SealOffFields incident={incident} value={value} onChange={onChange} />}
    </Stack>
  );
}

function SealOffFields({ incident, value: { sealOff }, onChange }: Omit<SaidFormProps, 'own'>) {
  const { data } = useQuery({ ...ask('members.list', { params: { incident } }), enabled: sealOff.isWanted });
  const set = (change: Partial<Filled['sealOff']>): void => onChange({ sealOff: { ...sealOff, ...change } });
  const people = (data?.members ?? []).filter(({ standing }) => standing === 'active');
  return (
    <Stack gap="md">
      <Checkbox
        label="Seal it off at once"
        description="For what is illegal to hold or look at, or classified: named people alone may open it, and it is not inspected. It cannot be undone."
        checked={sealOff.isWanted}
        onChange={({ currentTarget }) => set({ isWanted: currentTarget.checked })}
      />
      {sealOff.isWanted && (
        <Stack gap="md" pl={{ base: 0, sm: 'xl' }}>
          <Radio.Group label="Why" value={sealOff.why} onChange={(why) => set({ why: why as SealOff['why'] })}>
            <Group mt="xs">
              <Radio value="illegal" label="Illegal to hold or look at" />
              <Radio value="classified" label="Classified" />
            </Group>
          </Radio.Group>
          <MultiSelect
            label="People who alone may open it"
            data={people.map(({ person, name }) => ({ value: person, label: name }))}
            value={[...sealOff.people]}
            onChange={(chosen) => set({ people: chosen })}
            searchable
            required
          />
          <Textarea
            label="Reason"
            description="Stays with the item; the log keeps its hash"
            autosize
            minRows={2}
            maxLength={20_000}
            required
            value={sealOff.reason}
            onChange={({ currentTarget }) => set({ reason: currentTarget.value })}
          />
        </Stack>
      )}
    </Stack>
  );
}
