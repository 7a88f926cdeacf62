import { useQuery } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import type { ReactNode } from 'react';
import { fetchBlob } from '../../../api/jmap/blobs.ts';
import type { Id } from '../../../api/jmap/types.ts';
import { t } from '../../../app/i18n/index.ts';
import { errorText } from '../../../ui/errorText.ts';
import { withAntd } from '../../../ui/withAntd.tsx';
import styles from './SourceDialog.module.css';

interface Props {
  accountId: Id;
  blobId: Id;
  onSave(): void;
  onClose(): void;
}

/** The rest is a download away: a page of megabytes helps nobody. */
const shownLength = 200_000;

/** The message as it came, byte for byte as far as text can show it. */
function SourceDialog({ accountId, blobId, onSave, onClose }: Props): ReactNode {
  const { data, error } = useQuery({
    queryKey: ['source', accountId, blobId],
    gcTime: 60_000,
    queryFn: async () => {
      const blob = await fetchBlob(accountId, blobId, 'thu.eml', 'message/rfc822');
      return blob.slice(0, shownLength).text();
    },
  });
  return (
    <Modal
      open
      centered
      width={920}
      title={t('read.sourceTitle')}
      onCancel={onClose}
      footer={<Button onClick={onSave}>{t('read.saveEml')}</Button>}
      data-testid="source"
    >
      <pre className={`${styles.source} scroll`}>{error ? errorText(error) : (data ?? t('app.loading'))}</pre>
      {data && data.length >= shownLength && <p className={styles.note}>{t('read.truncated')}</p>}
    </Modal>
  );
}

export default withAntd(SourceDialog);
