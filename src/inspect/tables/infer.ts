import type { Concept } from '../contract.ts';
import type { ValueShape } from './value-shape.ts';

/** A concept read out of values. */
export interface Guess {
  readonly concept: Concept;
  readonly certainty: number;
}

/** What is known of the other columns when one is guessed. */
export interface Surroundings {
  /** Whether the rows of the table are surely about persons. */
  readonly persons: boolean;
  readonly concepts: ReadonlySet<Concept>;
  /** Concepts of the columns left and right. */
  readonly beside: readonly (Concept | undefined)[];
}

const most = 0.8;
/** The lists hold one in two given names and one in three family names of Europe: a column of persons has more. */
const fewestFramed = 0.2;

/** What the values of a column without a telling header are; undefined where they could be anything. */
export function inferConcept(shape: ValueShape, around: Surroundings): Guess | undefined {
  if (shape.count === 0) return undefined;
  if (shape.email >= most) return { concept: 'email', certainty: 0.9 };
  // Two addresses in a hundred begin with two small numbers, those of private networks (10.0.0.0/8) apart.
  if (shape.ip >= most && shape.version < most) return { concept: 'ip-address', certainty: 0.8 };
  if (shape.hash >= most) return besideLogin(around) ? { concept: 'password-hash', certainty: 0.7 } : undefined;
  if (shape.gender >= 0.9 && shape.distinct * shape.count <= 5) return { concept: 'gender', certainty: 0.6 };
  return inferPlace(shape, around) ?? inferName(shape, around) ?? inferRest(shape, around);
}

function inferPlace(shape: ValueShape, around: Surroundings): Guess | undefined {
  if (shape.street >= 0.6) return { concept: shape.street > 0.93 ? 'postal-address' : 'street', certainty: 0.75 };
  if (shape.country >= most) return { concept: 'country', certainty: 0.7 };
  if (shape.city >= 0.4) return { concept: 'city', certainty: 0.6 };
  const placed = around.concepts.has('street') || around.concepts.has('city') || around.concepts.has('postcode');
  if (placed && shape.postcode >= 0.9 && shape.date < 0.5 && !around.concepts.has('postcode'))
    return { concept: 'postcode', certainty: 0.65 };
  if (
    around.beside.includes('postcode') &&
    shape.digits === 0 &&
    shape.given < 0.3 &&
    shape.code === 0 &&
    !around.concepts.has('city')
  ) {
    return { concept: 'city', certainty: 0.5 };
  }
  return undefined;
}

// A column is of names when most values look like names and enough of them are names that are known: products,
// places and titles look like names as well, but are not in the lists.
function inferName(shape: ValueShape, around: Surroundings): Guess | undefined {
  const varied = shape.distinct > 0.5 || shape.count <= 5;
  const listed = shape.given + shape.family;
  if (shape.organisation > 0.15)
    return shape.organisation > 0.4 ? { concept: 'organisation', certainty: 0.7 } : undefined;
  if (shape.words >= 0.6 && shape.name >= 0.72 && listed >= 0.5 && varied && shape.framed >= fewestFramed) {
    return { concept: 'person-name', certainty: shape.name >= 0.85 ? 0.85 : 0.65 };
  }
  // Two family names, as in Spain, beside a column of given names.
  if (
    around.persons &&
    shape.words >= 0.6 &&
    shape.name >= 0.6 &&
    shape.family >= 0.5 &&
    shape.framed >= fewestFramed &&
    varied
  ) {
    const whole = around.concepts.has('given-name') ? 'family-name' : 'person-name';
    return around.concepts.has(whole) ? undefined : { concept: whole, certainty: 0.6 };
  }
  if (shape.words > 0.4 || shape.name < 0.35) return undefined;
  if (shape.given >= 0.6 && (around.persons || shape.count >= 5)) return { concept: 'given-name', certainty: 0.7 };
  const beside = around.beside.includes('given-name');
  if ((beside && shape.family >= 0.25) || (around.persons && shape.family >= 0.5)) {
    return around.concepts.has('family-name') ? undefined : { concept: 'family-name', certainty: 0.65 };
  }
  return undefined;
}

function inferRest(shape: ValueShape, around: Surroundings): Guess | undefined {
  if (shape.phone >= most && shape.date < 0.2) return { concept: 'phone', certainty: around.persons ? 0.7 : 0.55 };
  if (around.persons && !around.concepts.has('date-of-birth') && birthYears(shape))
    return { concept: 'date-of-birth', certainty: 0.55 };
  if (
    besideLogin(around) &&
    !around.concepts.has('password') &&
    shape.password >= 0.5 &&
    shape.distinct > 0.6 &&
    shape.words === 0
  ) {
    return { concept: 'password', certainty: 0.6 };
  }
  if (
    around.persons &&
    !around.concepts.has('local-id') &&
    shape.distinct === 1 &&
    shape.code >= 0.95 &&
    shape.count >= 3 &&
    shape.date < 0.5
  ) {
    return { concept: 'local-id', certainty: 0.5 };
  }
  return undefined;
}

function besideLogin(around: Surroundings): boolean {
  return around.beside.includes('email') || around.beside.includes('username');
}

/** Dates of birth of a group of people spread over decades and end before yesterday; orders and contracts do not. */
function birthYears({ date, years, count }: ValueShape): boolean {
  if (date < 0.9 || count < 3) return false;
  const sorted = years.toSorted((one, two) => one - two);
  const first = sorted[0] ?? 0;
  const last = sorted.at(-1) ?? 0;
  const middle = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return first >= 1905 && last <= 2020 && middle <= 2004 && last - first >= (count < 8 ? 10 : 25);
}
