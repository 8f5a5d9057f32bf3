import type { HeaderKey, NationalKind } from '../words/headers/keys.ts';
import type { Country } from '../words/list.ts';
import type { Phone } from './phone.ts';

export interface Address {
  readonly street: string;
  readonly number: string;
  readonly postcode: string;
  readonly city: string;
  readonly region: string;
  readonly country: Country;
  /** How the country is spelled where it is named. */
  readonly spelled: string;
}

export interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

export type Relation = 'customer' | 'former-customer' | 'employee' | 'former-employee' | 'prospect' | 'partner';

/** A legal entity of the group. */
export interface Entity {
  readonly id: string;
  readonly name: string;
  readonly country: Country;
  /** Domain of its web site and mailboxes. */
  readonly domain: string;
  /** Shared mailboxes, before the @. */
  readonly shared: readonly string[];
}

/** Somebody whom the group knows. Nobody of them exists. */
export interface Person {
  readonly id: string;
  readonly entity: Entity;
  readonly relation: Relation;
  readonly country: Country;
  readonly sex: 'female' | 'male';
  readonly given: string;
  readonly family: string;
  readonly birth: Day;
  readonly address: Address;
  /** Where the person lived before: older files still have it. */
  readonly formerAddress?: Address;
  /** Private mailbox. Nobody shares it. */
  readonly email: string;
  /** Mailbox at the employer, for employees and partners. */
  readonly workEmail?: string;
  readonly mobile: Phone;
  /** Families share it. */
  readonly landline: Phone;
  readonly card?: string;
  readonly iban?: string;
  readonly national: readonly { readonly kind: NationalKind; readonly value: string }[];
  readonly username: string;
  readonly password: string;
  /** Number by which the entity knows the person, and the column it stands in. */
  readonly localId: { readonly key: HeaderKey; readonly value: string };
  readonly ip: string;
  readonly employer?: string;
}
