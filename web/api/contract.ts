import type * as identity from '../../src/platform/auth/contract.ts';
import type { Answer, Arguments, Operation } from '../../src/platform/operation/index.ts';
import type * as decisions from '../../src/respond/decisions/contract.ts';
import type * as firstHour from '../../src/respond/first-hour/contract.ts';
import type * as clocks from '../../src/notify/contract.ts';
import type * as desk from '../../src/respond/desk-list/contract.ts';
import type * as evidence from '../../src/respond/evidence/contract.ts';
import type * as preview from '../../src/respond/evidence/preview-contract.ts';
import type * as uploads from '../../src/respond/evidence/upload-contract.ts';
import type * as impact from '../../src/respond/impact/contract.ts';
import type * as doubts from '../../src/respond/impact/doubts/contract.ts';
import type * as rulesOff from '../../src/respond/impact/rules-off/contract.ts';
import type * as dates from '../../src/respond/impact/dates-contract.ts';
import type * as awareness from '../../src/respond/incidents/awareness/contract.ts';
import type * as incidents from '../../src/respond/incidents/contract.ts';
import type * as members from '../../src/respond/incidents/members/contract.ts';
import type * as ownRules from '../../src/respond/own-rules/contract.ts';
import type * as presence from '../../src/respond/presence/contract.ts';
import type * as contacts from '../../src/respond/organisation/contact-contract.ts';
import type * as organisation from '../../src/respond/organisation/contract.ts';
import type * as roster from '../../src/respond/organisation/roster-contract.ts';
import type * as backup from '../../src/server/operate/backup-contract.ts';
import type * as views from '../../src/respond/views/contract.ts';
import type * as log from '../../src/server/operate/contract.ts';
import type * as rules from '../../src/server/inspection/rule-book/contract.ts';
import type * as report from '../../src/server/report/contract.ts';

/** What the API offers, as types: the page is checked against the very definitions that the server answers by. */
type Exported<M> = M[keyof M];
type Known = Extract<
  | Exported<typeof identity>
  | Exported<typeof incidents>
  | Exported<typeof clocks>
  | Exported<typeof desk>
  | Exported<typeof views>
  | Exported<typeof awareness>
  | Exported<typeof members>
  | Exported<typeof organisation>
  | Exported<typeof contacts>
  | Exported<typeof roster>
  | Exported<typeof evidence>
  | Exported<typeof preview>
  | Exported<typeof uploads>
  | Exported<typeof impact>
  | Exported<typeof dates>
  | Exported<typeof rulesOff>
  | Exported<typeof ownRules>
  | Exported<typeof doubts>
  | Exported<typeof presence>
  | Exported<typeof decisions>
  | Exported<typeof firstHour>
  | Exported<typeof report>
  | Exported<typeof rules>
  | Exported<typeof log>
  | Exported<typeof backup>,
  Operation
>;

export type OperationId = Known['id'];
type Of<I extends OperationId> = Extract<Known, { readonly id: I }>;

/** What a caller gives: `params`, `query`, `body`, as far as the operation has them. */
export type Given<I extends OperationId> = Arguments<Of<I>>;
/** What comes back. */
export type Got<I extends OperationId> = Answer<Of<I>>;
