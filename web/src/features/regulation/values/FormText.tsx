import type { ReactNode } from 'react';
import { currentLanguage, type MessageKey, t } from '../../../app/i18n/index.ts';
import { useKindName } from '../kinds.tsx';
import styles from './values.module.css';

/** `{family.initial}{given}` as words in frames, with what stands between them. */
export function FormText({ form }: { form: string }): ReactNode {
  const kindName = useKindName();
  const pieces = form.split(/(\{[^}]+\})/).filter((piece) => piece !== '');
  return (
    <span className={styles.form}>
      {pieces.map((piece, i) => {
        const key = `${i}`;
        if (!piece.startsWith('{')) return <code key={key}>{piece}</code>;
        const name = piece.slice(1, -1);
        const above = /^above\.(.+)$/.exec(name);
        const word = above
          ? t('regulation.part.above', { kind: kindName(above[1]!).toLocaleLowerCase(currentLanguage()) })
          : t(`regulation.part.${name}` as MessageKey);
        return (
          <span key={key} className={styles.part}>
            {word}
          </span>
        );
      })}
    </span>
  );
}
