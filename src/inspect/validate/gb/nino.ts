import { validate } from 'stdnum/lib/cjs/gb/nino.js';
import type { Validation } from '../validator.ts';

/**
 * UK National Insurance number. Prefix rules by stdnum; the suffix A–D is required here, since eight characters alone
 * are too common. There is no check digit: only the printed grouping counts as `checked`. Source: https://www.gov.uk/hmrc-internal-manuals/national-insurance-manual/nim39110
 */
export function nino(match: string): Validation | undefined {
  const compact = match.replace(/[\s-]/g, '').toUpperCase();
  if (!/^[A-Z]{2}\d{6}[A-D]$/.test(compact) || !validate(compact).isValid) return undefined;
  return {
    normal: compact,
    checked: /^[A-Z]{2}(?: \d\d){3} [A-D]$/i.test(match),
    detail: 'prefix and suffix are in use',
    country: 'GB',
  };
}
