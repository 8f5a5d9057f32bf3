/** As src/respond/evidence/names.ts has it for names of items. */
const misleading = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?! )\p{Zs}/gu;

/** A path out of a container as one line: what would turn it around or hide in it (`exe.fdp` as `pdf.exe`) as `\u{202e}`. */
export const plainPath = (path: string): string =>
  path.replace(misleading, (one) => `\\u{${one.codePointAt(0)?.toString(16)}}`);
