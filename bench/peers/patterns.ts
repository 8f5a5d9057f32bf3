import type { Rule } from '#inspect';

/**
 * The pattern of a rule as ripgrep's own engine takes it: that engine is the fastest there is for many patterns in one
 * pass, and knows neither look-around nor references back to a group. Look-around is left out, a reference to a
 * separator becomes any separator; both let ripgrep match a little more than the rule does.
 */
export function forRipgrep({ pattern, flags }: Rule): string {
  return `${flags.includes('i') ? '(?i:' : '(?:'}${spelled(withoutLookAround(pattern))})`;
}

/**
 * The pattern of a rule as libvectorscan takes it, on bytes: letters of all scripts are more states than it compiles, so each
 * byte beyond ASCII stands for a letter. What may not stand right before or behind becomes a character that may, or the end,
 * as those write it who use that library: without it each number inside a longer one is reported.
 */
export function forVectorscan(rule: Rule): string {
  const { pattern, flags } = rule;
  const before = /^\(\?<!(\[(?:\\.|[^\]\\])*\])/.exec(pattern)?.[1];
  const behind = /\(\?!(\[(?:\\.|[^\]\\])*\])[^()]*\)$/.exec(pattern)?.[1];
  const inside = spelled(withoutLookAround(pattern));
  const from = before === undefined ? '' : `(?:^|${negated(before)})`;
  const to = behind === undefined ? '' : `(?:${negated(behind)}|$)`;
  return inBytes(`${flags.includes('i') ? '(?i)' : ''}${from}(?:${inside})${to}`);
}

/** As `forVectorscan`, with repeats of any length where the rule has an upper bound above eight. It then matches a little more. */
export function looseForVectorscan(rule: Rule): string {
  return forVectorscan(rule).replaceAll(/\{(\d+),(\d+)\}/g, (repeat, least: string, most: string) => {
    if (Number(most) <= 8) return repeat;
    return Number(least) === 0 ? '*' : `{${least},}`;
  });
}

function inBytes(pattern: string): string {
  const sets: Readonly<Record<string, string>> = {
    L: 'A-Za-z\\x80-\\xff',
    Lu: 'A-Z\\x80-\\xff',
    Ll: 'a-z\\x80-\\xff',
    N: '0-9',
    Nd: '0-9',
    M: '\\x80-\\xff',
  };
  return withSets(pattern, (part) => sets[/^\\p\{(\w+)\}$/.exec(part)?.[1] ?? '']).replaceAll(
    /[^\x00-\x7f]|\\x\{([0-9a-f]+)\}/gi,
    (char, code: string | undefined) => {
      const text = code === undefined ? char : String.fromCodePoint(Number.parseInt(code, 16));
      return [...Buffer.from(text)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
    },
  );
}

function negated(set: string): string {
  return asciiClasses(`[^${set.slice(1)}`);
}

function spelled(pattern: string): string {
  const kept = pattern
    .replaceAll('[^]', '[\\s\\S]')
    .replaceAll(/\(\?<[a-z]+>/gi, '(')
    .replaceAll(/\\[1-9]/g, '[ ./:-]?')
    .replaceAll('\\/', '/');
  return asciiClasses(kept);
}

/** `\d` and `\w` of JavaScript are ASCII; others take the digits and letters of all scripts, which costs them much. */
function asciiClasses(pattern: string): string {
  const sets: Readonly<Record<string, string>> = { '\\d': '0-9', '\\w': '0-9A-Za-z_' };
  return withSets(pattern, (part) => sets[part]).replaceAll(/\\u\{?([0-9a-f]{4})\}?/gi, '\\x{$1}');
}

/** Puts the members of a set where its name stands, in brackets where it stands alone. */
function withSets(pattern: string, membersOf: (name: string) => string | undefined): string {
  let inClass = false;
  return pattern.replaceAll(/\\p\{\w+\}|\\[^]|[[\]]/g, (part) => {
    if (part === '[') inClass = true;
    else if (part === ']') inClass = false;
    const members = membersOf(part);
    return members === undefined ? part : inClass ? members : `[${members}]`;
  });
}

function withoutLookAround(pattern: string): string {
  let kept = '';
  for (let at = 0; at < pattern.length; ) {
    const end = /^\(\?<?[!=]/.test(pattern.slice(at, at + 4))
      ? groupEnd(pattern, at)
      : at + (pattern[at] === '\\' ? 2 : 1);
    if (pattern[at] !== '(' || end === at + 1) kept += pattern.slice(at, end);
    at = end;
  }
  return kept;
}

/** Where the group that begins at `start` ends. */
function groupEnd(pattern: string, start: number): number {
  let depth = 0;
  let inClass = false;
  for (let at = start; at < pattern.length; at++) {
    const char = pattern[at];
    if (char === '\\') at += 1;
    else if (inClass) inClass = char !== ']';
    else if (char === '[') inClass = true;
    else if (char === '(') depth += 1;
    else if (char === ')' && --depth === 0) return at + 1;
  }
  return pattern.length;
}
