import { createCipheriv, createHash, argon2Sync } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { collect, context, headOf, memoryInput } from '../../../test/inspect/memory.ts';
import { survivesMutation } from '../../../test/inspect/mutate.ts';
import { zipOf } from '../../../test/inspect/office-package.ts';
import { format as docx } from './docx.ts';
import { format as odg } from './odg.ts';
import { format as odp } from './odp.ts';
import { format as ods } from './ods.ts';
import { format as odt } from './odt.ts';
import { format as xml } from './xml.ts';
import { format as zip } from './zip.ts';

const cases = new URL('../../../test/cases/extract/', import.meta.url);
const file = async (path: string): Promise<Uint8Array> => new Uint8Array(await readFile(new URL(path, cases)));
const [letter, flat, register, talk, sealed] = (await Promise.all(
  [
    'odt.letter/input.odt',
    'odt.flat/input.fodt',
    'ods.register/input.ods',
    'odp.talk/input.odp',
    'ods.protected/input.ods',
  ].map(file),
)) as [Uint8Array, Uint8Array, Uint8Array, Uint8Array, Uint8Array];

const body = (inner: string, kind = 'text'): string =>
  `<office:document-content><office:body><office:${kind}>${inner}</office:${kind}></office:body></office:document-content>`;
const pack = (content: string, parts: Record<string, string | Uint8Array> = {}): Uint8Array =>
  zipOf({ 'content.xml': content, 'META-INF/manifest.xml': '<manifest/>', ...parts });

async function read(format: typeof odt, bytes: Uint8Array | string, ...passwords: string[]) {
  const collected = collect();
  await format.extract(memoryInput(bytes), collected.sink, context(passwords));
  const of = (part: string): string =>
    collected.blocks
      .filter(({ where }) => where.part === part)
      .map(({ text }) => text)
      .join('');
  return { ...collected, of };
}

