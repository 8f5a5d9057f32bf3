import { owned } from '../owned.ts';

const mostLabels = 2000;
const longestLabel = 200;

/** What was found out about labels: few, and again in every row. Hostile files may have many, and long ones. */
export class LabelMemory<Known> {
  private readonly known = new Map<string, Known>();

  of(label: string, findOut: () => Known): Known {
    const known = this.known.get(label);
    if (known !== undefined) return known;
    const found = findOut();
    if (this.known.size >= mostLabels) this.known.clear();
    // A label is a piece of the file, and would keep all of it.
    if (label.length <= longestLabel) this.known.set(owned(label), found);
    return found;
  }
}
