import type { ReactNode } from 'react';
import type { Id } from '../../../api/jmap/types.ts';
import { t } from '../../../app/i18n/index.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { type Act, canAct, deleteAct } from '../runAct.ts';
import { mail } from '../store/mail.ts';
import type { View } from '../store/view.ts';
import type { ListKeys } from '../useListKeys.ts';
import { MoveMenu } from './MoveMenu.tsx';

interface Props {
  view: View;
  ids: readonly Id[];
  role: string | null;
  keys: ListKeys;
}

/** What can be done with some rows; the same in the list and above a message. */
export function ActButtons({ view, ids, role, keys }: Props): ReactNode {
  const { emails } = mail.account(view.accountId);
  const some = (keyword: string) => ids.some((id) => emails.get(id)?.keywords[keyword]);
  const unread = ids.every((id) => !emails.get(id)?.keywords.$seen);
  const flagged = some('$flagged');
  const act = (what: Act) => () => keys.act(what, ids);
  const destroys = deleteAct(view, ids) === 'destroy';
  return (
    <>
      {role !== 'archive' && canAct('archive', view.accountId) && (
        <IconButton
          icon="archive"
          label={t('act.archive')}
          shortcut="E"
          onClick={act('archive')}
          testId="act-archive"
        />
      )}
      {role === 'junk' ? (
        <IconButton icon="inbox" label={t('act.notJunk')} shortcut="!" onClick={act('notJunk')} testId="act-not-junk" />
      ) : (
        role !== 'sent' &&
        role !== 'drafts' &&
        canAct('junk', view.accountId) && (
          <IconButton icon="junk" label={t('act.junk')} shortcut="!" onClick={act('junk')} testId="act-junk" />
        )
      )}
      <IconButton
        icon="trash"
        tone="danger"
        label={destroys ? t('act.destroy') : t('act.trash')}
        shortcut="#"
        onClick={() => keys.remove(ids)}
        testId="act-trash"
      />
      <MoveMenu view={view} onMove={(to) => keys.act('move', ids, to)} />
      <IconButton
        icon={unread ? 'mailOpen' : 'mail'}
        label={unread ? t('act.read') : t('act.unread')}
        shortcut="U"
        onClick={act(unread ? 'read' : 'unread')}
        testId="act-unread"
      />
      <IconButton
        icon="star"
        tone="gold"
        filled={flagged}
        active={flagged}
        label={flagged ? t('act.unflag') : t('act.flag')}
        shortcut="S"
        onClick={act(flagged ? 'unflag' : 'flag')}
        testId="act-flag"
      />
    </>
  );
}
