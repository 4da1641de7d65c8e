import './ui/tokens.css';
import './ui/base.css';
import './ui/controls.css';
import { Tooltip } from 'radix-ui';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { connect } from './lib/socket.ts';
import { readersLanguage, speakLanguage } from './ui/language.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no #root');

// No await at the module's top: what other parts share with the page would have to be cut out of it into files of their own.
void speakLanguage(readersLanguage()).then(() => {
  // Only now: what the lab says comes in the language of the page.
  connect();
  createRoot(root).render(
    <StrictMode>
      <Tooltip.Provider delayDuration={350}>
        <App />
      </Tooltip.Provider>
    </StrictMode>,
  );
});
