export { abandon } from './abandon.ts';
export { beginHandIn } from './begin.ts';
export {
  askToExport,
  askToRead,
  exportEvidence,
  type HandIn,
  type Item,
  listEvidence,
  passCustodyOn,
  readEvidence,
  sealEvidenceOff,
  showEvidence,
  type ShownItem,
} from './contract.ts';
export { copyOf } from './copy.ts';
export { type Passing, passCustody } from './custody.ts';
export type { Standing, UploadOf } from './hold.ts';
export { type Completed, type Intake, type IntakeInit, openIntake } from './intake.ts';
export { type LedgerItem, loadLedger } from './ledger.ts';
export { listItems } from './list.ts';
export { attachment, maskedName, maskedPath, savedName, shownName } from './names.ts';
export type { Checksum } from './pour.ts';
export { openPreview, type Previewing, type PreviewSource } from './preview.ts';
export { type Preview, previewEvidence, type PreviewSegment } from './preview-contract.ts';
export { type Asking, askToFetch, type Fetching, type Granted, type Opened, openReading } from './read.ts';
export { saidOf } from './said.ts';
export { sealOff, type SealingOff } from './seal-off.ts';
export { showItem } from './show.ts';
export { findStrays, type Stray } from './stray.ts';
export { sweep, type Swept } from './sweep.ts';
export { mayGivePasswords } from './may-give-passwords.ts';
export { type Part, takePart, uploadStanding } from './take-part.ts';
export { beginUpload, endUpload, overrideUpload, sendPart, showUpload, uploadOptions } from './upload-contract.ts';
