import type { Country } from '../list.ts';

/** What a column or labelled field of the range can hold. */
export const headerKeys = [
  'fullName',
  'givenName',
  'familyName',
  'birth',
  'street',
  'houseNumber',
  'fullAddress',
  'postcode',
  'city',
  'region',
  'country',
  'email',
  'phone',
  'mobile',
  'card',
  'iban',
  'ip',
  'username',
  'password',
  'hash',
  'customerNo',
  'employeeNo',
  'patientNo',
  'memberNo',
  'gender',
  'organisation',
  'relation',
  'orderNo',
  'invoiceNo',
  'trackingNo',
  'ean',
  'product',
  'amount',
  'orderDate',
  'hireDate',
  'timestamp',
  'epoch',
  'uuid',
  'version',
  'checksum',
  'status',
  'quantity',
  'note',
  'department',
  'jobTitle',
  'reference',
] as const;
export type HeaderKey = (typeof headerKeys)[number];

/** Kinds of national identifiers, by country of issue. */
export const nationalKinds = {
  US: ['us-ssn', 'us-itin'],
  GB: ['gb-nino', 'gb-nhs'],
  DE: ['de-idnr', 'de-rvnr'],
  FR: ['fr-nir', 'fr-spi'],
  IT: ['it-cf'],
  ES: ['es-dni', 'es-nie'],
} as const satisfies Record<Country, readonly string[]>;
export type NationalKind = (typeof nationalKinds)[Country][number];

/** Headers of national identifiers in the language of their country. */
export const nationalHeaders: Record<NationalKind, string> = {
  'us-ssn':
    'SSN|Social Security Number|Social Security No.|Soc Sec Nbr|Social Security #|Employee SSN|Tax Payer SSN|Social Sec. No|SS Number|SSN (full)',
  'us-itin':
    'ITIN|Individual Taxpayer Identification Number|Taxpayer ID (ITIN)|ITIN Number|Tax ID|IRS Individual TIN|Individual Tax ID|ITIN No.',
  'gb-nino':
    'NI Number|NINO|National Insurance Number|National Insurance No|NI No.|Nat Ins No|Nat. Insurance No.|NI no|Employee NI Number',
  'gb-nhs': 'NHS Number|NHS No|NHS No.|NHS|NHS Nbr|Patient NHS Number|NHS ID|NHS number (verified)',
  'de-idnr':
    'Steuer-ID|Steuer-IdNr.|Steueridentifikationsnummer|IdNr|Steuerliche Identifikationsnummer|Steuer-Identnr.|Identifikationsnummer (Steuer)|St.-IdNr.|SteuerID Arbeitnehmer',
  'de-rvnr':
    'Rentenversicherungsnummer|RV-Nummer|Sozialversicherungsnummer|SV-Nummer|SV-Nr.|RVNR|Versicherungsnummer DRV|Rentenvers.-Nr.|Soz.-Vers.-Nr.|RV-Nr.',
  'fr-nir':
    'NIR|Numéro de sécurité sociale|N° sécurité sociale|N° Sécu|No SS|Numéro INSEE|N° de sécu|Num. sécu. sociale|Matricule SS|Immatriculation sécurité sociale',
  'fr-spi':
    'Numéro fiscal|SPI|N° fiscal|Numéro SPI|N° SPI|Référence fiscale|Identifiant fiscal|Num. fiscal|Numéro fiscal de référence',
  'it-cf':
    'Codice fiscale|Cod. fiscale|CF|C.F.|Cod. Fisc.|Codice Fiscale Dipendente|CodFisc|Cod.Fiscale|Codice fiscale cliente',
  'es-dni': 'DNI|NIF|DNI/NIF|N.I.F.|Documento nacional de identidad|Nº DNI|Número de DNI|D.N.I.|DNI titular|NIF/DNI',
  'es-nie': 'NIE|Número de identidad de extranjero|N.I.E.|Nº NIE|NIE extranjero|Número NIE|Documento NIE|NIE/TIE',
};
