import './app/styles/fonts.css';
import './app/styles/base.css';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { restoreLanguage } from './app/i18n/index.ts';
import { startEarly } from './app/start.ts';

startEarly();
await restoreLanguage();
createRoot(document.getElementById('root') as HTMLElement).render(<App />);
