/** What a list may be at most. A file beyond these is refused with a code; nothing is cut off in silence. */
export const listLimits = {
  /** Octets of the file as it is sent. */
  fileBytes: 20 * 2 ** 20,
  /** Octets of all parts of a workbook that are read, unpacked: a small file may pretend to be endless. */
  unpackedBytes: 256 * 2 ** 20,
  /** Parts of a workbook's archive. */
  parts: 2000,
  sheets: 60,
  /** Filled rows of one sheet. */
  rows: 60_000,
  /** The last column that may be filled. */
  columns: 120,
  /** Characters of one cell. */
  cellLength: 4000,
  /** Different texts in a workbook. */
  texts: 1_500_000,
  /** Rows of the preview. */
  previewRows: 60,
} as const;

/** 20 MB and not 20,971,520. */
export const megabytes = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MB`;
