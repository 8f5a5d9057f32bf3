import { Checkbox, MultiSelect, Select, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Got } from '../../api/contract.ts';
import { ask } from '../../api/query.ts';
import { roleLabels } from '../incidents/words.ts';
import { DayField } from '../../ui/day-field/day-field.tsx';
import { compartments } from '../../ui/evidence-words.ts';
import { type Compartment, type Member, type Role, usualCompartments } from './words.ts';

/** What somebody may do and see, as it is typed. */
export interface Grant {
  readonly role: Role;
  readonly compartments: readonly Compartment[];
  /** Empty: all legal entities. */
  readonly entities: readonly string[];
  readonly sponsor: string | null;
  /** Day on which it ends, as `2026-12-31`; empty for none. */
  readonly until: string;
}

interface GrantFieldsProps {
  readonly incident: Got<'incidents.show'>;
  readonly members: readonly Member[];
  readonly grant: Grant;
  readonly onChange: (grant: Grant) => void;
}

/** Role, compartments, legal entities and end; for a guest somebody who answers as well. No more than one sees oneself. */
export function GrantFields({ incident, members, grant, onChange }: GrantFieldsProps) {
  const { data: organisation } = useQuery(ask('organisation.show'));
  const { own } = incident;
  const set = (change: Partial<Grant>): void => onChange({ ...grant, ...change });
  const isGuest = grant.role === 'guest';
  const entities = (organisation?.entities ?? []).filter(
    ({ id }) => own.entities === null || own.entities.includes(id),
  );
  return (
    <Stack gap="md">
      <Select
        label="Role"
        allowDeselect={false}
        data={Object.entries(roleLabels).map(([value, label]) => ({ value, label }))}
        value={grant.role}
        onChange={(value) => {
          const role = (value ?? 'analyst') as Role;
          set({ role, compartments: usualCompartments[role].filter((one) => own.compartments.includes(one)) });
        }}
      />
      <Checkbox.Group
        label="May see"
        description="What is in no compartment of theirs does not exist for them."
        value={[...grant.compartments]}
        onChange={(values) => set({ compartments: values as Compartment[] })}
      >
        <Stack mt="xs" gap="xs">
          {own.compartments.map((one) => (
            <Checkbox key={one} value={one} label={compartments[one].label} description={compartments[one].hint} />
          ))}
        </Stack>
      </Checkbox.Group>
      {entities.length > 0 && (
        <MultiSelect
          label="Legal entities"
          placeholder={grant.entities.length === 0 ? 'All' : ''}
          clearable
          searchable
          data={entities.map(({ id, name }) => ({ value: id, label: name }))}
          value={[...grant.entities]}
          onChange={(values) => set({ entities: values })}
        />
      )}
      {isGuest && (
        <Select
          label="Who answers for the guest"
          required
          data={members
            .filter(({ role, standing }) => role !== 'guest' && standing === 'active')
            .map(({ person, name }) => ({ value: person, label: name }))}
          value={grant.sponsor}
          onChange={(sponsor) => set({ sponsor })}
        />
      )}
      <DayField
        label={isGuest ? 'Last day' : 'Last day (may be left out)'}
        required={isGuest}
        value={grant.until}
        onChange={(until) => set({ until: until ?? '' })}
      />
    </Stack>
  );
}

/** As the API takes it: the last day ends at midnight of the zone in which it was typed. */
export function bodyOf({ role, compartments, entities, sponsor, until }: Grant) {
  const end = until === '' ? null : new Date(`${until}T23:59:59`).toISOString();
  return {
    role,
    compartments: [...compartments],
    entities: entities.length === 0 ? null : [...entities],
    sponsor: role === 'guest' ? sponsor : null,
    expires: end,
  };
}

export function grantOf(member: Member): Grant {
  const { role, compartments, entities, sponsor, expires } = member;
  return { role, compartments, entities: entities ?? [], sponsor, until: expires === null ? '' : dayOf(expires) };
}

function dayOf(at: string): string {
  const date = new Date(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
