import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { inLanguage, learnLanguage } from '#protocol/language/speaking.ts';
import { reportSchema } from '#protocol/report.ts';
import { createRunSchema } from '#protocol/run.ts';
import { PROJECT_ROOT } from '../config.ts';
import { KeptRun } from '../runs/kept-run.ts';
import type { Observed } from '../runs/observed.ts';
import { csvCell, csvOf } from './csv.ts';
import { htmlOf } from './html.ts';
import { jsonOf } from './json.ts';
import { makeReport, tellReport } from './make-report.ts';
import { markdownOf } from './markdown.ts';
import { reportFile } from './report-file.ts';
import { publishedSchema, SCHEMA_FILE } from './schema.ts';
import { observedRun } from './testing.ts';

const report = (observed: Observed = observedRun()) => makeReport(new KeptRun(observed), '1.2.3', new Date(0));
const assets = { script: 'const a = "</script><!--";', style: 'b{}' };
const whole = (chunks: Iterable<string>) => [...chunks].join('');

const interrupted = observedRun({
  status: 'interrupted',
  error: { code: 'interrupted', message: 'The lab ended in the middle of this run.' },
});

describe('JSON', () => {
  test('is the report, follows its schema, and has a request on a line', () => {
    const made = report();
    const text = whole(jsonOf(made));
    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(made)));
    expect(reportSchema.safeParse(JSON.parse(text)).error).toBeUndefined();
    expect(text.split('\n').filter((line) => line.includes('"dueAt"'))).toHaveLength(6);
  });

  test('counts what the rows say, and what was lost of a run that was not observed to its end is null', () => {
    expect(report().results.lanes[0]?.counts).toMatchObject({
      due: 3,
      completed: 1,
      cut: 1,
      lost: { interrupted: 1 },
    });
    const { results } = report(interrupted);
    expect(results.caution).toMatch(/^This run was interrupted and proves nothing/);
    expect(results.lanes.map(({ counts, verdict }) => [counts.lost, verdict])).toEqual([
      [null, null],
      [null, null],
    ]);
    expect(results.comparison).toBeNull();
  });

  test('its published schema is up to date (npm run schema makes it)', async () => {
    const published = JSON.parse(await readFile(join(PROJECT_ROOT, SCHEMA_FILE), 'utf8'));
    expect(published).toEqual(publishedSchema());
  });
});

