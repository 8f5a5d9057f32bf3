import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { contactFunction } from '../organisation/contact-contract.ts';
import { avoided, preserved } from './contract.ts';

const duration = z.string().refine((text) => Temporal.Duration.from(text).sign >= 0, 'no duration of ISO 8601');

const preserveList = z.array(preserved.extend({ kept: duration, who: contactFunction }).strict());
const avoidList = z.array(avoided.strict());

const read = (name: string): unknown => parse(readFileSync(join(import.meta.dirname, name), 'utf8'));

type Kept = Readonly<{ kept: string }>;
const from = Temporal.PlainDateTime.from('2026-01-01');
const shortestFirst = (a: Kept, b: Kept): number =>
  Temporal.Duration.compare(Temporal.Duration.from(a.kept), Temporal.Duration.from(b.kept), { relativeTo: from });

/** What to preserve before it expires, by how long it is usually kept, the shortest first. */
export const preserve = preserveList.parse(read('preserve.yml')).toSorted(shortestFirst);

/** What not to do, and why. */
export const avoid = avoidList.parse(read('avoid.yml'));
