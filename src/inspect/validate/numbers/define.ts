import type { Validation, Validator } from '../validator.ts';

/** A number as an authority defines it. */
export interface NumberForm {
  /** ISO 3166 code of the country that gives it. */
  readonly country: string;
  /** What the number is without its separators, in capitals. */
  readonly form: RegExp;
  /** What was found to hold, for a reader. */
  readonly detail: string;
  /** Whether the check, and all else that the form cannot say, holds. Without it the form is all there is. */
  readonly holds?: (compact: string) => boolean;
  /** False where nothing in the number checks it. */
  readonly checked?: boolean;
}

const separators = /[\s./()\u2010-\u2013-]/g;
const oneDigit = /^(\d)\1+$/;

/** A validator of a number. Numbers of one digit alone are on forms and in tests everywhere, and are nobody's. */
export function numberOf({ country, form, detail, holds, checked = true }: NumberForm): Validator {
  return (match): Validation | undefined => {
    const compact = match.replace(separators, '').toUpperCase();
    if (!form.test(compact) || oneDigit.test(compact)) return undefined;
    if (holds !== undefined && !holds(compact)) return undefined;
    return { normal: compact, checked, detail, country };
  };
}
