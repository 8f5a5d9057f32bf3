/** For what values of results are sealed: moved to another row, none of them opens. */
export const filePathPlace = (run: string, file: number): string => `inspected_file/path/${run}/${file}`;
export const fileHashPlace = (run: string, file: number): string => `inspected_file/sha256/${run}/${file}`;
export const personsPlace = (run: string, attempt: number, part: number): string =>
  `person_batch/${run}/${attempt}/${part}`;
export const checkpointPlace = (run: string): string => `inspection_run/checkpoint/${run}`;
export const labelsPlace = (count: string, version: number, block: number): string =>
  `subject_block/labels/${count}/${version}/${block}`;

export const doubtsPlace = (count: string, version: number, block: number): string =>
  `subject_doubt/${count}/${version}/${block}`;
export const rulingPlace = (ruling: string): string => `person_ruling/${ruling}`;

export interface FindingsPlace {
  readonly run: string;
  readonly attempt: number;
  readonly file: number;
  readonly element: string;
  readonly seq: number;
}
export const findingsPlace = ({ run, attempt, file, element, seq }: FindingsPlace): string =>
  `finding_batch/${run}/${attempt}/${file}/${element}/${seq}`;
