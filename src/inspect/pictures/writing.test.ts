import { describe, expect, it } from 'vitest';
import { type Grey, mayHoldWriting } from './writing.ts';

type Shade = (x: number, y: number) => number;

/** The same numbers for every run: 0 up to 1. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function paint(width: number, height: number, shade: Shade): Grey {
  const shades = new Uint8ClampedArray(width * height);
  for (let at = 0; at < shades.length; at++) shades[at] = shade(at % width, Math.floor(at / width));
  return { width, height, shades: new Uint8Array(shades.buffer) };
}

/** Ink along a curve, as a pen leaves it. */
function pen(width: number, height: number, ink: number, ground: number, at: (t: number) => [number, number]): Grey {
  const picture = paint(width, height, () => ground);
  for (let t = 0; t < 1; t += 1 / 8000) {
    const [x, y] = at(t);
    for (let dy = -1; dy <= 1; dy++) {
      for (let dx = -1; dx <= 1; dx++) picture.shades[Math.round(y + dy) * width + Math.round(x + dx)] = ink;
    }
  }
  return picture;
}

/** The mean of all pixels not further away. */
function blur({ width, height, shades }: Grey, radius: number): Grey {
  const inside = (x: number, most: number): number => Math.min(most - 1, Math.max(0, x));
  const pass = (from: Uint8Array, dx: number, dy: number): Grey =>
    paint(width, height, (x, y) => {
      let sum = 0;
      for (let by = -radius; by <= radius; by++) {
        sum += from[inside(y + by * dy, height) * width + inside(x + by * dx, width)] ?? 0;
      }
      return sum / (2 * radius + 1);
    });
  return pass(pass(shades, 1, 0).shades, 0, 1);
}

/** Lines of letters made of upright and level strokes, 3 pixels thick. */
function printed(height: number, seed = 7): Grey {
  const next = generator(seed);
  const bars = Array.from({ length: 4000 }, next);
  const pitch = height * 2;
  return paint(600, 400, (x, y) => {
    const line = Math.floor(y / pitch);
    const letter = Math.floor(x / (height * 0.7));
    const [across, down] = [x - letter * height * 0.7, y - line * pitch];
    const bar = (bars[(line * 97 + letter) % bars.length] ?? 0) * height * 0.5;
    const isInk = down < height && (Math.abs(across - bar) < height / 8 || Math.abs(down - bar) < height / 8);
    return isInk && x > 40 && x < 540 && y > 40 ? 30 : 235;
  });
}

/** A word by hand: loops that go on to the right. */
const word = (ink: number, ground: number, size: number): Grey =>
  pen(600, 400, ink, ground, (t) => [
    120 + t * size * 6 + (size / 4) * Math.sin(t * 70),
    200 + (size / 2) * Math.cos(t * 70) * (0.6 + 0.4 * Math.sin(t * 9)),
  ]);

const grain = (picture: Grey, most: number): Grey => {
  const next = generator(3);
  return paint(
    picture.width,
    picture.height,
    (x, y) => (picture.shades[y * picture.width + x] ?? 0) + most * (next() - 0.5),
  );
};

/** Hills of light and shadow, as what is out of focus. */
function soft(seed: number): Grey {
  const next = generator(seed);
  const hills = Array.from({ length: 12 }, () => [next() * 600, next() * 400, 60 + next() * 120, 140 * (next() - 0.5)]);
  return paint(600, 400, (x, y) =>
    hills.reduce((sum, [cx = 0, cy = 0, wide = 1, by = 0]) => {
      return sum + by * Math.exp(-((x - cx) ** 2 + (y - cy) ** 2) / (2 * wide * wide));
    }, 128),
  );
}

const turned = ({ width, height, shades }: Grey): Grey =>
  paint(height, width, (x, y) => shades[(height - 1 - x) * width + y] ?? 0);

describe('what may hold writing', () => {
  it.each<[string, Grey]>([
    ['print', printed(16)],
    ['print of 6 pixels', printed(6)],
    ['large print', printed(60)],
    ['blurred print', blur(printed(16), 4)],
    ['large print, blurred much', blur(printed(60), 16)],
    ['print that lies', turned(blur(printed(16), 4))],
    ['a word by hand', word(40, 230, 24)],
    ['a large word by hand', word(40, 230, 60)],
    ['pencil', grain(word(180, 230, 30), 8)],
    ['chalk', word(220, 60, 40)],
    ['a blurred word by hand', blur(word(40, 230, 40), 3)],
    ['leaves, which nobody can tell from it', grain(soft(1), 120)],
  ])('%s', (_, picture) => {
    expect(mayHoldWriting(picture)).toBe(true);
  });

  it.each<[string, Grey]>([
    ['an empty page', paint(600, 400, () => 240)],
    [
      'a page with a shadow and the grain of paper',
      grain(
        paint(600, 400, (x) => 250 - x / 5),
        10,
      ),
    ],
    ['what is out of focus', grain(soft(1), 10)],
    [
      'sky above land',
      grain(
        paint(600, 400, (_, y) => (y < 180 ? 200 - y / 8 : 70)),
        10,
      ),
    ],
    ['a ball', paint(600, 400, (x, y) => (Math.hypot(x - 300, y - 200) < 90 ? 20 : 240))],
    ['less than a pixel', paint(1, 1, () => 0)],
  ])('not %s', (_, picture) => {
    expect(mayHoldWriting(picture)).toBe(false);
  });
});
