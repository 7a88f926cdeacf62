import type { Mailbox, MailboxDetails } from '@congvu/contract';
import { type ReactNode, useState } from 'react';
import { count } from '../../../app/i18n/format.ts';
import { currentLanguage, t } from '../../../app/i18n/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { showDay } from '../../../ui/form/day.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { Menu, type MenuItem } from '../../../ui/Menu.tsx';
import { Badge } from '../../../ui/page/Badge.tsx';
import { Facts } from '../../../ui/page/Section.tsx';
import { Address } from '../parts/Address.tsx';
import { showMoment } from './days.ts';
import type { MailboxForm } from './MailboxForms.tsx';
import styles from './MailboxPanel.module.css';
import type { Owner } from './owner.ts';
import { QuotaBar } from './QuotaBar.tsx';

interface Props {
  mailbox: Mailbox;
  owner: Owner;
  onForm(form: MailboxForm): void;
}

/** One mailbox. */
export function MailboxCard({ mailbox, owner, onForm }: Props): ReactNode {
  const { accountId, address, state, aliases, details, mayChange } = mailbox;
  return (
    <div className={styles.card} data-testid="mailbox">
      <div className={styles.line}>
        <span className={styles.main}>
          {address && state === 'active' ? (
            <Address name={owner.name} address={address} official />
          ) : (
            <span className={styles.closed}>{address ?? t('mailbox.noAddressLeft')}</span>
          )}
          {state !== 'active' && <Badge tone="danger">{t(`mailbox.state.${state}`)}</Badge>}
        </span>
        {mayChange && (
          <Menu label={t('mailbox.change')} align="end" items={() => acts(mailbox, onForm)}>
            {(opener) => (
              <Button {...opener} small icon="settings" data-testid="change-mailbox">
                {t('mailbox.change')}
              </Button>
            )}
          </Menu>
        )}
      </div>
      {aliases.length > 0 && (
        <ul className={styles.aliases} aria-label={t('mailbox.aliases')}>
          {aliases.map(({ address: alias, until }) => (
            <li key={alias} data-testid="alias">
              {alias}
              <span className={styles.quiet}>
                {until ? t('mailbox.aliasUntil', { day: showDay(until) }) : t('mailbox.alias')}
              </span>
              {mayChange && state !== 'closed' && (
                <IconButton
                  icon="close"
                  size={14}
                  label={t('mailbox.removeAliasOf', { address: alias })}
                  onClick={() => onForm({ kind: 'remove-alias', mailbox, alias })}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      {details && <Details key={accountId} details={details} />}
    </div>
  );
}

function acts(mailbox: Mailbox, onForm: Props['onForm']): MenuItem[] {
  const { state } = mailbox;
  if (state === 'closed') {
    return [{ key: 'reopen', label: t('mailbox.reopen'), act: () => onForm({ kind: 'state', to: 'active', mailbox }) }];
  }
  return [
    { key: 'rename', label: t('mailbox.rename'), icon: 'pen', act: () => onForm({ kind: 'rename', mailbox }) },
    { key: 'alias', label: t('mailbox.addAlias'), icon: 'plus', act: () => onForm({ kind: 'alias', mailbox }) },
    { key: 'quota', label: t('mailbox.quota'), icon: 'archive', act: () => onForm({ kind: 'quota', mailbox }) },
    { kind: 'divider', key: 'd' },
    state === 'locked'
      ? {
          key: 'unlock',
          label: t('mailbox.unlock'),
          icon: 'key',
          act: () => onForm({ kind: 'state', to: 'active', mailbox }),
        }
      : {
          key: 'lock',
          label: t('mailbox.lock'),
          icon: 'pause',
          act: () => onForm({ kind: 'state', to: 'locked', mailbox }),
        },
    {
      key: 'close',
      label: t('mailbox.close'),
      danger: true,
      act: () => onForm({ kind: 'state', to: 'closed', mailbox }),
    },
  ];
}

function Details({ details }: { details: MailboxDetails }): ReactNode {
  const { quota, createdAt, lastUsedAt, grant, history } = details;
  const language = currentLanguage();
  return (
    <>
      <Facts
        items={[
          [
            t('mailbox.size'),
            <QuotaBar key="bar" used={quota.usedBytes} of={quota.bytes} warnPercent={quota.warnPercent}>
              {!quota.own && quota.cite && <span className={styles.quiet}> · {quota.cite.ref}</span>}
            </QuotaBar>,
          ],
          [t('mailbox.messages'), count(quota.messages, language)],
          [t('mailbox.lastUsed'), lastUsedAt ? showMoment(lastUsedAt) : t('mailbox.neverUsed')],
          [t('mailbox.madeOn'), showMoment(createdAt)],
          [t('mailbox.basis'), grant && grantText(grant)],
        ]}
      />
      {history.length > 1 && <History history={history} />}
    </>
  );
}

function grantText({ basis, cite, document }: NonNullable<MailboxDetails['grant']>): string {
  return [t(`mailbox.basis.${basis}`), document, cite?.ref].filter(Boolean).join(' · ');
}

function History({ history }: Pick<MailboxDetails, 'history'>): ReactNode {
  const [open, setOpen] = useState(false);
  return (
    <div className={styles.history}>
      <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
        {t(open ? 'mailbox.hideHistory' : 'mailbox.showHistory', { n: history.length })}
      </button>
      {open && (
        <ol data-testid="mailbox-history">
          {history.map(({ from, until, state, address }) => (
            <li key={from}>
              <time dateTime={from}>
                {until
                  ? t('mailbox.fromUntil', { from: showMoment(from), until: showMoment(until) })
                  : t('mailbox.since', { from: showMoment(from) })}
              </time>
              <span>
                {address ?? t('mailbox.noAddressLeft')} · {t(`mailbox.state.${state}`)}
              </span>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
