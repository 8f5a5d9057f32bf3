import type { Role } from '../authorise.ts';

/** Who puts decisions down; whoever made them may be somebody else. To read is for all members. */
export const recordsDecisions: readonly Role[] = ['lead', 'analyst', 'dpo', 'legal', 'hr', 'comms'];
