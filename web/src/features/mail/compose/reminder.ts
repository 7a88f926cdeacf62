/** Words that speak of an attached file. “đính kèm” is also typed without its marks. */
const words =
  /(đính kèm|gửi kèm|kèm theo|file kèm|tệp kèm|(?<![\p{L}])dinh kem|(?<![\p{L}])gui kem|(?<![\p{L}])attach(?:ed|ment|ments|ing)?(?![\p{L}]))/iu;

/** The word by which a text promises a file, or null. The text is what was written, without what is quoted. */
export function promisesFile(text: string): string | null {
  return words.exec(text.normalize('NFC'))?.[0] ?? null;
}
