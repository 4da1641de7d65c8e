import type { EngineKind, EnginesView } from '#protocol/engine.ts';
import { told } from '#protocol/language/say.ts';
import { classes } from '../../ui/classes.ts';
import { Icon } from '../../ui/icon.tsx';
import { ENGINE_NAMES, engineTitle } from './engine-names.ts';

/** What the engine's chip looks like while it is closed. */
export function EngineFace({ engines, kind }: { engines: EnginesView; kind: EngineKind }) {
  const { available = true, version = null } = find(engines, kind) ?? {};
  return (
    <>
      <i className={classes('dot', !available && 'off')} aria-hidden="true" />
      <span>
        {told(ENGINE_NAMES[kind])}
        {version !== null && <span className="engine-version"> {shortVersion(version)}</span>}
      </span>
      <Icon name="down" size={12} />
    </>
  );
}

/** The engine's name, and its version where that is known. */
export function engineWords(engines: EnginesView, kind: EngineKind): string {
  const engine = find(engines, kind);
  return engine ? engineTitle(engine) : told(ENGINE_NAMES[kind]);
}

/** What a distribution adds to a version stands in the chip's name alone: the bar has little room. */
function shortVersion(version: string): string {
  return version.split('+')[0] ?? version;
}

function find({ engines }: EnginesView, kind: EngineKind) {
  return engines.find((engine) => engine.kind === kind);
}
