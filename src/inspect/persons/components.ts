import type { SpillStore } from '../contract.ts';
import { put40, u40 } from './bytes.ts';
import { Rows } from './batch.ts';

/** A row of two record numbers. */
export const edgeBytes = 10;

function putEdge(rows: Rows, from: number, to: number): void {
  const at = rows.room();
  put40(rows.bytes, at, from);
  put40(rows.bytes, at + 5, to);
}

/**
 * Connected components on disk: alternating large-star and small-star (Kiveris et al. 2014, "Connected Components in
 * MapReduce and Beyond"), each one sort of the edges, until every record points at the least of its component.
 * Logarithmic in the length of the longest chain; memory does not depend on the number of edges.
 *
 * @param edges rows (larger, smaller); closed when used up
 * @returns a sorter with rows (record, least record of its component), the least with itself; the caller closes it
 */
export async function components(
  spill: SpillStore,
  edges: ReturnType<SpillStore['sorter']>,
): Promise<ReturnType<SpillStore['sorter']>> {
  let current = edges;
  for (;;) {
    const both = spill.sorter(edgeBytes, edgeBytes);
    await eachEdge(current, both, (u, v, rows) => {
      if (u === v) return;
      putEdge(rows, u, v);
      putEdge(rows, v, u);
    });
    await current.close();

    const stars = spill.sorter(edgeBytes, edgeBytes);
    let stable = true;
    let centre = -1;
    let least = 0;
    await eachEdge(both, stars, (u, v, rows) => {
      if (u !== centre) {
        centre = u;
        least = Math.min(u, v);
        if (least === u) putEdge(rows, u, u);
      }
      if (v > u) {
        putEdge(rows, v, least);
        if (least !== u) stable = false;
      }
    });
    await both.close();

    const next = spill.sorter(edgeBytes, edgeBytes);
    centre = -1;
    await eachEdge(stars, next, (u, v, rows) => {
      if (u === v) return;
      if (u !== centre) {
        centre = u;
        least = v;
        putEdge(rows, u, v);
      } else {
        stable = false;
        putEdge(rows, v, least);
      }
    });
    if (stable) {
      await next.close();
      return stars;
    }
    await stars.close();
    current = next;
  }
}

/** Visits the rows of `from` in order, each different one once, with rows for `to`. */
async function eachEdge(
  from: ReturnType<SpillStore['sorter']>,
  to: ReturnType<SpillStore['sorter']>,
  visit: (u: number, v: number, rows: Rows) => void,
): Promise<void> {
  const rows = new Rows(to, edgeBytes);
  let lastU = -1;
  let lastV = -1;
  for await (const batch of from.sorted()) {
    for (let at = 0; at < batch.length; at += edgeBytes) {
      const u = u40(batch, at);
      const v = u40(batch, at + 5);
      if (u === lastU && v === lastV) continue;
      lastU = u;
      lastV = v;
      if (rows.full()) await rows.flush();
      visit(u, v, rows);
    }
  }
  await rows.flush();
}
