import type { FindEntry, PublicUnit } from '@congvu/contract';
import { type ReactNode, useState } from 'react';
import { t } from '../../app/i18n/index.ts';
import { Button } from '../../ui/Button.tsx';
import { errorText } from '../../ui/errorText.ts';
import { SelectField } from '../../ui/form/SelectField.tsx';
import { TextField } from '../../ui/form/TextField.tsx';
import { Section } from '../../ui/page/Section.tsx';
import { toast } from '../../ui/toasts.tsx';
import { FindBox } from '../directory/find/FindBox.tsx';
import { publicUnit } from './calls.ts';
import styles from './PublicPage.module.css';

/** The officials of an organisation as a frame for its portal: chosen, looked at, copied. */
export function EmbedSection({ path }: { path: string }): ReactNode {
  const [unit, setUnit] = useState<PublicUnit | null>(null);
  const [width, setWidth] = useState('100%');
  const [height, setHeight] = useState('420');
  const [language, setLanguage] = useState<'vi' | 'en'>('vi');

  const choose = async (entry: FindEntry) => {
    try {
      setUnit(await publicUnit(entry.id));
    } catch (error) {
      toast(errorText(error), { tone: 'error' });
    }
  };
  const root = language === 'en' ? path.replace('/danh-ba', '/directory-public') : path;
  const source = unit && `${location.origin}${root}/nhung?unit=${unit.code}`;
  const snippet =
    unit &&
    `<iframe src="${source}" title="${attribute(unit.name)}" width="${size(width, '100%')}" height="${size(height, '420')}" style="border:0" loading="lazy"></iframe>`;
  const copy = async () => {
    await navigator.clipboard.writeText(snippet ?? '');
    toast(t('public.copied'));
  };

  return (
    <Section title={t('public.embed')} testId="public-embed">
      <p className={styles.text}>{t('public.embedText')}</p>
      <div className={styles.find}>
        <FindBox
          among={{ kind: 'organisation' }}
          label={t('public.unit')}
          placeholder={t('public.unitPlaceholder')}
          testId="public-unit"
          onChoose={(entry) => void choose(entry)}
        />
      </div>
      {unit && snippet && source && (
        <>
          <div className={styles.sizes}>
            <TextField label={t('public.width')} value={width} onValue={setWidth} maxLength={6} />
            <TextField label={t('public.height')} value={height} onValue={setHeight} maxLength={6} />
            <SelectField
              label={t('app.language')}
              value={language}
              onValue={(value) => setLanguage(value === 'en' ? 'en' : 'vi')}
              options={[
                { value: 'vi', label: 'Tiếng Việt' },
                { value: 'en', label: 'English' },
              ]}
            />
          </div>
          <pre className={styles.code} data-testid="public-snippet">
            {snippet}
          </pre>
          <Button icon="check" onClick={() => void copy()}>
            {t('public.copy')}
          </Button>
          <h4 className={styles.preview}>{t('public.preview')}</h4>
          <iframe
            className={styles.frame}
            title={unit.name}
            src={`${root}/nhung?unit=${unit.code}`}
            height={Number(size(height, '420')) || 420}
            data-testid="public-preview"
          />
        </>
      )}
    </Section>
  );
}

const attribute = (text: string): string => text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');
const size = (text: string, usual: string): string => (/^\d{1,4}%?$/.test(text.trim()) ? text.trim() : usual);
