import { list } from './list.ts';
import type { Language } from './list.ts';

/**
 * Sentences of mails, letters, tickets and chats. `{name}` {email} {phone} {iban} {card} {ip} are true values of a
 * person of the leak; {order} {date} {tracking} {version} {uuid} {amount} {product} {time} {firm} are near misses or plain.
 */
export const sentences: Record<Language, readonly string[]> = {
  en: list(`{name} called this morning about order {order}; please ring back on {phone}.
    Could you send the contract to {email} before Friday?
    I spoke with {name} and the new bank details are {iban}.
    The card {card} was declined twice on {date}.
    You can reach me at {phone} or by mail at {email}.
    Please refund {amount} to {iban} as agreed with {name}.
    The customer {name} says parcel {tracking} never arrived.
    After the update to version {version} the login from {ip} failed.
    We shipped the {product} on {date}, tracking {tracking}.
    Forgot your password? Use the link on the sign-in page, we never ask for it by mail.
    Ticket opened by {name} ({email}) at {time}.
    Request {uuid} returned an error, {name} tried again from {ip}.
    Invoice for {firm} over {amount} is still open.
    {name} moved last month and asks us to update the records.
    My new mobile number is {phone}, the old one no longer works.
    Payment with card no. {card} went through, receipt {order}.
    Kind regards, {name}
    Minutes: {name} reports on the quarter, next meeting on {date}.
    The password must have at least 12 characters and expires after 90 days.
    Reply to {email}, copy to the team, subject {order}.
    Our records show a visit from {ip} at {time}.
    Build {version} of the app is out, changes are listed in the wiki.
    For questions about order {order} dial {phone}.
    Set a strong password and keep it to yourself, as the policy of {date} says.`),
  de: list(`{name} hat heute wegen der Bestellung {order} angerufen, bitte unter {phone} zurückrufen.
    Bitte schicken Sie den Vertrag bis Freitag an {email}.
    Die neue Bankverbindung von {name} lautet {iban}.
    Die Karte {card} wurde am {date} zweimal abgelehnt.
    Sie erreichen mich unter {phone} oder per Mail an {email}.
    Bitte {amount} auf {iban} erstatten, mit {name} so besprochen.
    Laut {name} ist das Paket {tracking} nie angekommen.
    Nach dem Update auf Version {version} schlug die Anmeldung von {ip} fehl.
    Der Artikel {product} ging am {date} raus, Sendung {tracking}.
    Passwort vergessen? Nutzen Sie den Link auf der Anmeldeseite, wir fragen nie danach.
    Ticket eröffnet von {name} ({email}) um {time}.
    Anfrage {uuid} endete mit Fehler, {name} versuchte es erneut von {ip}.
    Die Rechnung an {firm} über {amount} ist noch offen.
    {name} ist umgezogen und bittet um Änderung der Stammdaten.
    Meine neue Handynummer ist {phone}, die alte gilt nicht mehr.
    Die Zahlung mit Karte {card} ist durch, Beleg {order}.
    Mit freundlichen Grüßen, {name}
    Protokoll: {name} berichtet über das Quartal, nächster Termin am {date}.
    Das Kennwort muss mindestens 12 Zeichen haben und läuft nach 90 Tagen ab.
    Antwort bitte an {email}, Kopie ans Team, Betreff {order}.
    Im Protokoll steht ein Zugriff von {ip} um {time}.
    Build {version} der App ist verteilt, Änderungen stehen im Wiki.
    Bei Rückfragen zur Bestellung {order} bitte {phone} wählen.
    Bitte ein sicheres Passwort setzen, so verlangt es die Richtlinie vom {date}.`),
  fr: list(`{name} a appelé ce matin au sujet de la commande {order}, merci de rappeler au {phone}.
    Pouvez-vous envoyer le contrat à {email} avant vendredi ?
    Les nouvelles coordonnées bancaires de {name} sont {iban}.
    La carte {card} a été refusée deux fois le {date}.
    Vous pouvez me joindre au {phone} ou par mail à {email}.
    Merci de rembourser {amount} sur {iban} comme convenu avec {name}.
    Selon {name}, le colis {tracking} n'est jamais arrivé.
    Après le passage à la version {version}, la connexion depuis {ip} a échoué.
    L'article {product} est parti le {date}, suivi {tracking}.
    Mot de passe oublié ? Utilisez le lien de la page de connexion.
    Ticket ouvert par {name} ({email}) à {time}.
    La requête {uuid} a échoué, {name} a réessayé depuis {ip}.
    La facture de {firm} de {amount} reste ouverte.
    {name} a déménagé et demande la mise à jour de son dossier.
    Mon nouveau portable est le {phone}, l'ancien ne répond plus.
    Le paiement avec la carte {card} est passé, reçu {order}.
    Cordialement, {name}
    Compte rendu : {name} présente le trimestre, prochaine réunion le {date}.
    Le mot de passe doit compter au moins 12 caractères et expire après 90 jours.
    Répondez à {email}, copie à l'équipe, objet {order}.
    Le journal montre un accès depuis {ip} à {time}.
    La version {version} de l'application est en ligne.
    Pour toute question sur la commande {order}, composez le {phone}.
    Choisissez un mot de passe solide, comme le demande la note du {date}.`),
  it: list(`{name} ha chiamato stamattina per l'ordine {order}, richiamare al {phone}.
    Può inviare il contratto a {email} entro venerdì?
    Le nuove coordinate bancarie di {name} sono {iban}.
    La carta {card} è stata rifiutata due volte il {date}.
    Può contattarmi al {phone} o per mail a {email}.
    Si prega di rimborsare {amount} su {iban} come concordato con {name}.
    Secondo {name} il pacco {tracking} non è mai arrivato.
    Dopo l'aggiornamento alla versione {version} l'accesso da {ip} è fallito.
    L'articolo {product} è partito il {date}, spedizione {tracking}.
    Password dimenticata? Usare il link nella pagina di accesso.
    Ticket aperto da {name} ({email}) alle {time}.
    La richiesta {uuid} è fallita, {name} ha riprovato da {ip}.
    La fattura a {firm} di {amount} è ancora aperta.
    {name} ha traslocato e chiede di aggiornare l'anagrafica.
    Il mio nuovo cellulare è {phone}, il vecchio non è più attivo.
    Il pagamento con la carta {card} è andato a buon fine, ricevuta {order}.
    Cordiali saluti, {name}
    Verbale: {name} riferisce sul trimestre, prossima riunione il {date}.
    La password deve avere almeno 12 caratteri e scade dopo 90 giorni.
    Rispondere a {email}, in copia il team, oggetto {order}.
    Il registro mostra un accesso da {ip} alle {time}.
    La build {version} dell'app è disponibile.
    Per domande sull'ordine {order} chiamare il {phone}.
    Scegliere una password sicura, come chiede la circolare del {date}.`),
  es: list(`{name} llamó esta mañana por el pedido {order}, devolver la llamada al {phone}.
    ¿Puede enviar el contrato a {email} antes del viernes?
    Los nuevos datos bancarios de {name} son {iban}.
    La tarjeta {card} fue rechazada dos veces el {date}.
    Puede localizarme en el {phone} o por correo en {email}.
    Por favor, devolver {amount} a {iban} como se acordó con {name}.
    Según {name}, el paquete {tracking} no llegó nunca.
    Tras actualizar a la versión {version} falló el acceso desde {ip}.
    El artículo {product} salió el {date}, envío {tracking}.
    ¿Olvidó su contraseña? Use el enlace de la página de acceso.
    Incidencia abierta por {name} ({email}) a las {time}.
    La solicitud {uuid} falló, {name} lo intentó de nuevo desde {ip}.
    La factura de {firm} por {amount} sigue abierta.
    {name} se ha mudado y pide actualizar la ficha.
    Mi nuevo móvil es el {phone}, el antiguo ya no funciona.
    El pago con la tarjeta {card} se realizó, recibo {order}.
    Un saludo, {name}
    Acta: {name} informa del trimestre, próxima reunión el {date}.
    La contraseña debe tener al menos 12 caracteres y caduca a los 90 días.
    Responder a {email}, con copia al equipo, asunto {order}.
    El registro muestra un acceso desde {ip} a las {time}.
    La compilación {version} de la aplicación ya está disponible.
    Para dudas sobre el pedido {order} marque el {phone}.
    Elija una contraseña segura, como pide la circular del {date}.`),
};

