import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import styles from './IconButton.module.css';
import { Icon, type IconName } from './icons.tsx';

interface Props extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'children'> {
  icon: IconName;
  label: string;
  /** Shown beside the label in the tip. */
  shortcut?: string;
  size?: number;
  filled?: boolean;
  active?: boolean;
  tone?: 'plain' | 'danger' | 'gold';
  testId?: string;
  ref?: Ref<HTMLButtonElement>;
}

/** A square button with an icon: the label is its name and its tip. */
export function IconButton(props: Props): ReactNode {
  const { icon, label, shortcut, size = 18, filled, active, tone = 'plain', testId, className, ...rest } = props;
  const classes = [styles.button, styles[tone], active ? styles.active : '', className ?? ''].join(' ');
  const { 'aria-pressed': pressed = active } = rest;
  return (
    <button
      type="button"
      data-testid={testId}
      {...rest}
      className={classes}
      aria-label={label}
      aria-pressed={pressed}
      data-tip={label}
      data-tip-key={shortcut}
    >
      <Icon name={icon} size={size} filled={filled ?? false} />
    </button>
  );
}
