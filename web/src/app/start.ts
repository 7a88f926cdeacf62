import { loadMe } from '../features/accounts/me.ts';

/**
 * Asks for everything the first view needs before the view's code is there: who it is, the mail page's code, and (in that
 * code's own start) session, folders and first list.
 */
export function startEarly(): void {
  if (location.pathname === '/sign-in' || location.pathname === '/password') return;
  void loadMe();
  // Both chunks are needed on every path under /mail.
  void import('../features/mail/start.ts').then((mail) => mail.startMail(location.pathname, location.search));
  void import('../features/mail/MailPage.tsx');
}
