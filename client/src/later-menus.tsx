import { say } from '#protocol/language/say.ts';
import { ByHandFace } from './features/by-hand/by-hand-face.tsx';
import { ConsoleFace } from './features/console/console-face.tsx';
import { RepeatFace } from './features/repeat/repeat-face.tsx';
import './features/repeat/repeat-button.css';
import { ReportFace } from './features/report/report-face.tsx';
import { EngineFace } from './features/scenario/engine-face.tsx';
import { PickerFace } from './features/scenario/picker-face.tsx';
import { SettingsFace } from './features/settings/settings-face.tsx';
import { Icon } from './ui/icon.tsx';
import { later } from './ui/later.tsx';

const menus = () => import('./menus.ts');

export const ScenarioPicker = later(
  async () => (await menus()).ScenarioPicker,
  ({ scenarios, scenarioId }) => (
    <button type="button" className="picker">
      <PickerFace>{scenarios.find(({ id }) => id === scenarioId)?.title ?? say('Choose a scenario')}</PickerFace>
    </button>
  ),
);

export const EngineChip = later(
  async () => (await menus()).EngineChip,
  ({ engines, chosen, inUse }) => (
    <button type="button" className="chip engine-chip">
      <EngineFace engines={engines} kind={inUse ?? chosen} />
    </button>
  ),
);

export const Console = later(
  async () => (await menus()).Console,
  ({ title, blockedBy }) => <ConsoleFace title={title} blockedBy={blockedBy} />,
);

export const RepeatButton = later(
  async () => (await menus()).RepeatButton,
  () => <RepeatFace />,
);

export const ReportMenu = later(
  async () => (await menus()).ReportMenu,
  ({ blockedBy }) => <ReportFace blockedBy={blockedBy} />,
);

export const SettingsPanel = later(
  async () => (await menus()).SettingsPanel,
  ({ settings }) => <SettingsFace settings={settings} />,
);

export const ByHandPanel = later(
  async () => (await menus()).ByHandPanel,
  () => <ByHandFace />,
);

export const ThemeMenu = later(
  async () => (await menus()).ThemeMenu,
  () => (
    <button type="button" className="button ghost icon">
      <Icon name="theme" />
    </button>
  ),
);
