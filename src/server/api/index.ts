export { type Caller, type Credentials } from './caller.ts';
export { createFingerprint } from './fingerprint.ts';
export { openRefusals, type Refusals } from './refusals.ts';
export { registerRoutes } from './register.ts';
export { handle, type Route } from './route.ts';
