import { hows, type How } from '../../ui/evidence-words.ts';
import { type ItemState, type Searched, searches, states } from './words.ts';

/** What of the evidence is shown, as it stands in an address. */
export interface EvidenceSearch {
  readonly state?: ItemState | undefined;
  readonly how?: How | undefined;
  readonly searched?: Searched | undefined;
  /** Ids of persons. */
  readonly by?: string | undefined;
  readonly custodian?: string | undefined;
  /** Id of the item that is open beside the list. */
  readonly item?: string | undefined;
  /** Number of the file of it whose text is looked at. */
  readonly file?: number | undefined;
}

const id = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Out of an address that anybody may have typed: what is not known is left out. */
export function readEvidenceSearch(given: Readonly<Record<string, unknown>>): EvidenceSearch {
  const { state, how, searched, by, custodian, item, file } = given;
  const isId = (value: unknown): value is string => typeof value === 'string' && id.test(value);
  return {
    ...(typeof state === 'string' && Object.hasOwn(states, state) && { state: state as ItemState }),
    ...(typeof how === 'string' && Object.hasOwn(hows, how) && { how: how as How }),
    ...(typeof searched === 'string' && Object.hasOwn(searches, searched) && { searched: searched as Searched }),
    ...(isId(by) && { by }),
    ...(isId(custodian) && { custodian }),
    ...(isId(item) && { item }),
    ...(isId(item) && typeof file === 'number' && Number.isInteger(file) && file >= 0 && { file }),
  };
}
