import type { ReactNode } from 'react';
import { hueOf, initialsOf } from './initials.ts';

interface Props {
  name: string;
  /** What the colour is made from, so that one sender keeps one colour. */
  seed: string;
  size?: number;
}

export function Avatar({ name, seed, size = 34 }: Props): ReactNode {
  const hue = hueOf(seed);
  return (
    <span
      aria-hidden="true"
      style={{
        display: 'grid',
        placeItems: 'center',
        flex: 'none',
        width: size,
        height: size,
        borderRadius: '50%',
        fontSize: Math.round(size * 0.36),
        fontWeight: 600,
        letterSpacing: 0.2,
        background: `hsl(${hue} 48% 91%)`,
        color: `hsl(${hue} 45% 30%)`,
        userSelect: 'none',
      }}
    >
      {initialsOf(name)}
    </span>
  );
}
