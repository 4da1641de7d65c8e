import type { Said } from '#protocol/language/say.ts';
import { said, told } from '#protocol/language/say.ts';
import type { EvidenceKind } from '#protocol/request.ts';

const WORDS: Readonly<Record<EvidenceKind, Said>> = {
  none: said('nothing'),
  received: said('received'),
  stored: said('stored'),
};

/** What the server's own log says of a request. */
export function evidenceWord(kind: EvidenceKind): string {
  return told(WORDS[kind]);
}
