import { signStatement } from '../key.ts';
import type { SignedCheckpoint } from '../checkpoint.ts';
import { canonical } from '../canonical.ts';
import type { Footer } from '../export/form.ts';
import type { Chance } from './chance.ts';
import { keyFrom } from './history.ts';
import { fileOf, linesThatAre, type Mutation, withLine } from './mutations.ts';

const wellFormedHeader =
  /^\{"header":\{"format":"cofferdam-log","installation":"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}","v":1\}\}$/;

/** A member of an object with a value that is no object. */
const member = /"[A-Za-z]+":(?:\d+|"[^"]*"|null)/g;

/** A line in which one of the places that `pattern` finds is written otherwise. */
function rewritten(pattern: RegExp, rewrite: (found: string, chance: Chance) => string): Mutation {
  return ({ lines }, chance) => {
    const index = chance.below(lines.length);
    const line = lines[index] ?? '';
    const places = [...line.matchAll(pattern)];
    if (places.length === 0) return undefined;
    const { 0: found, index: at } = chance.pick(places);
    const changed = line.slice(0, at) + rewrite(found, chance) + line.slice(at + found.length);
    return { bytes: withLine(lines, index, changed), line: index + 1 };
  };
}

const escaped = (found: string) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`;

export const textMutations: Readonly<Record<string, Mutation>> = {
  'a bit is flipped': ({ lines }, chance) => {
    const bytes = fileOf(lines);
    const at = chance.below(bytes.length);
    const index = bytes.subarray(0, at).toString('latin1').split('\n').length - 1;
    bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << chance.below(8)), at);
    // Another installation that is well-formed is the header's word until the first entry says otherwise.
    const header = bytes.toString('latin1').split('\n')[0] ?? '';
    return { bytes, line: index === 0 && wellFormedHeader.test(header) ? 2 : index + 1 };
  },

  'a byte becomes another': ({ lines }, chance) => {
    const bytes = fileOf(lines);
    const at = bytes.indexOf(10) + 1 + chance.below(bytes.length - bytes.indexOf(10) - 1);
    const index = bytes.subarray(0, at).toString('latin1').split('\n').length - 1;
    bytes.writeUInt8((bytes.readUInt8(at) + 1 + chance.below(255)) % 256, at);
    return { bytes, line: index + 1 };
  },

  'a member is doubled': rewritten(member, (found) => `${found},${found}`),
  'a member is doubled with another value': rewritten(member, (found, chance) =>
    chance.below(2) === 0 ? `${found},${found.replace(/:.*/, ':0')}` : `${found.replace(/:.*/, ':0')},${found}`,
  ),
  'two members change places': rewritten(/("[A-Za-z]+":(?:\d+|"[^"]*")),("[A-Za-z]+":(?:\d+|"[^"]*"))/g, (found) => {
    const [, first = '', second = ''] = /^("[A-Za-z]+":[^,]+),(.*)$/.exec(found) ?? [];
    return `${second},${first}`;
  }),
  'a member is added': rewritten(/\{"/g, () => '{"aa":0,"'),
  'a member called __proto__ is added': rewritten(/\{"/g, () => '{"__proto__":{},"'),
  'a number is written otherwise': rewritten(/(?<=:)\d+(?=[,}])/g, (found, chance) =>
    chance.pick([`${found}.0`, `${found}e0`, `0${found}`, `${found}0e-1`, `"${found}"`]),
  ),
  'a character is escaped': rewritten(/(?<=[":][^\\]*)[a-z0-9]/g, escaped),
  'a space is put in': rewritten(/[:,{}]/g, (found, chance) => found + chance.pick([' ', '\t', '\r', '  '])),
  'a line ends as on Windows': rewritten(/$/g, () => '\r'),
  'a byte order mark is put before': rewritten(/^/g, () => '\ufeff'),

  'something follows the end': ({ lines }, chance) => ({
    bytes: Buffer.concat([fileOf(lines), Buffer.from(chance.pick(['\n', ' ', '{}\n', '{}', `${lines[1]}\n`, '\0']))]),
    line: lines.length + 1,
  }),

  'the header is edited': ({ lines }, chance) => {
    const { header } = JSON.parse(lines[0] ?? '') as { header: object };
    const [change, line] = chance.pick([
      [{ installation: chance.uuid() }, 2],
      [{ installation: 'none' }, 1],
      [{ format: 'other-log' }, 1],
      [{ v: 2 }, 1],
      [{ at: '2026-01-01T00:00:00.000Z' }, 1],
    ] as const);
    return { bytes: withLine(lines, 0, canonical({ header: { ...header, ...change } })), line };
  },

  'the footer is edited': ({ lines }, chance) => {
    const { footer } = JSON.parse(lines.at(-1) ?? '') as { footer: Footer };
    const field = chance.pick(['entries', 'incidents', 'checkpoints', 'seq'] as const);
    const change = chance.pick([
      { [field]: footer[field] + chance.pick([1, -1, 7]) },
      { hash: chance.hex(64) },
      { chains: 1 },
      { [field]: String(footer[field]) },
    ]);
    return {
      bytes: withLine(lines, lines.length - 1, canonical({ footer: { ...footer, ...change } })),
      line: lines.length,
    };
  },

  'a checkpoint is signed by another key': (target, chance) => {
    const places = linesThatAre(target, 'checkpoint');
    if (places.length === 0) return undefined;
    const index = chance.pick(places);
    const { checkpoint } = JSON.parse(target.lines[index] ?? '') as SignedCheckpoint;
    const key = keyFrom(chance);
    const signed = chance.below(2) === 0 ? checkpoint : { ...checkpoint, key: key.id };
    const line = canonical({ checkpoint: signed, signature: signStatement(signed, key) });
    return { bytes: withLine(target.lines, index, line), line: index + 1 };
  },

  'a checkpoint is edited': (target, chance) => {
    const places = linesThatAre(target, 'checkpoint');
    if (places.length === 0) return undefined;
    const index = chance.pick(places);
    const { checkpoint, signature } = JSON.parse(target.lines[index] ?? '') as SignedCheckpoint;
    const change = chance.pick([
      { seq: checkpoint.seq + 1 },
      { hash: chance.hex(64) },
      { at: '2030-01-01T00:00:00.000Z' },
      { installation: chance.uuid() },
      { note: 1 },
    ]);
    const line = canonical({ checkpoint: { ...checkpoint, ...change }, signature });
    return { bytes: withLine(target.lines, index, line), line: index + 1 };
  },
};
