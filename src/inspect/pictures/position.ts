import type { Directories, Entry } from './directory.ts';
import { isText } from './directory.ts';
import type { Report } from './report.ts';
import { textOf } from './text.ts';

/** Tags of the GPS directory (EXIF 2.32, table 15). */
const gps = {
  latitudeRef: 1,
  latitude: 2,
  longitudeRef: 3,
  longitude: 4,
  destinationLatitudeRef: 0x13,
  destinationLatitude: 0x14,
  destinationLongitudeRef: 0x15,
  destinationLongitude: 0x16,
  processing: 0x1b,
  area: 0x1c,
  day: 0x1d,
} as const;

/** Where a picture was taken, in degrees, and on which day. */
export async function readPosition(directories: Directories, entries: readonly Entry[], report: Report): Promise<void> {
  const text = async (number: number): Promise<string> => {
    const entry = entries.find(({ tag }) => tag === number);
    const bytes = entry === undefined ? undefined : await directories.value(entry);
    return bytes === undefined ? '' : textOf(bytes).replaceAll('\0', '').trim();
  };
  const degrees = async (number: number, most: number, ref: number, negative: string): Promise<number | undefined> => {
    const entry = entries.find(({ tag }) => tag === number);
    const parts = entry === undefined ? [] : await directories.numbers(entry, 3);
    const [whole = Number.NaN, minutes = 0, seconds = 0] = parts;
    // A device without a fix writes fractions of 0/0.
    const value = whole + (minutes || 0) / 60 + (seconds || 0) / 3600;
    if (!Number.isFinite(value) || Math.abs(value) > most) return undefined;
    return (await text(ref)).toUpperCase() === negative ? -value : value;
  };
  const place = async (label: string, [latitude, latitudeRef, longitude, longitudeRef]: readonly number[]) => {
    const north = await degrees(latitude ?? 0, 90, latitudeRef ?? 0, 'S');
    const east = await degrees(longitude ?? 0, 180, longitudeRef ?? 0, 'W');
    if (north === undefined || east === undefined || (north === 0 && east === 0)) return;
    report.property(label, `${north.toFixed(6)}, ${east.toFixed(6)}`);
  };
  await place('GPS position', [gps.latitude, gps.latitudeRef, gps.longitude, gps.longitudeRef]);
  await place('GPS destination', [
    gps.destinationLatitude,
    gps.destinationLatitudeRef,
    gps.destinationLongitude,
    gps.destinationLongitudeRef,
  ]);
  const day = await text(gps.day);
  if (day !== '') report.date('GPS date', day, 'created');
  for (const entry of entries) {
    if (entry.tag !== gps.area && entry.tag !== gps.processing) continue;
    const bytes = await directories.value(entry);
    const area = bytes === undefined ? '' : textOf(bytes.subarray(isText(entry) ? 0 : 8));
    report.property(entry.tag === gps.area ? 'GPS area' : 'GPS method', area);
  }
}
