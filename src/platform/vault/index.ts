export {
  type DataKey,
  type Purpose,
  type WrappedKey,
  createDataKey,
  rewrapDataKey,
  subkey,
  unwrapDataKey,
} from './keys/data-key.ts';
export { type MasterKey, type MasterKeyPlace, createMasterKey, loadMasterKey } from './keys/master-key.ts';
export { derivedSecret, unwrapSecret, wrapSecret } from './keys/secret.ts';
export { keyedHash, openValue, sealValue } from './keys/value.ts';
export {
  type Recovering,
  type Recovery,
  makeRecovery,
  recoverKeyFile,
  restoreMasterKey,
  saveRecovery,
} from './recovery/recovery.ts';
export { type OpenedBlob, type SealedSource, openSealed, sealedLength } from './sealed/open.ts';
export { seal } from './sealed/seal.ts';
export type { Sealed } from './sealed/sealer.ts';
export { type Sealer, type SealerInit, openSealer } from './sealed/suspend.ts';
export { openFolderStore } from './store/folder.ts';
export { type SealedUpload, type Stored, type UploadInit, openStored, openUpload, putSealed } from './store/sealed.ts';
export {
  type BlobPlace,
  type BlobStat,
  type BlobStore,
  type Kept,
  type Leftover,
  type PartialBlob,
  nameOf,
} from './store/store.ts';
