import type { Given } from '../../api/contract.ts';
import { channelLabel, type ChannelKind, type Contact, functions, type Organisation } from './words.ts';

/** A person to call as the form has him. */
export interface ContactFields {
  readonly [name: string]: unknown;
  readonly name: string;
  readonly function: Contact['function'];
  /** Empty for all. */
  readonly entity: string;
  readonly first: { readonly kind: 'phone' | 'mail'; readonly address: string };
  readonly second: { readonly kind: Exclude<ChannelKind, 'mail'>; readonly address: string };
  readonly position: number;
}

export const labels = {
  name: 'Name',
  function: 'Called for',
  entity: 'Legal entity',
  first: 'First channel',
  second: 'Second channel',
  position: 'Place in the order',
};

export const nothing: ContactFields = {
  name: '',
  function: 'dpo',
  entity: '',
  first: { kind: 'phone', address: '' },
  second: { kind: 'phone', address: '' },
  position: 1,
};

export const fieldsOf = ({ id: _id, version: _version, entity, first, second, ...rest }: Contact): ContactFields => ({
  ...rest,
  entity: entity ?? '',
  first: { kind: first.kind as 'phone', address: first.address },
  second: { kind: second.kind as 'phone', address: second.address },
});

export function bodyOf({ entity, ...rest }: Partial<ContactFields>): NonNullable<Given<'contacts.change'>['body']> {
  return { ...rest, ...(entity !== undefined && { entity: entity === '' ? null : entity }) };
}

/** A field as it is told in a conflict. */
export function sayOf({ entities }: Organisation) {
  return (name: keyof ContactFields, fields: ContactFields): string => {
    if (name === 'function') return functions[fields.function];
    if (name === 'entity') return entities.find(({ id }) => id === fields.entity)?.name ?? 'All';
    if (name === 'first' || name === 'second') return `${channelLabel(fields[name].kind)} ${fields[name].address}`;
    return String(fields[name]);
  };
}
