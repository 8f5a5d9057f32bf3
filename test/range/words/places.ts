import { list } from './list.ts';
import type { Country } from './list.ts';

/** Streets without a number, as the country writes them. */
export const streets: Record<Country, readonly string[]> = {
  DE: list(`Hauptstraße|Bahnhofstr.|Gartenweg|Lindenallee|Schillerstraße|Goethestr.|Am Mühlbach|Kirchgasse|Dorfstraße|Birkenweg|Rosenstraße|Ringstr.
    Beethovenstraße|Mozartstr.|Wiesengrund|Zum Sportplatz|Bergstraße|Talweg|Schulstr.|Feldstraße|Eichenweg|An der Alten Ziegelei|Kaiserplatz
    Marktplatz|Hafenstraße|Uferweg|Friedrich-Ebert-Straße|Konrad-Adenauer-Ring|Mühlenweg|Im Winkel|Breite Straße|Ahornstr.|Steinweg|Königsallee
    Waldstraße|Blumenweg|Hohenzollerndamm|Neue Gasse|Jahnstr.|Industriestraße|Am Stadtpark|Tulpenweg`),
  FR: list(`rue de la République|avenue Victor Hugo|rue des Lilas|boulevard Voltaire|place de l'Église|rue Pasteur|impasse des Acacias|chemin du Moulin
    rue Jean Jaurès|allée des Tilleuls|avenue du Général Leclerc|rue Gambetta|rue du Château|quai de la Loire|rue des Écoles|cours Lafayette|rue Nationale
    route de Lyon|rue Saint-Michel|avenue Foch|rue du Faubourg|square des Peupliers|rue Émile Zola|chemin des Vignes|boulevard de la Gare|rue Molière
    rue des Jardins|avenue de Verdun|rue du Stade|passage du Commerce|rue Pierre Curie|place du Marché|rue de Bretagne|rue de la Fontaine`),
  IT: list(`Via Roma|Via Garibaldi|Corso Italia|Via Giuseppe Verdi|Piazza Cavour|Via Dante Alighieri|Viale Europa|Via Mazzini|Via XX Settembre|Via Marconi
    Largo Augusto|Via della Repubblica|Via San Francesco|Viale dei Mille|Via Manzoni|Corso Vittorio Emanuele II|Via dei Pini|Via Leopardi|Via Matteotti
    Vicolo Stretto|Via Piave|Via Trento|Piazza del Popolo|Via Nazionale|Via delle Rose|Strada Provinciale|Via A. Gramsci|Via Monte Bianco|Via Torino
    Via dell'Industria|Viale Trastevere|Via Galileo Galilei|Via Carducci|Contrada San Marco`),
  ES: list(`Calle Mayor|Avenida de la Constitución|Calle Real|Plaza de España|Calle del Sol|Paseo de la Castellana|C/ Cervantes|Calle San Juan|Avda. Andalucía
    Calle de Alcalá|Ronda de Toledo|Calle Goya|Carrer de Balmes|Carrer de Mallorca|Camino Viejo|Calle Colón|Travesía del Río|Calle Nueva|C/ Lope de Vega
    Avenida del Puerto|Calle Velázquez|Plaza Mayor|Calle Serrano|Calle de la Luna|Gran Vía|Calle Doctor Fleming|Rúa do Franco|Paseo Marítimo|C/ Zurbarán
    Calle Las Flores|Avenida de América|Calle Iglesia|Calle Jardines|Avda. Diagonal`),
  GB: list(`High Street|Station Road|Church Lane|Victoria Road|Park Avenue|The Green|Manor Road|Kings Road|Mill Lane|Queen Street|Albert Terrace|Orchard Close
    School Lane|Grange Road|Springfield Road|George Street|York Road|Windsor Drive|Chapel Street|Highfield Road|Meadow View|Alexandra Road|New Road|Grove Road
    St John's Road|London Road|The Avenue|Hawthorn Crescent|Elm Grove|Cedar Close|Primrose Hill|Bridge Street|Castle Street|Richmond Gardens|Beech Walk`),
  US: list(`Main St|Oak Street|Maple Avenue|Washington Blvd|Cedar Lane|Park Ave|Elm Street|Lake Drive|Hillcrest Road|Sunset Blvd|Pine Street|Walnut St
    Lincoln Avenue|Jackson Street|River Road|Meadow Lane|Ridge Road|Cherry St|Highland Ave|Franklin Street|Spruce Ct|Willow Way|Madison Avenue|Church Street
    Magnolia Dr|Prospect Street|County Road 12|NW 5th Ave|E Broadway|Chestnut Street|Valley View Dr|Birch Trail|Dogwood Circle|Jefferson St|Peachtree Rd`),
};

