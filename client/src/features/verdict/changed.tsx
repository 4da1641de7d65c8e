import { changeWords } from '#protocol/change-words.ts';
import { said } from '#protocol/language/say.ts';
import type { Change } from '#protocol/run.ts';
import { Rich } from '../../ui/rich.tsx';

/** What was changed of the scenario; nothing where it ran as it is written. */
export function Changed({ changes }: { changes: readonly Change[] }) {
  if (changes.length === 0) return null;
  const words = changeWords(changes).join('; ');
  return (
    <p className="changed" title={words}>
      <Rich said={said('<b>Changed:</b> {words}', { words })} />
    </p>
  );
}
