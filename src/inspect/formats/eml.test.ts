import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { describe, expect, test } from 'vitest';
import { collect, context, headOf, memoryInput } from '../../../test/inspect/memory.ts';
import { survivesMutation } from '../../../test/inspect/mutate.ts';
import { format } from './eml.ts';

const lines = (...all: string[]): string => all.join('\r\n');

async function read(message: string | Uint8Array, step?: number) {
  const got = collect();
  await format.extract(memoryInput(message, step), got.sink, context());
  const body = got.blocks.filter(({ where }) => where.part !== 'header').map(({ text }) => text);
  return {
    ...got,
    body: body.join(''),
    listed: got.members.map(({ name, bytes, reason }) => [name, Buffer.from(bytes).toString(), reason]),
  };
}

const head = ['From: Ada Example <ada@example.org>', 'To: bob@example.net', 'Subject: Hello'];

describe('eml', () => {
  test.each([
    ['plain', lines(...head, '', 'text'), 0.9],
    ['unix', 'Received: x\nDate: y\n\n', 0.9],
    ['folded', lines('Received: a', ' b', 'Subject: c', '', ''), 0.9],
    ['one header', lines('Subject: x', '', 'text'), 0],
    ['unknown headers', lines('Name: Ada', 'City: Paris', '', ''), 0],
    ['prose', 'Dear Sir: I write to you\nfrom: here\n', 0],
    ['indented', ' From: a\n To: b\n', 0],
    ['empty', '', 0],
  ])('detection of %s', (_, text, score) => {
    expect(format.detect(headOf(text))).toBe(score);
  });

  test('headers are labelled, each mailbox a record', async () => {
    const got = await read(
      lines(
        'From: "Example, Ada" <ada@example.org>',
        'To: bob@example.net, =?utf-8?B?SsO8cmdlbg==?= =?utf-8?Q?_M=C3=BCller?= <jm@example.de>,',
        ' (Carl) carl@example.com, Team: dora@example.org, <eve@example.org>;',
        'Cc: undisclosed-recipients:;',
        'Subject: =?iso-8859-1?Q?R=E9sum=E9?= of Ada',
        'Received: from mail.example.org ([192.0.2.1])',
        '',
        'text',
      ),
    );
    expect(got.blocks[0]?.where).toEqual({ part: 'header' });
    expect(
      got.blocks[0]?.rows?.map(({ cells }) =>
        cells.map(({ start, end, label }) => `${label}=${got.blocks[0]?.text.slice(start, end)}`),
      ),
    ).toEqual([
      ['name=Example, Ada', 'email=ada@example.org'],
      ['email=bob@example.net'],
      ['name=Jürgen Müller', 'email=jm@example.de'],
      ['name=Carl', 'email=carl@example.com'],
      ['email=dora@example.org'],
      ['email=eve@example.org'],
    ]);
    expect(got.text()).toContain('Subject: Résumé of Ada\nReceived: from mail.example.org ([192.0.2.1])\n');
    expect(got.body).toBe('text\n');
  });

  test.each([1, 3, 100, 65_536])('transfer encodings and charsets (chunks of %i bytes)', async (step) => {
    const message = Buffer.concat([
      Buffer.from(lines(...head, 'Content-Type: multipart/mixed; boundary="b b"', '', '--b b', '')),
      Buffer.from(
        lines(
          'Content-Type: text/plain; charset=utf-8',
          'Content-Transfer-Encoding: quoted-printable',
          '',
          'J=C3=BCrgen wr=',
          'ote 1=3D1 =  ',
          '100=',
          '%',
          '--b b',
          '',
        ),
      ),
      Buffer.from(lines('Content-Type: text/plain; charset="iso-8859-1"', 'Content-Transfer-Encoding: 8bit', '', 'M')),
      Buffer.from([0xfc]),
      Buffer.from(
        lines(
          '',
          '--b b',
          'Content-Type: text/plain; charset=iso-2022-jp',
          '',
          '\x1b$B;3ED\x1b(B',
          '--b bb',
          '--b b',
          '',
        ),
      ),
      Buffer.from(lines('Content-Type: text/plain; charset=utf-16le', 'Content-Transfer-Encoding: base64', '')),
      Buffer.from(
        lines(
          '',
          Buffer.from('wide', 'utf16le')
            .toString('base64')
            .replace(/(.{3})/g, '$1\r\n'),
          '--b b--',
          '',
        ),
      ),
    ]);
    const got = await read(message, step);
    expect(got.body).toBe('Jürgen wrote 1=1 100%\nMü\n山田\n--b bb\nwide\n');
    expect(got.partials).toEqual([]);
  });

  test('attachments under their names, in order', async () => {
    const part = (type: string, disposition: string, text: string): string[] => [
      '--x',
      `Content-Type: ${type}`,
      `Content-Disposition: ${disposition}`,
      '',
      text,
    ];
    const got = await read(
      lines(
        ...head,
        'Content-Type: multipart/mixed; boundary=x',
        '',
        ...part('text/csv', 'attachment; filename="../a.csv"', 'a,b'),
        ...part('application/pdf; name="=?utf-8?Q?R=C3=A9sum=C3=A9.pdf?="', 'attachment', 'pdf'),
        ...part('image/png', "attachment; filename*0*=utf-8''M%C3%BC; filename*1=ll; filename*2*=%65r.png", 'png'),
        ...part('application/octet-stream', 'inline; filename=winmail.dat', 'tnef'),
        ...part('text/calendar', 'inline', 'BEGIN:VCALENDAR'),
        ...part('message/rfc822', 'inline', lines('From: x@example.org', 'Subject: inner', '', 'inner text')),
        '--x--',
      ),
    );
    expect(got.listed).toEqual([
      ['../a.csv', 'a,b', undefined],
      ['Résumé.pdf', 'pdf', undefined],
      ['Müller.png', 'png', undefined],
      ['winmail.dat', 'tnef', undefined],
      ['part-5.calendar', 'BEGIN:VCALENDAR', undefined],
      ['part-6.eml', 'From: x@example.org\r\nSubject: inner\r\n\r\ninner text', undefined],
    ]);
  });

  const alternative = (plain: string, html: string): string =>
    lines(
      ...head,
      'Content-Type: multipart/alternative; boundary=x',
      '',
      '--x',
      '',
      plain,
      '--x',
      'Content-Type: text/html',
      '',
      html,
      '--x--',
    );

  test('HTML that says the same as the text beside it is left out, and that says more is not', async () => {
    expect((await read(alternative('Call *Ada*, on 555-0100.', '<p>Call <b>Ada</b>, on 555-0100.</p>'))).body).toBe(
      'Call *Ada*, on 555-0100.\n',
    );
    expect((await read(alternative('Please enable HTML', '<p>Call Ada</p>'))).body).toBe(
      'Please enable HTML\nCall Ada\n',
    );
    const table = '<table><tr><th>Name</th></tr><tr><td>Ada</td></tr></table>';
    expect((await read(alternative('Name Ada', table))).labelled()).toContainEqual(['Name', 'Ada']);
    expect((await read(lines(...head, 'Content-Type: text/html', '', '<p>Only <i>HTML</i>'))).body).toBe('Only HTML\n');
  });

  test('nested multiparts, and text around the parts', async () => {
    const got = await read(
      lines(
        ...head,
        'Content-Type: multipart/mixed; boundary=outer',
        '',
        'before: carl@example.org',
        '--outer',
        'Content-Type: multipart/alternative; boundary=outer2',
        '',
        '--outer2',
        '',
        'inner',
        '--outer2--',
        '--outer',
        '',
        'second',
        '--outer--',
        'after: dora@example.org',
      ),
    );
    expect(got.blocks.map(({ text, where }) => [where.part, text]).slice(1)).toEqual([
      ['preamble', 'before: carl@example.org\n'],
      [undefined, 'inner\n'],
      [undefined, 'second\n'],
      ['epilogue', 'after: dora@example.org\n'],
    ]);
    expect(got.partials).toEqual([]);
  });

  test('what only the recipients can open is named', async () => {
    const pgp = lines(
      ...head,
      'Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary=x',
      '',
      '--x',
      'Content-Type: application/pgp-encrypted',
      '',
      'Version: 1',
      '--x',
      'Content-Type: application/octet-stream; name="encrypted.asc"',
      '',
      '-----BEGIN PGP MESSAGE-----',
      '--x--',
    );
    expect((await read(pgp)).listed).toEqual([['encrypted.asc', '', 'protection-unsupported']]);
    const smime = lines(
      ...head,
      'Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m',
      '',
      'AAAA',
    );
    expect((await read(smime)).listed).toEqual([['smime.p7m', '', 'protection-unsupported']]);
    const inline = lines(...head, '', '-----BEGIN PGP MESSAGE-----', 'AAAA');
    expect((await read(inline)).listed).toEqual([['message.asc', '', 'protection-unsupported']]);
  });

  test('a cut message gives what is there, and says so', async () => {
    const message = lines(
      ...head,
      'Content-Type: multipart/mixed; boundary=x',
      '',
      '--x',
      'Content-Disposition: attachment; filename=a',
      '',
      'content',
    );
    const got = await read(message);
    expect(got.listed).toEqual([['a', 'content', undefined]]);
    expect(got.partials).toEqual(['damaged']);
    expect((await read(lines(...head, 'Content-Type: multipart/mixed', '', 'ada@example.org'))).body).toBe(
      'ada@example.org\n',
    );
  });

  test('multiparts without end are given up at a depth', async () => {
    const deep = Array.from({ length: 1000 }, (_, level) => [
      `Content-Type: multipart/mixed; boundary=b${level}`,
      '',
      `--b${level}`,
    ]).flat();
    const got = await read(lines(...head, ...deep, '', 'ada@example.org'));
    expect(got.partials).toContain('limit-depth');
    expect(got.body).toContain('ada@example.org');
  });

  test('one line of headers without end is not held', async () => {
    const got = await read(`From: a@example.org\nTo: ${'x'.repeat(3_000_000)}\n\nbody`);
    expect(got.text().length).toBeGreaterThan(3_000_000);
  });

  test('attachments come out as another parser decodes them', async () => {
    const content = fc.uint8Array({ maxLength: 3000 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(content, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 300 }),
        async (attachments, step) => {
          const parts = attachments.flatMap((bytes, index) => [
            '--x',
            `Content-Disposition: attachment; filename=${index}`,
            'Content-Transfer-Encoding: base64',
            '',
            Buffer.from(bytes)
              .toString('base64')
              .replace(/(.{76})/g, '$1\r\n'),
          ]);
          const message = lines(...head, 'Content-Type: multipart/mixed; boundary=x', '', ...parts, '--x--');
          const theirs = (await PostalMime.parse(message)).attachments.map(({ content }) =>
            Buffer.from(content as ArrayBuffer),
          );
          const ours = (await read(message, step)).members.map(({ bytes }) => Buffer.from(bytes));
          expect(ours).toEqual(theirs);
          expect(ours).toEqual(attachments.map((bytes) => Buffer.from(bytes)));
        },
      ),
      { numRuns: 100 },
    );
  });

  test('no mutation hangs or throws a foreign error', async () => {
    const message = alternative('Name Ada =C3', '<table><tr><th>Name</th></tr><tr><td>Ada</td></tr></table>');
    await survivesMutation(format, Buffer.from(message));
    const mixed = lines(
      ...head,
      'Content-Type: multipart/mixed; boundary=x',
      '',
      '--x',
      'Content-Transfer-Encoding: quoted-printable',
      "Content-Disposition: attachment; filename*0*=utf-8''a%20",
      '',
      'a=3D=',
      'b',
      '--x--',
    );
    await survivesMutation(format, Buffer.from(mixed));
  });
});
