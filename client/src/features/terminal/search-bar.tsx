import { useEffect, useRef, useState } from 'react';
import { say } from '#protocol/language/say.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';

interface SearchBarProps {
  matches: { index: number; count: number };
  onFind(text: string, direction: 'next' | 'previous', whileTyping: boolean): void;
  onClose(): void;
}

/** Searches a log: Enter goes to the next match, Shift+Enter to the previous, Escape closes. */
export function SearchBar({ matches, onFind, onClose }: SearchBarProps) {
  const [text, setText] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <search className="search">
      <input
        ref={field}
        type="search"
        aria-label={say('Search the log')}
        placeholder={say('Search')}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          onFind(event.target.value, 'next', true);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onClose();
          if (event.key === 'Enter') onFind(text, event.shiftKey ? 'previous' : 'next', false);
        }}
      />
      <span className="search-count" role="status">
        {text === '' ? '' : countText(matches)}
      </span>
      <Button
        tone="bare"
        size="small"
        className="icon"
        aria-label={say('Previous match')}
        onClick={() => onFind(text, 'previous', false)}
      >
        <Icon name="up" size={14} />
      </Button>
      <Button
        tone="bare"
        size="small"
        className="icon"
        aria-label={say('Next match')}
        onClick={() => onFind(text, 'next', false)}
      >
        <Icon name="down" size={14} />
      </Button>
      <Button tone="bare" size="small" className="icon" aria-label={say('Close the search')} onClick={onClose}>
        <Icon name="cross" size={14} />
      </Button>
    </search>
  );
}

function countText({ index, count }: { index: number; count: number }): string {
  if (count === 0) return say('none');
  return index < 0 ? `${count}` : say('{place} of {all}', { place: index + 1, all: count });
}
