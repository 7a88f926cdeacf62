import { Fragment, type ReactNode } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { useKindName } from '../kinds.tsx';
import { fieldLabel, listed } from '../words.ts';
import { exampleFor } from './example.ts';
import { FormText } from './FormText.tsx';
import { Chips, Grounds, Plain } from './Plain.tsx';
import styles from './values.module.css';

export interface Step {
  form: string;
  when?: unknown;
  unless?: unknown;
  cite?: string;
  note?: unknown;
}

/** The steps of a ladder in their order. */
export function Ladder({
  steps,
  rule,
  example = false,
}: {
  steps: readonly Step[];
  rule: string;
  example?: boolean;
}): ReactNode {
  return (
    <ol className={styles.ladder}>
      {steps.map((step, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the steps of a version never change places
        <li key={i}>
          <div className={styles.step}>
            <FormText form={step.form} />
            {example && <span className={styles.example}>{exampleFor(step.form)}</span>}
          </div>
          {(step.when !== undefined || step.unless !== undefined) && (
            <p className={styles.condition}>
              {(['when', 'unless'] as const).map(
                (key) =>
                  step[key] !== undefined && (
                    <Fragment key={key}>
                      {fieldLabel(key, rule)} <Condition
                        value={step[key] as Record<string, unknown>}
                        rule={rule}
                      />{' '}
                    </Fragment>
                  ),
              )}
            </p>
          )}
          <Grounds row={step} />
        </li>
      ))}
    </ol>
  );
}

function Condition({ value, rule }: { value: Record<string, unknown>; rule: string }): ReactNode {
  const kindName = useKindName();
  const { namesake, under } = value as { namesake?: { kinds: string[] }; under?: string[] };
  const said = [
    ...(under ? [`${fieldLabel('under', rule).toLocaleLowerCase()}: ${listed(under.map(kindName))}`] : []),
    ...(namesake
      ? [`${fieldLabel('namesake', rule).toLocaleLowerCase()}: ${listed(namesake.kinds.map(kindName))}`]
      : []),
  ];
  return said.join('; ');
}

export function PersonAddress({ value }: { value: unknown }): ReactNode {
  const { ladder } = value as { ladder: Step[] };
  return (
    <>
      <p className={styles.lead}>
        {t('regulation.example', { name: 'Lê Minh Hiếu' })} ({t('regulation.exampleOf')})
      </p>
      <Ladder steps={ladder} rule="person-address" example />
    </>
  );
}

interface FormSet {
  kinds?: string[];
  begins?: string[];
  ladder: Step[];
  [more: string]: unknown;
}

export function OrganisationAddress({ value }: { value: unknown }): ReactNode {
  const kindName = useKindName();
  const rule = 'organisation-address';
  const { forms, ...rest } = value as { forms: FormSet[] };
  return (
    <div className={styles.stack}>
      {forms.map(({ kinds, begins, ladder, ...more }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the forms of a version never change places
        <section key={i} className={styles.formSet}>
          <h4>{kinds ? listed(kinds.map(kindName)) : t('regulation.otherKinds')}</h4>
          {begins && (
            <p className={styles.condition}>
              {fieldLabel('begins', rule)}: {begins.join(', ')}
            </p>
          )}
          <Ladder steps={ladder} rule={rule} />
          {Object.entries(more).map(([key, part]) => (
            <p key={key} className={styles.condition}>
              {fieldLabel(key, rule)}: <Part value={part} rule={rule} field={key} />
            </p>
          ))}
        </section>
      ))}
      <Plain value={rest} rule={rule} />
    </div>
  );
}

function Part({ value, rule, field }: { value: unknown; rule: string; field: string }): ReactNode {
  if (Array.isArray(value)) {
    // Words; or ends of names, with what stands for them in an address: `tỉnh → tinh`.
    return value.map((one) => (typeof one === 'object' ? Object.values(one).join(' → ') : one)).join(', ');
  }
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .map(([word, code]) => `${word} → ${code}`)
      .join(', ');
  }
  return <Plain value={value} rule={rule} field={field} />;
}

export function Unsuitable({ value }: { value: unknown }): ReactNode {
  return (
    <div className={styles.stack}>
      {(value as { words: string[]; why: unknown }[]).map(({ words, why }) => (
        <div key={words.join(' ')}>
          <p className={styles.condition}>
            <Plain value={why} rule="unsuitable-addresses" />
          </p>
          <Chips words={words} />
        </div>
      ))}
    </div>
  );
}
