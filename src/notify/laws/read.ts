import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { type Duty, duty } from './schema.ts';

let read: readonly Duty[] | undefined;

/** All duties of this folder, read once. They ship with the program: a test proves that they are as the schema says. */
export function duties(): readonly Duty[] {
  read ??= readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .flatMap((name) => z.array(duty).parse(parse(readFileSync(join(import.meta.dirname, name), 'utf8'))));
  return read;
}
