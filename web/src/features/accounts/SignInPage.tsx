import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import { ApiError } from '../../api/errors.ts';
import { own } from '../../api/own.ts';
import { t } from '../../app/i18n/index.ts';
import { errorText } from '../../ui/errorText.ts';
import { AuthFrame } from './AuthFrame.tsx';
import { Field } from './Field.tsx';
import { setMe } from './me.ts';
import { Notice } from './Notice.tsx';

const addressKey = 'congvu.address';

interface Faults {
  address?: string;
  password?: string;
}

export function SignInPage(): ReactNode {
  const { next, ended } = useSearch({ from: '/sign-in' });
  const navigate = useNavigate();
  const [address, setAddress] = useState(() => localStorage.getItem(addressKey) ?? '');
  const [password, setPassword] = useState('');
  const [faults, setFaults] = useState<Faults>({});
  const [refusal, setRefusal] = useState('');
  const [busy, setBusy] = useState(false);

  useEffect(() => {
    document.title = `${t('signIn.title')} · ${t('app.name')}`;
    // The code of the next page comes while the password is typed.
    import('../mail/MailPage.tsx').catch(() => {});
  }, []);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const found: Faults = {};
    const clean = address.trim();
    if (!/^\S+@\S+\.\S+$/.test(clean)) found.address = t('signIn.needAddress');
    if (!password) found.password = t('signIn.needPassword');
    setFaults(found);
    setRefusal('');
    if (found.address || found.password) return;
    setBusy(true);
    try {
      const me = await own.signIn({ address: clean, password });
      localStorage.setItem(addressKey, clean);
      setMe(me);
      if (me.mustChangePassword) await navigate({ to: '/password', replace: true });
      else await navigate({ href: next ?? '/mail', replace: true });
    } catch (error) {
      setRefusal(errorText(error));
      if (error instanceof ApiError && error.code === 'auth.wrong-credentials') setPassword('');
      setBusy(false);
    }
  };

  return (
    <AuthFrame title={t('signIn.title')}>
      <p style={{ color: 'var(--ink-2)', margin: '6px 0 26px' }}>{t('signIn.intro')}</p>
      {ended && !refusal && <Notice tone="info">{t('signIn.ended')}</Notice>}
      {refusal && <Notice tone="error">{refusal}</Notice>}
      <form onSubmit={submit} noValidate data-testid="sign-in">
        <Field
          label={t('signIn.address')}
          placeholder={t('signIn.addressHint')}
          type="email"
          name="username"
          autoComplete="username"
          inputMode="email"
          spellCheck={false}
          autoFocus={address === ''}
          value={address}
          onValue={setAddress}
          error={faults.address}
        />
        <Field
          label={t('signIn.password')}
          type="password"
          name="password"
          autoComplete="current-password"
          autoFocus={address !== ''}
          value={password}
          onValue={setPassword}
          error={faults.password}
        />
        <Button type="primary" htmlType="submit" size="large" block loading={busy} style={{ marginTop: 10 }}>
          {t('signIn.submit')}
        </Button>
      </form>
      <p style={{ marginTop: 20, fontSize: 13, color: 'var(--ink-3)' }}>{t('signIn.help')}</p>
    </AuthFrame>
  );
}
