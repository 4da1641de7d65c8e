/** Everything of the lab's page that opens, or is typed into: fetched together, once the page stands (later-menus.tsx). */
export { ByHandPanel } from './features/by-hand/by-hand-panel.tsx';
export { Console } from './features/console/console.tsx';
export { RepeatButton } from './features/repeat/repeat-button.tsx';
export { ReportMenu } from './features/report/report-menu.tsx';
export { EngineChip } from './features/scenario/engine-chip.tsx';
export { ScenarioPicker } from './features/scenario/scenario-picker.tsx';
export { SettingsPanel } from './features/settings/settings-panel.tsx';
export { ThemeMenu } from './ui/theme-menu.tsx';