/** Openings and closings of mails and letters; names after them are not scored. */
export const greetings: Record<Language, readonly string[]> = {
  en: list(
    'Dear {name},|Hello {name},|Hi {name},|Good morning {name},|Dear Sir or Madam,|To whom it may concern,|Hi all,|Dear team,',
  ),
  de: list(
    'Sehr geehrte Damen und Herren,|Hallo {name},|Guten Tag {name},|Liebe Kolleginnen und Kollegen,|Guten Morgen {name},|Hallo zusammen,|Moin {name},',
  ),
  fr: list('Bonjour {name},|Madame, Monsieur,|Bonjour à tous,|Cher client,|Bonsoir {name},|Chère équipe,|Cher {name},'),
  it: list(
    'Gentile {name},|Buongiorno {name},|Ciao {name},|Gentili signori,|Buongiorno a tutti,|Egregio {name},|Spett.le ditta,',
  ),
  es: list(
    'Estimado {name}:|Hola {name}:|Buenos días {name}:|Estimados señores:|Hola a todos:|Apreciada {name}:|Muy señores míos:',
  ),
};
/** Titles of sheets, documents and mails. */
export const titles: Record<Language, readonly string[]> = {
  en: list(
    'Customer master data|Quarterly export|Contact list|Open items|Staff overview|Backup of the portal|Newsletter recipients|Payment run|Account review|Follow-up list|Address book|Data extract|Weekly report|Case file|Application form',
  ),
  de: list(
    'Kundenstamm|Quartalsauszug|Kontaktliste|Offene Posten|Personalübersicht|Sicherung Portal|Newsletter-Empfänger|Zahllauf|Kontenprüfung|Nachfassliste|Adressbuch|Datenauszug|Wochenbericht|Akte|Antragsformular',
  ),
  fr: list(
    "Fichier clients|Export trimestriel|Liste de contacts|Postes ouverts|Effectifs|Sauvegarde du portail|Destinataires newsletter|Virements|Revue des comptes|Liste de relance|Carnet d'adresses|Extraction|Rapport hebdomadaire|Dossier|Formulaire de demande",
  ),
  it: list(
    'Anagrafica clienti|Estratto trimestrale|Elenco contatti|Partite aperte|Elenco personale|Backup portale|Destinatari newsletter|Bonifici|Verifica conti|Lista solleciti|Rubrica|Estrazione dati|Rapporto settimanale|Fascicolo|Modulo di richiesta',
  ),
  es: list(
    'Maestro de clientes|Extracto trimestral|Lista de contactos|Partidas abiertas|Relación de personal|Copia del portal|Destinatarios boletín|Pagos|Revisión de cuentas|Lista de seguimiento|Agenda|Extracción de datos|Informe semanal|Expediente general|Formulario de solicitud',
  ),
};
/** Stems of file names. */
export const fileStems =
  list(`customers_export|kunden_2023|clients-final|clienti_v2|clientes|export (1)|dump_prod|hr_master|personal|salaries|payroll_q3|users|accounts|members|adressen
  contacts|kontakte|leads|prospects_2024|patienten|patients|newsletter|subscribers|bestellungen|orders|ordini|pedidos|commandes|mitarbeiterliste|staff list|anagrafica|rubrica|backup_old
  crm-export|report|liste|data|Kopie von Liste|copie|partners|lieferanten|crm_dump|payments|invoices_run|zahlungen|sheet1_new|import_me|migration|tickets|support|letter|brief|memo|config|settings|notes|scan_form|antrag`);
/** Words for plain cells: status, category, note. */
export const statusWords =
  list(`open|closed|active|inactive|pending|shipped|paid|cancelled|offen|erledigt|aktiv|storniert|bezahlt|versendet|ouvert|clos|payé|expédié|actif|annulé
  aperto|chiuso|attivo|pagato|spedito|annullato|abierto|cerrado|activo|pagado|enviado|anulado|new|done|A|B|C|1|0|yes|no`);
export const noteWords =
  list(`prefers morning calls|VIP|bitte nur per Post|rückruf erwünscht|wholesale price list B|delivery at back door|à relancer en mars|client fidèle|sconto 5%|pagamento a 30 giorni
  llamar por la tarde|sin incidencias|see ticket|discount agreed|Zahlung per Lastschrift|Rabatt Stufe 2|new contract sent|contrat renouvelé|contratto firmato|pendiente de firma|-|n/a|ok|no further action`);
