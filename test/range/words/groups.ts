import { list } from './list.ts';

/** Keys of objects that hold a record's fields in JSON and XML, by what they hold; and of lists and records. */
export const groupNames = {
  name: list('name|person|personal|identity|stammdaten|anagrafica|etat_civil|datos|profile|holder'),
  contact: list('contact|kontakt|contacts|communication|contatti|contacto|coordonnees|reach|kommunikation'),
  address: list('address|adresse|anschrift|indirizzo|direccion|location|residence|shippingAddress|wohnsitz'),
  bank: list('bank|payment|billing|zahlung|pagamento|pago|paiement|account_data|bankverbindung'),
  ids: list('ids|identifiers|official|tax|behoerde|documenti|documentos|identite|legal'),
  meta: list('meta|metadata|system|extra|info|attributes|technik|details|zusatz'),
  login: list('login|auth|credentials|access|konto|portal|zugang|accesso|acceso'),
  list: list('customers|records|data|items|rows|kunden|clienti|clientes|clients|entries|users|results|export|personen'),
  record: list('customer|record|row|item|kunde|cliente|client|entry|user|person|contact|datensatz|persona'),
  table: list(
    'customers|users|tbl_kunden|clienti|clientes|crm_contact|hr_employee|members|t_person|wp_users|accounts|orders|partner|adressen|personnes|app_user',
  ),
} as const;
