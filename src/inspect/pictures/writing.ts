/** Shades from 0 to 255, row by row. */
export interface Grey {
  readonly width: number;
  readonly height: number;
  readonly shades: Uint8Array;
}

/** Pixels of a row or column that are looked at together: a word, or some lines above one another. */
const window = 64;
const stride = window / 2;
/** Shades between ink and ground: pencil has 40 to 80, a faded receipt 25; grain of a camera is below it once shrunk. */
const contrast = 16;
/** Turns between ink and ground in a window: two strokes. */
const leastTurns = 4;
/** Rows or columns of a window, side by side, that have them. */
const leastLines = 3;
/** Looked at as it is, at a half and at a quarter of its size: large letters are far apart. */
const scales = 3;

/**
 * Whether there may be writing: strokes are dark beside bright, again and again, along a row or a column, however blurred. Where
 * nothing alternates so nobody could read anything. Leaves and fences alternate, too.
 */
export function mayHoldWriting(picture: Grey): boolean {
  let grey = picture;
  for (let scale = 0; scale < scales; scale++) {
    if (alternates(grey, 1) || alternates(grey, grey.width)) return true;
    grey = half(grey);
  }
  return false;
}

/** Along rows where the step is one, else along columns. */
function alternates({ width, height, shades }: Grey, step: number): boolean {
  const isAlong = step === 1;
  const length = isAlong ? width : height;
  const lines = isAlong ? height : width;
  const turns = new Uint16Array(Math.ceil(length / stride) + 1);
  // Of each window, how many lines up to here had enough turns.
  const runs = new Uint32Array(turns.length - 1);
  for (let line = 0; line < lines; line++) {
    countTurns(shades, line * (isAlong ? width : 1), step, length, turns);
    for (let at = 0; at < runs.length; at++) {
      const isFull = (turns[at] ?? 0) + (turns[at + 1] ?? 0) >= leastTurns;
      runs[at] = isFull ? (runs[at] ?? 0) + 1 : 0;
      if ((runs[at] ?? 0) >= leastLines) return true;
    }
  }
  return false;
}

/** Where a line turns from darker to brighter or back by `contrast`, counted in each stride. */
function countTurns(shades: Uint8Array, from: number, step: number, length: number, turns: Uint16Array): void {
  turns.fill(0);
  let low = shades[from] ?? 0;
  let high = low;
  let direction = 0;
  for (let at = 0; at < length; at++) {
    const shade = shades[from + at * step] ?? 0;
    low = Math.min(low, shade);
    high = Math.max(high, shade);
    const isUp = direction <= 0 && shade - low >= contrast;
    const isDown = direction >= 0 && high - shade >= contrast;
    if (!isUp && !isDown) continue;
    direction = isUp ? 1 : -1;
    low = shade;
    high = shade;
    const place = Math.floor(at / stride);
    turns[place] = (turns[place] ?? 0) + 1;
  }
}

function half({ width, height, shades }: Grey): Grey {
  const across = width >> 1;
  const down = height >> 1;
  const smaller = new Uint8Array(across * down);
  for (let y = 0; y < down; y++) {
    for (let x = 0; x < across; x++) {
      const at = 2 * y * width + 2 * x;
      const sum = (shades[at] ?? 0) + (shades[at + 1] ?? 0) + (shades[at + width] ?? 0) + (shades[at + width + 1] ?? 0);
      smaller[y * across + x] = sum >> 2;
    }
  }
  return { width: across, height: down, shades: smaller };
}
