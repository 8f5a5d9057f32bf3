import { describe, expect, test } from 'vitest';
import { detectEncoding, type Encoding, encodings } from './encoding.ts';

/** Bytes of a text in an 8-bit or double-byte encoding, by inverting the platform's decoder. */
function encode(text: string, encoding: string): Uint8Array {
  if (encoding === 'utf-8') return Buffer.from(text);
  if (encoding === 'utf-16le') return Buffer.from(text, 'utf16le');
  if (encoding === 'utf-16be') return Buffer.from(text, 'utf16le').swap16();
  const decoder = new TextDecoder(encoding);
  const table = new Map<string, number[]>();
  for (let lead = 0x80; lead < 0x100; lead += 1) {
    for (let trail = 0x40; trail < 0xff; trail += 1) {
      const pair = decoder.decode(Uint8Array.of(lead, trail));
      if (Array.from(pair).length === 1 && !table.has(pair)) table.set(pair, [lead, trail]);
    }
  }
  for (let byte = 0; byte < 0x100; byte += 1) table.set(decoder.decode(Uint8Array.of(byte)), [byte]);
  return Uint8Array.from(Array.from(text).flatMap((character) => table.get(character) ?? []));
}

const german =
  'Kundennummer;Name;Straße;Ort\n1;Jürgen Müller;Schloßallee 3;München\n2;Käthe Größmann;Am Bächle 9;Köln\n';
const french = "Prénom,Nom,Adresse\nHélène,Lefèvre,3 rue de l'Église à Besançon\nFrançois,Noël,8 allée du Château\n";
const spanish = 'nombre;dirección\nJosé Muñoz Peña;Calle Núñez de Balboa 4, Málaga\nÁngela Ibáñez;León\n';
const danish = 'Navn;Adresse\nJørgen Sørensen;Nørregade 5, København\nBirgitte Kjær;Ærøskøbing\nÅse Holmgård;Århus\n';
const portuguese = 'João Conceição;Rua da Assunção 12;São Paulo\nInês Magalhães;Avenida Brasília;Guimarães\n';
const czech = 'Jméno;Adresa\nJiří Dvořák;Na Příkopě 12, Plzeň\nKateřina Nováková;Žižkov\nTomáš Růžička;Dlouhá třída\n';
const polish = 'Imię;Nazwisko\nMałgorzata;Wiśniewska\nŁukasz;Dąbrowski\nGrażyna;Zielińska\nul. Świętokrzyska, Łódź\n';
const hungarian = 'Név;Cím\nKovács Győző;Szőlő utca 5, Győr\nErdős Tűzoltó;Fő út 7\n';
const turkish = 'Ad;Adres\nAyşe Yıldız;Çiçek Sokağı 5, İstanbul\nGökhan Işık;Üsküdar, Kadıköy\nŞükrü Doğan;Beşiktaş\n';
const lithuanian = 'Vardas;Adresas\nŽydrūnas Kazlauskas;Šiauliai, Vytauto gatvė 3\nJūratė Petrauskaitė;Panevėžys\n';
const russian = 'Имя;Адрес\nИван Петров;Москва, улица Ленина 5\nЕлена Смирнова;Санкт-Петербург, Невский проспект\n';
const greek = 'Όνομα;Διεύθυνση\nΓιώργος Παπαδόπουλος;Αθήνα, οδός Ερμού 5\nΜαρία Νικολάου;Θεσσαλονίκη\n';
const japanese = '氏名,住所\n田中太郎,東京都千代田区一丁目\n佐藤花子,大阪市北区のビルにある会社です\n';
const simplified = '姓名,地址\n王小明,北京市海淀区中关村大街一号\n李芳,上海市黄浦区南京东路\n';
const traditional = '姓名,地址\n陳小美,台北市中正區忠孝東路一號\n林志明,高雄市三民區建國路\n';
const korean = '이름,주소\n김민준,서울특별시 강남구 테헤란로\n박서연,부산광역시 해운대구에 있는 집\n';

