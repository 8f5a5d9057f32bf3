import type { Validation } from './validator.ts';

interface AddressBlock {
  readonly why: string;
  readonly by: number;
}

function value(octets: readonly number[]): number {
  return octets.reduce((sum, octet) => sum * 256 + octet, 0);
}

/** IANA IPv4 special-purpose registry, https://www.iana.org/assignments/iana-ipv4-special-registry */
const special = (
  [
    ['0.0.0.0/8', 'this network', -0.5],
    ['127.0.0.0/8', 'loopback', -0.5],
    ['224.0.0.0/3', 'multicast or reserved', -0.5],
    ['10.0.0.0/8', 'private network', -0.05],
    ['172.16.0.0/12', 'private network', -0.05],
    ['192.168.0.0/16', 'private network', -0.05],
    ['100.64.0.0/10', 'carrier-grade NAT', -0.05],
    ['169.254.0.0/16', 'link-local', -0.15],
    ['192.0.0.0/24', 'protocol assignments', -0.15],
    ['198.18.0.0/15', 'benchmarking', -0.15],
    ['192.0.2.0/24', 'reserved for documentation', -0.1],
    ['198.51.100.0/24', 'reserved for documentation', -0.1],
    ['203.0.113.0/24', 'reserved for documentation', -0.1],
  ] as const
).map(([block, why, by]) => {
  const [base = '', bits = ''] = block.split('/');
  return { from: value(base.split('.').map(Number)), size: 2 ** (32 - Number(bits)), block: { why, by } };
});

export function ipv4Octets(text: string): number[] | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part))) return undefined;
  const octets = parts.map(Number);
  return octets.every((octet) => octet <= 255) ? octets : undefined;
}

/** Dotted quad, without leading zeros (RFC 6943 §3.1.1: they are read as octal by some and decimal by others). */
export function ipv4(match: string): Validation | undefined {
  const octets = ipv4Octets(match);
  if (octets === undefined) return undefined;
  const at = value(octets);
  const block: AddressBlock | undefined = special.find(({ from, size }) => at >= from && at < from + size)?.block;
  if (block !== undefined) return { normal: match, checked: false, detail: block.why, by: block.by };
  // Versions begin with small numbers. One in fifty addresses in use does: they need a word or a label.
  const [major = 0, minor = 0] = octets;
  if (major < 25 && minor < 32) return { normal: match, checked: false, detail: 'could be a version', by: -0.25 };
  return { normal: match, checked: false, detail: 'public address' };
}
