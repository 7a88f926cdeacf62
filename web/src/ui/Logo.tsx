import type { ReactNode } from 'react';

/** The page's mark: an envelope with the gold of a seal. */
export function Logo({ size = 30 }: { size?: number }): ReactNode {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" style={{ flex: 'none', display: 'block' }}>
      <rect width="32" height="32" rx="8.5" fill="#1d4f91" />
      <rect x="6.5" y="9" width="19" height="14.5" rx="2.6" fill="#fff" />
      <path
        d="m8 11.8 8 5.9 8-5.9"
        fill="none"
        stroke="#1d4f91"
        strokeWidth="1.9"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <circle cx="25" cy="8.3" r="4.4" fill="#e0a526" stroke="#1d4f91" strokeWidth="2" />
    </svg>
  );
}
