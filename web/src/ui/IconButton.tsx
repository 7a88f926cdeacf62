import { Tooltip } from 'antd';
import type { ButtonHTMLAttributes, ReactNode } from 'react';
import styles from './IconButton.module.css';
import { Icon, type IconName } from './icons.tsx';

interface Props extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'children'> {
  icon: IconName;
  label: string;
  /** Shown beside the label in the tooltip. */
  shortcut?: string;
  size?: number;
  filled?: boolean;
  active?: boolean;
  tone?: 'plain' | 'danger' | 'gold';
  testId?: string;
}

/** A square button with an icon: the label is its name and its tooltip. */
export function IconButton(props: Props): ReactNode {
  const { icon, label, shortcut, size = 18, filled, active, tone = 'plain', testId, className, ...rest } = props;
  const title = shortcut ? (
    <span>
      {label} <kbd className={styles.key}>{shortcut}</kbd>
    </span>
  ) : (
    label
  );
  const classes = [styles.button, styles[tone], active ? styles.active : '', className ?? ''].join(' ');
  const { 'aria-pressed': pressed = active } = rest;
  // A menu or panel that it has opened says more than its name; antd marks the button so.
  const opened = /ant-(?:dropdown|popover)-open/.test(className ?? '');
  return (
    <Tooltip title={title} {...(opened ? { open: false } : {})} mouseEnterDelay={0.45} destroyOnHidden>
      <button
        type="button"
        {...rest}
        className={classes}
        aria-label={label}
        aria-pressed={pressed}
        data-testid={testId}
      >
        <Icon name={icon} size={size} filled={filled ?? false} />
      </button>
    </Tooltip>
  );
}