describe('OpenDocument', () => {
  it('is known by the type it states, whatever its name, as a package and as a flat file', () => {
    expect([odt, ods, odp, odg].map((format) => format.detect(headOf(letter, 'x.ods')))).toEqual([0.95, 0, 0, 0]);
    expect([odt, ods, odp, odg].map((format) => format.detect(headOf(register)))).toEqual([0, 0.95, 0, 0]);
    expect([odt, ods, odp, odg].map((format) => format.detect(headOf(talk)))).toEqual([0, 0, 0.95, 0]);
    expect(odt.detect(headOf(flat))).toBeGreaterThan(xml.detect(headOf(flat)));
    expect(odt.detect(headOf(letter))).toBeGreaterThan(zip.detect(headOf(letter)));
    expect(docx.detect(headOf(letter))).toBe(0);
    expect(odt.detect(headOf(zipOf({ 'content.xml': 'x' })))).toBe(0);
    expect(odt.detect(headOf(pack(body(''))))).toBe(0.7);
  });

  it('says of each piece of text where a reader would have to look for it', async () => {
    const { of, labelled } = await read(odt, letter);
    expect(of('header')).toBe('Harbour Clinic, confidential\n');
    expect(of('footer')).toBe('Patient 1001\n');
    expect(of('deleted text')).toBe('IBAN DE89 3704 0044 0532 0130 00\n');
    expect(of('footnote')).toBe('Direct line +44 20 7946 0958\n');
    expect(of('endnote')).toBe('File HC-2041\n');
    expect(of('comment')).toBe('Check her allergy record\n');
    expect(of('hidden text')).toBe(' password: Tern-Quay-88\nHidden section about Maria Lindqvist\n');
    expect(of('link target')).toBe('mailto:nora.whitfield@example.org\n');
    expect(labelled()).toContainEqual(['Case number', 'HC-2041']);
  });

  it('gives the cells of a sheet their place, dates in ISO 8601, numbers with all their digits', async () => {
    const { blocks } = await read(ods, register);
    const cells = blocks.flatMap(({ text, where, rows = [] }) =>
      rows.flatMap((row) =>
        row.cells.map((cell) => ({ ...where, ...row.where, ...cell.where, text: text.slice(cell.start, cell.end) })),
      ),
    );
    expect(cells).toContainEqual({ sheet: 'Staff', row: 2, cell: 'B2', text: '1984-03-02' });
    expect(cells).toContainEqual({ sheet: 'Staff', row: 2, cell: 'C2', text: '01067' });
    expect(cells).toContainEqual({ sheet: 'Staff', row: 2, cell: 'D2', part: 'hidden column', text: '45000.5' });
    expect(cells).toContainEqual({ sheet: 'Staff', row: 3, cell: 'C3', part: 'hidden row', text: '1230000000000000' });
    expect(cells).toContainEqual({ sheet: 'Staff', row: 5, cell: 'B5', text: 'Vacant' });
    expect(cells).toContainEqual({ sheet: 'Old', row: 1, cell: 'A1', part: 'hidden sheet', text: 'Maria Lindqvist' });
    const comment = blocks.find(({ where }) => where.part === 'comment');
    expect(comment).toMatchObject({ text: 'On sick leave\n', where: { sheet: 'Staff', cell: 'A2' } });
  });

  it('counts slides, and names those that are hidden and their notes', async () => {
    const { blocks } = await read(odp, talk);
    expect(blocks.map(({ where, text }) => [where.slide, where.part, text])).toEqual(
      expect.arrayContaining([
        [1, undefined, 'Response plan\nOwner: Nora Whitfield\n'],
        [1, 'speaker notes', 'Her line is +44 20 7946 0958\n'],
        [1, 'comment', 'Ask Ravi Menon first\n'],
        [2, 'hidden slide', 'Salaries: Tomas Okafor\n'],
      ]),
    );
  });

  it('labels the fields of forms, and reads lists that nobody opened', async () => {
    const forms =
      '<office:forms><form:form form:name="f"><form:text form:label="Surname" form:name="t1" form:current-value="Whitfield"/>' +
      '<form:combobox form:name="Town"><form:item form:label="Riga"/></form:combobox></form:form></office:forms><text:p>x</text:p>';
    const { labelled, of } = await read(odt, pack(body(forms)));
    expect(labelled()).toEqual([['Surname', 'Whitfield']]);
    expect(of('form')).toBe('Surname: Whitfield\nRiga\n');
  });

  it('hands out what is embedded, also from a flat file, and reads objects inside', async () => {
    const object = body('<text:p>Inside Nora Whitfield</text:p>');
    const inner = await read(
      odt,
      pack(body('<text:p>x</text:p>'), { 'Object 1/content.xml': object, 'Object 2': 'OLE', 'Pictures/a.png': 'P' }),
    );
    expect(inner.of('embedded object')).toBe('Inside Nora Whitfield\n');
    expect(inner.members.map(({ name }) => name)).toEqual(['Object 2', 'Pictures/a.png']);
    const data = Buffer.from('name;iban').toString('base64');
    const root = `<office:document office:mimetype="application/vnd.oasis.opendocument.text">`;
    const one = await read(
      odt,
      `${root}<office:body><office:text><text:p>y<draw:object-ole><office:binary-data>${data}</office:binary-data></draw:object-ole></text:p></office:text></office:body></office:document>`,
    );
    expect(one.text()).toBe('y\n');
    expect(one.members.map(({ bytes }) => Buffer.from(bytes).toString())).toEqual(['name;iban']);
  });

  it('says that a page is a picture', async () => {
    const frame = '<draw:frame svg:width="21cm" svg:height="29.7cm"><draw:image/></draw:frame>';
    expect((await read(odt, pack(body(`<text:p>${frame}</text:p>`)))).partials).toContain('no-text-layer');
    const scan = pack(body(`<text:p>${frame}</text:p>`), { 'Pictures/a.png': 'P' });
    expect((await read(odt, scan)).partials).not.toContain('no-text-layer');
    const logo = '<draw:frame svg:width="3cm" svg:height="1in"><draw:image/></draw:frame>';
    expect((await read(odt, pack(body(`<text:p>${logo}x</text:p>`)))).partials).toEqual([]);
    const slide = (text: string): string => `<draw:page>${logo}<text:p>${text}</text:p></draw:page>`;
    expect((await read(odp, pack(body(slide(''), 'presentation')))).partials).toContain('no-text-layer');
    expect((await read(odp, pack(body(slide('x'), 'presentation')))).partials).toEqual([]);
  });

  it('does not fill the memory with cells that are said to be repeated', async () => {
    const cell =
      '<table:table-cell table:number-columns-repeated="16384"><text:p>Nora Whitfield</text:p></table:table-cell>';
    const row = `<table:table-row table:number-rows-repeated="1048576">${cell.repeat(200)}</table:table-row>`;
    const bomb = pack(body(`<table:table table:name="a">${row}</table:table>`, 'spreadsheet'));
    await expect(read(ods, bomb)).rejects.toMatchObject({ code: 'limit-ratio' });
  });
});

