import { CofferdamError } from '#platform/errors';
import { Properties } from '../properties.ts';
import type { Blocks } from './data.ts';
import { nodeKind } from './message.ts';
import type { StoreNode } from './trees.ts';
import { readProperties } from './values.ts';

const displayName = 0x3001;
const comment = 0x3004;
const deepest = 32;
const mostFolders = 100_000;

interface Folder {
  readonly name: string;
  readonly comment: string;
  readonly parent: number;
}

/** Folders of a store by number, with what they are called. */
export class Folders {
  readonly #folders = new Map<number, Folder>();
  readonly #blocks: Blocks;
  readonly #damage: () => void;

  constructor(blocks: Blocks, damage: () => void) {
    this.#blocks = blocks;
    this.#damage = damage;
  }

  /** Takes in a node, if it is a folder. */
  async add(node: StoreNode): Promise<void> {
    const kind = node.id & 0x1f;
    if ((kind !== nodeKind.folder && kind !== nodeKind.search) || this.#folders.size >= mostFolders) return;
    try {
      const { values } = await readProperties(this.#blocks, node, this.#damage);
      const properties = new Properties(values, new Map(), 1252);
      const name = await properties.text(displayName);
      this.#folders.set(node.id, { name, comment: await properties.text(comment), parent: node.parent });
    } catch (error) {
      if (!(error instanceof CofferdamError) || error.code !== 'damaged') throw error;
      this.#damage();
    }
  }

  /** Names of a folder and of those around it, from the outermost; those without a name are left out. */
  path(id: number): string {
    const names: string[] = [];
    let folder = this.#folders.get(id);
    for (let depth = 0; folder !== undefined && depth < deepest; depth++) {
      if (folder.name !== '') names.unshift(folder.name);
      const next = this.#folders.get(folder.parent);
      if (next === folder) break;
      folder = next;
    }
    return names.join('/').toWellFormed();
  }

  /** What folders are called and what is noted of them, a line each. */
  *lines(): Generator<string> {
    for (const [id, folder] of this.#folders) {
      const path = this.path(id);
      if (path !== '') yield folder.comment === '' ? path : `${path} ${folder.comment}`;
    }
  }
}
