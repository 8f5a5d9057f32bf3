import { expect, test } from 'vitest';
import { americas } from './americas.ts';

/** A number that authorities or standards give as an example, or one made by their rule; then what must not pass for one. */
test.each<[string, string, readonly string[]]>([
  ['us-mbi', '1EG4-TE5-MK73', ['1EG4-SE5-MK73', '0EG4-TE5-MK73']],
  ['ca-sin', '123 456 782', ['123 456 783', '023 456 782']],
  ['ca-ohip', '9876-543-217', ['9876-543-218']],
  ['ca-ramq', 'TREM 8557 0912', ['TREM 8557 3212']],
  ['mx-curp', 'BOXW310820HNERXN09', ['BOXW310820HNERXN08', 'BOXW311320HNERXN09']],
  ['mx-rfc', 'GODE561231GR8', ['GODE561231GR7', 'GODE561331GR8']],
  ['br-cpf', '390.533.447-05', ['390.533.447-06', '111.111.111-11']],
  ['ar-cuil', '20-05536168-2', ['20-05536168-3', '30-05536168-2']],
  ['cl-run', '12.531.909-2', ['12.531.909-3', '72.531.909-2']],
  ['ec-cedula', '171430710-3', ['171430710-4', '991430710-3']],
  ['ve-rif', 'V-11470283-4', ['V-11470283-5', 'J-11470283-4']],
  ['do-cedula', '001-1391820-5', ['001-1391820-6']],
  ['sv-dui', '00016297-5', ['00016297-6']],
  ['uy-ci', '1.234.567-2', ['1.234.567-3']],
])('%s takes %s and nothing that is a digit, a day or a place away', (name, right, wrong) => {
  expect(americas[name]?.(right)).toBeDefined();
  for (const one of wrong) expect(americas[name]?.(one), one).toBeUndefined();
});
