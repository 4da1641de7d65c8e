import { say } from '#protocol/language/say.ts';
import type { Report } from '#protocol/report.ts';
import { trafficFacts } from '#protocol/traffic-text.ts';
import { dateLocale } from '../lib/date-locale.ts';
import { runNoun } from '../lib/run-noun.ts';
import { Button } from '../ui/button.tsx';
import { reportText } from './report-data.ts';

/** What was run, when, on what, and with which limits. */
export function ReportHead({ report }: { report: Report }) {
  const { run, lab, madeAt } = report;
  const limit = say('Limit');
  const facts = [
    { name: runNoun(), value: say('{run}, begun {when}', { run: run.id, when: dateText(run.startedAt) }) },
    ...(run.name === null ? [] : [{ name: say('Scenario'), value: run.scenarioTitle }]),
    { name: say('Engine'), value: run.engine },
    ...trafficFacts(run.traffic),
    {
      name: say('Report'),
      value: say('made {when} by Graceful Shutdown Lab {version}', { when: dateText(madeAt), version: lab.version }),
    },
    ...run.limits.map((value) => ({ name: limit, value })),
  ];
  return (
    <header className="report-head">
      <div className="report-title">
        <div>
          <p className="kicker">{say('Graceful Shutdown Lab · report')}</p>
          <h1>{run.name ?? run.scenarioTitle}</h1>
        </div>
        <Button hint={say('The whole run as JSON: another lab can import it')} onClick={() => saveJson(run)}>
          {say('Save as JSON')}
        </Button>
      </div>
      <dl>
        {facts.map(({ name, value }) => (
          <div key={`${name} ${value}`} className={name === limit ? 'wide' : undefined}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </header>
  );
}

/** `22 November 2026, 19:41:41 UTC`: it says the same wherever the file is opened. */
function dateText(iso: string): string {
  const words = new Intl.DateTimeFormat(dateLocale('en-GB'), {
    dateStyle: 'long',
    timeStyle: 'medium',
    timeZone: 'UTC',
  });
  return `${words.format(new Date(iso)).replace(' at ', ', ')} UTC`;
}

function saveJson({ scenarioId, id }: Report['run']): void {
  const address = URL.createObjectURL(new Blob([reportText().trimStart()], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = `graceful-shutdown-${scenarioId}-${id}.json`;
  link.click();
  URL.revokeObjectURL(address);
}
