import { nid } from '../al/nid.ts';
import { steuernummer } from '../at/steuernummer.ts';
import { svnr } from '../at/svnr.ts';
import { insz } from '../be/insz.ts';
import { egn } from '../bg/egn.ts';
import { lnch } from '../bg/lnch.ts';
import { personalNumber } from '../by/personal-number.ts';
import { ahv } from '../ch/ahv.ts';
import { tic } from '../cy/tic.ts';
import { rodneCislo } from '../cz/rodne-cislo.ts';
import { ausweis } from '../de/ausweis.ts';
import { kvnr } from '../de/kvnr.ts';
import { cpr } from '../dk/cpr.ts';
import { isikukood } from '../ee/isikukood.ts';
import { nss } from '../es/nss.ts';
import { hetu } from '../fi/hetu.ts';
import { chi } from '../gb/chi.ts';
import { driverNumber } from '../gb/driver-number.ts';
import { hsc } from '../gb/hsc.ts';
import { utr } from '../gb/utr.ts';
import { afm } from '../gr/afm.ts';
import { amka } from '../gr/amka.ts';
import { oib } from '../hr/oib.ts';
import { adoazonositoJel } from '../hu/adoazonosito-jel.ts';
import { szemelyiAzonosito } from '../hu/szemelyi-azonosito.ts';
import { taj } from '../hu/taj.ts';
import { pps } from '../ie/pps.ts';
import { kennitala } from '../is/kennitala.ts';
import { asmensKodas } from '../lt/asmens-kodas.ts';
import { matricule } from '../lu/matricule.ts';
import { personasKods } from '../lv/personas-kods.ts';
import { idnp } from '../md/idnp.ts';
import { bsn } from '../nl/bsn.ts';
import { fodselsnummer } from '../no/fodselsnummer.ts';
import { jmbg } from '../numbers/jmbg.ts';
import { dowod } from '../pl/dowod.ts';
import { nip } from '../pl/nip.ts';
import { pesel } from '../pl/pesel.ts';
import { cartaoCidadao } from '../pt/cc.ts';
import { nif } from '../pt/nif.ts';
import { niss } from '../pt/niss.ts';
import { cnp } from '../ro/cnp.ts';
import { inn } from '../ru/inn.ts';
import { snils } from '../ru/snils.ts';
import { personnummer } from '../se/personnummer.ts';
import { davcna } from '../si/davcna.ts';
import { rnokpp } from '../ua/rnokpp.ts';
import { unzr } from '../ua/unzr.ts';
import type { Validator } from '../validator.ts';

/** Checks of the identifiers of persons of Europe, by the names that rules use. */
export const europe: Readonly<Record<string, Validator>> = {
  'al-nid': nid,
  'at-steuernummer': steuernummer,
  'at-svnr': svnr,
  'ba-jmbg': jmbg('BA', 10, 19),
  'be-insz': insz,
  'bg-egn': egn,
  'bg-lnch': lnch,
  'by-personal-number': personalNumber,
  'ch-ahv': ahv,
  'cy-tic': tic,
  'cz-rodne-cislo': rodneCislo,
  'de-ausweis': ausweis,
  'de-kvnr': kvnr,
  'dk-cpr': cpr,
  'ee-isikukood': isikukood,
  'es-nss': nss,
  'fi-hetu': hetu,
  'gb-chi': chi,
  'gb-driver-number': driverNumber,
  'gb-hsc': hsc,
  'gb-utr': utr,
  'gr-afm': afm,
  'gr-amka': amka,
  'hr-jmbg': jmbg('HR', 30, 39),
  'hr-oib': oib,
  'hu-adoazonosito-jel': adoazonositoJel,
  'hu-szemelyi-azonosito': szemelyiAzonosito,
  'hu-taj': taj,
  'ie-pps': pps,
  'is-kennitala': kennitala,
  'lt-asmens-kodas': asmensKodas,
  'lu-matricule': matricule,
  'lv-personas-kods': personasKods,
  'md-idnp': idnp,
  'me-jmbg': jmbg('ME', 21, 29),
  'mk-jmbg': jmbg('MK', 41, 49),
  'nl-bsn': bsn,
  'no-fodselsnummer': fodselsnummer,
  'pl-dowod': dowod,
  'pl-nip': nip,
  'pl-pesel': pesel,
  'pt-cc': cartaoCidadao,
  'pt-nif': nif,
  'pt-niss': niss,
  'ro-cnp': cnp,
  'rs-jmbg': jmbg('RS', 70, 89),
  'ru-inn': inn,
  'ru-snils': snils,
  'se-personnummer': personnummer,
  'si-davcna': davcna,
  'si-emso': jmbg('SI', 50, 59),
  'ua-rnokpp': rnokpp,
  'ua-unzr': unzr,
  'xk-jmbg': jmbg('XK', 90, 99),
};
