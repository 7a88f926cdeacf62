import './app/styles/fonts.css';
import './app/styles/base.css';
import { restoreLanguage } from './app/i18n/index.ts';
import { startEarly } from './app/start.ts';
import { startTips } from './ui/tips.ts';

// What the first view shows is asked for at once; the code that shows it comes meanwhile.
startEarly();
const [{ mount }] = await Promise.all([import('./app/App.tsx'), restoreLanguage()]);
mount(document.getElementById('root') as HTMLElement);
startTips();
