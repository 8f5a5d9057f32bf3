import type { InspectedFile } from '../../../ui/impact-words.ts';

/** Findings in a file: of one element, or all. */
export function sumOf({ elements }: Pick<InspectedFile, 'elements'>, element?: string): number {
  if (element !== undefined) return elements[element] ?? 0;
  return Object.values(elements).reduce((sum, count) => sum + count, 0);
}
