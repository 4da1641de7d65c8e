import { Popover } from 'radix-ui';
import type { Said } from '#protocol/language/say.ts';
import { said, say, told } from '#protocol/language/say.ts';
import { KeysFace } from './keys-face.tsx';

/** What the keys do while the picture of the requests, the log or the console is focused. */
const KEYS: readonly { where: Said; keys: readonly { names: readonly string[]; does: Said }[] }[] = [
  {
    where: said('In the picture'),
    keys: [
      { names: ['←', '→'], does: said('previous, next request') },
      { names: ['↑', '↓'], does: said('previous, next lost request') },
      { names: ['Home', 'End'], does: said('first, last request') },
      { names: ['Shift ←', '→'], does: said('previous, next event') },
      { names: ['Esc'], does: said('select none: the logs follow again') },
      { names: ['+', '−'], does: said('zoom in, out (or Ctrl and wheel)') },
      { names: ['PgUp', 'PgDn'], does: said('move (or drag, or wheel sideways)') },
      { names: [',', '.'], does: said('step back, on through a run that is over') },
      { names: ['0'], does: said('follow the run again') },
    ],
  },
  {
    where: said('In the log'),
    keys: [
      { names: ['↑', '↓', 'PgUp', 'PgDn'], does: said('scroll by a line, a page') },
      { names: ['Home', 'End'], does: said('to the start, the end') },
      { names: ['Ctrl F'], does: said('search') },
      { names: ['Ctrl A'], does: said('select all') },
    ],
  },
  {
    where: said('In the console'),
    keys: [
      { names: ['Enter'], does: said('run the line') },
      { names: ['↑', '↓'], does: said('go through what was typed') },
      { names: ['Tab'], does: said('complete; from an empty line, on') },
      { names: ['Ctrl L'], does: said('clear') },
      { names: ['Esc'], does: said('leave') },
    ],
  },
];

/** The list of keys, where they are needed. */
export function KeysHelp({ title }: { title: string }) {
  return (
    <Popover.Root>
      <Popover.Trigger asChild>
        <KeysFace title={title} />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className="popover keys"
          align="end"
          sideOffset={6}
          collisionPadding={12}
          aria-label={say('Keys')}
        >
          {KEYS.map(({ where, keys }) => (
            <section key={where.text}>
              <h2 className="kicker">{told(where)}</h2>
              <dl>
                {keys.map(({ names, does }) => (
                  <div key={does.text}>
                    <dt>
                      {names.map((name) => (
                        <kbd key={name}>{name}</kbd>
                      ))}
                    </dt>
                    <dd>{told(does)}</dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
