import type { Asked, Break, Report } from '#platform/audit';

/** Breaks that are printed for people; JSON lists more. */
const mostPrinted = 20;

const number = new Intl.NumberFormat('en');
const plural = (count: number, one: string, many: string) => `${number.format(count)} ${count === 1 ? one : many}`;

/**
 * The report in plain words. Nothing out of the export is printed but ids, hashes and times, which have been checked for
 * their form: a line made by somebody hostile cannot speak to a terminal.
 */
export function reportText(report: Report, asked: Asked): string {
  const lines = report.verdict === 'whole' ? wholeText(report, asked) : brokenText(report);
  return [...lines, ...noticeText(report), ''].join('\n');
}

function brokenText(report: Report): string[] {
  const { breaks, breaksInAll } = report;
  const shown = breaks.slice(0, mostPrinted);
  const first = breaks[0];
  const more = breaksInAll - shown.length;
  return [
    `BROKEN: ${plural(breaksInAll, 'break', 'breaks')}, the first at line ${number.format(first?.line ?? 0)}.`,
    ...(breaksInAll > 1 ? ['Later breaks may follow from the first.'] : []),
    ...shown.flatMap((one) => ['', `line ${number.format(one.line)}${placeText(one)}: ${one.kind}`, ...breakText(one)]),
    ...(more > 0 ? ['', `and ${plural(more, 'other', 'others')}; --format json lists up to 1,000`] : []),
  ];
}

function breakText({ what, means, detail }: Break): string[] {
  return [`  ${what}${detail === null ? '' : ` (${detail})`}.`, `  ${means}`];
}

function placeText({ chain, seq }: Break): string {
  if (chain === null) return '';
  const where = chain === 'log' ? 'log' : `incident ${chain}`;
  return seq === null ? `, ${where}` : `, ${where}, entry ${number.format(seq)}`;
}

/** What a success says and, as important, what it does not. */
function wholeText(report: Report, asked: Asked): string[] {
  const { entries, incidents, checkpoints, head: last, signed } = report;
  const after = (last?.seq ?? 0) - (signed?.seq ?? 0);
  return [
    `WHOLE: ${plural(entries, 'entry', 'entries')}, ${plural(incidents, 'incident', 'incidents')}, ${plural(checkpoints, 'checkpoint', 'checkpoints')}.`,
    `installation  ${report.installation ?? ''}`,
    `last entry    ${number.format(last?.seq ?? 0)} of the log, ${last?.at ?? ''}`,
    `head          ${last?.hash ?? ''}`,
    signed === null
      ? 'signed        nothing: there is no checkpoint'
      : `signed        up to entry ${number.format(signed.seq)} of the log, ${signed.at}; ${number.format(after)} after it`,
    `key           ${report.publicKey ?? ''}`,
    '',
    'Proved:',
    ...proved(report).map((line) => `  ${line}`),
    'Not proved:',
    ...notProved(report, asked).map((line) => `  ${line}`),
  ];
}

function proved({ askedHead, askedKey }: Report): string[] {
  const lines = [
    'The file agrees with itself: each entry follows the one before it in its chain, and all signatures hold.',
  ];
  if (askedKey !== null) {
    lines.push(`Nobody without the key you gave has changed the log up to entry ${number.format(askedKey.seq)}.`);
  }
  if (askedHead !== null) {
    lines.push(
      `Nobody at all has changed anything up to your head (line ${number.format(askedHead.line)}) since you noted it.`,
    );
  }
  return lines;
}

function notProved({ askedHead, askedKey, head }: Report, asked: Asked): string[] {
  const lines: string[] = [];
  if (askedHead === null) {
    lines.push(
      'That nothing was cut off at the end, and that whoever holds the machine and its key did not write all anew:',
    );
    lines.push('give --head with a hash noted elsewhere, such as in an earlier report.');
  } else {
    const { after } = askedHead;
    const where = after === 0 ? 'the last entry' : `${plural(after, 'entry', 'entries')} before the last`;
    lines.push(`That nothing came after the last entry and was cut off: your head is ${where}.`);
  }
  if (asked.publicKey === undefined) {
    lines.push('Whose log it is: its keys are its own word. Give --key with the key you got on another way.');
  }
  const unsigned = (head?.seq ?? 0) - (askedKey?.seq ?? 0);
  if (askedKey !== null && unsigned > 0) {
    lines.push(
      `Who wrote the last ${plural(unsigned, 'entry', 'entries')} of the log: no checkpoint of that key signs them.`,
    );
  }
  return lines;
}

function noticeText({ notices, noticesInAll }: Report): string[] {
  if (noticesInAll === 0) return [];
  const shown = notices.slice(0, mostPrinted);
  return [
    '',
    `${plural(noticesInAll, 'notice', 'notices')}, no break:`,
    ...shown.map(
      ({ line, seq, what }) => `  line ${number.format(line)}, log, entry ${number.format(seq ?? 0)}: ${what}`,
    ),
    ...(noticesInAll > shown.length ? [`  and ${number.format(noticesInAll - shown.length)} more`] : []),
  ];
}
