import { createHash } from 'node:crypto';
import { say } from '#protocol/language/say.ts';
import { speaking } from '#protocol/language/speaking.ts';
import type { Report, ToldReport } from '#protocol/report.ts';
import { jsonOf } from './json.ts';

/** What draws a report: made from the lab's own page by `npm run build`. */
export interface ReportAssets {
  script: string;
  style: string;
}

/**
 * A report as one HTML file that opens from disk, in chunks and in the present language. It may run its own script and style and
 * nothing else: the policy names both by their hashes and allows no connection.
 * @param told what the present language makes of the report; null where that is English
 */
export function htmlOf(report: Report, assets: ReportAssets, told: ToldReport | null = null): Iterable<string> {
  const { run, results } = told ?? report;
  const script = safeScript(assets.script);
  const style = assets.style.replaceAll('</style', '<\\/style');
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const title = escapeHtml(`${run.name ?? run.scenarioTitle} · Graceful Shutdown Lab`);
  const opening = `<!doctype html>
<html lang="${speaking()}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="dark light">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<div id="root"></div>
<noscript><h1>${title}</h1><p>${escapeHtml(summary(results))}</p><p>${escapeHtml(say('The requests are drawn by a script: switch JavaScript on for this file.'))}</p></noscript>
<script type="application/json" id="report">
`;
  const inLanguage =
    told === null ? '' : `<script type="application/json" id="told">${safeJson(JSON.stringify(told))}</script>\n`;
  // All is told by now: the chunks are taken when nobody knows the language any more.
  return chunksOf(opening, report, `</script>\n${inLanguage}<script>${script}</script>\n</body>\n</html>\n`);
}

function* chunksOf(opening: string, report: Report, ending: string): Generator<string> {
  yield opening;
  for (const chunk of jsonOf(report)) yield safeJson(chunk);
  yield ending;
}

function summary({ caution, comparison }: Report['results']): string {
  const sentence = comparison?.sentence.map(({ text }) => text).join('') ?? say('There is nothing to compare.');
  return [caution, sentence].filter((part) => part !== null).join(' ');
}

/** JSON within a script element: `<` stands in texts only, where its escape means the same. Line ends of Unicode likewise. */
function safeJson(json: string): string {
  return json.replaceAll('<', '\\u003c').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}

/** A script within its element: what would end it, or open a comment, stands in texts and patterns only. */
function safeScript(script: string): string {
  return script.trim().replaceAll(/<(?=\/script|!--)/gi, '\\x3c');
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
