import { detectLegacy, LEGACY_DECODERS, plausibility, type VietnameseCharset } from './detect.ts';
import { WINDOWS_1252_C1 } from './tcvn3.ts';

/** Charsets of fonts: text typed for such a font and read as Latin-1 shows as `NguyÔn V¨n An`. */
export type FontCharset = Exclude<VietnameseCharset, 'utf-8' | 'windows-1258'>;

/** Characters looked at. */
const SAMPLE = 64 * 1024;

const FONT_DECODERS = LEGACY_DECODERS.filter(([name]) => name !== 'windows-1258');

/** The octets that were read as Latin-1 or windows-1252; undefined when a character is in neither. */
function octetsOf(text: string): Buffer | undefined {
  const octets = Buffer.alloc(text.length);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x100) octets[i] = code;
    else {
      const at = WINDOWS_1252_C1.indexOf(text[i]!);
      if (at < 0) return undefined;
      octets[i] = 0x80 + at;
    }
  }
  return octets;
}

/**
 * The font charset of text that was read as Latin-1, judged on many strings together (a spreadsheet's column, say), which
 * is far surer than on one cell. Undefined when the text is fine as it stands.
 */
export function detectLegacyText(texts: string | readonly string[]): FontCharset | undefined {
  const all = typeof texts === 'string' ? [texts] : texts;
  const usable = all.filter((text) => /[^\x00-\x7f]/.test(text) && octetsOf(text) !== undefined);
  if (usable.length === 0) return undefined;
  const text = usable.join('\n').slice(0, SAMPLE);
  const octets = octetsOf(text);
  if (!octets) return undefined;
  const found = detectLegacy(octets, FONT_DECODERS) as FontCharset | undefined;
  if (!found) return undefined;
  const asItIs = plausibility(text);
  const decoded = plausibility(decodeFont(octets, found));
  return decoded.score > asItIs.score ? found : undefined;
}

function decodeFont(octets: Buffer, charset: FontCharset): string {
  return LEGACY_DECODERS.find(([name]) => name === charset)![1](octets);
}

/**
 * Unicode for text typed in a TCVN3, VNI or VISCII font and already read as Latin-1: `NguyÔn V¨n An` → `Nguyễn Văn An`.
 * Text that is fine, or that fits none of them, is returned unchanged. With `from`, nothing is guessed. `capitals` says
 * that the font draws capitals (.VnTimeH), which TCVN3 can't express otherwise.
 */
export function convertLegacyText(text: string, from?: FontCharset, capitals = false): string {
  const charset = from ?? detectLegacyText(text);
  const octets = charset && octetsOf(text);
  if (!charset || !octets) return text;
  const decoded = decodeFont(octets, charset);
  return capitals ? decoded.toUpperCase() : decoded;
}

/** The charset that a font's name gives away: `.VnTime` and `.VnTimeH` are TCVN3, `VNI-Times` is VNI. */
export function fontCharset(font: string): { charset: FontCharset; capitals: boolean } | undefined {
  const name = font.trim().toLowerCase();
  if (name.startsWith('.vn')) return { charset: 'tcvn3', capitals: name.endsWith('h') };
  if (name.startsWith('vni-') || name.startsWith('vni ')) return { charset: 'vni', capitals: false };
  return undefined;
}
