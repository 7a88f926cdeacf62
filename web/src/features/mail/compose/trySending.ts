import { createElement } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { confirm } from '../../../ui/confirm.tsx';
import { doubts, obstacle } from './checks.ts';
import { startSending } from './send.ts';
import { adjust, find } from './state.ts';

/** Checks a message, asks about what looks forgotten, and sends it. */
export async function trySending(key: string): Promise<void> {
  // What was typed as a recipient becomes one when its field is left.
  (document.activeElement as HTMLElement | null)?.blur();
  const window = find(key);
  if (!window) return;
  const problem = obstacle(window);
  if (problem) {
    adjust(key, { problem });
    return;
  }
  const questions = doubts(window);
  if (questions.length > 0) {
    const lines = questions.map((q) => createElement('p', { key: q }, q));
    const answer = { ok: t('compose.sendAnyway'), cancel: t('compose.goBack') };
    if (!(await confirm({ title: t('compose.askSend'), text: createElement('div', null, lines), ...answer }))) return;
  }
  await startSending(key);
}
