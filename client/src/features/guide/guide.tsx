import type { ReactNode } from 'react';
import { useState } from 'react';
import { say } from '#protocol/language/say.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import type { Step } from './steps.ts';
import './guide.css';

interface GuideProps {
  title: string;
  /** HTML that the lab made from its own author's Markdown, raw HTML escaped. */
  body: string;
  steps: Step[];
  facts: { name: string; value: string }[];
  /** What can be done with the scenario as a whole. */
  tools?: ReactNode;
}

const SIGNS = { done: '✓', current: '●', ahead: '○' } as const;

/** What a scenario asks, what to watch, and why it happens. */
export function Guide({ title, body, steps, facts, tools }: GuideProps) {
  const [open, setOpen] = useState(false);
  return (
    <section className={open ? 'guide open' : 'guide'} aria-label={say('Guide')}>
      <div className="guide-head">
        <div>
          <div className="kicker">{say('Guide')}</div>
          <h2>{title}</h2>
        </div>
        {tools && <div className="guide-tools">{tools}</div>}
        <Button size="small" className="guide-toggle" aria-expanded={open} onClick={() => setOpen(!open)}>
          {say(open ? 'Less' : 'Read')}
          <Icon name={open ? 'up' : 'down'} size={13} />
        </Button>
      </div>
      <div className="guide-bar" aria-hidden="true">
        {steps.map(({ words, state }) => (
          <i key={words} className={state} />
        ))}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and must do so by keyboard, too */}
      <div className="guide-scroll" tabIndex={0}>
        <ol className="guide-steps">
          {steps.map(({ words, state }) => (
            <li key={words} className={state} aria-current={state === 'current' ? 'step' : undefined}>
              <span aria-hidden="true">{SIGNS[state]}</span>
              <span>
                {words}
                {state === 'done' && <span className="hidden-visually"> ({say('done')})</span>}
              </span>
            </li>
          ))}
        </ol>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: the lab's own Markdown, rendered with raw HTML escaped */}
        <div className="guide-body" dangerouslySetInnerHTML={{ __html: body }} />
        <h3 className="kicker">{say('Traffic')}</h3>
        <dl className="guide-facts">
          {facts.map(({ name, value }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </div>
    </section>
  );
}
