import type { FileMetaData, ParquetParsers } from 'hyparquet';

const decoder = new TextDecoder();

/** Dates and times as they are written elsewhere; what stands for none is left out. */
function instant(milliseconds: number): string {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().replace('.000Z', 'Z');
}

const text = (bytes: Uint8Array | undefined): string | undefined =>
  bytes === undefined ? undefined : decoder.decode(bytes);

/** Values as text: as they are shown, not as programs would use them. */
export const parsers: Partial<ParquetParsers> = {
  timestampFromMilliseconds: (value: bigint) => instant(Number(value)),
  timestampFromMicroseconds: (value: bigint) => instant(Number(value / 1000n)),
  timestampFromNanoseconds: (value: bigint) => instant(Number(value / 1_000_000n)),
  dateFromDays: (days: number) => instant(days * 86_400_000).slice(0, 10),
  stringFromBytes: text,
  jsonFromBytes: text,
  geometryFromBytes: () => '',
  geographyFromBytes: () => '',
} as Partial<ParquetParsers>;

/**
 * The library turns decimals into floating point, which loses digits of long numbers, and knows no BSON and no intervals:
 * these come as they are stored.
 */
export function exactDecimals(metadata: FileMetaData): FileMetaData {
  const schema = metadata.schema.map((element) => {
    const { converted_type: converted, ...rest } = element;
    if (converted === 'DECIMAL') {
      const { precision = 38, scale = 0 } = element;
      return { ...rest, logical_type: { type: 'DECIMAL' as const, precision, scale } };
    }
    if (converted === 'TIME_MILLIS' || converted === 'TIME_MICROS') {
      const unit = converted === 'TIME_MILLIS' ? ('MILLIS' as const) : ('MICROS' as const);
      return { ...rest, logical_type: { type: 'TIME' as const, isAdjustedToUTC: true, unit } };
    }
    return converted === 'BSON' || converted === 'INTERVAL' ? rest : element;
  });
  return { ...metadata, schema };
}
