import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const tagBytes = 16;

/** Keeps bytes on disk so that only this process can read them, and only while it runs. */
export interface Seal {
  /** `number` is below 2^48 and must never come twice with one seal: it is the nonce. */
  seal(number: number, plain: Uint8Array): Buffer;
  /** Throws where the bytes are not those that were sealed under this number. */
  open(number: number, sealed: Uint8Array): Buffer;
}

/** AES-256-GCM under a key that is never written anywhere (NIST SP 800-38D; the nonce is a counter, section 8.2.1). */
export function createSeal(): Seal {
  const key = randomBytes(32);
  const nonceOf = (number: number): Buffer => {
    const nonce = Buffer.alloc(12);
    nonce.writeUIntBE(number, 6, 6);
    return nonce;
  };
  return {
    seal(number, plain) {
      const cipher = createCipheriv('aes-256-gcm', key, nonceOf(number));
      const body = cipher.update(plain);
      return Buffer.concat([body, cipher.final(), cipher.getAuthTag()]);
    },
    open(number, sealed) {
      const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(number), { authTagLength: tagBytes });
      decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
      const body = decipher.update(sealed.subarray(0, sealed.length - tagBytes));
      return Buffer.concat([body, decipher.final()]);
    },
  };
}
