import { list } from './list.ts';
import type { Country } from './list.ts';

interface Names {
  readonly female: readonly string[];
  readonly male: readonly string[];
  readonly family: readonly string[];
}

/** Ordinary given and family names by country, migration included. */
export const names: Record<Country, Names> = {
  DE: {
    female:
      list(`Anna|Julia|Katharina|Sabine|Ursula|Monika|Petra|Claudia|Susanne|Birgit|Heike|Anja|Stefanie|Nicole|Melanie|Christina
      Lena|Hannah|Mia|Emilia|Johanna|Franziska|Luise|Marlene|Greta|Ingrid|Renate|Helga|Gisela|Karin|Silke|Antje|Kerstin|Martina|Andrea
      Ayşe|Elif|Zeynep|Jördis|Bärbel|Käthe|Anna-Lena|Marie-Luise|Svenja|Wiebke|Friederike|Hildegard|Theresa|Carolin`),
    male: list(`Thomas|Michael|Andreas|Stefan|Christian|Peter|Wolfgang|Klaus|Jürgen|Günter|Manfred|Uwe|Frank|Markus|Daniel|Sebastian
      Tobias|Florian|Jan|Lukas|Leon|Finn|Jonas|Felix|Maximilian|Paul|Moritz|Benjamin|Matthias|Martin|Bernd|Dieter|Holger|Ralf|Sven|Torsten
      Jörg|Björn|Götz|Mehmet|Mustafa|Emre|Karl-Heinz|Hans-Peter|Jens|Oliver|Dennis|Philipp|Robert`),
    family:
      list(`Müller|Schmidt|Schneider|Fischer|Weber|Meyer|Wagner|Becker|Schulz|Hoffmann|Schäfer|Koch|Bauer|Richter|Klein|Wolf|Schröder
      Neumann|Schwarz|Zimmermann|Braun|Krüger|Hofmann|Hartmann|Lange|Schmitt|Werner|Krause|Meier|Lehmann|Schmid|Schulze|Maier|Köhler|Herrmann
      König|Walter|Mayer|Huber|Kaiser|Fuchs|Peters|Lang|Scholz|Möller|Weiß|Jung|Hahn|Schubert|Vogel|Friedrich|Keller|Günther|Frank|Berger
      Winkler|Roth|Beck|Lorenz|Baumann|Franke|Albrecht|Schuster|Simon|Ludwig|Böhm|Winter|Kraus|Schumacher|Krämer|Vogt|Stein|Jäger|Otto|Sommer
      Groß|Seidel|Brandt|Yılmaz|Kaya|Demir|von der Heide|von Bergen|Öztürk|Nowak|Kowalski|Petrov|Meyer-Lüdtke|Schulze-Brandt|Thiel|Kühn|Pohl`),
  },
  FR: {
    female:
      list(`Marie|Nathalie|Isabelle|Sylvie|Catherine|Françoise|Valérie|Christine|Sandrine|Véronique|Céline|Sophie|Julie|Aurélie|Camille
      Léa|Manon|Chloé|Emma|Inès|Jade|Louise|Alice|Juliette|Hélène|Brigitte|Monique|Jacqueline|Martine|Geneviève|Élodie|Émilie|Mélanie|Laetitia
      Fatima|Yasmine|Nadia|Marie-Claire|Anne-Sophie|Delphine|Caroline|Virginie|Stéphanie|Pauline|Margaux|Agathe|Clémence|Noémie`),
    male: list(`Jean|Pierre|Michel|Philippe|Alain|Patrick|Nicolas|Christophe|Frédéric|Laurent|Stéphane|Sébastien|David|Julien|Thomas|Alexandre
      Antoine|Maxime|Hugo|Lucas|Théo|Nathan|Gabriel|Louis|Jules|Raphaël|Arthur|Olivier|Pascal|Bruno|Didier|Thierry|Gérard|Bernard|Jacques|André
      François|Jérôme|Benoît|Guillaume|Mathieu|Karim|Mohamed|Mehdi|Jean-Pierre|Jean-Luc|Rémi|Cédric|Loïc|Étienne`),
    family:
      list(`Martin|Bernard|Dubois|Thomas|Robert|Richard|Petit|Durand|Leroy|Moreau|Simon|Laurent|Lefebvre|Michel|Garcia|David|Bertrand|Roux
      Vincent|Fournier|Morel|Girard|André|Lefèvre|Mercier|Dupont|Lambert|Bonnet|François|Martinez|Legrand|Garnier|Faure|Rousseau|Blanc|Guérin
      Muller|Henry|Roussel|Nicolas|Perrin|Morin|Mathieu|Clément|Gauthier|Dumont|Lopez|Fontaine|Chevalier|Robin|Masson|Sanchez|Gérard|Nguyen
      Boyer|Denis|Lemaire|Duval|Joly|Gautier|Roger|Roche|Roy|Noël|Meyer|Lucas|Meunier|Jean|Perez|Marchand|Dufour|Blanchard|Marie|Barbier
      Brun|Dumas|Brunet|Schmitt|Leroux|Colas|Fernandez|Arnaud|Rolland|Caron|Aubert|Giraud|Leclerc|Vidal|Bourgeois|Benali|Diallo|Traoré|Le Gall|de La Tour`),
  },
  IT: {
    female:
      list(`Maria|Giulia|Francesca|Chiara|Sara|Martina|Anna|Laura|Silvia|Elena|Valentina|Alessia|Federica|Roberta|Paola|Simona|Giovanna
      Daniela|Barbara|Cristina|Monica|Patrizia|Rosa|Angela|Teresa|Lucia|Caterina|Sofia|Aurora|Ginevra|Beatrice|Alice|Emma|Giorgia|Greta|Vittoria
      Ilaria|Claudia|Serena|Eleonora|Elisa|Michela|Manuela|Noemi|Debora|Nicoletta|Antonella|Carla`),
    male: list(`Giuseppe|Giovanni|Antonio|Mario|Luigi|Francesco|Angelo|Vincenzo|Pietro|Salvatore|Carlo|Franco|Domenico|Bruno|Paolo|Michele|Giorgio
      Aldo|Sergio|Luciano|Andrea|Marco|Alessandro|Luca|Matteo|Lorenzo|Davide|Simone|Federico|Riccardo|Gabriele|Leonardo|Edoardo|Tommaso|Filippo
      Nicolò|Stefano|Roberto|Massimo|Claudio|Fabio|Daniele|Alberto|Enrico|Gianluca|Emanuele|Samuele|Maurizio`),
    family:
      list(`Rossi|Russo|Ferrari|Esposito|Bianchi|Romano|Colombo|Ricci|Marino|Greco|Bruno|Gallo|Conti|De Luca|Mancini|Costa|Giordano|Rizzo
      Lombardi|Moretti|Barbieri|Fontana|Santoro|Mariani|Rinaldi|Caruso|Ferrara|Galli|Martini|Leone|Longo|Gentile|Martinelli|Vitale|Lombardo|Serra
      Coppola|De Santis|D'Angelo|Marchetti|Parisi|Villa|Conte|Ferraro|Ferri|Fabbri|Bianco|Marini|Grasso|Valentini|Messina|Sala|De Angelis|Gatti
      Pellegrini|Palumbo|Sanna|Farina|Rizzi|Monti|Cattaneo|Morelli|Amato|Silvestri|Mazza|Testa|Grassi|Pellegrino|Carbone|Giuliani|Benedetti
      Barone|Rossetti|Caputo|Montanari|Guerra|Palmieri|Bernardi|Martino|Fiore|De Rosa|Ferretti|Bellini|Basile|Riva|Donati|Piras|Vitali|D'Amico`),
  },
  ES: {
    female:
      list(`María|Carmen|Josefa|Isabel|Ana|Dolores|Pilar|Teresa|Rosa|Cristina|Francisca|Laura|Antonia|Marta|Mercedes|Lucía|Elena|Concepción
      Raquel|Rosario|Manuela|Paula|Sara|Beatriz|Juana|Sofía|Julia|Silvia|Patricia|Irene|Andrea|Rocío|Mónica|Alba|Inmaculada|Sonia|Ángela|Nuria
      Begoña|Inés|Noelia|Verónica|Susana|Eva|Alicia|María José|Ana Belén|Montserrat`),
    male: list(`Antonio|José|Manuel|Francisco|Juan|David|Javier|Daniel|Jesús|Carlos|Alejandro|Miguel|Rafael|Pedro|Pablo|Ángel|Sergio|Fernando|Jorge
      Luis|Alberto|Álvaro|Diego|Adrián|Raúl|Iván|Enrique|Rubén|Ramón|Óscar|Vicente|Andrés|Joaquín|Santiago|Víctor|Eduardo|Mario|Roberto|Jaime
      Ignacio|Marcos|Hugo|Gonzalo|José Luis|Juan Carlos|Martín|Iker|Xavier`),
    family:
      list(`García López|Rodríguez Martín|González Pérez|Fernández Ruiz|López Sánchez|Martínez Gómez|Sánchez Díaz|Pérez Moreno|Gómez Jiménez
      Martín Álvarez|Jiménez Romero|Ruiz Alonso|Hernández Navarro|Díaz Torres|Moreno Domínguez|Álvarez Vázquez|Muñoz Ramos|Romero Gil|Alonso Serrano
      Gutiérrez Blanco|Navarro Molina|Torres Suárez|Domínguez Ortega|Vázquez Delgado|Ramos Castro|Gil Ortiz|Ramírez Rubio|Serrano Marín|Blanco Sanz
      Molina Iglesias|Morales Núñez|Suárez Medina|Ortega Garrido|Delgado Cortés|Castro Castillo|Ortiz Santos|Rubio Lozano|Marín Guerrero|Sanz Cano
      Núñez Prieto|Iglesias Méndez|Medina Cruz|Garrido Calvo|Cortés Gallego|Castillo Vidal|Santos León|Lozano Herrera|Guerrero Márquez|Cano Peña
      Prieto Flores|Méndez Cabrera|Cruz Campos|Calvo Vega|Gallego Fuentes|Vidal Carrasco|León Diez|Herrera Reyes|Márquez Caballero|Peña Nieto
      Flores Aguilar|Cabrera Pascual|Campos Santana|Vega Herrero|Fuentes Montero|Carrasco Lorenzo|Reyes Hidalgo|Aguilar Giménez|Pascual Ibáñez
      Santana Ferrer|Herrero Duran|Etxeberria Agirre|Puig Ferrer|Soler Vila|Otero Lago`),
  },
  GB: {
    female:
      list(`Olivia|Amelia|Isla|Emily|Charlotte|Sophie|Grace|Freya|Ruby|Lucy|Hannah|Megan|Chloe|Jessica|Rebecca|Laura|Gemma|Kelly|Claire|Sarah
      Joanne|Tracey|Karen|Susan|Margaret|Patricia|Jean|Dorothy|Sheila|Gillian|Helen|Fiona|Catriona|Siobhan|Rhiannon|Priya|Aisha|Zara|Nicola|Louise
      Rachel|Victoria|Alice|Eleanor|Poppy|Imogen|Beatrice|Hazel`),
    male: list(`Oliver|George|Harry|Jack|Jacob|Noah|Charlie|Thomas|William|James|Alfie|Joshua|Daniel|Matthew|Luke|Adam|Ryan|Liam|Craig|Stuart|Gary|Ian
      Nigel|Keith|Graham|Trevor|Malcolm|Derek|Roger|Alan|Kenneth|Stephen|Andrew|Mark|Simon|Neil|Gareth|Rhys|Callum|Hamish|Imran|Mohammed|Rajesh
      Alistair|Edward|Robert|Philip|Toby|Benedict`),
    family:
      list(`Smith|Jones|Taylor|Brown|Williams|Wilson|Johnson|Davies|Patel|Robinson|Wright|Thompson|Evans|Walker|White|Roberts|Green|Hall|Wood
      Jackson|Clarke|Clark|Harris|Lewis|Turner|Hill|Cooper|Ward|Morris|Moore|King|Baker|Harrison|Morgan|Allen|Scott|Watson|Parker|Bennett|Young
      Khan|Hughes|Edwards|Richardson|Mitchell|Phillips|Carter|Shaw|Bailey|Collins|Begum|Hussain|Miller|Cook|Ali|Adams|Kelly|Murphy|Stewart|Murray
      O'Brien|O'Connor|MacDonald|McKenzie|Fletcher|Barker|Ashworth|Hargreaves|Pemberton|Whitfield|Lloyd|Pritchard|Griffiths|Singh|Ahmed|Fraser
      Cameron|Sutherland|Holloway|Thornton|Chambers|Goodwin|Barlow|Bishop|Page|Rose|Day|Marsh|Stone|Winter-Hughes`),
  },
  US: {
    female:
      list(`Jennifer|Linda|Elizabeth|Barbara|Nancy|Lisa|Betty|Ashley|Kimberly|Donna|Emily|Michelle|Amanda|Melissa|Deborah|Stephanie|Sharon
      Cynthia|Kathleen|Amy|Angela|Brenda|Pamela|Samantha|Katherine|Debra|Rachel|Carolyn|Janet|Maria|Heather|Diane|Julie|Joyce|Virginia|Madison
      Brooklyn|Savannah|Destiny|Latoya|Guadalupe|Rosa|Mei|Aaliyah|Kayla|Alexis|Tiffany|Crystal|Peggy`),
    male: list(`James|John|Robert|David|Joseph|Richard|Charles|Christopher|Anthony|Donald|Steven|Kevin|Brian|Timothy|Ronald|Jason|Edward|Jeffrey
      Jacob|Nicholas|Eric|Jonathan|Larry|Justin|Brandon|Gregory|Samuel|Patrick|Frank|Raymond|Dennis|Jerry|Tyler|Aaron|Jose|Juan|Carlos|Miguel
      Tyrone|DeShawn|Wei|Dylan|Ethan|Logan|Mason|Hunter|Austin|Wayne|Randy|Bradley`),
    family:
      list(`Johnson|Williams|Davis|Garcia|Rodriguez|Martinez|Hernandez|Lopez|Gonzalez|Anderson|Thomas|Jackson|Lee|Perez|Sanchez|Ramirez|Lewis
      Walker|Allen|Nguyen|Flores|Rivera|Campbell|Carter|Gomez|Phillips|Diaz|Parker|Cruz|Reyes|Stewart|Morales|Cooper|Peterson|Reed|Howard|Ramos
      Kim|Cox|Richardson|Watson|Brooks|Chavez|Bennett|Gray|Mendoza|Ruiz|Price|Alvarez|Castillo|Sanders|Myers|Long|Ross|Foster|Jimenez|Powell
      Jenkins|Perry|Russell|Sullivan|Bell|Coleman|Butler|Henderson|Barnes|Fisher|Vasquez|Simmons|Graham|Griffin|West|Hayes|Bryant|Herrera|Gibson
      Ellis|Tran|Medina|Wallace|Stevens|Schwartz|Kowalczyk|O'Neill|McCarthy|DeLuca|Van Buren|St. John|Washington|Freeman|Hoffman|Weaver|Duncan`),
  },
};
