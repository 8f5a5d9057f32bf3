export { type Act, type Deed, kinds } from './acts/index.ts';
export { canonical, readCanonical } from './canonical.ts';
export { changeLogKey, hashOfCheckpoint, openLog, signCheckpoint, type SignedCheckpoint } from './checkpoint.ts';
export {
  type Actor,
  append,
  appendToIncident,
  emptyChain,
  type Entry,
  type Head,
  headOf,
  type Heads,
  logChain,
  type Recording,
  type Sealed,
} from './entry.ts';
export { writeExport } from './export/write.ts';
export { exportLogKey, importLogKey, type LogKey, makeLogKey, pemOf, readPublicKey } from './key.ts';
export { matchesSaltedHash, type SaltedHash, saltedHash } from './salted.ts';
export { type BreakKind, breakKinds } from './verify/breaks.ts';
export { verifyExport } from './verify/index.ts';
export type { Break, Notice, Report } from './verify/report.ts';
export type { Asked } from './verify/walk.ts';
