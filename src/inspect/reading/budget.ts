import { fail } from '#platform/errors';
import type { Limits } from '../contract.ts';

/** Below this much output no ratio is judged: small files of blanks compress a thousandfold in good faith. */
const ratioApplies = 64 * 1024 * 1024;

/**
 * What one file on disk may still cost. Members at all depths draw on the same budget, so that a bomb split over many
 * members or levels is stopped like one in a single member. Once spent, every later draw fails with the same code.
 */
export class Budget {
  private readonly limits: Limits;
  private readonly inputBytes: number;
  private members = 0;
  private bytes = 0;
  private pixels = 0;

  constructor(limits: Limits, inputBytes: number) {
    this.limits = limits;
    this.inputBytes = Math.max(inputBytes, 1);
  }

  /** Counts one member; fails with `limit-members`. */
  drawMember(): void {
    this.members += 1;
    if (this.members > this.limits.maxMembers) fail('limit-members');
  }

  /** Counts pixels that are to be read; false where they are more than are left. */
  drawPixels(count: number): boolean {
    if (this.pixels + count > (this.limits.maxPixels ?? 0)) return false;
    this.pixels += count;
    return true;
  }

  /** Counts bytes that came out of a container; fails with `limit-bytes` or `limit-ratio`. */
  drawBytes(count: number): void {
    this.bytes += count;
    if (this.bytes > this.limits.maxBytes) fail('limit-bytes');
    if (this.bytes > ratioApplies && this.bytes / this.inputBytes > this.limits.maxRatio) fail('limit-ratio');
  }
}
