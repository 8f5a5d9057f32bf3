import { ipv4, ipv4Octets } from './ipv4.ts';
import type { Validation } from './validator.ts';

function hextets(part: string): string[] | undefined {
  if (part === '') return [];
  const groups = part.split(':');
  return groups.every((group) => /^[0-9a-f]{1,4}$/.test(group)) ? groups : undefined;
}

/** The eight groups of an address in any form of RFC 4291 §2.2, without leading zeros; undefined for anything else. */
export function ipv6Groups(text: string): string[] | undefined {
  let address = text.toLowerCase().replace(/%[0-9a-z]{1,15}$/, '');
  const dotted = /(?<=:)\d{1,3}(?:\.\d{1,3}){3}$/.exec(address)?.[0];
  if (dotted !== undefined) {
    const octets = ipv4Octets(dotted);
    if (octets === undefined) return undefined;
    const [a = 0, b = 0, c = 0, d = 0] = octets;
    address = `${address.slice(0, -dotted.length)}${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
  }
  const halves = address.split('::');
  if (halves.length > 2) return undefined;
  const front = hextets(halves[0] ?? '');
  const back = hextets(halves[1] ?? '');
  if (front === undefined || back === undefined) return undefined;
  const missing = 8 - front.length - back.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined;
  return [...front, ...Array.from({ length: missing }, () => '0'), ...back].map((group) =>
    group.replace(/^0+(?=.)/, ''),
  );
}

/** The IPv4 address in ::ffff:0:0/96 (mapped) and 64:ff9b::/96 (translated), dotted. */
function embedded(groups: readonly string[]): string | undefined {
  const front = groups.slice(0, 6).join(':');
  if (front !== '0:0:0:0:0:ffff' && front !== '64:ff9b:0:0:0:0') return undefined;
  return groups
    .slice(6)
    .map((group) => Number.parseInt(group, 16))
    .flatMap((value) => [value >> 8, value & 255])
    .join('.');
}

/**
 * IPv6 address, judged by the IANA special-purpose registry as IPv4 is. Short ones such as `a::b` are names in programs,
 * unless they hold a digit and three groups.
 */
export function ipv6(match: string): Validation | undefined {
  const groups = ipv6Groups(match);
  if (groups === undefined) return undefined;
  const normal = groups.join(':');
  const written = match.split(/:+/).filter((group) => group !== '').length;
  if (normal === '0:0:0:0:0:0:0:0') return undefined;
  if (normal === '0:0:0:0:0:0:0:1') return { normal, checked: false, detail: 'loopback', by: -0.5 };
  if (!/\d/.test(match) || written < 2) return undefined;
  const top = Number.parseInt(groups[0] ?? '0', 16);
  const inner = embedded(groups);
  if (inner !== undefined) return { normal, checked: false, detail: 'holds an IPv4 address', by: ipv4(inner)?.by ?? 0 };
  if ((top === 0x2001 && groups[1] === 'db8') || (top === 0x3fff && Number.parseInt(groups[1] ?? '', 16) < 0x1000)) {
    return { normal, checked: false, detail: 'reserved for documentation', by: -0.1 };
  }
  if ((top & 0xffc0) === 0xfe80) return { normal, checked: false, detail: 'link-local', by: -0.15 };
  if ((top & 0xfe00) === 0xfc00) return { normal, checked: false, detail: 'private network', by: -0.05 };
  if ((top & 0xff00) === 0xff00) return { normal, checked: false, detail: 'multicast', by: -0.5 };
  if (written < 3 && !match.includes('.')) return { normal, checked: false, detail: 'short form', by: -0.3 };
  return { normal, checked: false, detail: 'public address' };
}
