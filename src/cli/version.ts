import manifest from '../../package.json' with { type: 'json' };

/** The version of the program, also in every JSON result. */
export const version: string = manifest.version;
