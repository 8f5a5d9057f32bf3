/** As whom the log knows what the program itself does about inspection. */
export const inspectionItself = { kind: 'system', id: 'inspection' } as const;
