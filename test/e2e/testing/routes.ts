/**
 * Addresses of the pages of a router, as its source writes them: of each route made by `createRoute` the paths from the root
 * to it. Routes without a path of their own (`id`) and those that have an index among their children stand for these.
 */
export function routesOf(source: string): string[] {
  const made = /const (\w+) = createRoute\(\{\s*getParentRoute: \(\) => (\w+),\s*(?:path: '([^']*)'|id: '[^']*')/g;
  const routes = new Map<string, { readonly parent: string; readonly path: string | undefined }>();
  for (const [, name = '', parent = '', path] of source.matchAll(made)) routes.set(name, { parent, path });
  const count = source.match(/createRoute\(\{/g)?.length;
  if (routes.size !== count) throw new Error(`${count} routes are made, and ${routes.size} of them can be read`);
  const full = (name: string): string => {
    const route = routes.get(name);
    return route === undefined ? '' : `${full(route.parent)}${(route.path ?? '').replace(/\/$/, '')}`;
  };
  return [...new Set([...routes.keys()].map((name) => full(name) || '/'))].toSorted();
}
