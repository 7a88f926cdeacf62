/** Faults of the regulation profiles: told to whoever starts or configures the server, never to a mail user. */
export const regulationErrorCatalogue = {
  'regulation.profile': { vi: 'Hồ sơ quy chế không hợp lệ.', en: 'The regulation profile is not valid.' },
  'regulation.no-province': {
    vi: 'Không có hồ sơ quy chế cho tỉnh này.',
    en: 'There is no regulation profile for this province.',
  },
  'regulation.no-rule': {
    vi: 'Quy chế không có quy định này vào thời điểm đó.',
    en: 'The regulation has no such rule at that time.',
  },
} as const satisfies Record<string, { vi: string; en: string }>;

export type RegulationErrorCode = keyof typeof regulationErrorCatalogue;

/** One fault of a profile. Lines count from 1. */
export interface ProfileFault {
  file: string;
  line: number;
  /** Where in the document, such as `/rules/3/value/bytes`. */
  path: string;
  reason: string;
}

export class RegulationError extends Error {
  readonly code: RegulationErrorCode;
  readonly faults: ProfileFault[];

  constructor(code: RegulationErrorCode, particulars: string, faults: ProfileFault[] = []) {
    super(`${regulationErrorCatalogue[code].en} ${particulars}`);
    this.name = 'RegulationError';
    this.code = code;
    this.faults = faults;
  }
}
