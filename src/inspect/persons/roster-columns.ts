import type { Concept } from '../contract.ts';

/** What a column of a roster holds: a fact of a person, or what only rosters have. */
export type RosterColumn =
  | Extract<
      Concept,
      | 'person-name'
      | 'given-name'
      | 'family-name'
      | 'date-of-birth'
      | 'email'
      | 'phone'
      | 'postal-address'
      | 'street'
      | 'house-number'
      | 'postcode'
      | 'city'
      | 'country'
      | 'national-id'
      | 'tax-id'
      | 'social-security-id'
      | 'health-id'
      | 'iban'
      | 'local-id'
      | 'username'
      | 'gender'
      | 'relation'
    >
  | 'status'
  | 'minor';

/**
 * Names of roster columns in English, German, French, Spanish and Italian, folded (lower case, no accents, nothing but
 * letters and digits). docs/roster.md lists them.
 */
export const rosterColumns: Readonly<Record<RosterColumn, readonly string[]>> = {
  'person-name': ['name', 'fullname', 'vollername', 'nomcomplet', 'nombrecompleto', 'nomecompleto', 'nominativo'],
  'given-name': ['givenname', 'firstname', 'vorname', 'prenom', 'nombre', 'nome'],
  'family-name': [
    'familyname',
    'lastname',
    'surname',
    'nachname',
    'familienname',
    'nom',
    'nomdefamille',
    'apellidos',
    'apellido',
    'cognome',
  ],
  'date-of-birth': [
    'dateofbirth',
    'birthdate',
    'birthday',
    'dob',
    'geburtsdatum',
    'geburtstag',
    'datedenaissance',
    'fechadenacimiento',
    'datadinascita',
  ],
  email: [
    'email',
    'mail',
    'workemail',
    'privateemail',
    'personalemail',
    'businessemail',
    'emailaddress',
    'emailadresse',
    'courriel',
    'correo',
    'correoelectronico',
    'postaelettronica',
  ],
  phone: [
    'phone',
    'phonenumber',
    'telephone',
    'mobile',
    'mobilephone',
    'landline',
    'telefon',
    'telefonnummer',
    'mobil',
    'handy',
    'portable',
    'telefono',
    'movil',
    'cellulare',
  ],
  'postal-address': ['address', 'postaladdress', 'adresse', 'anschrift', 'direccion', 'indirizzo'],
  street: ['street', 'strasse', 'rue', 'calle', 'via'],
  'house-number': ['housenumber', 'hausnummer', 'numero', 'numerocivico', 'civico'],
  postcode: ['postcode', 'postalcode', 'zip', 'zipcode', 'plz', 'postleitzahl', 'codepostal', 'codigopostal', 'cap'],
  city: ['city', 'town', 'stadt', 'ort', 'ville', 'ciudad', 'citta'],
  country: ['country', 'land', 'pays', 'pais', 'paese'],
  'national-id': ['nationalid', 'idnumber', 'ausweisnummer', 'numeroidentite', 'dni', 'nie'],
  'tax-id': ['taxid', 'steuerid', 'steuernummer', 'numerofiscal', 'nif', 'codicefiscale'],
  'social-security-id': [
    'socialsecuritynumber',
    'ssn',
    'nino',
    'sozialversicherungsnummer',
    'nir',
    'numerosecuritesociale',
  ],
  'health-id': ['healthid', 'nhsnumber', 'krankenversichertennummer', 'tarjetasanitaria', 'tesserasanitaria'],
  iban: ['iban'],
  'local-id': [
    'id',
    'customerid',
    'customernumber',
    'employeeid',
    'employeenumber',
    'personid',
    'kundennummer',
    'personalnummer',
    'numeroclient',
    'matricule',
    'numerocliente',
    'codicecliente',
    'matricola',
  ],
  username: ['username', 'login', 'benutzername', 'identifiant', 'usuario', 'utente'],
  gender: ['gender', 'sex', 'geschlecht', 'sexe', 'sexo', 'genero', 'sesso'],
  relation: ['relation', 'relationship', 'type', 'beziehung', 'art', 'lien', 'relacion', 'tipo', 'relazione'],
  status: ['status', 'standing', 'stand', 'statut', 'estado', 'stato'],
  minor: ['minor', 'minderjahrig', 'mineur', 'menor', 'minore'],
};

/** Words for the values of `relation`. */
export const relationWords = {
  employee: [
    'employee',
    'staff',
    'mitarbeiter',
    'mitarbeiterin',
    'beschaftigte',
    'salarie',
    'salariee',
    'employe',
    'employee',
    'empleado',
    'empleada',
    'dipendente',
  ],
  customer: [
    'customer',
    'client',
    'patient',
    'member',
    'kunde',
    'kundin',
    'mitglied',
    'patientin',
    'cliente',
    'paciente',
    'paziente',
    'membre',
    'socio',
  ],
  partner: [
    'partner',
    'supplier',
    'lieferant',
    'fournisseur',
    'partenaire',
    'proveedor',
    'socioempresarial',
    'fornitore',
  ],
  prospect: ['prospect', 'lead', 'interessent', 'interessentin', 'prospecto', 'potenziale'],
} as const;

/** Words for the values of `status`. */
export const standingWords = {
  current: [
    'current',
    'active',
    'aktuell',
    'aktiv',
    'actuel',
    'actuelle',
    'actif',
    'active',
    'actual',
    'activo',
    'activa',
    'attuale',
    'attivo',
    'attiva',
  ],
  former: [
    'former',
    'inactive',
    'left',
    'ehemalig',
    'inaktiv',
    'ancien',
    'ancienne',
    'inactif',
    'antiguo',
    'antigua',
    'inactivo',
    'anterior',
    'ex',
    'cessato',
    'precedente',
  ],
} as const;

/** Words for the values of `minor`. */
export const minorWords = {
  yes: ['yes', 'y', 'true', '1', 'ja', 'j', 'oui', 'o', 'si', 's', 'vrai', 'wahr', 'x'],
  no: ['no', 'n', 'false', '0', 'nein', 'non', 'faux', 'falsch', ''],
} as const;
