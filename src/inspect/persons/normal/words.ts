const list = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/u).filter((word) => word !== ''));

/** Titles, honorifics, degrees and generation marks that are no part of a name, folded as names are. */
export const titles = list(`
  mr mrs ms miss mx sir madam dr prof professor doctor rev hon esq jr sr ii iii phd md msc bsc mba
  herr frau hr fr fraulein dipl ing mag dipling
  monsieur madame mademoiselle mme mlle mmes mm me maitre
  signor signora sig sigra sigr dott dottssa dottoressa avv geom rag
  senor senora senorita sra srta don dona
`);

/** Particles of family names: written or left out at will, so they never decide. */
export const particles = list(`
  von vom van zu zum zur der den de del della dello di da dal du des dos das do la le las los el al ter ten op
  und and et e y i bin ibn ben
`);

/**
 * Mailboxes of a role, not of a person (RFC 2142 and the usual words in five languages). Matched against the local
 * part up to the first digit, dot, dash or plus sign.
 */
export const roleMailboxes = list(`
  info information contact contacts office admin administrator administration webmaster postmaster hostmaster root
  abuse noc security support help helpdesk service services customerservice customercare care sales marketing press
  media news newsletter billing accounts accounting accountspayable invoice invoices orders order shop store hr jobs
  job career careers recruiting recruitment legal privacy dpo gdpr compliance team hello hi mail email noreply reply
  donotreply no do mailer daemon bounce bounces notification notifications alerts alert feedback reception enquiries
  enquiry inquiries booking bookings reservations general all everyone staff it tech purchasing procurement finance
  kontakt auskunft zentrale buero buro verwaltung vertrieb verkauf einkauf kundenservice kundendienst kundenbetreuung
  service rechnung rechnungen buchhaltung personal bewerbung bewerbungen karriere presse datenschutz bestellung
  bestellungen empfang sekretariat anfrage anfragen technik
  contactez accueil secretariat commande commandes facture factures facturation comptabilite compta rh recrutement
  emploi ventes vente achats direction presse clientele sav assistance dpd
  informazioni contatti ufficio amministrazione vendite acquisti ordini fatture fatturazione contabilita risorseumane
  lavoro stampa assistenza segreteria clienti servizioclienti prenotazioni
  contacto informacion oficina administracion ventas compras pedidos pedido facturas facturacion contabilidad rrhh
  empleo prensa soporte ayuda atencion atencionalcliente clientes recepcion reservas
`);

/** Words in an address after which a number is no house number: flat, floor, staircase, box. */
export const unitWords = list(`
  flat apt apartment unit suite ste room floor fl level box bte boite etage esc escalier appt batiment bat
  wohnung whg stock etg og ug top int interno scala piano piso puerta pta planta escalera po pobox postfach bp cp
`);

/** Words for the kind of street, folded; left out of what identifies a street. */
export const streetWords = list(`
  street st road rd avenue ave av lane ln drive dr boulevard blvd bd court ct square sq place pl way terrace close
  strasse str weg allee platz gasse ring ufer damm
  rue r chemin ch impasse allee quai cours route rte
  via viale corso piazza piazzale vicolo largo strada
  calle c avenida avda paseo plaza pza camino carretera ronda
  de la le les du des del della di der den am an im in zum zur
`);
