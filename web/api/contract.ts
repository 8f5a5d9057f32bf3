import type * as identity from '../../src/platform/auth/contract.ts';
import type { Answer, Arguments, Operation } from '../../src/platform/operation/index.ts';
import type * as evidence from '../../src/respond/evidence/contract.ts';
import type * as uploads from '../../src/respond/evidence/upload-contract.ts';
import type * as impact from '../../src/respond/impact/contract.ts';
import type * as awareness from '../../src/respond/incidents/awareness/contract.ts';
import type * as incidents from '../../src/respond/incidents/contract.ts';
import type * as members from '../../src/respond/incidents/members/contract.ts';
import type * as contacts from '../../src/respond/organisation/contact-contract.ts';
import type * as organisation from '../../src/respond/organisation/contract.ts';
import type * as roster from '../../src/respond/organisation/roster-contract.ts';
import type * as log from '../../src/server/operate/contract.ts';

/** What the API offers, as types: the page is checked against the very definitions that the server answers by. */
type Exported<M> = M[keyof M];
type Known = Extract<
  | Exported<typeof identity>
  | Exported<typeof incidents>
  | Exported<typeof awareness>
  | Exported<typeof members>
  | Exported<typeof organisation>
  | Exported<typeof contacts>
  | Exported<typeof roster>
  | Exported<typeof evidence>
  | Exported<typeof uploads>
  | Exported<typeof impact>
  | Exported<typeof log>,
  Operation
>;

export type OperationId = Known['id'];
type Of<I extends OperationId> = Extract<Known, { readonly id: I }>;

/** What a caller gives: `params`, `query`, `body`, as far as the operation has them. */
export type Given<I extends OperationId> = Arguments<Of<I>>;
/** What comes back. */
export type Got<I extends OperationId> = Answer<Of<I>>;
