import { router } from '../../../app/routes.tsx';
import { openComposer } from '../../mail/compose/open.ts';

/** Opens a message to someone on the mail page. */
export function writeTo(name: string, email: string): void {
  openComposer({ kind: 'new', to: [{ name, email }] });
  void router.navigate({ to: '/mail' });
}
