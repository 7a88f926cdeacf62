import { type ReactNode, useEffect, useRef, useState } from 'react';
import { ApiError } from '../../../api/errors.ts';
import { t } from '../../../app/i18n/index.ts';
import { CheckField, Choices } from '../../../ui/form/CheckField.tsx';
import { showDay } from '../../../ui/form/day.ts';
import { FieldRow } from '../../../ui/form/FieldRow.tsx';
import { SelectField } from '../../../ui/form/SelectField.tsx';
import { TextField } from '../../../ui/form/TextField.tsx';
import { Callout } from '../../../ui/page/Callout.tsx';
import { orNull } from './effective.tsx';
import styles from './PositionFields.module.css';

export interface PositionValues {
  position: string;
  rank: string;
  isHead: boolean;
  published: 'rule' | 'yes' | 'no';
}

export const noPosition: PositionValues = { position: '', rank: '', isHead: false, published: 'rule' };

const publication = { rule: null, yes: true, no: false } as const;

export const positionBody = ({ position, rank, isHead, published }: PositionValues) => ({
  position,
  rank: orNull(rank),
  isHead,
  published: publication[published],
});

export const positionValues = (one: {
  position: string;
  rank: string | null;
  isHead: boolean;
  published: boolean | null;
}): PositionValues => ({
  position: one.position,
  rank: one.rank ?? '',
  isHead: one.isHead,
  published: one.published === null ? 'rule' : one.published ? 'yes' : 'no',
});

interface Props {
  value: PositionValues;
  onValue(value: PositionValues): void;
}

/** What someone is: position, rank, whether head, and whether the public sees it. */
export function PositionFields({ value, onValue }: Props): ReactNode {
  return (
    <>
      <FieldRow>
        <TextField
          label={t('directory.position')}
          name="position"
          required
          half
          value={value.position}
          onValue={(position) => onValue({ ...value, position })}
          placeholder={t('directory.positionHint')}
          maxLength={200}
          testId="position"
        />
        <TextField
          label={t('directory.rank')}
          name="rank"
          half
          value={value.rank}
          onValue={(rank) => onValue({ ...value, rank })}
          maxLength={100}
        />
      </FieldRow>
      <CheckField
        label={t('directory.isHead')}
        hint={t('directory.isHeadHint')}
        value={value.isHead}
        onValue={(isHead) => onValue({ ...value, isHead })}
        testId="is-head"
      />
      <SelectField
        label={t('directory.published')}
        value={value.published}
        onValue={(published) => onValue({ ...value, published })}
        options={(['rule', 'yes', 'no'] as const).map((one) => ({
          value: one,
          label: t(`directory.published.${one}`),
        }))}
      />
    </>
  );
}

interface PresentHead {
  person: string;
  position: string;
  from: string;
}

/** What to do about the head that there is; asked only once the server has said so. */
export function usePresentHead() {
  const [head, setHead] = useState<PresentHead | null>(null);
  const [choice, setChoice] = useState<'end' | 'stays'>('end');
  return {
    /** For the body of the call. */
    body: head ? { presentHead: choice } : {},
    /** Around the call: notes a head in the way, and lets the error show. */
    async watch<T>(run: Promise<T>): Promise<T> {
      try {
        return await run;
      } catch (error) {
        if (error instanceof ApiError && error.code === 'directory.has-head') setHead(error.details as PresentHead);
        throw error;
      }
    },
    field: head && (
      <InView>
        <Callout tone="warning">{t('directory.presentHead', { ...head, from: showDay(head.from) })}</Callout>
        <Choices
          label={t('directory.presentHeadChoice')}
          value={choice}
          onValue={setChoice}
          options={[
            { value: 'end', label: t('directory.presentHeadEnds', { person: head.person }) },
            { value: 'stays', label: t('directory.presentHeadStays') },
          ]}
        />
      </InView>
    ),
  };
}

/** Comes into view when it appears: it is what the form now waits for. */
function InView({ children }: { children: ReactNode }): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <div ref={box} className={styles.inView}>
      {children}
    </div>
  );
}
