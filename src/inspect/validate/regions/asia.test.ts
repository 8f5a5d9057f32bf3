import { expect, test } from 'vitest';
import { asia } from './asia.ts';

/** A number that authorities or standards give as an example, or one made by their rule; then what must not pass for one. */
test.each<[string, string, readonly string[]]>([
  ['tr-tckn', '17291716060', ['17291716061', '07291716060']],
  ['tr-tckn', '10000000146', ['10000000147']],
  ['il-teudat-zehut', '039337423', ['039337424']],
  ['ae-emirates-id', '784-1968-6570305-0', ['784-1968-6570305-1', '785-1968-6570305-0']],
  ['ir-melli-code', '0499370899', ['0499370898']],
  ['in-aadhaar', '2341 2341 2346', ['2341 2341 2347', '1341 2341 2346']],
  ['in-pan', 'ABCPE1234F', ['ABCCE1234F']],
  ['cn-resident-id', '11010519491231002X', ['110105194912310021', '11010519491331002X']],
  ['cn-resident-id', '360426199101010071', ['360426199101010072']],
  ['hk-hkid', 'A123456(3)', ['A123456(4)']],
  ['hk-hkid', 'G123456(A)', ['G123456(9)']],
  ['tw-national-id', 'A123456789', ['A123456788', 'A323456789']],
  ['jp-my-number', '123456789018', ['123456789019']],
  ['kr-rrn', '971013-9019902', ['971313-9019902']],
  ['sg-nric', 'S1234567D', ['S1234567E', 'A1234567D']],
  ['sg-nric', 'M1234567K', ['M1234567J']],
  ['th-citizen-id', '1-2345-45678-78-1', ['1-2345-45678-78-2']],
  ['au-tfn', '123 456 782', ['123 456 783']],
  ['au-medicare', '2123 45670 1', ['2123 45671 1', '7123 45670 1']],
  ['nz-ird', '49-098-576', ['49-098-577']],
  ['nz-ird', '136410132', ['136410133']],
  ['nz-nhi', 'ZZZ0016', ['ZZZ0017']],
  ['lk-nic', '852012345V', ['859992345V']],
])('%s takes %s and nothing that is a digit, a day or a place away', (name, right, wrong) => {
  expect(asia[name]?.(right)).toBeDefined();
  for (const one of wrong) expect(asia[name]?.(one), one).toBeUndefined();
});
