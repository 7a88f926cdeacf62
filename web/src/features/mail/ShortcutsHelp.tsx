import { Modal } from 'antd';
import type { ReactNode } from 'react';
import { type MessageKey, t } from '../../app/i18n/index.ts';
import { withAntd } from '../../ui/withAntd.tsx';
import styles from './ShortcutsHelp.module.css';

const groups: [MessageKey, [string[], MessageKey][]][] = [
  [
    'keys.reading',
    [
      [['J', 'K'], 'keys.next'],
      [['Enter', 'O'], 'keys.open'],
      [['Esc'], 'keys.close'],
      [['/'], 'keys.search'],
      [['?'], 'keys.help'],
    ],
  ],
  [
    'keys.writing',
    [
      [['C'], 'keys.compose'],
      [['R'], 'read.reply'],
      [['A'], 'read.replyAll'],
      [['F'], 'read.forward'],
      [['Ctrl', 'Enter'], 'keys.send'],
    ],
  ],
  [
    'keys.sorting',
    [
      [['X'], 'keys.select'],
      [['E'], 'act.archive'],
      [['#'], 'act.trash'],
      [['!'], 'act.junk'],
      [['U'], 'act.unread'],
      [['S'], 'act.flag'],
      [['V'], 'act.move'],
    ],
  ],
];

function ShortcutsHelp({ onClose }: { onClose(): void }): ReactNode {
  return (
    <Modal open centered width={720} title={t('keys.title')} footer={null} onCancel={onClose} data-testid="shortcuts">
      <div className={styles.groups}>
        {groups.map(([title, rows]) => (
          <section key={title}>
            <h3 className={styles.title}>{t(title)}</h3>
            <dl>
              {rows.map(([keys, what]) => (
                <div key={what} className={styles.row}>
                  <dt>
                    {keys.map((key) => (
                      <kbd key={key}>{key}</kbd>
                    ))}
                  </dt>
                  <dd>{t(what)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}

export default withAntd(ShortcutsHelp);
