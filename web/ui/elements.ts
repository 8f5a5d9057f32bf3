import type { Element } from '../../src/inspect/contract.ts';

/** What a group of elements is to the law, or to whoever has to act. */
interface ElementGroup {
  readonly label: string;
  /** Why it stands apart, in a sentence. */
  readonly why: string;
  /** A word beside the label, for what weighs more than the rest. */
  readonly mark?: string;
  readonly elements: readonly Element[];
}

/** Checked against the contract: an element without a label is an error of the compiler. */
export const elementLabels: Readonly<Record<Element, string>> = {
  'health-id': 'Health insurance number',
  password: 'Password',
  'password-hash': 'Password hash',
  'private-key': 'Private key',
  'access-token': 'Access token',
  'payment-card': 'Payment card',
  iban: 'Bank account (IBAN)',
  'national-id': 'National identity number',
  'tax-id': 'Tax number',
  'social-security-id': 'Social security number',
  passport: 'Passport number',
  'driving-licence': 'Driving licence number',
  'person-name': 'Name',
  'date-of-birth': 'Date of birth',
  'postal-address': 'Postal address',
  email: 'Mail address',
  phone: 'Phone number',
  'ip-address': 'IP address',
  'card-security': 'Card security code or track',
  'bank-account': 'Bank account or code (not IBAN)',
  'crypto-wallet': 'Crypto wallet',
};

/** The weightiest first. */
export const elementGroups: readonly ElementGroup[] = [
  {
    label: 'Special categories',
    mark: 'GDPR Art. 9',
    why: 'A number of a health insurance or a patient leads to data concerning health.',
    elements: ['health-id'],
  },
  {
    label: 'Credentials',
    mark: 'may still work',
    why: 'Whoever has them may come in: they are to be changed first.',
    elements: ['password', 'private-key', 'access-token', 'password-hash'],
  },
  {
    label: 'Finance',
    why: 'Money can be taken, or asked for in the name of the person.',
    elements: ['payment-card', 'iban', 'card-security', 'bank-account', 'crypto-wallet'],
  },
  {
    label: 'Official numbers',
    mark: 'GDPR Art. 87',
    why: 'Many countries have rules of their own for them; they are what identities are stolen by.',
    elements: ['national-id', 'social-security-id', 'tax-id', 'passport', 'driving-licence'],
  },
  { label: 'Identity', why: 'Says who somebody is.', elements: ['person-name', 'date-of-birth'] },
  {
    label: 'Contact and online',
    why: 'Says where somebody is reached: letters and calls in your name may follow.',
    elements: ['postal-address', 'email', 'phone', 'ip-address'],
  },
];

/** No rule of inspection looks for these: that none was found says nothing. */
export const notLookedFor =
  'origin, opinions, beliefs, trade unions, genetic and biometric data, diagnoses, sex life (Art. 9), convictions (Art. 10)';

export const elementLabel = (element: string): string =>
  (elementLabels as Readonly<Record<string, string>>)[element] ?? element;
