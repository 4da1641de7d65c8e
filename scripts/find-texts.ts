import { parseSync } from 'vite';

/** A text that the code says: the English one, and what it is for one where it counts. */
export interface FoundText {
  file: string;
  line: number;
  text: string;
  one: string | null;
}

/** Something that keeps a text from being translated, and where. */
export interface Fault {
  file: string;
  line: number;
  message: string;
}

const SAYING = new Set(['say', 'said']);
const COUNTING = new Set(['sayCount', 'saidCount']);
/** Speak at once: where a module is loaded, nobody knows the reader's language yet. */
const AT_ONCE = new Set(['say', 'sayCount', 'told', 'toldParts', 'named']);
/** Attributes that a person reads or hears. */
const READ = new Set([
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'aria-valuetext',
  'title',
  'placeholder',
  'alt',
  'hint',
  'label',
]);
/** Words that are the same in every language: names, commands, units. */
const SAME =
  /^(Graceful Shutdown Lab|docker (kill|stop)|SIGTERM kill|Docker|JSON|CSV|HTML|Markdown|\/?Dockerfile|compose\.yaml|gunicorn|curl|ms|s|p50|p99|t₀)$/;

interface Node {
  type: string;
  start: number;
  [key: string]: unknown;
}

/** Finds what a source file says, by `say`, `said` and their like, and what it says without them. */
export function findTexts(file: string, source: string): { texts: FoundText[]; faults: Fault[] } {
  const { program, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file} cannot be read: ${errors[0]?.message}`);
  const texts: FoundText[] = [];
  const faults: Fault[] = [];
  const lineOf = (node: Node) => source.slice(0, node.start).split('\n').length;
  const fault = (node: Node, message: string) => faults.push({ file, line: lineOf(node), message });

  const words = new Set(program.body.flatMap((statement) => importedWords(statement)));

  function call(node: Node, depth: number): void {
    const callee = isNode(node.callee) && node.callee.type === 'Identifier' ? String(node.callee.name) : '';
    // Others may have a function of that name.
    const name = words.has(callee) ? callee : '';
    const given = Array.isArray(node.arguments) ? node.arguments.filter(isNode) : [];
    if (AT_ONCE.has(name) && depth === 0)
      fault(node, `${name}() speaks before the reader's language is known: keep it with said() and tell it later`);
    if (SAYING.has(name)) {
      const [first] = given;
      const literals = first === undefined ? null : literalsOf(first);
      if (literals === null) fault(node, `${name}() takes a text as it is: a literal`);
      else for (const text of literals) texts.push({ file, line: lineOf(node), text, one: null });
    }
    if (COUNTING.has(name)) {
      const [one, other] = [given[1], given[2]].map((each) => (each === undefined ? null : literalsOf(each)));
      if (one?.length !== 1 || other?.length !== 1)
        fault(node, `${name}() takes its two texts as they are: literals`);
      else texts.push({ file, line: lineOf(node), text: other[0] ?? '', one: one[0] ?? '' });
    }
  }

  /** What a person is told of an error has a language, too. */
  function error(node: Node): void {
    if (!isNode(node.callee) || node.callee.name !== 'LabError' || !Array.isArray(node.arguments)) return;
    const [, message] = node.arguments.filter(isNode);
    if (message !== undefined && /^(Literal|TemplateLiteral)$/.test(message.type))
      fault(message, 'an error is not translated: give it said(…)');
  }

  function walk(node: Node, depth: number): void {
    if (node.type === 'CallExpression') call(node, depth);
    if (node.type === 'NewExpression') error(node);
    if (node.type === 'JSXText' && isWords(String(node.value)))
      fault(node, `is not translated: ${String(node.value).trim()}`);
    if (node.type === 'JSXAttribute' && isNode(node.name) && READ.has(String(node.name.name)) && isNode(node.value)) {
      const text = wordsIn(node.value).find(isWords);
      if (text !== undefined) fault(node, `${String(node.name.name)} is not translated: ${text}`);
    }
    const inner = /Function|MethodDefinition|PropertyDefinition/.test(node.type) ? depth + 1 : depth;
    for (const value of Object.values(node)) {
      for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) walk(child, inner);
    }
  }
  for (const statement of program.body) if (isNode(statement)) walk(statement, 0);
  return { texts, faults };
}

/** The words that an attribute's value has of its own: a literal's, or those around what a template puts in. */
function wordsIn(node: Node): string[] {
  if (node.type === 'JSXExpressionContainer' && isNode(node.expression)) return wordsIn(node.expression);
  if (node.type === 'TemplateLiteral' && Array.isArray(node.quasis)) {
    return node.quasis.filter(isNode).map(({ value }) => String(Reflect.get(Object(value), 'cooked')));
  }
  return literalsOf(node) ?? [];
}

/** What a statement imports of the module that says things. */
function importedWords(statement: unknown): string[] {
  if (!isNode(statement) || statement.type !== 'ImportDeclaration' || !Array.isArray(statement.specifiers)) return [];
  const from = isNode(statement.source) ? String(statement.source.value) : '';
  if (!/(^|\/)language\/say\.ts$/.test(from)) return [];
  return statement.specifiers.flatMap((specifier: unknown) =>
    isNode(specifier) && isNode(specifier.local) ? [String(specifier.local.name)] : [],
  );
}

/** The texts that an expression can be: a literal, or one of two. Null where it can be anything else. */
function literalsOf(node: Node): string[] | null {
  if (node.type === 'Literal' && typeof node.value === 'string') return [node.value];
  if (node.type === 'TemplateLiteral' && Array.isArray(node.quasis) && node.quasis.length === 1) {
    const [quasi] = node.quasis;
    const value: unknown = isNode(quasi) ? quasi.value : null;
    return typeof value === 'object' && value !== null && 'cooked' in value ? [String(value.cooked)] : null;
  }
  if (node.type === 'ConditionalExpression' && isNode(node.consequent) && isNode(node.alternate)) {
    const [one, other] = [literalsOf(node.consequent), literalsOf(node.alternate)];
    return one === null || other === null ? null : [...one, ...other];
  }
  return null;
}

function isWords(text: string): boolean {
  return /[A-Za-z]{2}/.test(text) && !SAME.test(text.trim());
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}
