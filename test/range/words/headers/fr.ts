import type { HeaderKey } from './keys.ts';

/** French column headers and field labels, as exports of shops, CRM, HR, ERP and hospital systems have them. */
export const fr: Record<HeaderKey, string> = {
  fullName: `Nom complet|Nom et prénom|Nom client|Contact|Salarié|Patient|Adhérent|Titulaire du compte|Titulaire|Nom & prénom|Prénom et nom|Destinataire|Client
    Bénéficiaire|Nom du salarié|Assuré|Nom du contact|Interlocuteur|Nom Prénom`,
  givenName: 'Prénom|Prénoms|Prénom client|Prénom(s)|Prénom usuel|Prén.|Prénom contact|Prénom salarié|1er prénom',
  familyName:
    'Nom|Nom de famille|Nom usuel|Nom patronymique|Nom du client|Nom de naissance|Patronyme|Nom contact|Nom salarié|NOM_USAGE',
  birth: `Date de naissance|Né(e) le|Naissance|Date naissance|Dt naissance|DDN|Date de naiss.|Né le|Date_naiss|Anniversaire|Date de naissance assuré|Née le`,
  street:
    "Rue|Adresse 1|Adresse ligne 1|N° et rue|Voie|Adresse (rue)|N° et voie|Ligne d'adresse 1|Rue et numéro|Adr. 1|Adresse livraison 1|Adresse postale ligne 1",
  houseNumber: 'N° de voie|Numéro de rue|N° rue|Num. voie|Numéro voie|No rue',
  fullAddress:
    'Adresse|Adresse postale|Adresse complète|Adresse de livraison|Domicile|Adresse de facturation|Adresse personnelle|Adresse du domicile|Adresse client',
  postcode: 'Code postal|CP|Code_postal|C.P.|CP livraison|Cod. postal|Code postal client',
  city: 'Ville|Commune|Localité|Ville livraison|Ville de résidence|Ville client|Bureau distributeur',
  region: 'Région|Département|Dépt|Province|Zone géographique|Dép.',
  country: 'Pays|Code pays|Pays livraison|Pays de résidence|Pays ISO|Pays (code)',
  email: `E-mail|Adresse e-mail|Courriel|Mail|Adresse mail|Email|Email pro|Email perso|Adresse électronique|Mél|Mail client|Courriel personnel|Adresse courriel|Email contact`,
  phone: `Téléphone|Tél.|Tel|Numéro de téléphone|N° téléphone|Téléphone fixe|Tél. domicile|Téléphone 1|Tél. bureau|Tél fixe|N° de tél.|Coordonnées téléphoniques`,
  mobile: 'Portable|Mobile|Tél. portable|Téléphone mobile|GSM|N° portable|Tél mobile|Numéro de portable',
  card: 'Carte bancaire|N° carte|Numéro de carte|N° CB|Numéro de carte bancaire|CB|Carte de paiement|N° de carte bancaire|Carte de crédit',
  iban: 'IBAN|Code IBAN|Compte bancaire (IBAN)|RIB/IBAN|N° IBAN|IBAN salarié|IBAN titulaire|Coordonnées bancaires',
  ip: 'Adresse IP|IP|IP client|Dernière IP|IP connexion|IP source|Adresse IP connexion',
  username: "Identifiant|Nom d'utilisateur|Login|Utilisateur|Pseudo|Compte utilisateur|Code utilisateur",
  password:
    'Mot de passe|Mdp|MDP|Mot de passe initial|Mot de passe provisoire|Pwd|Mot de passe (clair)|Mdp utilisateur|Mot de passe compte',
  hash: 'Mot de passe haché|Hash mdp|Hash mot de passe|Mdp hash|Empreinte mot de passe|Mot de passe chiffré|Mdp crypté',
  customerNo: 'N° client|Numéro client|Code client|ID client|Réf. client|Compte client|Num_client|Client n°',
  employeeNo: 'Matricule|N° salarié|Matricule salarié|Numéro employé|ID salarié|Code salarié|Mat.|N° employé',
  patientNo: 'N° dossier|Numéro patient|IPP|Dossier patient|ID patient|N° patient|Num. dossier|IEP',
  memberNo:
    'N° adhérent|Numéro adhérent|N° contrat|N° de police|Numéro de contrat|ID contact|N° fidélité|Carte fidélité n°|Num. adhérent',
  gender: 'Civilité|Sexe|Genre|Titre|Civ.|Code civilité',
  organisation: 'Société|Raison sociale|Entreprise|Employeur|Organisme|Fournisseur|Nom de la société|Ste|Établissement',
  relation: 'Type|Type de client|Catégorie|Statut client|Typologie|Type de contact|Segment client',
  orderNo: 'N° commande|Numéro de commande|Commande|Réf. commande|Cde n°|ID commande|N° de cde|Bon de commande',
  invoiceNo: 'N° facture|Numéro de facture|Facture|Fact. n°|Réf. facture|N° pièce|Numéro de pièce|N° avoir',
  trackingNo: 'N° de suivi|Numéro de suivi|N° colis|Suivi colis|Numéro de colis|Code suivi|N° expédition',
  ean: 'EAN|Code EAN|Code-barres|GTIN|Code article|Réf. article EAN|EAN13|Gencod',
  product: 'Produit|Article|Désignation|Libellé|Libellé article|Nom du produit|Référence produit',
  amount: 'Montant|Total|Prix|Montant TTC|Total HT|CA|Montant (EUR)|Solde|Prix TTC',
  orderDate:
    "Date de commande|Date|Date facture|Date d'achat|Date de livraison|Échéance|Date commande|Dernier achat|Dernière commande",
  hireDate:
    "Date d'entrée|Date d'embauche|Client depuis|Entrée|Date de sortie|Début de contrat|Date adhésion|Embauché le",
  timestamp: 'Créé le|Horodatage|Date de création|Modifié le|Dernière connexion|Date de modification|Mis à jour le',
  epoch: 'Horodatage ms|Temps unix|TS création|Epoch|Heure évènement ms|TS modif',
  uuid: 'UUID|GUID|ID session|ID requête|Identifiant unique|ID technique|Clé technique',
  version: 'Version|Version appli|Version logicielle|Build|Version du client|Révision',
  checksum: 'Somme de contrôle|SHA256|MD5|Empreinte fichier|Hash fichier|Empreinte',
  status: 'Statut|État|Actif|Statut commande|État de la commande|Situation|Étape',
  quantity: 'Quantité|Qté|Nombre|Unités|Nb articles|Qté commandée',
  note: 'Remarque|Commentaire|Notes|Observations|Note interne|Remarques|Commentaires|Observation',
  department: 'Service|Département RH|Centre de coût|Direction|Unité|Pôle',
  jobTitle: 'Poste|Fonction|Emploi|Intitulé du poste|Métier|Qualification',
  reference: 'Référence|ID transaction|Réf. paiement|N° transaction|Réf.|N° ticket|Nos réf.|Réf. dossier',
};
