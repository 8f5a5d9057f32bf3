import { archiveKinds } from './archives.ts';
import type { Base } from './base.ts';
import { documentKinds } from './documents.ts';
import { mailKinds } from './mail.ts';
import { pictureKinds } from './pictures.ts';
import { tableKinds } from './tables.ts';
import { textKinds } from './texts.ts';
import type { Tool } from './tool.ts';

/** How a format is measured. */
export interface Kind {
  readonly extension: string;
  /** Writes a file of what `base` holds; pages, where the format has them. Undefined where what writes it is not installed. */
  make(base: Base, file: string): Promise<Made | undefined> | Made | undefined;
  /** Undefined where no program that reads it is known in Debian. */
  readonly peer?: Tool;
}

export interface Made {
  readonly pages?: number;
}

/** By the name of the format, as in docs/formats.md, and of the container around it where there is one. */
export const kinds: Readonly<Record<string, Kind>> = {
  ...textKinds,
  ...documentKinds,
  ...tableKinds,
  ...mailKinds,
  ...archiveKinds,
  ...pictureKinds,
};
