import { say } from '#protocol/language/say.ts';
import './console.css';

/** The console's row while its code is on its way. */
export function ConsoleFace({ title, blockedBy }: { title: string; blockedBy: string | null }) {
  return (
    <div className="console-row">
      <span className="console-prompt" aria-hidden="true">
        $
      </span>
      <input
        type="text"
        aria-label={say('Console of {title}', { title })}
        placeholder={blockedBy ?? INVITATION}
        disabled
      />
    </div>
  );
}

export const INVITATION = 'docker ps, curl /…, help';
