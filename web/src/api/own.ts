import type {
  ChangePassword,
  ImageSenderChoice,
  ImageSenders,
  Me,
  PasswordRule,
  SignIn,
  Suggestion,
  SystemStatus,
} from '@congvu/contract';
import { call } from './http.ts';

/** The page's own API beside JMAP, as `@congvu/contract` describes it. */
export const own = {
  me: () => call<Me>('/api/auth/me', { quiet: true }),
  signIn: (body: SignIn) => call<Me>('/api/auth/sign-in', { method: 'POST', body, quiet: true }),
  signOut: () => call<object>('/api/auth/sign-out', { method: 'POST', body: {}, quiet: true }),
  changePassword: (body: ChangePassword) =>
    call<Me>('/api/auth/change-password', { method: 'POST', body, quiet: true }),
  passwordRule: () => call<PasswordRule>('/api/auth/password-rule', { quiet: true }),
  status: () => call<SystemStatus>('/api/system/status'),
  imageSenders: () => call<ImageSenders>('/api/mail/image-senders', { quiet: true }),
  setImageSender: (body: ImageSenderChoice) => call<ImageSenders>('/api/mail/image-senders', { method: 'POST', body }),
  suggest: (q: string, signal?: AbortSignal) =>
    call<Suggestion[]>(`/api/directory/suggest?q=${encodeURIComponent(q)}&limit=8`, signal ? { signal } : {}),
};
