import type { ReactNode } from 'react';
import styles from './AuthFrame.module.css';

const rays = Array.from({ length: 14 }, (_, i) => (i * 360) / 14);
const teeth = Array.from({ length: 72 }, (_, i) => i * 5);

/** The face of a Đông Sơn drum, drawn faintly: the sun with fourteen rays, and the rings around it. */
export function Drum(): ReactNode {
  return (
    <svg className={styles.drum} viewBox="-200 -200 400 400" aria-hidden="true" fill="none" stroke="currentColor">
      {rays.map((a) => (
        <path key={a} d="M-7 -22 0 -66 7 -22" strokeWidth="1.4" transform={`rotate(${a})`} />
      ))}
      {[20, 72, 80, 108, 116, 152, 160, 194].map((r) => (
        <circle key={r} r={r} strokeWidth={r === 194 ? 2 : 1} />
      ))}
      {teeth.map((a) => (
        <path key={a} d="M-3 -84 0 -104 3 -84" strokeWidth="0.8" transform={`rotate(${a})`} />
      ))}
      {teeth
        .filter((_, i) => i % 2 === 0)
        .map((a) => (
          <g key={a} transform={`rotate(${a})`} strokeWidth="0.9">
            <circle cy="-134" r="6" />
            <circle cy="-134" r="2" />
            <path d="M4 -129 8 -124" />
          </g>
        ))}
      {teeth.map((a) => (
        <path key={a} d="M-4 -164 0 -188 4 -164" strokeWidth="0.8" transform={`rotate(${a + 2.5})`} />
      ))}
    </svg>
  );
}
