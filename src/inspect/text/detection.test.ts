import { expect, test } from 'vitest';
import { headOf } from '../../../test/inspect/memory.ts';
import { format as csv } from '../formats/csv.ts';
import { format as json } from '../formats/json.ts';
import { format as sql } from '../formats/sql.ts';
import { format as text } from '../formats/text.ts';

const samples: readonly (readonly [string, string, string])[] = [
  ['csv', 'header and one row', 'id,name\n1,Ann\n'],
  ['csv', 'semicolons and decimal commas', 'Nr;Betrag;Name\n1;1,50;Ann\n2;2,75;Bo\n3;0,10;Cy\n'],
  ['csv', 'tabs', 'id\tname\n1\tAnn Lee\n2\tBo Chan\n'],
  ['csv', 'pipes', 'id|name|mail\n1|Ann|a@x.org\n2|Bo|b@x.org\n'],
  ['csv', 'a markdown table', '| id | name |\n|----|------|\n| 1 | Ann |\n| 2 | Bo |\n'],
  ['csv', 'quoted commas and line ends', 'id,note\n1,"one, two\nthree"\n2,"four, five"\n'],
  ['csv', 'ragged rows', 'a,b,c\n1,2,3\n4,5\n6,7,8\n9,10,11,12\n1,2,3\n'],
  ['csv', 'titles above', 'Customer export\nMay 2024\n\nid;name;mail\n1;Ann;a@x.org\n2;Bo;b@x.org\n'],
  ['csv', 'a sep line', 'sep=;\na;b\n1;2\n'],
  ['csv', 'comments', '# made by hand\nid,name,mail\n1,Ann,a@x\n# more\n2,Bo,b@x\n3,Cy,c@x\n'],
  ['csv', 'credentials with semicolons', 'ann@example.org;hunter2\nbo@example.org;qwerty\ncy@example.org;letmein\n'],
  [
    'csv',
    'times in the first column',
    '2024-01-01 10:00:00,ann,login\n2024-01-01 10:00:09,bo,logout\n2024-01-01 10:01:00,cy,login\n',
  ],
  ['csv', 'no line end at the end', 'a,b\n1,2'],
  [
    'text',
    'prose',
    'Dear Ann, thank you for writing.\nWe have, as promised, sent the parcel, and hope you like it.\nYours, Bo\n',
  ],
  [
    'text',
    'two lines with a comma each',
    'Hello Ann, this is Bo from the office.\nPlease call me back, it is about your order.\n',
  ],
  ['text', 'an address', 'Ann Lee\n12 High Street\nLondon, SW1A 1AA\n'],
  ['text', 'credentials with colons', 'ann@example.org:hunter2\nbo@example.org:qwerty\n'],
  [
    'text',
    'configuration',
    '[mail]\nhost = smtp.example.org\nto = ann@example.org, bo@example.org\n\n[log]\nlevel = info\n',
  ],
  ['text', 'YAML', 'name: Ann\nmails:\n  - ann@example.org\n  - bo@example.org\n'],
  [
    'text',
    'a log',
    '2024-01-01 10:00:00,123 INFO started\n2024-01-01 10:00:01,456 WARN slow, retrying\n2024-01-01 10:00:02,789 INFO done\n',
  ],
  [
    'text',
    'an access log',
    '10.0.0.1 - - [01/Jan/2024:10:00:00 +0000] "GET / HTTP/1.1" 200 5\n10.0.0.2 - ann [01/Jan/2024:10:00:01 +0000] "GET /a HTTP/1.1" 200 5\n',
  ],
  ['text', 'source code', 'const a = f(b, c);\nlet d = 5;\nreturn a + d;\n'],
  ['text', 'a style sheet', 'a { color: red; }\nb { color: blue; }\n'],
  ['text', 'a template', '{{ name }}\nhas the address {{ address }}\n'],
  ['text', 'RTF', '{\\rtf1\\ansi Hello}\n'],
  ['text', 'a bracketed log', '[2024-01-01 10:00] started\n[2024-01-01 10:01] done\n'],
  ['text', 'one word', 'secret\n'],
  ['text', 'a statement quoted in prose', 'To add a row write\nINSERT INTO users (a) VALUES (1);\nand you are done.\n'],
  ['json', 'an object', '{"a": 1}'],
  ['json', 'an array of objects', '  [\n {"a": "x"},\n {"a": "y"}\n]\n'],
  ['json', 'one object a line', '{"a":1,"b":2}\n{"a":3,"b":4}\n{"a":5,"b":6}\n'],
  ['json', 'with comments', '// settings\n{\n  "a": 1, /* one */\n  "b": [1, 2,],\n}\n'],
  ['json', 'cut short', '{"users":[{"name":"Ann"},{"na'],
  ['json', 'assigned to a variable', 'window.YTD.account.part0 = [ {\n "account": {"email": "a@x.org"} } ]'],
  ['json', 'deep nesting', '['.repeat(60_000)],
  [
    'sql',
    'MySQL',
    '-- MySQL dump 10.13\n\nDROP TABLE IF EXISTS `a`;\nCREATE TABLE `a` (`b` int);\nINSERT INTO `a` VALUES (1),(2);\n',
  ],
  [
    'sql',
    'PostgreSQL',
    "--\n-- PostgreSQL database dump\n--\n\nSET client_encoding = 'UTF8';\nCOPY public.a (b, c) FROM stdin;\n1\t2\n\\.\n",
  ],
  [
    'sql',
    'SQLite',
    "PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\nCREATE TABLE a(b,c);\nINSERT INTO a VALUES(1,'x, y');\nINSERT INTO a VALUES(2,'z, w');\n",
  ],
  [
    'sql',
    'SQL Server',
    "USE [shop]\nGO\nINSERT [dbo].[a] ([b], [c]) VALUES (1, N'x')\nINSERT [dbo].[a] ([b], [c]) VALUES (2, N'y')\n",
  ],
  ['sql', 'bare inserts', "INSERT INTO a (b, c) VALUES (1, 'x');\nINSERT INTO a (b, c) VALUES (2, 'y');\n"],
];

test.each(samples)('%s: %s', (expected, _name, sample) => {
  const head = headOf(sample);
  const scores = [text, csv, json, sql].map((format) => [format.detect(head), format.id] as const);
  const [best] = scores.toSorted((left, right) => right[0] - left[0]);
  expect(best?.[1]).toBe(expected);
});

test('binary data is none of them', () => {
  const head = headOf(Uint8Array.of(0, 1, 2, 0xff, 0xfe, 0));
  expect([text, csv, json, sql].map((format) => format.detect(head))).toEqual([0, 0, 0, 0]);
});
