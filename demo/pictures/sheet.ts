import { fileOf, type Shot, schemes, widths } from './studio.ts';

/** A page on which all pictures stand side by side. */
export function contactSheet(shots: readonly Shot[]): string {
  const rows = shots.map(({ name, title, address }) => {
    const pictures = widths.flatMap((width) =>
      schemes.map((scheme) => {
        const file = fileOf(name, scheme, width);
        return `<a href="${file}"><img src="${file}" alt="${escaped(`${title}, ${scheme}, ${width} px`)}" loading="lazy"></a>`;
      }),
    );
    return `<section id="${name}"><h2>${escaped(title)}</h2><p>${escaped(address)}</p><div>${pictures.join('')}</div></section>`;
  });
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Cofferdam: all pages</title>
<style>
  body { font: 14px system-ui, sans-serif; margin: 24px; background: #f0f1f3; color: #1c2128 }
  section { margin: 32px 0 } h2 { margin: 0 } p { margin: 0 0 8px; color: #5b6470; font-family: monospace }
  div { display: flex; gap: 12px; align-items: flex-start; flex-wrap: wrap }
  img { display: block; max-height: 480px; max-width: 560px; border: 1px solid #c9ced6 }
</style>
<h1>${shots.length} pages, light and dark, ${widths.join(' and ')} px</h1>
${rows.join('\n')}
</html>
`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
