import './ui/tokens.css';
import './ui/base.css';
import './ui/controls.css';
import { Tooltip } from 'radix-ui';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no #root');
createRoot(root).render(
  <StrictMode>
    <Tooltip.Provider delayDuration={350}>
      <App />
    </Tooltip.Provider>
  </StrictMode>,
);
