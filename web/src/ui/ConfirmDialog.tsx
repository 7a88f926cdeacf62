import { Modal } from 'antd';
import type { ReactNode } from 'react';
import { t } from '../app/i18n/index.ts';
import type { Asked } from './confirm.tsx';
import { withAntd } from './withAntd.tsx';

function ConfirmDialog({ title, text, ok, cancel, danger, answer }: Asked): ReactNode {
  return (
    <Modal
      open
      centered
      width={440}
      title={title}
      okText={ok}
      cancelText={cancel ?? t('app.cancel')}
      okButtonProps={{ danger: danger ?? false, autoFocus: true }}
      onOk={() => answer(true)}
      onCancel={() => answer(false)}
      data-testid="confirm"
    >
      {text}
    </Modal>
  );
}

export default withAntd(ConfirmDialog);
