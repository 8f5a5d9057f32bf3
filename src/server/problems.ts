import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { type Code, catalogue, CofferdamError, codeOf } from '#platform/errors';

/** RFC 9457. `code` is one of docs/errors.md and stable; `detail` says what to do. */
export interface Problem {
  readonly type: `urn:cofferdam:problem:${Code}`;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: Code;
  /** Which field of the request is wrong, and how; never what it held. */
  readonly where?: string;
  /** To be named when asking whoever runs the server: the log has the rest. */
  readonly request: string;
}

/** Codes that are the caller's to mend, or that will pass. All others are ours. */
const statuses: Partial<Record<Code, number>> = {
  'nothing-there': 404,
  'not-set-up': 503,
  'not-signed-in': 401,
  'second-factor-needed': 403,
  'role-lacking': 403,
  'scope-lacking': 403,
  'other-site': 403,
  'set-up-done': 409,
  'set-up-code-wrong': 403,
  'sign-in-refused': 401,
  'second-factor-wrong': 403,
  'second-factor-missing': 409,
  'app-enrolled': 409,
  'enrolment-missing': 409,
  'enrolment-needs-link': 403,
  'too-many-tries': 429,
  'sign-in-busy': 503,
  'password-wrong': 403,
  'password-weak': 400,
  'link-invalid': 410,
  'mail-taken': 409,
  'last-admin': 409,
  'person-disabled': 409,
  'key-expiry-invalid': 400,
  'changed-meanwhile': 412,
  'ruling-contradicts': 409,
  'version-missing': 428,
  'idempotency-key-reused': 422,
  'code-name-taken': 409,
  'compartment-lacking': 403,
  'person-unknown': 422,
  'entity-unknown': 422,
  'contact-unknown': 422,
  'member-already': 409,
  'auditor-not-member': 422,
  'reason-missing': 422,
  'guest-incomplete': 422,
  'last-lead': 409,
  'lead-present': 409,
  'time-over': 422,
  'time-ahead': 422,
  'channels-same': 422,
  'list-full': 422,
  'own-rule-invalid': 422,
  'own-rule-slow': 422,
  'own-rule-untried': 422,
  'rulings-full': 422,
  'roster-invalid': 422,
  'upload-metadata': 400,
  'upload-passwords': 400,
  'upload-offset': 409,
  'upload-busy': 423,
  'upload-too-long': 413,
  'upload-cut': 400,
  'upload-slow': 408,
  'upload-checksum': 460,
  'upload-ended': 410,
  'upload-protocol': 412,
  'upload-content-type': 415,
  'suspended-broken': 410,
  'evidence-incomplete': 409,
  'evidence-sealed-off': 403,
  'preview-elsewhere': 409,
  'range-invalid': 416,
  'request-invalid': 400,
  'request-too-large': 413,
  'request-type-unknown': 415,
  'database-gone': 503,
  'run-ended': 409,
  'run-under-way': 409,
  'count-changed': 409,
  'backup-place': 422,
  'disk-full': 507,
  'data-disk-full': 507,
};

/**
 * What a caller is told of an error: its code and what to do. Where it happened and what caused it goes to the log alone,
 * since both may name what is not the caller's to know.
 */
export function problemOf(error: unknown, request: string): Problem {
  const code = codeOf(error) === 'internal' ? codeOfHttp(error) : codeOf(error);
  const { what, remedy } = catalogue[code];
  const where = fieldOf(error) ?? placeOf(error);
  return {
    type: `urn:cofferdam:problem:${code}`,
    title: what,
    status: statuses[code] ?? 500,
    detail: remedy,
    code,
    ...(where !== undefined && { where }),
    request,
  };
}

/** Where a check of the request by its schema failed; the messages of zod name types and limits, and no values. */
function fieldOf(error: unknown): string | undefined {
  if (!hasZodFastifySchemaValidationErrors(error)) return undefined;
  const [first] = error.validation;
  const part = error.validationContext ?? 'request';
  if (first === undefined) return part;
  // Its message would repeat the name that the caller gave, and it may be anything.
  const said = first.keyword === 'unrecognized_keys' ? 'has a field that is not known' : first.message;
  return `${part}${first.instancePath}: ${said}`.slice(0, 300);
}

/** Codes whose place is in what the caller sent, told as line and column or as the name of a header. */
const places = new Set<Code>([
  'roster-invalid',
  'own-rule-invalid',
  'request-invalid',
  'upload-metadata',
  'upload-passwords',
  'password-weak',
]);

function placeOf(error: unknown): string | undefined {
  const isTold = error instanceof CofferdamError && places.has(error.code) && error.where !== '';
  return isTold ? error.where : undefined;
}

/** Errors of the HTTP layer itself carry a status. */
function codeOfHttp(error: unknown): Code {
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : undefined;
  if (status === 413) return 'request-too-large';
  if (status === 415) return 'request-type-unknown';
  return typeof status === 'number' && status >= 400 && status < 500 ? 'request-invalid' : 'internal';
}
