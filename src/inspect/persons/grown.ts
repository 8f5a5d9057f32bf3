/** Bytes that grow. */
export class Output {
  bytes: Uint8Array<ArrayBuffer>;
  used = 0;

  constructor(size: number) {
    this.bytes = new Uint8Array(size);
  }

  /** Where `length` more bytes are written. */
  room(length: number): number {
    this.ensure(length);
    this.used += length;
    return this.used - length;
  }

  /** Makes sure that there is room for `length` more. */
  ensure(length: number): void {
    if (this.used + length <= this.bytes.length) return;
    const grown = new Uint8Array(2 * this.bytes.length + length);
    grown.set(this.bytes.subarray(0, this.used));
    this.bytes = grown;
  }

  get written(): Uint8Array<ArrayBuffer> {
    return this.bytes.subarray(0, this.used);
  }
}
