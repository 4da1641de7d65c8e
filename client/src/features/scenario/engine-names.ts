import type { EngineInfo, EngineKind } from '#protocol/engine.ts';

export const ENGINE_NAMES: Record<EngineKind, string> = { docker: 'Docker', embedded: 'Embedded' };

/** `Docker 20.10.24`; the kind alone where no version is known. */
export function engineTitle({ kind, version }: Pick<EngineInfo, 'kind' | 'version'>): string {
  return version === null ? ENGINE_NAMES[kind] : `${ENGINE_NAMES[kind]} ${version}`;
}
