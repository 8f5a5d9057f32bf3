/** Of a page that stands alone: no script, no address outside, light and dark, and fit to be printed. */
export const style = `
:root{color-scheme:light dark;--ground:#f6f7f9;--paper:#fff;--ink:#1b2028;--dim:#5b6470;--line:#dfe3e8;--bar:#1f5fbf;--warn:#7a4a00;--warn-ground:#fff6e5;--bad:#c62828}
@media(prefers-color-scheme:dark){:root{--ground:#14171c;--paper:#1c2027;--ink:#e6e9ee;--dim:#a3acb8;--line:#333a45;--bar:#6c9ff0;--warn:#f5c97b;--warn-ground:#2c2413;--bad:#ff8a80}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:15px/1.5 system-ui,sans-serif}
main{max-width:72rem;margin:0 auto;padding:2rem 1.25rem 4rem}
h1{font-size:1.5rem;line-height:1.3;margin:0}
h2{font-size:1.125rem;margin:0 0 .75rem}
.dim{color:var(--dim)}
.lead{margin:.25rem 0 1.5rem}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(13rem,1fr));gap:1rem;margin:0 0 1.5rem}
.tile,section{background:var(--paper);border:1px solid var(--line);border-radius:8px;padding:1rem 1.25rem}
.tile dt{color:var(--dim);font-size:.875rem}
.tile dd{margin:0;font-size:1.375rem;font-weight:650;font-variant-numeric:tabular-nums}
.tile dd small{display:block;font-size:.8125rem;font-weight:400;color:var(--dim)}
section{margin:0 0 1.5rem;overflow-x:auto}
.warn{background:var(--warn-ground);border-color:var(--warn)}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.375rem .75rem .375rem 0;border-bottom:1px solid var(--line)}
th{font-size:.8125rem;font-weight:600;color:var(--dim)}
tr:last-child td{border-bottom:0}
.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.scale{width:45%;min-width:8rem;padding-right:0}
.scale svg{display:block;margin-top:.375rem;color:var(--bar)}
.path,.value{font-family:ui-monospace,monospace;font-size:.875rem;overflow-wrap:anywhere}
details{border-top:1px solid var(--line);padding:.5rem 0}
details:first-of-type{border-top:0}
summary{cursor:pointer}
summary:focus-visible{outline:2px solid var(--bar);outline-offset:2px}
details table{margin:.5rem 0 .5rem 1rem;width:calc(100% - 1rem)}
.state{font-size:.8125rem;color:var(--dim)}
.state.partial{color:var(--warn)}
.state.unreadable{color:var(--bad)}
@media print{body{background:#fff}main{max-width:none;padding:0}section,.tile{break-inside:avoid-page;border-color:#999}details{break-inside:avoid}}
`;
