import { issuerOf, issuerRanges } from './card-issuers.ts';
import { luhnHolds } from './luhn.ts';
import type { Validation } from './validator.ts';

/** Numbers that payment providers publish for testing: still findings, since test data leaks beside real data. */
const published = new Set([
  '4111111111111111',
  '4242424242424242',
  '4012888888881881',
  '4000056655665556',
  '4222222222222',
  '5555555555554444',
  '5105105105105100',
  '5200828282828210',
  '2223003122003222',
  '378282246310005',
  '371449635398431',
  '6011111111111117',
  '6011000990139424',
  '30569309025904',
  '38520000023237',
  '3530111333300000',
  '3566002020360505',
  '6200000000000005',
]);

/** Their last digits, as a number: looking each card up among the texts took longer than all its checks. */
const publishedTails: ReadonlySet<number> = new Set(Array.from(published, tailOf));

function tailOf(digits: string): number {
  let tail = 0;
  for (let at = digits.length - 6; at < digits.length; at++) tail = tail * 10 + digits.charCodeAt(at) - 48;
  return tail;
}

const shortest = 12;
const longest = 19;

/** How many digits the text is; 0 where it holds anything else, or one digit again and again. */
function countDigits(text: string): number {
  const first = text.charCodeAt(0);
  let alike = true;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 48 || code > 57) return 0;
    alike &&= code === first;
  }
  return alike ? 0 : text.length;
}

const details = new Map(issuerRanges.map(({ scheme }) => [scheme, `${scheme}, Luhn check holds`]));
const uncheckedDetails = new Map(issuerRanges.map(({ scheme }) => [scheme, `${scheme}, Luhn check does not hold`]));

/**
 * Payment card number (PAN, ISO/IEC 7812): issuer range, length of that range, Luhn. Groups are of two digits at
 * least, as no card prints single ones. Cards of UnionPay and Verve that fail Luhn need a label that says so.
 */
export function paymentCard(match: string): Validation | undefined {
  const digits = countDigits(match) > 0 ? match : match.replace(/[ .\u00a0-]/g, '');
  const count = countDigits(digits);
  if (count < shortest || count > longest) return undefined;
  const issuer = issuerOf(digits);
  if (issuer === undefined) return undefined;
  const { scheme, doubt } = issuer;
  if (!luhnHolds(digits)) {
    if (doubt !== 'unchecked') return undefined;
    return { normal: digits, checked: false, detail: uncheckedDetails.get(scheme) ?? '', by: -0.1 };
  }
  const holds = details.get(scheme) ?? '';
  const detail =
    publishedTails.has(tailOf(digits)) && published.has(digits) ? `${holds}, a published test number` : holds;
  // One number in ten passes Luhn: lengths that cards hardly have and article numbers do need more than that.
  if (count < 14 || count === 17 || count === 18 || doubt === 'open')
    return { normal: digits, checked: true, detail, by: -0.35 };
  return { normal: digits, checked: true, detail };
}
