import type { View } from './contract.ts';

export interface ViewRow {
  readonly id: string;
  readonly name: string;
  readonly filters: View['filters'];
  readonly saved_at: Date;
}

export function viewOf({ id, name, filters, saved_at }: ViewRow): View {
  return { id, name, filters, savedAt: saved_at.toISOString() };
}
