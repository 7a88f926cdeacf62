import type { PublicKeyEntry } from '@congvu/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { t } from '../../app/i18n/index.ts';
import { Button } from '../../ui/Button.tsx';
import { confirm } from '../../ui/confirm.tsx';
import { errorText } from '../../ui/errorText.ts';
import { TextField } from '../../ui/form/TextField.tsx';
import { Badge } from '../../ui/page/Badge.tsx';
import { Callout } from '../../ui/page/Callout.tsx';
import { Quiet, Section } from '../../ui/page/Section.tsx';
import { Table } from '../../ui/table/Table.tsx';
import { toast } from '../../ui/toasts.tsx';
import { issueKey, publicKeysQuery, revokeKey } from './calls.ts';
import styles from './PublicPage.module.css';

/** Keys of portals that fetch the data with addresses. */
export function KeysSection(): ReactNode {
  const client = useQueryClient();
  const { data: keys } = useQuery(publicKeysQuery);
  const [name, setName] = useState('');
  const [token, setToken] = useState<string | null>(null);
  const again = () => client.invalidateQueries({ queryKey: publicKeysQuery.queryKey });

  const issue = async (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '') return;
    try {
      setToken((await issueKey(name.trim())).token);
      setName('');
      await again();
    } catch (error) {
      toast(errorText(error), { tone: 'error' });
    }
  };
  const revoke = async (key: PublicKeyEntry) => {
    const question = { title: t('public.revokeAsk', { name: key.name }), text: t('public.revokeText') };
    if (!(await confirm({ ...question, ok: t('public.revoke'), danger: true }))) return;
    try {
      await revokeKey(key.id);
      await again();
    } catch (error) {
      toast(errorText(error), { tone: 'error' });
    }
  };

  return (
    <Section title={t('public.keys')} testId="public-keys">
      <p className={styles.text}>{t('public.keysText')}</p>
      <form className={styles.issue} onSubmit={(event) => void issue(event)}>
        <TextField
          label={t('public.keyName')}
          value={name}
          onValue={setName}
          maxLength={200}
          testId="public-key-name"
        />
        <Button type="submit" kind="primary" disabled={name.trim() === ''}>
          {t('public.issue')}
        </Button>
      </form>
      {token && (
        <Callout tone="warning" title={t('public.tokenTitle')}>
          <code className={styles.token} data-testid="public-token">
            {token}
          </code>
          <span>{t('public.tokenText')}</span>
        </Callout>
      )}
      {keys?.length === 0 && <Quiet>{t('public.noKeys')}</Quiet>}
      {keys && keys.length > 0 && (
        <Table
          label={t('public.keys')}
          rows={keys}
          keyOf={(key) => key.id}
          dim={(key) => key.revokedAt !== null}
          columns={[
            { key: 'name', head: t('public.keyName'), cell: (key) => key.name, phone: 'title' },
            {
              key: 'issued',
              head: t('public.issuedAt'),
              cell: (key) => [day(key.createdAt), key.createdBy].filter(Boolean).join(' · '),
            },
            {
              key: 'used',
              head: t('public.usedAt'),
              cell: (key) => (key.usedAt ? day(key.usedAt) : t('public.neverUsed')),
            },
            {
              key: 'state',
              head: t('app.actions'),
              bareHead: true,
              align: 'end',
              phone: 'bare',
              cell: (key) =>
                key.revokedAt ? (
                  <Badge>{t('public.revoked', { on: day(key.revokedAt) })}</Badge>
                ) : (
                  <Button small onClick={() => void revoke(key)}>
                    {t('public.revoke')}
                  </Button>
                ),
            },
          ]}
        />
      )}
    </Section>
  );
}

const day = (at: string): string =>
  new Date(at).toLocaleDateString('vi-VN', {
    timeZone: 'Asia/Ho_Chi_Minh',
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
  });
