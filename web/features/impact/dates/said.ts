import type { Got } from '../../../api/contract.ts';
import { placeInWords } from '../files/place.ts';

type ShownDates = Got<'dates.show'>;
export type Tally = NonNullable<ShownDates['events']>;
export type Stands = NonNullable<ShownDates['stands']>;
export type DatedFile = Stands['files'][number];

const by: Readonly<Record<NonNullable<DatedFile['by']>, string>> = {
  column: 'in the column',
  field: 'in the field',
  line: 'at the beginning of lines',
  mail: 'as the day on which a mail was sent',
  property: 'in the property of a document',
};

/** `, in the column “created at”. One stands at cell B7` */
export function placeOf(file: DatedFile): string {
  const isPlaced = Object.keys(file.where).length > 0;
  return `${labelOf(file)}${isPlaced ? `. ${placeInWords(file.where)}${file.count > 1 ? ' for one' : ''}` : ''}`;
}

function labelOf({ by: told, said }: DatedFile): string {
  if (told === null) return '';
  if (told === 'line' || told === 'mail') return `, ${by[told]}`;
  return said === null ? '' : `, ${by[told]} “${said}”`;
}
