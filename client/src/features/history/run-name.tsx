import { useState } from 'react';
import { Link } from 'wouter';
import { say } from '#protocol/language/say.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';

interface RunNameProps {
  runId: string;
  name: string | null;
  /** Stands in its place while it has none. */
  title: string;
  onRename(name: string): void;
}

/** What a run is called: a link to it, and a way to call it otherwise. */
export function RunName({ runId, name, title, onRename }: RunNameProps) {
  const [draft, setDraft] = useState<string | null>(null);
  if (draft === null) {
    return (
      <h2 className="run-name">
        <Link href={`/runs/${runId}`}>{name ?? title}</Link>
        <Button
          tone="bare"
          size="small"
          className="icon"
          aria-label={say('Name the run {id}', { id: runId })}
          hint={say('Give it a name')}
          onClick={() => setDraft(name ?? '')}
        >
          <Icon name="pen" size={13} />
        </Button>
      </h2>
    );
  }
  return (
    <form
      className="run-name"
      onSubmit={(event) => {
        event.preventDefault();
        onRename(draft);
        setDraft(null);
      }}
      onKeyDown={(event) => event.key === 'Escape' && setDraft(null)}
    >
      <input
        // biome-ignore lint/a11y/noAutofocus: the learner has just asked for it
        autoFocus
        aria-label={say('Name of the run {id}', { id: runId })}
        maxLength={80}
        placeholder={title}
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
      />
      <Button type="submit" size="small">
        {say('Save')}
      </Button>
    </form>
  );
}
