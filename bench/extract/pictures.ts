import { copyFileSync } from 'node:fs';
import type { Kind } from './kinds.ts';

const letter = new URL('../../test/cases/extract/png.letter/input.png', import.meta.url);

/** A page whose letters are read out of the picture. */
export const pictureKinds: Readonly<Record<string, Kind>> = {
  png: {
    extension: 'png',
    make(_base, file) {
      copyFileSync(letter, file);
      return { pages: 1 };
    },
    peer: { name: 'tesseract', command: (file) => ['tesseract', file, '-', '-l', 'eng'] },
  },
};
