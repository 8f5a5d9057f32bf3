import { cuil } from '../ar/cuil.ts';
import { cns } from '../br/cns.ts';
import { cpf } from '../br/cpf.ts';
import { pis } from '../br/pis.ts';
import { ohip } from '../ca/ohip.ts';
import { ramq } from '../ca/ramq.ts';
import { sin } from '../ca/sin.ts';
import { run } from '../cl/run.ts';
import { identidad } from '../cu/identidad.ts';
import { dominicanCedula } from '../do/cedula.ts';
import { ecuadorianCedula } from '../ec/cedula.ts';
import { cui } from '../gt/cui.ts';
import { honduranDni } from '../hn/dni.ts';
import { clabe } from '../mx/clabe.ts';
import { curp } from '../mx/curp.ts';
import { mexicanNss } from '../mx/nss.ts';
import { rfc } from '../mx/rfc.ts';
import { nicaraguanCedula } from '../ni/cedula.ts';
import { ruc } from '../pe/ruc.ts';
import { dui } from '../sv/dui.ts';
import { mbi } from '../us/mbi.ts';
import { routing } from '../us/routing.ts';
import { uruguayanCi } from '../uy/ci.ts';
import { rif } from '../ve/rif.ts';
import type { Validator } from '../validator.ts';

/** Checks of the identifiers of persons and accounts of the Americas, by the names that rules use. */
export const americas: Readonly<Record<string, Validator>> = {
  'ar-cuil': cuil,
  'br-cns': cns,
  'br-cpf': cpf,
  'br-pis': pis,
  'ca-ohip': ohip,
  'ca-ramq': ramq,
  'ca-sin': sin,
  'cl-run': run,
  'cu-identidad': identidad,
  'do-cedula': dominicanCedula,
  'ec-cedula': ecuadorianCedula,
  'gt-cui': cui,
  'hn-dni': honduranDni,
  'mx-clabe': clabe,
  'mx-curp': curp,
  'mx-nss': mexicanNss,
  'mx-rfc': rfc,
  'ni-cedula': nicaraguanCedula,
  'pe-ruc': ruc,
  'sv-dui': dui,
  'us-mbi': mbi,
  'us-routing': routing,
  'uy-ci': uruguayanCi,
  've-rif': rif,
};
