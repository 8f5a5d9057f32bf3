import { emiratesId } from '../ae/emirates-id.ts';
import { medicare } from '../au/medicare.ts';
import { tfn } from '../au/tfn.ts';
import { residentId } from '../cn/resident-id.ts';
import { hkid } from '../hk/hkid.ts';
import { nik } from '../id/nik.ts';
import { teudatZehut } from '../il/teudat-zehut.ts';
import { aadhaar } from '../in/aadhaar.ts';
import { pan } from '../in/pan.ts';
import { melliCode } from '../ir/melli-code.ts';
import { myNumber } from '../jp/my-number.ts';
import { rrn } from '../kr/rrn.ts';
import { civilId } from '../kw/civil-id.ts';
import { iin } from '../kz/iin.ts';
import { nic } from '../lk/nic.ts';
import { mykad } from '../my/mykad.ts';
import { ird } from '../nz/ird.ts';
import { nhi } from '../nz/nhi.ts';
import { cnic } from '../pk/cnic.ts';
import { qid } from '../qa/qid.ts';
import { saudiId } from '../sa/national-id.ts';
import { nric } from '../sg/nric.ts';
import { citizenId } from '../th/citizen-id.ts';
import { tckn } from '../tr/tckn.ts';
import { taiwaneseId } from '../tw/national-id.ts';
import { pinfl } from '../uz/pinfl.ts';
import { cccd } from '../vn/cccd.ts';
import type { Validator } from '../validator.ts';

/** Checks of the identifiers of persons of Asia and Oceania, by the names that rules use. */
export const asia: Readonly<Record<string, Validator>> = {
  'ae-emirates-id': emiratesId,
  'au-medicare': medicare,
  'au-tfn': tfn,
  'cn-resident-id': residentId,
  'hk-hkid': hkid,
  'id-nik': nik,
  'il-teudat-zehut': teudatZehut,
  'in-aadhaar': aadhaar,
  'in-pan': pan,
  'ir-melli-code': melliCode,
  'jp-my-number': myNumber,
  'kr-rrn': rrn,
  'kw-civil-id': civilId,
  'kz-iin': iin,
  'lk-nic': nic,
  'my-mykad': mykad,
  'nz-ird': ird,
  'nz-nhi': nhi,
  'pk-cnic': cnic,
  'qa-qid': qid,
  'sa-national-id': saudiId,
  'sg-nric': nric,
  'th-citizen-id': citizenId,
  'tr-tckn': tckn,
  'tw-national-id': taiwaneseId,
  'uz-pinfl': pinfl,
  'vn-cccd': cccd,
};