const samples: readonly (readonly [string, Encoding, string])[] = [
  ['ascii', 'utf-8', 'name,mail\nann,ann@example.org\n'],
  ['german', 'utf-8', german],
  ['japanese', 'utf-8', japanese],
  ['german', 'utf-16le', german],
  ['german', 'utf-16be', german],
  ['russian', 'utf-16le', russian],
  ['japanese', 'utf-16be', japanese],
  ['german', 'windows-1252', german],
  ['french', 'windows-1252', french],
  ['spanish', 'windows-1252', spanish],
  ['danish', 'windows-1252', danish],
  ['portuguese', 'windows-1252', portuguese],
  ['English typography', 'windows-1252', 'I don’t know – it’s the customer’s “own” order…\n'],
  ['one accent', 'windows-1252', `${'plain,row,of,text\n'.repeat(50)}René,1\n`],
  ['euro sign', 'iso-8859-15', 'Müller;12 €\nCœur;15 €\nŒuvre;9 €\n'],
  ['czech', 'windows-1250', czech],
  ['polish', 'windows-1250', polish],
  ['hungarian', 'windows-1250', hungarian],
  ['polish', 'iso-8859-2', polish],
  ['czech', 'iso-8859-2', czech],
  ['turkish', 'windows-1254', turkish],
  ['lithuanian', 'windows-1257', lithuanian],
  ['russian', 'windows-1251', russian],
  ['russian', 'koi8-r', russian],
  ['russian', 'iso-8859-5', russian],
  ['russian', 'ibm866', russian],
  ['russian capitals', 'windows-1251', russian.toUpperCase()],
  ['greek', 'windows-1253', greek],
  ['greek', 'iso-8859-7', greek],
  ['german', 'macintosh', german],
  ['french', 'macintosh', french],
  ['japanese', 'shift_jis', japanese],
  ['japanese', 'euc-jp', japanese],
  ['simplified chinese', 'gb18030', simplified],
  ['traditional chinese', 'big5', traditional],
  ['korean', 'euc-kr', korean],
];

/** Encodings that agree on every character of a text are the same for its reader. */
function readsTheSame(found: string | undefined, encoding: string, bytes: Uint8Array): boolean {
  return found !== undefined && new TextDecoder(found).decode(bytes) === new TextDecoder(encoding).decode(bytes);
}

describe('the encoding of text', () => {
  test.each(samples)('ok: %s in %s', (_name, encoding, text) => {
    const bytes = encode(text, encoding);
    const found = detectEncoding(bytes);
    expect([found?.encoding, readsTheSame(found?.encoding, encoding, bytes)]).toEqual([found?.encoding, true]);
  });

  test('a byte order mark decides', () => {
    expect(detectEncoding(Uint8Array.of(0xef, 0xbb, 0xbf, 0x41))).toEqual({ encoding: 'utf-8', certainty: 1, bom: 3 });
    expect(detectEncoding(Uint8Array.of(0xff, 0xfe, 0x41, 0))).toEqual({ encoding: 'utf-16le', certainty: 1, bom: 2 });
    expect(detectEncoding(Uint8Array.of(0xfe, 0xff, 0, 0x41))).toEqual({ encoding: 'utf-16be', certainty: 1, bom: 2 });
    expect(detectEncoding(Uint8Array.of(0xff, 0xfe, 0, 0, 0x41, 0, 0, 0))?.encoding).toBe('utf-32le');
    expect(detectEncoding(Uint8Array.of(0, 0, 0xfe, 0xff, 0, 0, 0, 0x41))?.encoding).toBe('utf-32be');
  });

  test('UTF-8 is recognised wherever the head is cut', () => {
    const bytes = Buffer.from('Gemüse – 北京 😀 '.repeat(4));
    for (let end = 12; end < bytes.length; end += 1) {
      expect(detectEncoding(bytes.subarray(0, end))?.encoding).toBe('utf-8');
    }
  });

  test('a few invalid bytes and NULs do not make UTF-8 something else', () => {
    const bytes = Buffer.concat([Buffer.from(german.repeat(3)), Buffer.of(0xff, 0, 0x9c), Buffer.from(french)]);
    expect(detectEncoding(bytes)?.encoding).toBe('utf-8');
  });

  test('fixed-width records padded with NUL are text', () => {
    expect(detectEncoding(Buffer.from('ann\0\0smith\0\0berlin\0\0\n'.repeat(20)))?.encoding).toBe('utf-8');
  });

  test('every encoding can be decoded', () => {
    for (const encoding of encodings) {
      if (!encoding.startsWith('utf-32')) expect(new TextDecoder(encoding).encoding).toBe(encoding);
    }
  });

  test.each([
    ['random bytes', Uint8Array.from({ length: 4096 }, (_, index) => (index * index * 31 + index * 7) % 256)],
    ['zeros', new Uint8Array(512)],
    [
      '16-bit samples',
      Uint8Array.from({ length: 4096 }, (_, index) => (index % 2 === 0 ? (index * 7) % 256 : index % 3)),
    ],
    [
      'a PNG header',
      Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 1, 0, 0, 0),
    ],
  ])('ng: %s', (_name, bytes) => {
    expect(detectEncoding(bytes)).toBeUndefined();
  });
});
