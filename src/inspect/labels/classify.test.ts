import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Concept } from '../contract.ts';
import { compileLabels } from './classify.ts';
import { settleNames, settleRelatives } from './settle.ts';

const folder = import.meta.dirname;
const files = readdirSync(folder).filter((name) => name.endsWith('.yml'));
const book = compileLabels(files.map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') })));

const cases: Partial<Record<Concept, string>> = {
  'person-name':
    "Versicherte Person | Patientenname | Mandantenname | Schülername | Mieter | Mitarbeitername | Emergency contact | Kin name | Contact 1 Name | First contact name | Billing Name | Ship-to name | Recipient name | Attn. | Name des Patienten | Nom de l'assuré | Nom de l'élève | Nome del paziente | Nombre del alumno | Name, Vorname | Nom, prénom | Cognome e Nome | Apellidos y nombre | Nachname/Vorname | Nom/Prénom | Surname, First name | Holder | Intestatario conto | Titular de la cuenta | Kontoinhaber | Payee name | Zahlungsempfänger | Your full name | Nom(s) | acct_holder_nm | Kontoinhaber (Vor- und Nachname) | Kundin | Schülerin | Erziehungsberechtigte(r) | Nom du père | Nom de la mère | Nombre del padre | Padre: nome | Hausarzt | Behandelnder Arzt | Médecin traitant | Medico di base | Eigentümer | Owner name | Assigned agent | Customer Name | Kundenname | Nom du client | Nome cliente | Nombre del cliente | Ansprechpartner | titulaire | intestatario | Account Holder | Emergency Contact Name | Nom | Nom / Name | project manager | Name | Full Name (as in passport) | Last, First | Nachname, Vorname | Name des Kontoinhabers | Empfänger | Nome do cliente | Student Name | Tenant name | Name of patient | Nom et prénom du patient | Name und Vorname des Versicherten | Ship To Name | Nombre y apellidos del titular | Naam | NAME1 | Parent/Guardian Name | Father's Name | Patient's name | Attending physician | Doctor | Policyholder | Contact Name | Opportunity Owner | Created By | Rechnungsempfänger | Projektleiter | Sachbearbeiter | Vendor contact | Display name",
  'given-name':
    'Cust First Nm | txtVorname | Rufname | Prénom(s) | GIVEN_NAME | Kind Vorname | First Name | FIRST_NM | cust_fname | Vorname des Kunden | Prénom du titulaire | Prénom | Name (first) | Voornaam | Imię | VORNAME | Nickname | Middle Name',
  'family-name':
    "guestSurname | Apellido(s) | SURNAME | contactLastName | Employee Last Name | Mother's maiden name | Nom de famille | Apellidos | Cognome | Nachname | patient.name.family | Achternaam | Nazwisko | Pupil surname | Geburtsname | Nachname des Ansprechpartners | LAST_NM",
  other:
    "password file | secret_path | token endpoint | token_rotation | secret arn | idempotency key | session id | Bezeichnung | Leistung | order_id | order_ref | Auftrags-Nr. | Bestell-Nr. | Rechnungs-Nr. | N° de facture | N. fattura | Nº de pedido | Fecha de pedido | Data di consegna | Lieferschein-Nr. | Sendungsnummer | Buchungsdatum | Eintrittsdatum | Kaufdatum | last_login_at | Vertragsbeginn | Gültig bis | Expires | Event date | Meeting time | Temperature | Betrag | Montant | Importo | Importe | Artikelnr. | Product code | Warehouse | Machine ID | Ticket ID | Build number | Request ID | Trace ID | Part no. | Voucher number | EAN | Rechnung Nr | Device name | Nom du produit | Nombre del producto | Nome del file | File path | Sales order | Contract start | Kostenstelle | Verwendungszweck | hire_date | termination_date | Straße der Firma | company_city | Store address | Rue de l'entreprise | Hotel city | Datum | Date | Fecha | Data | Uhrzeit | Anzahl | Menge | Preis | Prix unitaire | Prezzo | Precio | Statut | Stato | Beschreibung | Description | Bemerkungen | Note | Currency | Total | Quantity | Size | Weight (kg) | Abteilung | Position | Gehalt | Poste | Puesto | Ward | Room | Grade | URL | Website | Log level | Message | Method | Path | User Agent | Product Name | File Name | Order Date | Hire date | Bestelldatum | date_de_commande | Rechnungsdatum | Email Verified | email_opt_in | Phone Type | Order Number | Customer Order No | Numéro de commande client | Company Address | street of company | Card Type | card_expiry | created_at | updatedAt | Amount (EUR) | quantity | sku | Tracking number | version | USt-IdNr. | VAT number | Geburtsort | Lieu de naissance | Birth place | host name | hostname | Project Name | Event City | Unit Price | Status | Comment | Abteilung | Job Title | Salary | Data ordine | Fecha de alta | Data assunzione | Date d'embauche | Eintrittsdatum | Date of issue | customer since | Kunde seit | Invoice No. | Serial number | IMEI | Marital Status | Titel | Artikelbezeichnung | Filename | Invoice # | Lead Source | User-Agent | Servername | Gerätename | Kursname | Lieferdatum | Brand name | Domain name | Course name | Template Name | Table name",
  organisation:
    "Auftraggeber | Legal entity | Employer name | Nom de l'entreprise | Ragione sociale | Razón social | Branch name | Vendor name | Company Name | Firmenname | Bank name | name of bank | Account Name | Krankenkasse | Vereinsname | Schulname | Employer | Hospital | School name | Vendor",
  username: "Benutzer | login_name | user_name | Nom d'utilisateur | Screen name",
  'date-of-birth':
    "FECHANAC | DATANASC | Nacido/a el | Data di nasc. | Birthdate (YYYY-MM-DD) | birth_dt | customer_dob | dateNaissance | dataNascita | fechaNacimiento | geburtsdatum_kunde | Geb.datum | GEB_DAT | Date naiss. | Data nasc. | F. nacimiento | Bitte Geburtsdatum angeben | BIRTH_DT | Geb.-Datum Kind | Child's date of birth | Date of Birth | DoB | D.O.B. | Geb.-Datum | geb. | Data di nascita | Fecha Nac. | Patient DOB (dd/mm/yyyy) | Geburtsdatum des Versicherten | Kundengeburtsdatum | Date_of_Birth__c | Geboortedatum | Data de nascimento | GebDat | GEBDATUM | Spouse DOB | Applicant date of birth | Nato il | Data e luogo di nascita | né(e) le | Né le | Date et lieu de naissance | Date de naissance du bénéficiaire | Fecha de nacimiento del paciente",
  phone:
    "Telefonnummer Mitarbeiter | Privat-Telefon | Mobiltelefon privat | Tél. mobile | Tél. domicile | Tel. casa | Tel. ufficio | Tel. trabajo | Teléfono particular | Emergency phone | Doctor's phone | Telefon- und Faxnummer | PHONE_NUM | Ph. | Mob. | Cell # | Fax No. | Tlf. móvil | Tfno. | Rec. telefonico | Tel./Handy | Telefon/Mobil | Email/Phone | Home Tel. | mobile no | Telefonnummer geschäftlich | Tel. priv. | Account holder's phone | Emergency Contact Phone | company phone | Numero di telefono | Cellulare | Móvil | workphone | homephone | Handynr. | Phone (home) | Notfallkontakt Telefon | Telemóvel | Telefon (mobil) | Tel. mobile | Teléfono de contacto de emergencia | Numéro de téléphone du responsable | Telefon1 | Telefon 2 | Primary Phone | Fax | Mobile Phone Number | Next of kin phone | Telefono cellulare | Employer phone",
  'postal-address':
    "Mieteradresse | Client address | Wohnadresse (Straße, Nr.) | client_addr | Privatadresse | Morada | Indirizzo di residenza | Adresse du domicile | Street, City | Address and postcode | Adresse et code postal | Kundenadresse | Mailing Address | Adres | Insured's address | Indirizzo | Lieferanschrift | adresse_livraison | Dirección de entrega",
  'social-security-id':
    'NI Number | N.I. No. | SV-Nummer | SVNR | RV-Nummer | N° de sécurité sociale | Nº de la Seguridad Social | Numéro INSEE | SSN (last 4) | Social Security # | N° Sécu | National Insurance Number | Rentenversicherungsnummer | Sozialvers.-Nr. | SSN | soc_sec_no | Nº Seguridad Social | NSS | NIR',
  'tax-id':
    'CF | cod. fiscale paz. | Num. fiscal | Steuer-Ident-Nr. | Steuerliche ID | IdNr | Tax ID Number | Employee tax id | C.F. | Numéro fiscal de référence | cod. fisc. | NIF | Steuer-ID | Codice Fiscale',
  postcode:
    'code_postal_livraison | Postal Code (Home) | Zip Code 5 | POSTAL_CD | PLZ | CAP | CP | MailingPostalCode | customer.address.postal_code | Postcode | Zip/Postal Code | Lieferadresse PLZ | cp_facturation',
  city: 'Ville de résidence | Comune di residenza | Municipio | home_city | CITY_NAME | PLZ/Ort | Shipping City | Wohnort | Woonplaats | City, State, Zip | Località | Rechnungsadresse Ort | ville_livraison | ciudad_envio | Ortsname',
  street:
    'Adresse 1 | Rue et numéro | N° et rue | Via e numero civico | Calle y nº | Straße + Nr. | Strasse_HausNr | ADDR_LINE1 | Str. | Straße/Hausnr. | Billing Street | shipping_address_line_1 | Warenempfänger Straße | Straat | Address 2 | Straßenname',
  email:
    'Contact e-mail | E-Mail privat | Email (work) | Mail pro | Adresse courriel | correo_electronico | correo electrónico del cliente | casella e-mail | Ihre E-Mail-Adresse | E-Mail-Adresse | eMail | Correo electrónico | Courriel | Adresse électronique | sales rep email | customeremail | custemail | Contact_Email__c | E-mail prywatny | Kontakt E-Mail | Customer E-mail | Mail address | Adresse mail du client | EmailAddress | EMAIL_ADDR | Guardian 1 Email | Indirizzo e-mail',
  'local-id':
    'Personnel no. | Pers.-Nr. | Nº de empleado | Nº socio | Réf. client | Customer ref | clientId | patient_id | member_no | student number | Vertragsnr. | empl_id | Customer Number | Kd.-Nr. | N° client | id | uuid | Employee ID | Mitarbeiter-Nr. | Matricule salarié | Personal-Nr. | MRN | Policy No | acct_no | Member # | Customer # | Cust. No. | Medical Record Number | Matricule | Versicherungsnr.',
  country: 'Country | laendercode | Land | billing_address_country_code',
  'payment-card':
    'Nr. Carta | cc_number | creditCardNum | PAN | Karten-Nr. | N° CB | N. carta | Card number (full) | CC | Visa/Mastercard number | Kreditkarte Nr. | Credit Card Number | CARD_NO | ccnum | Carte bancaire n° | N° de carte | Numéro de carte bancaire | Número de tarjeta | Numero carta di credito | Kreditkartennummer',
  'card-security':
    'CVV | cvc2 | card_cvv | Security code | Card verification value | Cryptogramme visuel | track2 | Kartenprüfnummer | Prüfziffer (CVC)',
  'bank-account':
    'Sort Code | routing_number | ABA | BSB | IFSC Code | CLABE | BIC | SWIFT/BIC | swift_code | BLZ | Chave PIX | transitNumber',
  'crypto-wallet':
    'Wallet address | btc_address | ETH wallet | Bitcoin-Adresse | wallet | xpub | Adresse de portefeuille',
  iban: 'IBAN Nr. | customer_iban | Compte IBAN | Bankkonto (IBAN) | bank_iban | Refund IBAN | Beneficiary IBAN | SEPA IBAN | IBAN/BIC | Kontonr. | IBAN | Kontonummer | IBAN del titular',
  password:
    'pwd | user_password | Initialpasswort | Mot de passe provisoire | Contraseña temporal | pw | Zugangspasswort | WLAN-Passwort | mdp | clave | passwd | user password | user_pass | login_password | Mot de passe',
  'password-hash':
    'password_hash | pass_hash | encrypted_password | hashed_pw | Kennwort (Hash) | password (bcrypt) | pwd_hash | password_md5 | PasswordHash',
  'ip-address':
    'IP-Adresse | ip_addr | signup_ip | Last login IP | Letzter Login (IP) | src_ip | X-Forwarded-For | last login ip | Server IP | Client IP Address | Adresse IP du client | IP | remote_addr | Dirección IP',
  'national-id':
    "Ausweis-Nr. | DNI | NIE | Documento de identidad | Carta d'identità n. | Personalausweisnr. | DNI/NIE | PESEL | DNI del titular | PESEL | Fødselsnummer | 身份证号 | ЕГН | תעודת זהות | เลขประจำตัวประชาชน | الرقم القومي",
  passport:
    'Reisepass Nr | Passport Number | N° passeport | N. passaporto | Nº de pasaporte | Passport No. | 護照號碼 | Номер загранпаспорта',
  'driving-licence': "Driver's License # | Führerscheinnummer | Permis de conduire | Ehliyet No",
  'health-id': 'NHS No | KV-Nummer | NHS Number | Versichertennummer | Tarjeta sanitaria',
  gender: 'Sexe | Geschlecht (m/w/d) | Sex | Anrede | gender_code',
  relation: 'Customer status | Kundentyp',
  'access-token':
    "API Key | secret_token | GITHUB_TOKEN | Secret | Bearer | clé d'API | api_key | aws_secret_access_key | token",
  'private-key': 'private_key',
  region: 'Estado | State/Province | Provincia',
};

describe('classify', () => {
  for (const [concept, labels] of Object.entries(cases)) {
    it.each(labels.split(' | '))(`${concept}: %s`, (label) => {
      expect(book.classify(label)?.concept).toBe(concept);
    });
  }

  it.each([
    '',
    '   ',
    '42',
    'lorem ipsum',
    'xqzt',
    'the',
    'a'.repeat(200),
    'we met the new team in the morning at the river',
  ])('does not know %j', (label) => {
    expect(book.classify(label)).toBeUndefined();
  });

  it.each([
    ['Emergency contact name', 'relative'],
    ["Father's name", 'relative'],
    ['Sales rep email', 'staff'],
    ['Tel. priv.', 'home'],
    ['Telefon geschäftlich', 'work'],
    ['Kundenname', 'customer'],
    ['Employee last name', 'employee'],
    ['Telefon 2', 'second'],
    ['company phone', 'organisation'],
  ])('says whose or which: %s', (label, qualifier) => {
    expect(book.classify(label)?.qualifier).toBe(qualifier);
  });

  it.each([
    ['Child 2 name', 'child 2'],
    ["Father's phone", 'father'],
    ['Passenger 3', '3'],
    ['Passenger 1 name', undefined],
    ['Customer phone 2', undefined],
    ['Emergency contact', undefined],
  ])('tells persons in one role apart, and not their second telephone: %s', (label, which) => {
    expect(book.classify(label)?.which).toBe(which);
  });

  it('is less sure of vague labels than of precise ones', () => {
    const sure = (label: string): number => book.classify(label)?.certainty ?? 0;
    expect(sure('Date of birth')).toBeGreaterThan(0.9);
    expect(sure('Name')).toBeLessThan(0.7);
    expect(sure('ID')).toBeLessThan(0.5);
    expect(sure('frobnicated email')).toBeLessThan(sure('email'));
  });

  it('does not depend on case, underscores or accents', () => {
    const words = [
      'date',
      'naissance',
      'email',
      'adresse',
      'client',
      'numéro',
      'order',
      'kunde',
      'geburtsdatum',
      'téléphone',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 4 }), (chosen) => {
        const plain = book.classify(chosen.join(' '))?.concept;
        expect(book.classify(chosen.join('_').toUpperCase())?.concept).toBe(plain);
        expect(book.classify(chosen.join(' ').normalize('NFD'))?.concept).toBe(plain);
      }),
    );
  });

  it('gives a certainty between 0 and 1 for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 90 }), (label) => {
        const certainty = book.classify(label)?.certainty ?? 0;
        expect(certainty).toBeGreaterThanOrEqual(0);
        expect(certainty).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('contextWords', () => {
  it.each([
    ['iban', 'iban'],
    ['date-of-birth', 'date of birth'],
    ['social-security-id', 'nino'],
    ['payment-card', 'carte bancaire'],
    ['phone', 'téléphone'],
    ['phone', 'telephone'],
  ] as const)('%s: %s', (concept, word) => {
    expect(book.contextWords(concept)).toContain(word);
  });
});

describe('settleNames', () => {
  const concepts = (...labels: string[]): (string | undefined)[] =>
    settleNames(labels.map((label) => book.classify(label))).map((meaning) => meaning?.concept);

  it('reads a mere name by its neighbours', () => {
    expect(concepts('Name', 'Vorname')).toEqual(['family-name', 'given-name']);
    expect(concepts('Nome', 'Cognome')).toEqual(['given-name', 'family-name']);
    expect(concepts('Nombre', 'Apellidos')).toEqual(['given-name', 'family-name']);
    expect(concepts('Name', 'E-Mail')).toEqual(['person-name', 'email']);
    expect(concepts('Name', 'First name', 'Last name')[0]).toBe('person-name');
  });
});

describe('settleRelatives', () => {
  it.each([
    [['Nom élève', 'Responsable légal', 'Tél. responsable'], 'relative'],
    [['alumno', 'responsable legal', 'teléfono responsable'], 'relative'],
    // A colleague who is named has his own phone, and one of another word is nobody's relative.
    [['Nom élève', 'Responsable légal', 'Responsable', 'Tél. responsable'], 'staff'],
    [['Pupil', 'Guardian', 'Manager phone'], 'staff'],
  ])('the phone of %j is of %s', (labels, qualifier) => {
    const settled = settleRelatives(
      labels.map((label) => book.classify(label)),
      labels,
    );
    expect(settled.at(-1)).toMatchObject({ concept: 'phone', qualifier });
  });

  it.each([
    [['Pupil', 'Contact', 'Emergency phone'], 'relative'],
    // Nobody else is named, or it is the customer's own phone.
    [['Company', 'Contact', 'Emergency phone'], 'member'],
    [['Customer', 'Contact', 'Phone'], 'member'],
  ])('whom to call in %j is a %s', (labels, qualifier) => {
    const settled = settleRelatives(
      labels.map((label) => book.classify(label)),
      labels,
    );
    expect(settled[1]).toMatchObject({ concept: 'person-name', qualifier });
  });
});

describe('compileLabels', () => {
  it.each(['concepts: {nonsense: {sure: {en: [a]}}}', 'just text', '{', 'concepts: {email: {sure: [a]}}'])(
    'refuses %j and names the file',
    (text) => {
      expect(() => compileLabels([{ path: 'labels/bad.yml', text }])).toThrow(/labels\/bad\.yml/u);
    },
  );
});
