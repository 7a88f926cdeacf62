import { loadMe } from '../features/accounts/me.ts';
import { startMail } from '../features/mail/start.ts';
import { loadAreaTexts } from './i18n/index.ts';

/** Asks for everything that the first view needs: who it is, session, folders and first list; and the view's code. */
export function startEarly(): void {
  const { pathname, search } = location;
  if (pathname === '/sign-in' || pathname === '/password') return;
  // Whoever asks for it next hears of a failure.
  loadMe().catch(() => {});
  if (pathname !== '/' && !pathname.startsWith('/mail')) {
    loadAreaTexts().catch(() => {});
    if (pathname.startsWith('/directory')) {
      import('../features/directory/DirectoryFrame.tsx').catch(() => {});
      // Not only once it is known who it is: whoever is not signed in is told so by both.
      import('../features/directory/start.ts').then((file) => file.startDirectory(search)).catch(() => {});
    }
    return;
  }
  startMail(pathname, search);
  import('../features/mail/MailPage.tsx').catch(() => {});
}
