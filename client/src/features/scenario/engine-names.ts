import type { EngineInfo, EngineKind } from '#protocol/engine.ts';
import type { Said } from '#protocol/language/say.ts';
import { said, told } from '#protocol/language/say.ts';

export const ENGINE_NAMES: Record<EngineKind, Said> = { docker: { text: 'Docker' }, embedded: said('Embedded') };

/** `Docker 20.10.24`; the kind alone where no version is known. */
export function engineTitle({ kind, version }: Pick<EngineInfo, 'kind' | 'version'>): string {
  const name = told(ENGINE_NAMES[kind]);
  return version === null ? name : `${name} ${version}`;
}
