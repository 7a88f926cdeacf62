import type { AnchorHTMLAttributes, ReactNode } from 'react';
import buttons from '../IconButton.module.css';
import { Icon, type IconName } from '../icons.tsx';

interface Props extends Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'children'> {
  icon: IconName;
  label: string;
  href: string;
}

/** A link that looks like a square button: a file to save, a page elsewhere. */
export function IconLink({ icon, label, href, ...rest }: Props): ReactNode {
  return (
    <a {...rest} href={href} className={`${buttons.button} ${buttons.plain ?? ''}`} aria-label={label} data-tip={label}>
      <Icon name={icon} size={18} />
    </a>
  );
}
