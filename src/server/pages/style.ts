import { createHash } from 'node:crypto';

/** All of the style, in the head of each page. System fonts: a page that is needed in an emergency loads nothing else. */
export const style = `
:root { color-scheme: light dark; --text: #1b1f24; --quiet: #4d5661; --ground: #fff; --edge: #6b7480; --act: #0b57b0;
  --on-act: #fff; --wrong: #a3120a; }
@media (prefers-color-scheme: dark) { :root { --text: #e8eaed; --quiet: #b4bac2; --ground: #16191d; --edge: #8b939d;
  --act: #8ab8f5; --on-act: #10151c; --wrong: #ff9d92; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); font: 1.0625rem/1.5 system-ui, sans-serif; }
main, header { max-width: 36rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
header { font-weight: 600; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: .5rem 0 1rem; }
h2 { font-size: 1.125rem; margin: 1.5rem 0 .25rem; }
label { display: block; font-weight: 600; margin-top: 1rem; }
.hint { margin: 0; color: var(--quiet); }
input { width: 100%; margin-top: .25rem; padding: .5rem; font: inherit; color: inherit; background: transparent;
  border: 1px solid var(--edge); border-radius: .25rem; }
button { margin-top: 1.25rem; padding: .6rem 1.1rem; font: inherit; font-weight: 600; border: 1px solid var(--act);
  border-radius: .25rem; background: var(--act); color: var(--on-act); cursor: pointer; }
button.quiet { margin-top: .25rem; background: transparent; color: var(--act); }
a { color: var(--act); }
:focus-visible { outline: 3px solid var(--act); outline-offset: 2px; }
.wrong { border: 2px solid var(--wrong); border-radius: .25rem; padding: .75rem 1rem; margin-bottom: 1rem; }
.wrong p { margin: 0; }
.wrong p:first-child { font-weight: 600; color: var(--wrong); }
code, pre { font: 1rem/1.5 ui-monospace, monospace; }
pre { padding: .75rem; border: 1px solid var(--edge); border-radius: .25rem; white-space: pre-wrap; }
ul.plain { list-style: none; padding: 0; }
ul.plain li { padding: .75rem 0; border-top: 1px solid var(--edge); }
`;

/** A page runs nothing, is framed nowhere, loads nothing, and sends its forms nowhere but here. */
export const policy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');
