import { createHash } from 'node:crypto';
import { elements } from '#inspect';
import { type Dates, newestOf, type Tally } from '#platform/dates';
import { version } from '../../version.ts';
import type { Summary } from '../reporter.ts';
import { allowedLine, elementNames, figure, monthsOf, personRange, size } from '../words.ts';
import { html, Markup } from './markup.ts';
import { style } from './style.ts';

export const foot = '</main></body></html>\n';

/** All before the lists of files; without a summary where the run did not end. */
export function head(summary: Summary | undefined): Markup {
  // The page may load and run nothing: names and masked values in it come out of hostile data.
  const hash = createHash('sha256').update(style).digest('base64');
  const at = new Date().toISOString().slice(0, 16).replace('T', ' ');
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer">
<title>What is in these files</title><style>${new Markup(style)}</style></head><body><main>
<h1>What is in these files</h1>
<p class="dim lead">Inspected ${at} UTC by Cofferdam ${version}. Values are masked.</p>
${summary === undefined ? '' : body(summary)}`;
}

function body(summary: Summary): Markup {
  return html`${tiles(summary)}${whatIsInIt(summary)}${leftOut(summary)}${whose(summary)}${howNew(summary.dates)}`;
}

function tiles({ files, bytes, persons, dates }: Summary): Markup {
  const all = files.inspected + files.partial + files.unreadable;
  const missing = files.partial + files.unreadable;
  const read = missing === 0 ? 'all read in full' : `${figure(missing)} not fully read`;
  const newest = dates.events === undefined ? undefined : newestOf(dates.events)?.day;
  const shown = [
    tile(all === 1 ? 'File' : 'Files', figure(all), `${size(bytes)}, ${read}`),
    ...(persons === undefined
      ? []
      : [tile('Persons', rangeOf(persons), persons.atLeast ? 'at least' : 'certain to possible')]),
    ...(newest === undefined ? [] : [tile('Newest record', newest, 'that other dates bear out')]),
  ];
  return html`<dl class="tiles">${shown}</dl>
`;
}

function rangeOf({ certain, possible }: NonNullable<Summary['persons']>): string {
  return certain === possible ? figure(certain) : `${figure(certain)} to ${figure(possible)}`;
}

function tile(name: string, value: string, more: string): Markup {
  return html`<div class="tile"><dt>${name}</dt><dd>${value}<small>${more}</small></dd></div>`;
}

function whatIsInIt({ elements: counts }: Summary): Markup {
  const there = elements.filter((element) => (counts[element] ?? 0) > 0);
  if (there.length === 0)
    return html`<section><h2>What is in it</h2><p>Nothing sensitive was found in what was read.</p></section>
`;
  return bars(
    'What is in it',
    'Kind of data',
    there.map((element): Bar => [elementNames[element], counts[element] ?? 0]).toSorted((a, b) => b[1] - a[1]),
  );
}

function leftOut({ allowed }: Summary): Markup {
  const line = allowedLine(allowed);
  return line === undefined ? html`` : html`<p class="dim">${line}</p>\n`;
}

function whose({ persons, relations }: Summary): Markup {
  if (persons === undefined) return html``;
  const rows = Object.entries(relations ?? {});
  if (rows.length > 0) return bars(`Whose it is: ${personRange(persons)}`, 'Relation to you', rows);
  return html`<section><h2>Whose it is</h2><p>${personRange(persons)}</p></section>
`;
}

function howNew({ events, documents }: Dates): Markup {
  return html`${months('When records were written', events)}${months('When files were written', documents)}`;
}

function months(title: string, tally: Tally | undefined): Markup {
  return tally === undefined ? html`` : periods(title, monthsOf(tally));
}

function periods(title: string, rows: readonly Bar[]): Markup {
  return bars(title, rows.every(([period]) => period.length === 4) ? 'Year' : 'Month', rows);
}

type Bar = readonly [name: string, count: number];

function bars(title: string, name: string, rows: readonly Bar[]): Markup {
  const most = Math.max(1, ...rows.map(([, count]) => count));
  const lines = rows.map(
    ([label, count]) =>
      html`<tr><td>${label}</td><td class="number">${figure(count)}</td><td class="scale"><svg width="100%" height="12" aria-hidden="true"><rect width="${Math.max(0.5, (100 * count) / most).toFixed(1)}%" height="12" rx="2" fill="currentColor"></rect></svg></td></tr>`,
  );
  return html`<section><h2>${title}</h2><table><thead><tr><th>${name}</th><th class="number">How many</th><th class="scale">Beside the largest</th></tr></thead><tbody>${lines}</tbody></table></section>
`;
}
