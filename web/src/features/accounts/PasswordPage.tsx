import type { PasswordFault } from '@congvu/contract';
import { passwordFaults } from '@congvu/contract';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import { ApiError } from '../../api/errors.ts';
import { own } from '../../api/own.ts';
import { t } from '../../app/i18n/index.ts';
import { errorText } from '../../ui/errorText.ts';
import { toast } from '../../ui/toasts.tsx';
import { AuthFrame } from './AuthFrame.tsx';
import { Field } from './Field.tsx';
import { meQuery, setMe, signOut } from './me.ts';
import { Notice } from './Notice.tsx';
import { PasswordRules } from './PasswordRules.tsx';

/** The first password must be changed; later ones may be. */
export function PasswordPage(): ReactNode {
  const { data: me } = useQuery(meQuery);
  const { data: rule } = useQuery({ queryKey: ['password-rule'], queryFn: own.passwordRule });
  const navigate = useNavigate();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [repeat, setRepeat] = useState('');
  const [refusal, setRefusal] = useState('');
  const [wrongCurrent, setWrongCurrent] = useState(false);
  const [serverFaults, setServerFaults] = useState<PasswordFault[]>([]);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const first = me?.mustChangePassword === true;
  const title = first ? t('password.first') : t('password.change');

  useEffect(() => {
    document.title = `${title} · ${t('app.name')}`;
  }, [title]);

  const ownFaults = rule ? passwordFaults(next, rule, me?.person.address ?? '') : [];
  const faults = [...new Set([...ownFaults, ...serverFaults])];
  const mismatch = repeat !== next && (tried || repeat.length >= next.length) && repeat !== '';

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    setRefusal('');
    setWrongCurrent(false);
    if (!current || faults.length > 0 || repeat !== next) return;
    setBusy(true);
    try {
      setMe(await own.changePassword({ current, next }));
      toast(t('password.done'));
      await navigate({ to: '/mail', replace: true });
    } catch (error) {
      const code = error instanceof ApiError ? error.code : null;
      if (code === 'password.rule') setServerFaults((error as ApiError).details as PasswordFault[]);
      else if (code === 'auth.wrong-credentials') setWrongCurrent(true);
      else setRefusal(errorText(error));
      setBusy(false);
    }
  };

  return (
    <AuthFrame title={title}>
      <p style={{ color: 'var(--ink-2)', margin: '6px 0 24px' }}>
        {first && me ? t('password.firstIntro', { name: me.person.name }) : me?.person.address}
      </p>
      {refusal && <Notice tone="error">{refusal}</Notice>}
      <form onSubmit={submit} noValidate data-testid="change-password">
        <input type="hidden" name="username" autoComplete="username" value={me?.person.address ?? ''} readOnly />
        <Field
          label={t('password.current')}
          type="password"
          name="current"
          autoComplete="current-password"
          autoFocus
          value={current}
          onValue={setCurrent}
          error={wrongCurrent ? t('password.wrongCurrent') : tried && !current ? t('signIn.needPassword') : undefined}
        />
        <Field
          label={t('password.next')}
          type="password"
          name="next"
          autoComplete="new-password"
          value={next}
          onValue={(value) => {
            setNext(value);
            setServerFaults([]);
          }}
        />
        {rule && <PasswordRules rule={rule} faults={faults} touched={next !== ''} strict={tried} />}
        <Field
          label={t('password.repeat')}
          type="password"
          name="repeat"
          autoComplete="new-password"
          value={repeat}
          onValue={setRepeat}
          error={mismatch || (tried && !repeat) ? t('password.mismatch') : undefined}
        />
        <Button type="primary" htmlType="submit" size="large" block loading={busy} style={{ marginTop: 8 }}>
          {t('password.submit')}
        </Button>
        <Button
          type="text"
          block
          style={{ marginTop: 8 }}
          onClick={() => (first ? void signOut() : void navigate({ to: '/mail' }))}
        >
          {first ? t('user.signOut') : t('app.cancel')}
        </Button>
      </form>
    </AuthFrame>
  );
}
