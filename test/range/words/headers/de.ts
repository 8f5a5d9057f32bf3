import type { HeaderKey } from './keys.ts';

/** German column headers and field labels, as exports of shops, CRM, HR, ERP and hospital systems have them. */
export const de: Record<HeaderKey, string> = {
  fullName: `Name|Vollständiger Name|Kundenname|Ansprechpartner|Mitarbeiter|Patient|Mitglied|Kontoinhaber|Karteninhaber|Vor- und Nachname|Name, Vorname|Empfänger
    Antragsteller|Kunde|Versicherter|Teilnehmer|Arbeitnehmer|Kontaktperson|Rechnungsempfänger`,
  givenName: 'Vorname|Vornamen|Rufname|VName|Vorname Kunde|Vorname(n)|Kontakt Vorname|Vorn.|1. Vorname|Vorname AN',
  familyName:
    'Nachname|Familienname|Zuname|NName|Name (Nachname)|Nachname Kunde|Kontakt Nachname|Nachn.|Name1|Familienname AN',
  birth: `Geburtsdatum|Geb.-Datum|geb. am|Geburtstag|Geb.Dat.|GebDatum|Geb.|geboren am|Geburtsdatum (TT.MM.JJJJ)|GebDat|Geburtsdat.|Geburtsdatum Versicherter|Patient geb. am`,
  street:
    'Straße|Straße und Hausnummer|Strasse|Str.|Straße/Nr.|Straße, Nr.|Anschrift Straße|Lieferstraße|Adresszeile 1|Straße u. Hausnr.|Privatanschrift|Str./Hausnr.|Rechnung Straße',
  houseNumber: 'Hausnummer|Haus-Nr.|Hnr|Nr.|HausNr|Hausnr.|Haus Nr|HsNr.',
  fullAddress:
    'Adresse|Anschrift|Postanschrift|Lieferadresse|Wohnanschrift|Rechnungsadresse|Komplette Adresse|Wohnadresse|Adresse privat|Meldeadresse',
  postcode: 'PLZ|Postleitzahl|Plz.|Liefer-PLZ|PLZ Ort|Rechnung PLZ|Plz Wohnort|Postltz.',
  city: 'Ort|Stadt|Wohnort|Lieferort|Ortsname|Rechnung Ort|Wohnort/Stadt|Stadt/Ort',
  region: 'Bundesland|Land/Region|Region|Kanton/Land|Bundesl.|Regierungsbezirk|Gebiet',
  country: 'Land|Länderkennzeichen|Staat|Ländercode|LKZ|Land ISO|Lieferland|Wohnsitzland',
  email: `E-Mail|E-Mail-Adresse|Email|Mail|Mailadresse|E-Mail privat|E-Mail geschäftlich|eMail|Kontakt-E-Mail|Email-Adr.|E-Mail Kunde|Mail dienstlich|Emailadresse Newsletter`,
  phone: `Telefon|Telefonnummer|Tel.|Tel.-Nr.|Telefon privat|Festnetz|Rufnummer|Telefon geschäftlich|Fon|Telefon 1|Tel. dienstlich|Tel. privat|Telefonnr.`,
  mobile: 'Mobil|Handy|Mobiltelefon|Handynummer|Mobilnummer|Mobil-Nr.|Mobilfunk|Handynr.|Tel. mobil',
  card: 'Kreditkarte|Kreditkartennummer|Kartennummer|KK-Nummer|Karten-Nr.|Kreditkarten-Nr.|KK-Nr.|Karte|Zahlungskarte',
  iban: 'IBAN|IBAN-Nr.|Bankverbindung (IBAN)|Konto IBAN|IBAN Mitarbeiter|IBAN Kontoinhaber|Bankkonto|Gehaltskonto IBAN|Bankverbindung',
  ip: 'IP-Adresse|IP|Letzte IP|Client-IP|Login IP|IP Registrierung|Quell-IP|Anmelde-IP',
  username: 'Benutzername|Benutzer|Login|Kennung|Anmeldename|Nutzername|Benutzerkennung|Loginname',
  password:
    'Passwort|Kennwort|Pwd|PW|Initialpasswort|Passwort (Klartext)|Zugangspasswort|Login-Passwort|Kennwort neu|Startkennwort',
  hash: 'Passwort-Hash|Kennwort Hash|PW-Hash|Passworthash|Passwort (verschlüsselt)|Hash Passwort|Pwd-Hash|Kennworthash',
  customerNo: 'Kundennummer|Kd.-Nr.|KundenNr|Kundennr.|Debitor|Kunden-ID|KdNr|Debitorennummer|Kontonummer Kunde',
  employeeNo: 'Personalnummer|Pers.-Nr.|Personalnr.|Mitarbeiternummer|PNr|MA-Nr.|Mitarbeiter-ID|PersNr|Stammnummer',
  patientNo: 'Patientennummer|Pat.-Nr.|Fallnummer|Patienten-ID|PatNr|Fall-Nr.|Aufnahmenummer|Patientennr.',
  memberNo:
    'Mitgliedsnummer|Mitgl.-Nr.|Vertragsnummer|Policennummer|Mitglied Nr.|Kontakt-ID|Abo-Nr.|Bonuskartennr.|Vertragsnr.',
  gender: 'Geschlecht|Anrede|m/w/d|Titel|Geschl.|Anredeschlüssel|Anrede/Titel',
  organisation: 'Firma|Firmenname|Unternehmen|Arbeitgeber|Organisation|Lieferant|Betrieb|Gesellschaft|Firma 1',
  relation: 'Typ|Kundentyp|Kategorie|Art|Kundengruppe|Kontaktart|Status Kunde|Personenkreis',
  orderNo:
    'Bestellnummer|Auftragsnummer|Bestell-Nr.|Auftrag|Auftragsnr.|Best.-Nr.|Bestellung|Vorgangsnummer|Webshop-Bestellung',
  invoiceNo: 'Rechnungsnummer|Rechnungs-Nr.|Belegnummer|Re.-Nr.|Rechnung|Beleg|RechNr|Gutschriftnummer|Belegnr.',
  trackingNo: 'Sendungsnummer|Paketnummer|Sendungs-Nr.|Trackingnummer|Paket-ID|Frachtbrief|Sendung|Sendungsverfolgung',
  ean: 'EAN|GTIN|Artikelnummer|Barcode|Art.-Nr.|EAN-Code|Artikel-EAN|Strichcode',
  product: 'Artikel|Produkt|Bezeichnung|Artikelbezeichnung|Produktname|Position|Artikelname|Ware',
  amount: 'Betrag|Summe|Preis|Gesamtbetrag|Umsatz|Betrag (EUR)|Nettobetrag|Saldo|Brutto',
  orderDate:
    'Bestelldatum|Datum|Rechnungsdatum|Kaufdatum|Lieferdatum|Fällig am|Auftragsdatum|Letzte Bestellung|Buchungsdatum',
  hireDate:
    'Eintrittsdatum|Eintritt|Mitglied seit|Kunde seit|Vertragsbeginn|Austritt|Einstellungsdatum|Austrittsdatum|Beschäftigt seit',
  timestamp:
    'Erstellt am|Zeitstempel|Letzte Änderung|Geändert am|Angelegt am|Letzter Login|Anlagedatum|Zuletzt geändert',
  epoch: 'Zeit (ms)|Unixzeit|Ereigniszeit|Epoch ms|TS angelegt|Zeitpunkt ms',
  uuid: 'UUID|GUID|Sitzungs-ID|Vorgangs-ID|Datensatz-GUID|Trace-ID|Objekt-ID|Session',
  version: 'Version|App-Version|Programmversion|Build|Softwarestand|Firmwarestand|Release',
  checksum: 'Prüfsumme|SHA256|MD5|Datei-Hash|Hashwert Datei|Digest|Prüfwert',
  status: 'Status|Bestellstatus|Aktiv|Kennzeichen|Kontostatus|Bearbeitungsstand|Auftragsstatus',
  quantity: 'Menge|Anzahl|Stück|Stk.|Einheiten|Bestellmenge|Stückzahl',
  note: 'Bemerkung|Notiz|Kommentar|Anmerkung|Notizen|Hinweis|Freitext|Bemerkungen|Interner Vermerk',
  department: 'Abteilung|Kostenstelle|Abt.|Bereich|Organisationseinheit|Team|Referat',
  jobTitle: 'Position im Unternehmen|Tätigkeit|Funktion|Stelle|Berufsbezeichnung|Stellenbezeichnung|Beruf',
  reference:
    'Referenz|Transaktions-ID|Verwendungszweck|Zahlungsreferenz|Ticketnummer|Aktenzeichen|Unser Zeichen|Vorgang',
};
