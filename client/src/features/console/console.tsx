import type { KeyboardEvent } from 'react';
import { useEffect, useId, useRef, useState } from 'react';
import type { ConsoleAnswer } from '#protocol/console.ts';
import { MAX_LINE_CHARACTERS } from '#protocol/console-words.ts';
import { say } from '#protocol/language/say.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import type { Nameable } from './completion.ts';
import { complete } from './completion.ts';
import { INVITATION } from './console-face.tsx';
import { ConsoleOutput } from './console-output.tsx';
import { TypedLines } from './history.ts';
import type { PrintedLine } from './printed.ts';
import { summary, withAnswer, withLines } from './printed.ts';
import './console.css';

export interface ConsoleProps {
  /** `Lane A`. */
  title: string;
  /** Why nothing can be typed now; null where it can. */
  blockedBy: string | null;
  /** What Tab completes. */
  nameable: Nameable;
  run(line: string): Promise<ConsoleAnswer>;
  /** A line ended a lane, as a button does. */
  onActed(): void;
}

/** A line to type commands into, and what they print above it. It opens with the first of them. */
export function Console({ title, blockedBy, nameable, run, onActed }: ConsoleProps) {
  const [text, setText] = useState('');
  const [printed, setPrinted] = useState<readonly PrintedLine[]>([]);
  const [isOpen, setOpen] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [said, setSaid] = useState('');
  const [history] = useState(() => new TypedLines());
  const field = useRef<HTMLInputElement>(null);
  const caret = useRef<number | null>(null);
  const keys = useId();
  const output = useId();

  // A line that was put in by a key is gone on with at its end, or where the completion left off.
  useEffect(() => {
    if (caret.current !== null) field.current?.setSelectionRange(caret.current, caret.current);
    caret.current = null;
  });
  const put = (line: string, at = line.length) => {
    caret.current = at;
    setText(line);
  };
  const show = (lines: readonly PrintedLine[]) => {
    setPrinted(lines);
    setOpen(lines.length > 0);
  };

  async function enter(): Promise<void> {
    if (isBusy) return;
    const line = text.trim();
    history.add(line);
    setText('');
    const typed = withLines(printed, 'typed', line);
    show(typed);
    if (line === '') return;
    setBusy(true);
    const answer = await run(line);
    setBusy(false);
    if (answer.acted) onActed();
    setPrinted((now) => withAnswer(now, answer));
    setOpen(true);
    setSaid(summary(answer));
  }

  function tab(event: KeyboardEvent<HTMLInputElement>): void {
    // From an empty line it goes on to what comes next, as everywhere on the page.
    if (event.shiftKey || text.trim() === '') return;
    event.preventDefault();
    const at = event.currentTarget.selectionStart ?? text.length;
    const completed = complete(text.slice(0, at), nameable);
    put(completed.text + text.slice(at), completed.text.length);
    if (completed.choices.length === 0) return;
    const choices = completed.choices.join('  ');
    show(withLines(printed, 'note', choices));
    setSaid(say('Choices: {choices}', { choices }));
  }

  function key(event: KeyboardEvent<HTMLInputElement>): void {
    // What is typed through an input method is not finished yet.
    if (event.nativeEvent.isComposing) return;
    const line = event.key === 'ArrowUp' ? history.earlier(text) : event.key === 'ArrowDown' ? history.later() : null;
    if (line !== null) {
      event.preventDefault();
      put(line);
    } else if (event.key === 'Tab') tab(event);
    else if (event.key === 'Enter') void enter();
    else if (event.key === 'Escape') event.currentTarget.blur();
    else if (event.ctrlKey && event.key.toLowerCase() === 'l') {
      event.preventDefault();
      show([]);
    }
  }

  return (
    <div className="console">
      {isOpen && printed.length > 0 && <ConsoleOutput id={output} title={title} lines={printed} />}
      <div className="console-row">
        <span className="console-prompt" aria-hidden="true">
          {isBusy ? '…' : '$'}
        </span>
        <input
          ref={field}
          type="text"
          value={text}
          disabled={blockedBy !== null}
          maxLength={MAX_LINE_CHARACTERS}
          aria-label={say('Console of {title}', { title })}
          aria-describedby={keys}
          placeholder={blockedBy ?? INVITATION}
          autoComplete="off"
          autoCapitalize="off"
          autoCorrect="off"
          spellCheck={false}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={key}
        />
        {printed.length > 0 && (
          <Button
            tone="bare"
            size="small"
            className="icon"
            aria-label={say(
              isOpen ? 'Hide the output of the console of {title}' : 'Show the output of the console of {title}',
              { title },
            )}
            aria-expanded={isOpen}
            aria-controls={isOpen ? output : undefined}
            hint={say(isOpen ? 'Hide what was printed (Ctrl+L clears it)' : 'Show what was printed')}
            onClick={() => setOpen(!isOpen)}
          >
            <Icon name={isOpen ? 'down' : 'up'} size={14} />
          </Button>
        )}
      </div>
      <span id={keys} hidden>
        {say(
          'Enter runs, arrow up and down go through what was typed, Tab completes, Control L clears, Escape leaves.',
        )}
      </span>
      <p className="hidden-visually" role="status">
        {said}
      </p>
    </div>
  );
}
