/** Big-endian numbers in byte arrays, so that byte order is number order. Outside of the array everything is 0. */
export function u16(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}

export function u32(bytes: Uint8Array, at: number): number {
  const high = ((bytes[at] ?? 0) << 24) | ((bytes[at + 1] ?? 0) << 16);
  return (high | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0)) >>> 0;
}

export function u40(bytes: Uint8Array, at: number): number {
  return u32(bytes, at) * 256 + (bytes[at + 4] ?? 0);
}

export function u48(bytes: Uint8Array, at: number): number {
  return u32(bytes, at) * 65536 + u16(bytes, at + 4);
}

export function put16(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value >>> 8;
  bytes[at + 1] = value;
}

export function put32(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value >>> 24;
  bytes[at + 1] = value >>> 16;
  bytes[at + 2] = value >>> 8;
  bytes[at + 3] = value;
}

export function put40(bytes: Uint8Array, at: number, value: number): void {
  put32(bytes, at, Math.floor(value / 256));
  bytes[at + 4] = value % 256;
}

export function put48(bytes: Uint8Array, at: number, value: number): void {
  put32(bytes, at, Math.floor(value / 65536));
  put16(bytes, at + 4, value % 65536);
}

/** The first 53 bits of eight bytes as a number: plenty to tell hashes apart among the records of one component. */
export function u53(bytes: Uint8Array, at: number): number {
  return u32(bytes, at) * 2 ** 21 + (u32(bytes, at + 4) >>> 11);
}
