import '../ui/tokens.css';
import '../ui/base.css';
import '../ui/controls.css';
import { Tooltip } from 'radix-ui';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { learnLanguage, speak } from '#protocol/language/speaking.ts';
import { useTheme } from '../ui/theme.ts';
import { paperOnPrint } from './paper.ts';
import { readReport, readTold } from './report-data.ts';
import { ReportPage } from './report-page.tsx';

const told = readTold();
if (told !== null) {
  learnLanguage(told.language, told.catalogue);
  speak(told.language);
}
document.documentElement.dataset.theme = useTheme.getState().theme;
paperOnPrint();
const root = document.getElementById('root');
if (root === null) throw new Error('the report has no #root');
createRoot(root).render(
  <StrictMode>
    <Tooltip.Provider delayDuration={350}>
      <ReportPage report={readReport(told)} />
    </Tooltip.Provider>
  </StrictMode>,
);
