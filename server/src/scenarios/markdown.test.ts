import { expect, test } from 'vitest';
import { renderSections } from './markdown.ts';

const text = `Before.

## The question

Which *one*?

## What to watch

\`\`\`
## Sources
\`\`\`

## Why it is so

Because.

### And more

## Sources

- [a](https://a.example/)
`;

test('a text is given in its sections, each without its heading', () => {
  const { question, watch, why, sources } = renderSections(text);
  expect(question).toBe('<p>Which <em>one</em>?</p>\n');
  expect(why).toBe('<p>Because.</p>\n<h3>And more</h3>\n');
  expect(sources).toContain('<a href="https://a.example/">a</a>');
  expect(watch, 'a heading in a code block is none').toContain('## Sources');
});

test('what a text does not have is empty', () => {
  expect(renderSections('Some text.')).toEqual({ question: '', watch: '', why: '', sources: '' });
});