describe('CSV', () => {
  test('has a header and a line for each request, with its lane and its run', () => {
    const [header, ...lines] = whole(csvOf(report())).split('\r\n');
    expect(header).toBe(
      'run,run_status,scenario,lane,ended_by,number,due_ms,sent_ms,connected_ms,written_ms,first_byte_ms,end_ms,t0_ms,' +
        'at_signal,outcome,status,sight,error_code,bytes_received,reused_connection,evidence,received_ms,stored_ms,lost_as',
    );
    expect(lines).toEqual([
      '0a1b2c3d,finished,in-flight,a,docker kill,1,500,500,501,501,600,600,1000,over,completed,201,response,,120,false,stored,510,590,',
      '0a1b2c3d,finished,in-flight,a,docker kill,2,950,950,951,951,,1010,1000,in-flight,cut,,reset,ECONNRESET,0,false,received,960,,interrupted',
      '0a1b2c3d,finished,in-flight,a,docker kill,3,1200,1200,,,,1300,1000,after,refused,,connect-error,ECONNREFUSED,0,false,none,,,',
      '0a1b2c3d,finished,in-flight,b,SIGTERM kill,1,500,500,501,501,600,600,1000,over,completed,201,response,,120,false,stored,510,590,',
      '0a1b2c3d,finished,in-flight,b,SIGTERM kill,2,950,950,951,951,1050,1050,1000,in-flight,completed,201,response,,120,false,stored,960,1040,',
      '0a1b2c3d,finished,in-flight,b,SIGTERM kill,3,1200,1200,,,,1300,1000,after,refused,,connect-error,ECONNREFUSED,0,false,none,,,',
      '',
    ]);
  });

  test.each([
    [null, ''],
    [-1.5, '-1.5'],
    [1.23456, '1.235'],
    [false, 'false'],
    ['a "b"', '"a ""b"""'],
    ['a,b', '"a,b"'],
    ['two\nlines', '"two\nlines"'],
    ['=1+1', "'=1+1"],
    ['-2', "'-2"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
  ])('writes %j as %s', (value, cell) => {
    expect(csvCell(value)).toBe(cell);
  });
});

describe('Markdown', () => {
  test('begins with what the run proved and has its parts', () => {
    const text = markdownOf(report());
    expect(text.split('\n').slice(0, 3)).toEqual([
      '# In flight',
      '',
      report()
        .results.comparison?.sentence.map((part) => part.text)
        .join(''),
    ]);
    expect(text.match(/^## .*$/gm)).toEqual([
      '## Setting',
      '## Side by side',
      '## Lane A: docker kill',
      '## Lane B: SIGTERM kill',
      '## Events',
      '## The same again',
      '## How to read it',
    ]);
    expect(text).toContain('```text\ndocker kill --signal=SIGTERM lab-0a1b2c3d-b\n```');
    expect(text).toContain('| Lost: cut or timed out | 1 (1 interrupted) | 0 |');
    expect(text).toContain('- ✕ **broken**: In flight was answered.');
  });

  test('says below the sentence what was changed of the scenario, and makes the same again', () => {
    const threads = { laneId: 'a', name: 'threads', label: 'Threads', from: '4', to: '8' } as const;
    const rate = { laneId: null, name: 'ratePerSecond', label: 'Requests a second', from: '5', to: '10' } as const;
    const text = markdownOf(report(observedRun({ changes: [rate, threads] })));
    expect(text.split('\n')[4]).toBe(
      '**Changed** from the scenario: Requests a second 5 → 10; Threads 4 → 8 in lane A.',
    );
    const again = /^\{.*"scenarioId".*\}$/m.exec(text)?.[0] ?? '';
    expect(createRunSchema.parse(JSON.parse(again))).toMatchObject({
      traffic: { ratePerSecond: 10 },
      lanes: [{ id: 'a', knobs: { threads: 8 } }, { id: 'b' }],
    });
    expect(markdownOf(report())).not.toContain('**Changed**');
  });

  test('says first what is wrong with a run, and never that it lost nothing', () => {
    const text = markdownOf(report(interrupted));
    expect(text.split('\n')[2]).toMatch(/^> \*\*This run was interrupted and proves nothing/);
    expect(text).not.toMatch(/lost:? 0/i);
    expect(text).toContain('What was lost is unknown.');
    expect(markdownOf(report(observedRun({ status: 'running' })))).toContain('the report is not final');
  });

  test('keeps what others wrote from being markup', () => {
    const name = '# <img src=x> [a](b) `c` | *d*\n- e';
    const [title] = markdownOf(report(observedRun({}, { name }))).split('\n');
    expect(title).toBe('# \\# \\<img src=x\\> \\[a\\](b) \\`c\\` \\| \\*d\\* - e');
  });

  test('names a stand-in and a proxy', () => {
    const { record, ...rest } = observedRun();
    const [a, b] = record.lanes;
    if (a === undefined || b === undefined) throw new Error('two lanes');
    const container = { ...a.container, standInFor: 'comments-api (gunicorn)', proxied: true };
    const text = markdownOf(report({ ...rest, record: { ...record, lanes: [{ ...a, container }, b] } }));
    expect(text).toContain('**A stand-in** for comments-api (gunicorn)');
    expect(text).toContain('a late request shows as cut, not as refused');
  });
});

describe('HTML', () => {
  test('allows its own script and style and nothing else, and nothing in the run can leave its place', () => {
    const name = '</script><script>alert(1)</script><!-- \u2028';
    const text = whole(htmlOf(report(observedRun({}, { name })), assets));
    expect(text).toMatch(
      /content="default-src 'none'; script-src 'sha256-[\w+/=]+'; style-src 'sha256-[\w+/=]+'; img-src data:; base-uri 'none'; form-action 'none'"/,
    );
    expect(text.match(/<script/g)).toHaveLength(2);
    expect(text.match(/<\/script/g)).toHaveLength(2);
    expect(text).not.toContain('<!--');
    const data = /<script type="application\/json" id="report">([\s\S]*?)<\/script>/.exec(text)?.[1] ?? '';
    expect(data).not.toMatch(/[<\u2028]/);
    expect(JSON.parse(data).run.name).toBe(name);
  });
});

test('a report is called after its scenario and its run', () => {
  expect(reportFile(report(), 'markdown').name).toBe('graceful-shutdown-in-flight-0a1b2c3d.md');
});

describe('in another language', () => {
  const at = new Date(0);
  const run = new KeptRun(observedRun());

  test('a report for people is told in it, and a report for programs is not', () => {
    learnLanguage('pt-BR', { 'Lane {lane}: {label}': 'Raia {lane}: {label}', '## Events': '## Eventos' });
    const told = tellReport('pt-BR', run, '1.2.3', at);
    const made = makeReport(run, '1.2.3', at);
    const markdown = inLanguage('pt-BR', () => markdownOf(made, told));
    expect(markdown).toContain('Raia A: docker kill');
    expect(markdown).toContain('## Eventos');
    const html = inLanguage('pt-BR', () => htmlOf(made, assets, told));
    // Its chunks are taken later, when something else may be spoken.
    const text = whole(html);
    expect(text).toContain('<html lang="pt-BR">');
    const embedded = /id="report">\n([\s\S]*?)<\/script>/.exec(text)?.[1] ?? '';
    expect(JSON.parse(embedded)).toEqual(JSON.parse(whole(jsonOf(made))));
    expect(tellReport('en', run, '1.2.3', at)).toBeNull();
  });
});
