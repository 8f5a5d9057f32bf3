import { list } from './list.ts';
import type { Country } from './list.ts';

/** First words of the group's and other firms' names. */
export const firmRoots =
  list(`Halden|Nordwerk|Vereva|Solmar|Castellan|Brightwater|Orvella|Kestrel|Lumenta|Tavros|Meridia|Falkenrath|Quillon|Arbora
  Silvanus|Pontis|Harborne|Elbtal|Corvina|Maristella|Greyfriars|Alpenrose|Bellavista|Rivage|Montclair|Aurelio|Tormes|Cardona|Westbrook|Lindqvist
  Redcliffe|Hanse|Iberal|Novalux|Delphin|Sirocco|Valmont|Ostara|Pinnacle|Cobalt`);

export const firmTrades =
  list(`Medica|Logistics|Energie|Retail|Versand|Assurances|Pharma|Systems|Textil|Alimentari|Viajes|Telecom|Optik|Immobilien|Services|Handel
  Distribución|Ricambi|Sanitär|Travel|Mobility|Foods|Outdoor|Sport|Finance|Consulting|Druck|Verlag|Moda|Bau`);

export const firmForms: Record<Country, readonly string[]> = {
  DE: list('GmbH|AG|GmbH & Co. KG|KG|SE|e.K.'),
  FR: list('SA|SARL|SAS|SASU|SNC|SCI'),
  IT: list('S.p.A.|S.r.l.|S.n.c.|S.a.s.|Srl|SpA'),
  ES: list('S.A.|S.L.|SLU|S.L.U.|SA|SL'),
  GB: list('Ltd|plc|LLP|Limited|Ltd.|PLC'),
  US: list('Inc.|LLC|Corp.|Inc|Co.|L.L.C.'),
};

/** Providers of private mailboxes; the owners' names below are invented. */
export const mailProviders: Record<Country, readonly string[]> = {
  DE: list('gmx.de|web.de|t-online.de|posteo.de|gmail.com|freenet.de|outlook.de|mailbox.org|arcor.de'),
  FR: list('orange.fr|free.fr|laposte.net|sfr.fr|gmail.com|wanadoo.fr|hotmail.fr|yahoo.fr|bbox.fr'),
  IT: list('libero.it|alice.it|tiscali.it|virgilio.it|gmail.com|tim.it|hotmail.it|yahoo.it|fastwebnet.it'),
  ES: list('gmail.com|hotmail.es|yahoo.es|telefonica.net|outlook.es|ono.com|terra.es|movistar.es|icloud.com'),
  GB: list(
    'btinternet.com|hotmail.co.uk|gmail.com|yahoo.co.uk|sky.com|virginmedia.com|live.co.uk|talktalk.net|outlook.com',
  ),
  US: list(
    'gmail.com|yahoo.com|aol.com|comcast.net|hotmail.com|verizon.net|icloud.com|outlook.com|att.net|protonmail.com',
  ),
};

/** Names of shared mailboxes, before the @. */
export const sharedMailboxes =
  list(`info|kontakt|contact|office|sales|vertrieb|support|service|hello|team|buchhaltung|comptabilite|amministrazione|ventas
  rechnung|billing|hr|personal|einkauf|empfang|reception|segreteria|clientes|newsletter`);

/** Products of the shops; many look like names of persons, as real product lines do. */
export const products =
  list(`Sofa Anna|Regal Billy|Modell Victoria|Leonardo Gläser-Set|Lampe Emma|Tisch Oskar|Chaise Juliette|Vestido Carmen|Borsa Sofia|Jacke Hannes
  Bett Malin|Poltrona Elena|Schuh Gabor|Fauteuil Louis|Mixer Max Power|Kaffee Milano|Thermo Jack|Paul Smith Tie|Kommode Frieda|Manteau Camille|Silla Roma|Zaino Marco
  Dr. Martin Cream|Benjamin Plant Pot|Charlotte Duvet Set|George Desk Lamp|Harper Stool|Austin Backpack|Stella Blender|Felix Cat Food|Aurora Headlamp|Tom Kettle
  USB cable 2 m|Druckerpatrone XL|Toner schwarz|Cartouche d'encre|Batteria 12V|Taladro 750W|Garden hose 25m|Bluetooth speaker|Yoga mat|Kinderfahrrad 16"`);

export const departments =
  list(`Sales|Vertrieb|Finance|Buchhaltung|IT|Personal|Marketing|Logistik|Einkauf|Achats|Ventes|Comptabilité|Produzione|Acquisti|Vendite|Amministrazione
  Compras|Ventas|Contabilidad|Almacén|Operations|Legal|Customer Care|Kundenservice|Qualité|Qualità|Calidad|R&D|Facility|Controlling`);

export const jobTitles =
  list(`Sales Manager|Sachbearbeiterin|Buchhalter|Software Engineer|Werkstudent|Teamleiter|Comptable|Assistante de direction|Chef de projet|Technicien
  Impiegato|Responsabile vendite|Magazziniere|Operaio|Contable|Jefe de equipo|Administrativa|Técnico|Nurse|Warehouse Operative|Account Executive|HR Business Partner
  Driver|Receptionist|Data Analyst|Monteur|Ingenieurin|Ingénieur qualité|Direttore|Recepcionista`);
