import { describe, expect, test } from '@jest/globals';
import { UnreadableAnswer } from '../../../src/http/failure.ts';
import { readXml } from '../../../src/http/xml.ts';

/** The elements in the order of their ends, each with its text. */
function ends(xml: string): readonly string[] {
  const found: string[] = [];
  readXml(xml, { open() {}, close: (name, text) => found.push(`${name}=${text}`) });
  return found;
}

describe('reads', () => {
  test.each([
    ['<a/>', ['a=']],
    ['\uFEFF<?xml version="1.0"?>\n<!-- x --><a>1</a>\n<!-- > -->', ['a=1']],
    ['<n:a xmlns:n="u" k="1>2" l=\'"\'><n:b >x</n:b ></n:a>', ['b=x', 'a=']],
    ['<a>1<b>2</b>3</a>', ['b=2', 'a=13']],
    ['<a>&lt;&amp;&gt;&quot;&apos;&#65;&#x42;&unknown;&#x110000;</a>', ['a=<&>"\'AB&unknown;&#x110000;']],
    ['<a><![CDATA[<b>&amp;]]></a>', ['a=<b>&amp;']],
    ['<a b="x"/>', ['a=']],
    ['<a>\u{1f600}</a>', ['a=\u{1f600}']],
  ])('%s', (xml, expected) => expect(ends(xml)).toEqual(expected));
});

describe('rejects', () => {
  test.each([
    ['', 'incomplete'],
    ['IN PROGRESS', 'not XML'],
    ['<a>', 'incomplete'],
    ['<a', 'incomplete'],
    ['<a b="', 'incomplete'],
    ['<a><![CDATA[x</a>', 'incomplete'],
    ['<a></b>', 'not XML'],
    ['</a>', 'not XML'],
    ['<a/><b/>', 'not XML'],
    ['<a/>x', 'not XML'],
    ['<>x</>', 'not XML'],
    ['<!DOCTYPE a [<!ENTITY e "e">]><a>&e;</a>', 'document type'],
    ['<a>'.repeat(200), 'too many'],
  ])('%s', (xml, why) => {
    expect(() => ends(xml)).toThrow(UnreadableAnswer);
    expect(() => ends(xml)).toThrow(why);
  });
});
