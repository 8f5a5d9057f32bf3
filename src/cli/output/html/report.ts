import { elements, type Finding, type InspectEvent } from '#inspect';
import { type Code, catalogue } from '#platform/errors';
import { Spool } from '../../spool.ts';
import { printable } from '../../walk.ts';
import { type FileReporter, type FileResult, OpenFiles, type Reporter, type Write } from '../reporter.ts';
import { placeName } from '../sarif.ts';
import { elementNames, figure } from '../words.ts';
import { type Turn, Turns } from '../turns.ts';
import { html, Markup } from './markup.ts';
import { foot, head } from './page.ts';

/** Files with findings that the page shows; a browser opens no more. The rest is counted. */
const filesShown = 2000;

/** A page for people that stands alone: what, whose, how new, where, and what was not read. Values are masked. */
export function htmlReporter(write: Write): Reporter {
  const found = new Spool();
  const notRead = new Spool();
  const turns = new Turns((text) => found.append(text));
  const missing = new Turns((text) => notRead.append(text));
  const counts = { shown: 0, more: 0, notRead: 0 };
  const addNotRead = (turn: Turn, path: string, status: string, reason: Code): void => {
    counts.notRead += 1;
    const { what, remedy } = catalogue[reason];
    const name = printable(path);
    turn.write(
      html`<tr><td class="path">${name}</td><td class="state ${status}">${status}</td><td>${what}. ${remedy}</td></tr>`
        .text,
    );
  };
  return {
    file(path) {
      const turn = turns.take();
      const turnMissing = missing.take();
      return new HtmlFile(path, {
        found(result, findings) {
          const isShown = counts.shown < filesShown;
          counts[isShown ? 'shown' : 'more'] += 1;
          if (isShown) turn.write(fileMarkup(result, findings).text);
        },
        notRead: ({ path: name, status, reason }) => addNotRead(turnMissing, name, status, reason ?? 'internal'),
        end() {
          turn.end();
          turnMissing.end();
        },
      });
    },
    unread(path, reason) {
      const turn = missing.take();
      addNotRead(turn, path, 'unreadable', reason);
      turn.end();
    },
    finish(summary) {
      write(head(summary).text);
      if (counts.notRead > 0) {
        write(
          html`<section class="warn"><h2>What was not fully read: ${figure(counts.notRead)}</h2>
<table><thead><tr><th>File</th><th>State</th><th>Why, and what to do</th></tr></thead><tbody>`.text,
        );
        notRead.drain(write);
        write('</tbody></table></section>\n');
      }
      if (counts.shown > 0) {
        write('<section><h2>Where it is</h2>\n');
        found.drain(write);
        if (counts.more > 0)
          write(
            html`<p class="dim">${figure(counts.more)} more files have findings; --format json lists them all.</p>`
              .text,
          );
        write('</section>\n');
      }
      write(foot);
    },
    abort(reason) {
      const { what, remedy } = catalogue[reason];
      write(head(undefined).text);
      write(html`<section class="warn"><h2>The inspection did not end</h2><p>${what}. ${remedy}</p></section>`.text);
      write(foot);
    },
  };
}

interface Receiver {
  found(result: FileResult, findings: readonly Finding[]): void;
  notRead(result: FileResult): void;
  end(): void;
}

/** The file on disk and its members. What it holds is bounded: `--findings` of each rule. */
class HtmlFile implements FileReporter {
  private readonly files: OpenFiles;
  private readonly findings = new Map<number, Finding[]>();
  private readonly receiver: Receiver;

  constructor(path: string, receiver: Receiver) {
    this.files = new OpenFiles(path);
    this.receiver = receiver;
  }

  event(event: InspectEvent): void {
    if (event.type === 'begin') this.files.begin(event);
    else if (event.type === 'findings') {
      const kept = this.findings.get(event.file) ?? [];
      this.findings.set(event.file, kept);
      for (const finding of event.findings) kept.push(finding);
    } else if (event.type === 'end') this.close(event);
  }

  end(): void {
    this.receiver.end();
  }

  private close(event: Extract<InspectEvent, { type: 'end' }>): void {
    const result = this.files.end(event);
    if (result.status !== 'inspected') this.receiver.notRead(result);
    if (Object.keys(result.counts).length > 0) this.receiver.found(result, this.findings.get(event.file) ?? []);
    this.findings.delete(event.file);
  }
}

function fileMarkup({ path, status, counts, mediaType }: FileResult, findings: readonly Finding[]): Markup {
  const all = elements
    .filter((element) => counts[element] !== undefined)
    .map((element) => `${elementNames[element]} ${figure(counts[element] ?? 0)}`);
  const total = elements.reduce((sum, element) => sum + (counts[element] ?? 0), 0);
  const state = status === 'inspected' ? '' : `, read in part`;
  const rows = findings
    .toSorted((a, b) => a.span.start - b.span.start)
    .map(
      ({ element, redacted, where, reasons }) =>
        html`<tr><td>${elementNames[element]}</td><td class="value">${redacted}</td><td>${printable(placeName(where))}</td><td class="dim">${reasons.map(({ why }) => why).join('; ')}</td></tr>`,
    );
  const less = findings.length < total ? ` ${figure(findings.length)} of ${figure(total)} are listed.` : '';
  return html`<details><summary><span class="path">${printable(path)}</span><br>${all.join(', ')}</summary>
<p class="state">${mediaType}${state}.${less}</p>
<table><thead><tr><th>What</th><th>Masked</th><th>Where</th><th>Why</th></tr></thead><tbody>${rows}</tbody></table></details>
`;
}
