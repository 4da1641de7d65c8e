import { say } from '#protocol/language/say.ts';
import { CopyButton } from './copy-button.tsx';
import './code.css';

interface CodeProps {
  /** What stands above it. */
  title: string;
  /** What it is called where the title alone does not tell, such as `compose of Lane A`. */
  name: string;
  text: string;
}

/** Lines to be copied as they are. */
export function Code({ title, name, text }: CodeProps) {
  return (
    <figure className="code" aria-label={name}>
      <figcaption>
        {title}
        <CopyButton label={say('Copy the {name}', { name })} text={() => text} />
      </figcaption>
      <pre>
        {text.split('\n').map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line has no other name than its place
          <Line key={index} text={line} />
        ))}
      </pre>
    </figure>
  );
}

/** A line that is too long goes on below itself, further in than it began. */
function Line({ text }: { text: string }) {
  const inset = `${text.length - text.trimStart().length + 4}ch`;
  return (
    <span style={{ paddingLeft: inset, textIndent: `-${inset}` }}>
      {text.split(/(--[\w-]+)/).map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a part has no other name than its place
        <Part key={index} text={part} />
      ))}
      {'\n'}
    </span>
  );
}

/** A flag is never broken behind its dashes. */
function Part({ text }: { text: string }) {
  return text.startsWith('--') ? <code>{text}</code> : text;
}
