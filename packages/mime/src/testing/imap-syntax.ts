/** A strict reader of ENVELOPE and BODYSTRUCTURE values (RFC 9051 §9), written apart from what makes them. Throws on any slip. */

export type ImapValue = string | number | null | ImapValue[];

/** Reads one value: quoted string, number, NIL or list. Adjacent lists need no space, everything else exactly one. */
export function readImapValue(text: string): ImapValue {
  const reader = new Reader(text);
  const value = reader.value();
  if (reader.at !== text.length) throw new Error(`trailing characters at ${reader.at}`);
  return value;
}

class Reader {
  at = 0;
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  value(): ImapValue {
    const char = this.text[this.at];
    if (char === '(') return this.list();
    if (char === '"') return this.quoted();
    const word = /(?:NIL|\d{1,15})(?=[ )]|$)/y;
    word.lastIndex = this.at;
    const match = word.exec(this.text);
    if (!match) throw new Error(`no value at ${this.at}`);
    this.at = word.lastIndex;
    return match[0] === 'NIL' ? null : Number(match[0]);
  }

  list(): ImapValue[] {
    const out: ImapValue[] = [];
    this.at++;
    while (this.text[this.at] !== ')') {
      if (out.length > 0) {
        const adjacent = Array.isArray(out.at(-1)) && this.text[this.at] === '(';
        if (!adjacent && this.text[this.at++] !== ' ') throw new Error(`space expected at ${this.at - 1}`);
      }
      out.push(this.value());
    }
    this.at++;
    if (out.length === 0) throw new Error('empty list');
    return out;
  }

  quoted(): string {
    const string = /"((?:[^"\\\r\n\0\x80-\uffff]|\\["\\])*)"/y;
    string.lastIndex = this.at;
    const match = string.exec(this.text);
    if (!match) throw new Error(`bad quoted string at ${this.at}`);
    this.at = string.lastIndex;
    return match[1]!.replace(/\\(["\\])/g, '$1');
  }
}

function fail(what: string): never {
  throw new Error(`IMAP syntax: ${what}`);
}

function nstring(value: ImapValue | undefined, what: string): void {
  if (value !== null && typeof value !== 'string') fail(what);
}

/** RFC 9051 §9 envelope. */
export function checkEnvelope(value: ImapValue | undefined): void {
  if (!Array.isArray(value) || value.length !== 10) fail('envelope of ten');
  for (const i of [0, 1, 8, 9]) nstring(value[i], 'envelope string');
  for (let i = 2; i <= 7; i++) {
    const list = value[i];
    if (list === null) continue;
    if (!Array.isArray(list)) fail('address list');
    let group = false;
    for (const address of list) {
      if (!Array.isArray(address) || address.length !== 4) fail('address of four');
      for (const each of address) nstring(each, 'address string');
      const [, , mailbox, host] = address;
      if (host !== null) continue;
      if (group === (mailbox !== null)) fail('group order');
      group = mailbox !== null;
    }
    if (group) fail('group without end');
  }
}

function checkParams(value: ImapValue | undefined): void {
  if (value === null) return;
  if (!Array.isArray(value) || value.length % 2 !== 0) fail('parameters');
  for (const each of value) if (typeof each !== 'string') fail('parameter string');
}

function checkExtension(values: ImapValue[]): void {
  const [disposition, language, location] = values;
  if (disposition !== null) {
    if (!Array.isArray(disposition) || disposition.length !== 2) fail('disposition');
    if (typeof disposition[0] !== 'string') fail('disposition type');
    checkParams(disposition[1]);
  }
  if (Array.isArray(language)) {
    for (const tag of language) if (typeof tag !== 'string') fail('language');
  } else nstring(language, 'language');
  nstring(location, 'location');
}

/** RFC 9051 §9 body, with or without extension data. */
export function checkBody(value: ImapValue | undefined, extended: boolean): void {
  if (!Array.isArray(value)) fail('body');
  const parts = value.findIndex((each) => !Array.isArray(each));
  if (parts !== 0) {
    const count = parts < 0 ? value.length : parts;
    for (const part of value.slice(0, count)) checkBody(part, extended);
    const rest = value.slice(count);
    if (typeof rest[0] !== 'string') fail('multipart subtype');
    if (rest.length !== (extended ? 5 : 1)) fail('multipart fields');
    if (!extended) return;
    checkParams(rest[1]);
    checkExtension(rest.slice(2));
    return;
  }
  const [type, subtype, params, id, description, encoding, octets] = value;
  if (typeof type !== 'string' || typeof subtype !== 'string') fail('media type');
  checkParams(params);
  nstring(id, 'id');
  nstring(description, 'description');
  if (typeof encoding !== 'string' || typeof octets !== 'number') fail('encoding and octets');
  let at = 7;
  if (type === 'message' && (subtype === 'rfc822' || subtype === 'global')) {
    checkEnvelope(value[at++]);
    checkBody(value[at++], extended);
    if (typeof value[at++] !== 'number') fail('lines');
  } else if (type === 'text' && typeof value[at++] !== 'number') fail('lines');
  if (value.length - at !== (extended ? 4 : 0)) fail('fields of a part');
  if (!extended) return;
  nstring(value[at], 'md5');
  checkExtension(value.slice(at + 1));
}