/** City, postcode pattern (`#` a digit, `@` a letter) and region. */
export const cities: Record<Country, readonly string[]> = {
  DE: list(`Köln;506##;Nordrhein-Westfalen|Hamburg;203##;Hamburg|München;803##;Bayern|Berlin;104##;Berlin|Leipzig;041##;Sachsen|Stuttgart;701##;Baden-Württemberg
    Düsseldorf;402##;Nordrhein-Westfalen|Münster;481##;Nordrhein-Westfalen|Nürnberg;904##;Bayern|Bremen;281##;Bremen|Hannover;301##;Niedersachsen|Kiel;241##;Schleswig-Holstein
    Mainz;551##;Rheinland-Pfalz|Erfurt;990##;Thüringen|Freiburg im Breisgau;791##;Baden-Württemberg|Göttingen;370##;Niedersachsen|Würzburg;970##;Bayern|Rostock;180##;Mecklenburg-Vorpommern
    Saarbrücken;661##;Saarland|Bad Homburg;613##;Hessen|Lübeck;235##;Schleswig-Holstein|Potsdam;144##;Brandenburg|Ulm;890##;Baden-Württemberg|Kassel;341##;Hessen`),
  FR: list(`Paris;750##;Île-de-France|Lyon;6900#;Auvergne-Rhône-Alpes|Marseille;1300#;Provence-Alpes-Côte d'Azur|Toulouse;310##;Occitanie|Nice;060##;Provence-Alpes-Côte d'Azur
    Nantes;440##;Pays de la Loire|Strasbourg;670##;Grand Est|Bordeaux;330##;Nouvelle-Aquitaine|Lille;590##;Hauts-de-France|Rennes;350##;Bretagne|Reims;511##;Grand Est
    Grenoble;380##;Auvergne-Rhône-Alpes|Dijon;210##;Bourgogne-Franche-Comté|Angers;490##;Pays de la Loire|Saint-Étienne;420##;Auvergne-Rhône-Alpes|Nîmes;300##;Occitanie
    Orléans;450##;Centre-Val de Loire|Rouen;760##;Normandie|Limoges;870##;Nouvelle-Aquitaine|Besançon;250##;Bourgogne-Franche-Comté|Brest;292##;Bretagne|Metz;570##;Grand Est`),
  IT: list(`Milano;201##;Lombardia|Roma;001##;Lazio|Torino;101##;Piemonte|Napoli;801##;Campania|Bologna;401##;Emilia-Romagna|Firenze;501##;Toscana|Genova;161##;Liguria
    Palermo;901##;Sicilia|Bari;701##;Puglia|Verona;371##;Veneto|Padova;351##;Veneto|Trieste;341##;Friuli-Venezia Giulia|Brescia;251##;Lombardia|Parma;431##;Emilia-Romagna
    Modena;411##;Emilia-Romagna|Perugia;061##;Umbria|Cagliari;091##;Sardegna|Reggio Calabria;891##;Calabria|L'Aquila;671##;Abruzzo|Ancona;601##;Marche|Trento;381##;Trentino-Alto Adige`),
  ES: list(`Madrid;280##;Comunidad de Madrid|Barcelona;080##;Cataluña|Valencia;460##;Comunitat Valenciana|Sevilla;410##;Andalucía|Zaragoza;500##;Aragón|Málaga;290##;Andalucía
    Murcia;300##;Región de Murcia|Palma;070##;Illes Balears|Bilbao;480##;País Vasco|Alicante;030##;Comunitat Valenciana|Córdoba;140##;Andalucía|Valladolid;470##;Castilla y León
    Vigo;362##;Galicia|Gijón;332##;Asturias|A Coruña;150##;Galicia|Granada;180##;Andalucía|San Sebastián;200##;País Vasco|Santander;390##;Cantabria|Pamplona;310##;Navarra|Cádiz;110##;Andalucía|León;240##;Castilla y León`),
  GB: list(`London;SW1#A #@@;Greater London|Manchester;M# #@@;Greater Manchester|Birmingham;B1# #@@;West Midlands|Leeds;LS# #@@;West Yorkshire|Glasgow;G1# #@@;Lanarkshire|Bristol;BS# #@@;Avon
    Sheffield;S1# #@@;South Yorkshire|Edinburgh;EH# #@@;Midlothian|Cardiff;CF1# #@@;South Glamorgan|Liverpool;L1# #@@;Merseyside|Nottingham;NG# #@@;Nottinghamshire|Oxford;OX# #@@;Oxfordshire
    Cambridge;CB# #@@;Cambridgeshire|Brighton;BN# #@@;East Sussex|York;YO1# #@@;North Yorkshire|Exeter;EX# #@@;Devon|Norwich;NR# #@@;Norfolk|Plymouth;PL# #@@;Devon|Aberdeen;AB1# #@@;Aberdeenshire|Swansea;SA# #@@;West Glamorgan`),
  US: list(`Springfield;627##;IL|Portland;972##;OR|Austin;787##;TX|Denver;802##;CO|Columbus;432##;OH|Phoenix;850##;AZ|Charlotte;282##;NC|Seattle;981##;WA|Boston;021##;MA
    Nashville;372##;TN|Atlanta;303##;GA|Minneapolis;554##;MN|Sacramento;958##;CA|Tampa;336##;FL|Richmond;232##;VA|Madison;537##;WI|Buffalo;142##;NY|Des Moines;503##;IA
    Salt Lake City;841##;UT|Albuquerque;871##;NM|Kansas City;641##;MO|St. Louis;631##;MO|Baton Rouge;708##;LA|Boise;837##;ID`),
};

export const countryNames: Record<Country, readonly string[]> = {
  DE: list('Deutschland|Germany|DE|DEU|D|Allemagne|Germania|Alemania'),
  FR: list('France|Frankreich|FR|FRA|F|Francia'),
  IT: list('Italia|Italy|IT|ITA|I|Italien|Italie'),
  ES: list('España|Spain|ES|ESP|E|Spanien|Espagne'),
  GB: list('United Kingdom|UK|GB|GBR|England|Great Britain|Royaume-Uni'),
  US: list('USA|United States|US|United States of America|U.S.A.|Estados Unidos'),
};
