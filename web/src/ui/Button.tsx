import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import styles from './Button.module.css';
import { Icon, type IconName } from './icons.tsx';

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  kind?: 'primary' | 'outline' | 'text';
  small?: boolean;
  icon?: IconName;
  ref?: Ref<HTMLButtonElement>;
}

/** A button with words, for the parts of the page that must be there at once. */
export function Button({ kind = 'outline', small = false, icon, className, children, ...rest }: Props): ReactNode {
  const classes = [styles.button, styles[kind], small ? styles.small : '', className ?? ''].join(' ');
  return (
    <button type="button" {...rest} className={classes}>
      {icon && <Icon name={icon} size={small ? 15 : 17} />}
      {children}
    </button>
  );
}
