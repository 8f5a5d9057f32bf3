import { type Cipheriv, createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CofferdamError } from '#platform/errors';

const heldBytes = 4 * 1024 * 1024;

/**
 * Text kept until its turn to be written comes: in memory first, then in a temporary file that has no name from the
 * moment it is open, so that no end of the process, however sudden, leaves it behind. Revealed values pass through it:
 * on disk the text is encrypted (AES-256-CTR) under a key that only this spool has, in memory.
 */
export class Spool {
  private parts: string[] = [];
  private held = 0;
  private file: number | undefined;
  private written = 0;
  private readonly key = randomBytes(32);
  private nonce = randomBytes(16);
  private cipher: Cipheriv | undefined;

  append(text: string): void {
    this.parts.push(text);
    this.held += text.length;
    if (this.held > heldBytes) this.overflow();
  }

  /** Hands out all text in order, then forgets it. */
  drain(write: (text: string) => void): void {
    if (this.file !== undefined) {
      const decoder = new TextDecoder();
      const decipher = createDecipheriv('aes-256-ctr', this.key, this.nonce);
      const buffer = Buffer.allocUnsafe(heldBytes);
      for (let offset = 0; offset < this.written; ) {
        const count = readSync(this.file, buffer, 0, buffer.byteLength, offset);
        offset += count;
        write(decoder.decode(decipher.update(buffer.subarray(0, count)), { stream: offset < this.written }));
      }
      closeSync(this.file);
    }
    for (const part of this.parts) write(part);
    this.parts = [];
    this.held = 0;
    this.written = 0;
    this.file = undefined;
    this.cipher = undefined;
    this.nonce = randomBytes(16);
  }

  private overflow(): void {
    this.file ??= openUnnamed();
    this.cipher ??= createCipheriv('aes-256-ctr', this.key, this.nonce);
    const bytes = this.cipher.update(this.parts.join(''), 'utf8');
    try {
      for (let offset = 0; offset < bytes.byteLength; ) {
        offset += writeSync(this.file, bytes, offset, bytes.byteLength - offset, this.written + offset);
      }
    } catch (error) {
      throw new CofferdamError('disk-full', '', error);
    }
    this.written += bytes.byteLength;
    this.parts = [];
    this.held = 0;
  }
}

function openUnnamed(): number {
  const folder = mkdtempSync(join(tmpdir(), 'cofferdam-'));
  try {
    return openSync(join(folder, 'spool'), 'wx+', 0o600);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
