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
  health: 'Health',
  religion: 'Religion or belief',
  'trade-union': 'Trade union membership',
  'ethnic-origin': 'Ethnic origin',
  'political-opinion': 'Political opinion',
  'sex-life': 'Sex life or orientation',
  'genetic-biometric': 'Genetic or biometric data',
  'health-id': 'Health insurance number',
  'criminal-offence': 'Conviction or offence',
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
  'confidentiality-mark': 'Confidentiality mark',
  'network-detail': 'Configuration or scan of a network',
};

/** The weightiest first. */
export const elementGroups: readonly ElementGroup[] = [
  {
    label: 'Special categories',
    mark: 'GDPR Art. 9',
    why: 'What people are most easily harmed by. A number of a health insurance leads to data concerning health.',
    elements: [
      'health',
      'religion',
      'trade-union',
      'ethnic-origin',
      'political-opinion',
      'sex-life',
      'genetic-biometric',
      'health-id',
    ],
  },
  {
    label: 'Criminal convictions',
    mark: 'GDPR Art. 10',
    why: 'Convictions, offences and charges: only under the control of an authority may registers of them be kept.',
    elements: ['criminal-offence'],
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
  {
    label: 'Company secrets',
    why: 'Somebody marked the document: contracts and the law of trade secrets may ask for more than data protection does.',
    elements: ['confidentiality-mark'],
  },
  {
    label: 'Network',
    why: 'Says how the systems are built and where they are weak: whoever has it knows where to come in.',
    elements: ['network-detail'],
  },
];

/** Words in eight languages are looked for; what is said in others or between the lines is not: none found says little. */
export const notLookedFor =
  'special categories (Art. 9) and convictions (Art. 10) that are said in other words, or in other languages than English, French, German, Spanish, Italian, Dutch, Polish and Portuguese';

export const elementLabel = (element: string): string =>
  (elementLabels as Readonly<Record<string, string>>)[element] ?? element;
