import { Refusal } from './refusal.ts';

/** The CLI's exit code where a template cannot be read. */
const EXIT_UNREADABLE = 64;
const ACTION = /^\s*(?:(json)\s+)?(\.[\w.]*)\s*$/;

type Part = string | { path: string[]; text: string; isJson: boolean };

/**
 * Reads a template of `docker inspect -f`: text, paths of names, and `json` before a path. Of Go's templates that is a small part:
 * the rest is refused. @throws Refusal
 */
export function readTemplate(format: string): (value: unknown) => string {
  const parts: Part[] = [];
  let rest = format;
  for (let start = rest.indexOf('{{'); start !== -1; start = rest.indexOf('{{')) {
    const end = rest.indexOf('}}', start);
    if (end === -1) throw unreadable('unclosed action');
    parts.push(rest.slice(0, start), readAction(rest.slice(start + 2, end)));
    rest = rest.slice(end + 2);
  }
  parts.push(rest);
  return (value) => parts.map((part) => (typeof part === 'string' ? part : printed(part, value))).join('');
}

function readAction(action: string): Exclude<Part, string> {
  const [, json, text = ''] = ACTION.exec(action) ?? [];
  if (text === '') {
    const [name = ''] = action.trim().split(/\s/);
    throw new Refusal(
      `template parsing error: the console reads paths and json, not "${name}": {{.State.ExitCode}}, {{json .State}}.`,
      EXIT_UNREADABLE,
    );
  }
  return { path: text.split('.').filter((name) => name !== ''), text, isJson: json !== undefined };
}

function unreadable(words: string): Refusal {
  return new Refusal(`template parsing error: template: :1: ${words}`, EXIT_UNREADABLE);
}

function printed({ path, text, isJson }: Exclude<Part, string>, root: unknown): string {
  let value = root;
  for (const name of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) throw nothingThere(text, name);
    value = Reflect.get(value, name);
  }
  return isJson ? JSON.stringify(value) : plain(value, text);
}

function nothingThere(text: string, name: string): Refusal {
  return new Refusal(
    `template parsing error: template: :1: executing "" at <${text}>: map has no entry for key "${name}"\n` +
      'The console knows a part of what Docker does: inspect without -f shows it.',
  );
}

/** As Go prints it. */
function plain(value: unknown, text: string): string {
  if (value === null) return '<nil>';
  if (Array.isArray(value)) return `[${value.map(String).join(' ')}]`;
  if (typeof value !== 'object') return String(value);
  throw new Refusal(`${text} has parts: {{json ${text}}} prints them.`, EXIT_UNREADABLE);
}
