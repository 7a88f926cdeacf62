/** One pass over a message: structure with offsets, envelope, text; charsets including Vietnamese legacy ones. */
export {
  type ClassifiedBody,
  classifyBody,
  findHtmlBody,
  findPart,
  findTextBody,
  listedAttachments,
  walkParts,
} from './body/classify.ts';
export { decodePart, decodeTransfer } from './body/decode-part.ts';
export { htmlToText } from './body/html-text.ts';
export { partSource, partText } from './body/part-text.ts';
export { charsetKnown, decodeCharset } from './charset/decode-charset.ts';
export { detectVietnamese, type VietnameseCharset } from './charset/detect.ts';
export { convertLegacyText, detectLegacyText, type FontCharset, fontCharset } from './charset/legacy-text.ts';
export { type ListEntry, readAddressList } from './header/address-list.ts';
export { decodedAddresses, parseAddresses } from './header/addresses.ts';
export { baseSubject } from './header/base-subject.ts';
export { type ParsedDate, parseDate } from './header/date.ts';
export { decodeWords } from './header/decode-words.ts';
export { encodeWord, foldHeader } from './header/encode-word.ts';
export { formatAddress, formatAddresses } from './header/format-address.ts';
export { messageIds } from './header/message-ids.ts';
export { decodeParams, type ParameterisedValue, parseParams } from './header/params.ts';
export { rawText } from './header/raw-text.ts';
export { DEFAULT_LIMITS, type Limits } from './limits.ts';
export { headerFields, headerValue, headerValues } from './scan/header-fields.ts';
export { indexMessage } from './scan/index-message.ts';
export { foldDiacritics } from './search/fold.ts';
export { searchText } from './search/search-text.ts';
export { type SearchToken, searchTokens } from './search/tokens.ts';
export * from './types.ts';
