import type { ListImport, ListLettersRequest } from '@congvu/contract';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { confirm } from '../../../ui/confirm.tsx';
import { errorText } from '../../../ui/errorText.ts';
import { Icon } from '../../../ui/icons.tsx';
import { Callout } from '../../../ui/page/Callout.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { toast } from '../../../ui/toasts.tsx';
import { importKey, saveLetters, undoList } from './calls.ts';
import styles from './Lists.module.css';
import { number } from './ResultStep.tsx';
import { Rows } from './Rows.tsx';

interface Props {
  list: ListImport;
  onChanged(list: ListImport): void;
}

/** What came of the list; letters for the new people, and the way back while nobody has used it. */
export function DoneStep({ list, onChanged }: Props): ReactNode {
  const { organisations, people } = list.summary!;
  const [showing, setShowing] = useState(false);
  const undo = async () => {
    if (!(await confirm({ title: t('lists.undoAsk'), text: t('lists.undoText'), ok: t('lists.undo'), danger: true })))
      return;
    try {
      onChanged(await undoList(list.id));
    } catch (caught) {
      toast(errorText(caught), { tone: 'error' });
    }
  };
  const undone = list.state === 'undone';
  return (
    <>
      <div className={styles.pad}>
        <Callout tone={undone ? 'info' : 'good'} title={t(undone ? 'lists.undone' : 'lists.done')}>
          <p data-testid="done">
            {undone
              ? t('lists.undoneText')
              : t('lists.doneText', {
                  organisations: number(organisations.add),
                  people: number(people.add),
                  mailboxes: number(organisations.mailboxes + people.mailboxes),
                  updates: number(organisations.update + people.update),
                  skipped: number(organisations.skip + people.skip),
                })}
          </p>
        </Callout>
      </div>
      {list.letters && <Letters list={list} />}
      <div className={styles.pad}>
        <div className={styles.foot}>
          <Link to="/admin/lists" className={styles.link}>
            {t('lists.another')}
          </Link>
          <Link to="/directory" className={styles.link}>
            <Icon name="building" size={17} />
            {t('lists.toDirectory')}
          </Link>
          <a className={styles.link} href={`/api/lists/imports/${list.id}/marked`} download>
            <Icon name="download" size={17} />
            {t('lists.download')}
          </a>
          {!showing && <Button onClick={() => setShowing(true)}>{t('lists.seeRows')}</Button>}
          {list.may.undo && (
            <Button onClick={() => void undo()} data-testid="undo">
              {t('lists.undo')}
            </Button>
          )}
        </div>
        {showing && <Rows id={list.id} start="all" decisions={{}} />}
      </div>
    </>
  );
}

function Letters({ list }: { list: ListImport }): ReactNode {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const { waiting, given } = list.letters!;
  const issue = async (format: ListLettersRequest['format']) => {
    const text = (
      <>
        <p>{t('lists.lettersFirst')}</p>
        {given > 0 && <p>{t('lists.lettersAgain')}</p>}
      </>
    );
    if (!(await confirm({ title: t('lists.lettersAsk'), text, ok: t('lists.lettersOk') }))) return;
    setBusy(true);
    try {
      await saveLetters(list.id, format);
      await client.invalidateQueries({ queryKey: importKey(list.id), exact: true });
    } catch (caught) {
      toast(errorText(caught), { tone: 'error' });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Section title={t('lists.letters')} testId="letters">
      <p>{t('lists.lettersText')}</p>
      <p className={styles.quiet}>
        {waiting > 0 ? t('lists.lettersWaiting', { n: number(waiting), given: number(given) }) : t('lists.lettersNone')}
      </p>
      {list.may.letters && (
        <div className={styles.foot}>
          <Button
            kind="primary"
            icon="print"
            onClick={() => void issue('html')}
            disabled={busy}
            data-testid="letters-html"
          >
            {t('lists.lettersPrint')}
          </Button>
          <Button icon="download" onClick={() => void issue('xlsx')} disabled={busy} data-testid="letters-xlsx">
            {t('lists.lettersTable')}
          </Button>
        </div>
      )}
    </Section>
  );
}
