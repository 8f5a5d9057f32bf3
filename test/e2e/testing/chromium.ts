import { existsSync } from 'node:fs';
import process from 'node:process';

/** Debian's Chromium, or the one that CHROMIUM names. */
export const chromiumPath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

export const isHere = existsSync(chromiumPath);