describe('protected OpenDocument', () => {
  it('is opened with the password that fits', async () => {
    const { text } = await read(ods, sealed, 'harbour', 'quay-street');
    expect(text()).toContain('Nora Whitfield\t1984-03-02\t01067');
  });

  it('says so when none fits', async () => {
    await expect(read(ods, sealed)).rejects.toMatchObject({ code: 'wrong-password' });
    await expect(read(ods, sealed, 'harbour')).rejects.toMatchObject({ code: 'wrong-password' });
  });

  it('opens a package sealed as a whole with AES-GCM and Argon2id, as LibreOffice writes since 24.8', async () => {
    const whole = (memory: number): Uint8Array => {
      const salt = Buffer.alloc(16, 7);
      const iv = Buffer.alloc(12, 9);
      const start = createHash('sha256').update('quay-street').digest();
      const derived = { parallelism: 4, tagLength: 32, memory: 1024, passes: 3 };
      const key = argon2Sync('argon2id', { message: start, nonce: salt, ...derived });
      const cipher = createCipheriv('aes-256-gcm', key, iv);
      const data = Buffer.concat([iv, cipher.update(deflateRawSync(letter)), cipher.final(), cipher.getAuthTag()]);
      const manifest = `<manifest:manifest><manifest:file-entry manifest:full-path="encrypted-package" manifest:size="${letter.length}"><manifest:encryption-data><manifest:algorithm manifest:algorithm-name="http://www.w3.org/2009/xmlenc11#aes256-gcm" manifest:initialisation-vector="${iv.toString('base64')}"/><manifest:start-key-generation manifest:start-key-generation-name="http://www.w3.org/2001/04/xmlenc#sha256" manifest:key-size="32"/><manifest:key-derivation manifest:key-derivation-name="urn:org:documentfoundation:names:experimental:office:manifest:argon2id" manifest:key-size="32" loext:argon2-iterations="3" loext:argon2-memory="${memory}" loext:argon2-lanes="4" manifest:salt="${salt.toString('base64')}"/></manifest:encryption-data></manifest:file-entry></manifest:manifest>`;
      return zipOf({ 'encrypted-package': data, 'META-INF/manifest.xml': manifest });
    };
    const { members } = await read(odt, whole(1024), 'harbour', 'quay-street');
    expect(members).toMatchObject([{ name: 'encrypted-package', reason: undefined }]);
    expect(Buffer.from(members[0]?.bytes ?? []).equals(letter)).toBe(true);
    await expect(read(odt, whole(1024), 'harbour')).rejects.toMatchObject({ code: 'wrong-password' });
    await expect(read(odt, whole(2 ** 31), 'quay-street')).rejects.toMatchObject({ code: 'limit-memory' });
  });
});

describe('OpenDocument under attack', () => {
  it('survives mutation', async () => {
    await survivesMutation(odt, flat, [], 200);
    await survivesMutation(odt, letter, [], 60);
    await survivesMutation(ods, register, [], 60);
    await survivesMutation(ods, sealed, ['quay-street'], 20);
  }, 60_000);
});
