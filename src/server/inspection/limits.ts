import type { Limits } from '#inspect';

/** Limits that hold unless somebody says otherwise. */
export const defaultLimits: Limits = {
  maxDepth: 8,
  maxMembers: 100_000,
  maxRatio: 200,
  maxBytes: 64 * 1024 ** 3,
  maxHeldBytes: 256 * 1024 ** 2,
  maxSeconds: 3600,
  maxPixels: 2_000_000_000,
};
