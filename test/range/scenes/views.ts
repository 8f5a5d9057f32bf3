import { maybe, nameKeys, addressKeys, nationalKeys, localKey, picked, link, type Topic } from './columns.ts';

/** Tables that show only a part of what is known. */
export const views: readonly Topic[] = [
  {
    id: 'orders',
    repeats: true,
    columns: (random, people) => {
      const join = link(random);
      return picked(
        [
          'orderNo',
          'orderDate',
          localKey(people),
          ...nameKeys(random),
          ...join.keys,
          'product',
          'amount',
          ...maybe(random, 0.5, 'trackingNo'),
          ...maybe(random, 0.4, 'card'),
        ],
        localKey(people),
        ...join.needed,
      );
    },
  },
  {
    id: 'newsletter',
    repeats: false,
    columns: (random) => picked(['email', ...nameKeys(random), ...maybe(random, 0.5, 'ip'), 'timestamp'], 'email'),
  },
  {
    id: 'accounts',
    repeats: false,
    columns: (random) =>
      picked(
        [
          'username',
          'email',
          ...maybe(random, 0.5, 'fullName'),
          random.pick(['password', 'hash'] as const),
          'ip',
          'uuid',
        ],
        'email',
      ),
  },
  {
    id: 'payments',
    repeats: false,
    columns: (random) => {
      const join = link(random);
      return picked(
        ['reference', ...nameKeys(random), 'iban', 'amount', ...join.keys, ...maybe(random, 0.4, 'card')],
        ...join.needed,
      );
    },
  },
  {
    id: 'patients',
    repeats: false,
    columns: (random, people) =>
      picked(
        [
          'patientNo',
          ...nameKeys(random),
          'birth',
          ...nationalKeys(random, people, 0.9),
          'phone',
          ...addressKeys(random),
        ],
        'birth',
        'patientNo',
      ),
  },
  {
    id: 'shipping',
    repeats: true,
    columns: (random) =>
      picked(['trackingNo', 'fullName', ...addressKeys(random), 'email', 'mobile', 'product', 'ean'], 'email'),
  },
  {
    id: 'loyalty',
    repeats: false,
    columns: (random, people) => {
      const join = link(random);
      return picked(
        [localKey(people), ...nameKeys(random), ...join.keys, 'mobile', 'timestamp'],
        localKey(people),
        ...join.needed,
      );
    },
  },
  {
    id: 'identity',
    repeats: false,
    columns: (random, people) =>
      picked(
        [
          ...nameKeys(random),
          'birth',
          ...nationalKeys(random, people, 1),
          ...maybe(random, 0.4, 'iban'),
          ...maybe(random, 0.3, 'email'),
        ],
        'birth',
      ),
  },
];
