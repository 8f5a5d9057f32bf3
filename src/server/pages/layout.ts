import { html, type Html } from './html.ts';
import { style } from './style.ts';

/** What was wrong with a form that was sent. */
export interface Wrong {
  readonly title: string;
  readonly detail: string;
}

export interface PageText {
  readonly title: string;
  readonly main: Html;
  readonly wrong?: Wrong | undefined;
}

/**
 * A whole page. What was wrong stands first, in the title too, and is an alert: whoever hears the page hears that before
 * anything else.
 */
export function layout({ title, main, wrong }: PageText): string {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${wrong && 'Error: '}${title} - Cofferdam</title>
<style>${{ html: style }}</style>
</head>
<body>
<header>Cofferdam</header>
<main>
<h1>${title}</h1>
${
  wrong &&
  html`<div class="wrong" role="alert" id="wrong">
<p>${wrong.title}.</p>
<p>${wrong.detail}</p>
</div>`
}
${main}
</main>
</body>
</html>
`;
  return page.html;
}
