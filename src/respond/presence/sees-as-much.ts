import type { Membership } from '../authorise.ts';

/**
 * Whether one sees all compartments and legal entities that the other sees. That somebody sits over the evidence tells whoever
 * sees none of it that there is some: where a person is, those alone are told who see as much.
 */
export function seesAsMuch(one: Membership, other: Membership): boolean {
  const compartments = new Set(one.compartments);
  if (!other.compartments.every((each) => compartments.has(each))) return false;
  if (one.entities === undefined) return true;
  const entities = new Set(one.entities);
  return other.entities?.every((each) => entities.has(each)) ?? false;
}
