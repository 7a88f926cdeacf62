/** HTML character references, as far as mail uses them: HTML 4's letters and signs, and those of Vietnamese editors. */

const LATIN1 =
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para ' +
  'middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute ' +
  'Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute ' +
  'THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ' +
  'ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml';
const OTHERS =
  'quot:22 amp:26 lt:3c gt:3e apos:27 QUOT:22 AMP:26 LT:3c GT:3e OElig:152 oelig:153 Scaron:160 scaron:161 Yuml:178 fnof:192 ' +
  'Abreve:102 abreve:103 Dstrok:110 dstrok:111 Itilde:128 itilde:129 Utilde:168 utilde:169 Ohorn:1a0 ohorn:1a1 Uhorn:1af ' +
  'uhorn:1b0 circ:2c6 tilde:2dc ensp:2002 emsp:2003 thinsp:2009 zwnj:200c zwj:200d lrm:200e rlm:200f ndash:2013 mdash:2014 ' +
  'lsquo:2018 rsquo:2019 sbquo:201a ldquo:201c rdquo:201d bdquo:201e dagger:2020 Dagger:2021 bull:2022 hellip:2026 permil:2030 ' +
  'prime:2032 Prime:2033 lsaquo:2039 rsaquo:203a oline:203e frasl:2044 euro:20ac image:2111 trade:2122 larr:2190 uarr:2191 ' +
  'rarr:2192 darr:2193 harr:2194 rArr:21d2 hArr:21d4 forall:2200 part:2202 empty:2205 minus:2212 infin:221e asymp:2248 ne:2260 ' +
  'le:2264 ge:2265 loz:25ca check:2713 NewLine:a Tab:9 excl:21 num:23 percnt:25 lpar:28 rpar:29 ast:2a plus:2b comma:2c ' +
  'period:2e sol:2f colon:3a semi:3b equals:3d quest:3f commat:40 lbrack:5b rbrack:5d lowbar:5f grave:60 lbrace:7b rbrace:7d vert:7c';

const NAMED = new Map<string, string>();
for (const [i, name] of LATIN1.split(' ').entries()) NAMED.set(name, String.fromCharCode(0xa0 + i));
for (const pair of OTHERS.split(' ')) {
  const [name, code] = pair.split(':');
  NAMED.set(name!, String.fromCharCode(Number.parseInt(code!, 16)));
}

const REFERENCE = /&(?:#(\d{1,8}|[xX][0-9a-fA-F]{1,8})|([A-Za-z][A-Za-z0-9]{1,9}));?/g;
/** Numbers 128–159 mean windows-1252 (HTML Standard, numeric character reference end state). */
const C1 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

/** Replaces character references; unknown ones stay as they are. NUL and lone surrogates become U+FFFD. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(REFERENCE, (whole, number: string | undefined, name: string | undefined) => {
    if (name !== undefined) return NAMED.get(name) ?? whole;
    const hex = number![0] === 'x' || number![0] === 'X';
    const code = hex ? Number.parseInt(number!.slice(1), 16) : Number.parseInt(number!, 10);
    if (code >= 0x80 && code <= 0x9f) return C1[code - 0x80]!;
    if (code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return '\ufffd';
    return String.fromCodePoint(code);
  });
}
