import { maybe, nameKeys, addressKeys, nationalKeys, localKey, picked, type Topic } from './columns.ts';

/** The master of a relation: nearly everything that is known of a person. */
export const master: Topic = {
  id: 'master',
  repeats: false,
  columns: (random, people) =>
    picked(
      [
        localKey(people),
        ...maybe(random, 0.5, 'gender'),
        ...nameKeys(random),
        'birth',
        ...addressKeys(random),
        'email',
        'phone',
        'mobile',
        ...maybe(random, 0.4, 'iban'),
        ...maybe(random, 0.3, 'card'),
        ...nationalKeys(random, people, 0.3),
        ...maybe(random, 0.4, 'relation'),
      ],
      'birth',
      'email',
      'street',
      'streetName',
      'houseNumber',
      'fullAddress',
      'mobile',
      localKey(people),
    ),
};

export const staff: Topic = {
  id: 'staff',
  repeats: false,
  columns: (random, people) =>
    picked(
      [
        'employeeNo',
        ...nameKeys(random),
        'birth',
        'workEmail',
        'email',
        ...addressKeys(random),
        ...nationalKeys(random, people, 0.9),
        ...maybe(random, 0.7, 'iban'),
        'mobile',
        'department',
        'jobTitle',
        'hireDate',
      ],
      'birth',
      'email',
      'workEmail',
      'street',
      'streetName',
      'houseNumber',
      'fullAddress',
      'employeeNo',
    ),
};

export const partners: Topic = {
  id: 'partners',
  repeats: false,
  columns: (random) =>
    picked(
      [
        'organisation',
        ...nameKeys(random),
        'memberNo',
        'workEmail',
        'email',
        'phone',
        'mobile',
        ...addressKeys(random),
        ...maybe(random, 0.8, 'birth'),
      ],
      'email',
      'birth',
      'memberNo',
      'street',
      'streetName',
      'houseNumber',
      'fullAddress',
    ),
};
