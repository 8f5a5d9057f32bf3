/** Special categories (GDPR Art. 9) and convictions (Art. 10), as words say them. */
export const specialElements = [
  'health',
  'religion',
  'trade-union',
  'ethnic-origin',
  'political-opinion',
  'sex-life',
  'genetic-biometric',
  'criminal-offence',
] as const;

/** The kinds of sensitive data that findings name. Stable: reports, rosters and duties refer to them. */
export const elements = [
  'person-name',
  'date-of-birth',
  'postal-address',
  'email',
  'phone',
  'ip-address',
  'payment-card',
  'iban',
  'national-id',
  'tax-id',
  'social-security-id',
  'health-id',
  'password',
  'password-hash',
  'private-key',
  'access-token',
  'passport',
  'driving-licence',
  ...specialElements,
  'card-security',
  'bank-account',
  'crypto-wallet',
  'confidentiality-mark',
  'network-detail',
] as const;
export type Element = (typeof elements)[number];

/**
 * What a column header or a field label says the value beside it is. Elements are concepts; the rest are needed to put
 * a person together or to know what a number is not.
 */
export const concepts = [
  ...elements,
  'given-name',
  'family-name',
  'street',
  'house-number',
  'postcode',
  'city',
  'region',
  'country',
  'username',
  /** A number by which one organisation knows a person: customer, employee, patient, member, policy number. */
  'local-id',
  /** Relation to the organisation: customer, employee, prospect, partner. */
  'relation',
  'gender',
  /** A company or other organisation, not a person. */
  'organisation',
  /** A label that says the value is something else: order, invoice, tracking, product, version, amount, timestamp … */
  'other',
] as const;
export type Concept = (typeof concepts)[number];
