import type { Got } from '../../api/contract.ts';

export type Preview = Got<'reports.preview'>;
export type Block = Preview['blocks'][number];
export type BlockOf<K extends Block['kind']> = Extract<Block, { kind: K }>;

type Role = Got<'incidents.show'>['own']['role'];
const makes: readonly Role[] = ['lead', 'analyst', 'dpo', 'legal'];
/** As the server has it, which decides. */
export const mayReport = (role: Role): boolean => makes.includes(role);
export const whoReports = 'lead, analyst, data protection officer or legal';

/** Where a heading of the preview is. */
export const anchorOf = (index: number): string => `part-${index}`;
