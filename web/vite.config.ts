import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const root = import.meta.dirname;

interface Described {
  readonly operationId: string;
  readonly parameters?: readonly { readonly in: string; readonly name: string }[];
}

/**
 * `virtual:operations`: method and path of everything that the API offers, out of the document that describes it. The page
 * has the types of the contracts and none of their code, which would bring zod along.
 */
function operations(): Plugin {
  const name = 'virtual:operations';
  const document = join(root, '../docs/openapi.json');
  return {
    name,
    resolveId: (id) => (id === name ? `\0${name}` : undefined),
    load(id) {
      if (id !== `\0${name}`) return undefined;
      this.addWatchFile(document);
      const { paths } = JSON.parse(readFileSync(document, 'utf8')) as {
        paths: Record<string, Record<string, Described>>;
      };
      const table = Object.entries(paths).flatMap(([path, methods]) =>
        Object.entries(methods).map(([method, { operationId }]) => [operationId, `${method.toUpperCase()} ${path}`]),
      );
      return `export default ${JSON.stringify(Object.fromEntries(table))};`;
    },
  };
}

/** `virtual:codes`: what every code of docs/errors.md means and what to do about it, by code. */
function codes(): Plugin {
  const name = 'virtual:codes';
  const document = join(root, '../docs/errors.md');
  return {
    name,
    resolveId: (id) => (id === name ? `\0${name}` : undefined),
    load(id) {
      if (id !== `\0${name}`) return undefined;
      this.addWatchFile(document);
      const rows = [...readFileSync(document, 'utf8').matchAll(/^\| `([a-z0-9-]+)` \| (.*?) \| (.*?) \|$/gm)];
      if (rows.length === 0) throw new Error('docs/errors.md has no codes: npm run docs makes it');
      const table = rows.map(([, code, what, remedy]) => [code, { what, remedy }]);
      return `export default ${JSON.stringify(Object.fromEntries(table))};`;
    },
  };
}

export default defineConfig({
  root,
  plugins: [react(), operations(), codes()],
  // Nothing is inlined as a data: address, which the page's policy refuses.
  build: {
    target: 'es2024',
    assetsInlineLimit: 0,
    manifest: true,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1000,
  },
});
