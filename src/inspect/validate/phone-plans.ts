import metadata from 'libphonenumber-js/max/metadata';

/** The numbering plan of one country, as regular expressions over national numbers. */
interface Plan {
  readonly country: string;
  readonly code: string;
  /** What is dialled in front of a national number inside the country: `0`. */
  readonly trunk: string;
  /** What is taken off in front of a number before it is judged, also behind a calling code: `0|80?`. */
  readonly prefix: RegExp | undefined;
  /** What stands in its place where its groups found something: `9$1`. */
  readonly rewritten: string | undefined;
  readonly whole: RegExp;
  readonly leading: RegExp | undefined;
  readonly types: readonly { readonly pattern: RegExp; readonly lengths: readonly number[] | undefined }[];
}

type Row = readonly unknown[];
const calling = metadata.country_calling_codes as unknown as Readonly<Record<string, readonly string[]>>;
const countries = metadata.countries as unknown as Readonly<Record<string, Row>>;
/** Calling codes in use, as numbers: none begins with 0 or has more than three digits. */
const assigned: ReadonlySet<number> = new Set(Object.keys(calling).map(Number));
const plans = new Map<number, readonly Plan[]>();

/** Places in a country's row of the metadata; each type is a pattern and its lengths. */
const at = { code: 0, pattern: 2, trunk: 5, prefix: 7, rewritten: 8, leading: 10, types: 11 } as const;
const byCountry = new Map<string, Plan | undefined>();

function whole(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})$`);
}

function planOf(country: string): Plan | undefined {
  const row = countries[country];
  const types = row?.[at.types];
  if (row === undefined || !Array.isArray(types)) return undefined;
  const leading = row[at.leading];
  const prefix = row[at.prefix] || row[at.trunk];
  return {
    country,
    code: String(row[at.code]),
    trunk: typeof row[at.trunk] === 'string' ? String(row[at.trunk]) : '',
    prefix: typeof prefix === 'string' ? new RegExp(`^(?:${prefix})`) : undefined,
    rewritten: typeof row[at.rewritten] === 'string' ? String(row[at.rewritten]) : undefined,
    whole: whole(String(row[at.pattern])),
    leading: typeof leading === 'string' ? new RegExp(`^(?:${leading})`) : undefined,
    types: (types as unknown[]).flatMap((type) => {
      if (!Array.isArray(type) || typeof type[0] !== 'string' || type[0] === '') return [];
      return [{ pattern: whole(type[0]), lengths: Array.isArray(type[1]) ? (type[1] as number[]) : undefined }];
    }),
  };
}

function plansOf(code: number): readonly Plan[] {
  let found = plans.get(code);
  if (found === undefined) {
    found = (calling[code] ?? []).flatMap((country) => planOf(country) ?? []);
    plans.set(code, found);
  }
  return found;
}

/**
 * The country in whose numbering plan an E.164 number (`+4930901820`) is valid as it stands, by the data of
 * libphonenumber. Undefined says nothing: the number may still be valid once a trunk prefix is taken off, which the
 * library knows. Ten times as fast as the library, which parses and formats too.
 */
export function planCountry(e164: string): string | undefined {
  let code = 0;
  for (let length = 1; length <= 3; length++) {
    code = code * 10 + e164.charCodeAt(length) - 48;
    if (code === 0) return undefined;
    if (!assigned.has(code)) continue;
    const national = e164.slice(1 + length);
    const found = plansOf(code);
    if (found[0] !== undefined && mayHavePrefix(found[0], national)) return undefined;
    for (const plan of found) if (fits(plan, national)) return plan.country;
    return undefined;
  }
  return undefined;
}

/**
 * The E.164 form of digits as dialled inside a country, with its trunk prefix where it has one; undefined where they
 * are no number of its plan. Carrier codes and other prefixes are not known here.
 */
export function dialledIn(country: string, digits: string): string | undefined {
  if (!byCountry.has(country)) byCountry.set(country, planOf(country));
  const plan = byCountry.get(country);
  if (plan === undefined) return undefined;
  const { trunk, code } = plan;
  const stripped = trunk !== '' && digits.startsWith(trunk) ? digits.slice(trunk.length) : digits;
  if (fits(plan, stripped)) return `+${code}${stripped}`;
  return fits(plan, digits) ? `+${code}${digits}` : undefined;
}

/**
 * Whether a number is read as one with a prefix in front of it by the first plan of its calling code: in Belarus
 * `8100000000` fits a plan as it stands, and is yet `8` and the number `100000000`, which fits none.
 */
function mayHavePrefix({ prefix, rewritten, whole }: Plan, national: string): boolean {
  const found = prefix?.exec(national);
  if (prefix === undefined || found === null || found === undefined) return false;
  const replaced = rewritten !== undefined && found.length > 1 && found.at(-1) !== undefined;
  const bare = replaced ? national.replace(prefix, rewritten) : national.slice(found[0].length);
  return bare !== national && (whole.test(bare) || !whole.test(national));
}

function fits({ whole, leading, types }: Plan, national: string): boolean {
  if (leading !== undefined && !leading.test(national)) return false;
  if (!whole.test(national)) return false;
  for (const { pattern, lengths } of types) {
    if ((lengths === undefined || lengths.includes(national.length)) && pattern.test(national)) return true;
  }
  return false;
}
