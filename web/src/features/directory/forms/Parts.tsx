import type { ReactNode } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { FieldRow } from '../../../ui/form/FieldRow.tsx';
import { SelectField } from '../../../ui/form/SelectField.tsx';
import { TextField } from '../../../ui/form/TextField.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { guessKind, useKinds } from '../parts/kinds.ts';
import styles from './ReorganiseForm.module.css';

export interface PartValues {
  /** Tells it from the others while the form stands open. */
  key: number;
  name: string;
  kind: string;
}

let made = 0;

export function emptyPart(): PartValues {
  made += 1;
  return { key: made, name: '', kind: '' };
}

interface Props {
  value: readonly PartValues[];
  onValue(value: readonly PartValues[]): void;
  /** Just one. */
  single?: boolean;
}

/** New organisations that come out of a reorganisation. */
export function Parts({ value, onValue, single = false }: Props): ReactNode {
  const { kinds, options } = useKinds();
  const shown = single ? value.slice(0, 1) : value;
  const set = (i: number, part: PartValues) => onValue(shown.map((one, j) => (i === j ? part : one)));
  return (
    <div className={styles.parts}>
      {shown.map((part, i) => (
        <div key={part.key} className={styles.part}>
          <FieldRow>
            <TextField
              label={single ? t('directory.successorName') : t('directory.partName', { n: i + 1 })}
              half
              required
              value={part.name}
              onValue={(name) => set(i, { ...part, name, kind: part.kind || (guessKind(name, kinds) ?? '') })}
              maxLength={300}
              testId={`part-${i}`}
            />
            <SelectField
              label={t('directory.kind')}
              half
              required
              value={part.kind}
              onValue={(kind) => set(i, { ...part, kind })}
              options={options}
              placeholder={t('directory.chooseKind')}
            />
          </FieldRow>
          {!single && shown.length > 1 && (
            <IconButton
              icon="close"
              label={t('directory.removePart')}
              onClick={() => onValue(shown.filter((_, j) => j !== i))}
            />
          )}
        </div>
      ))}
      {!single && (
        <div>
          <Button small icon="plus" onClick={() => onValue([...shown, emptyPart()])}>
            {t('directory.addPart')}
          </Button>
        </div>
      )}
    </div>
  );
}
