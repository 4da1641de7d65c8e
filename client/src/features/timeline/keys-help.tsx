import { Popover } from 'radix-ui';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';

/** What the keys do while the picture of the requests, or the log, is focused. */
const KEYS: readonly { where: string; keys: readonly { names: readonly string[]; does: string }[] }[] = [
  {
    where: 'In the picture',
    keys: [
      { names: ['←', '→'], does: 'previous, next request' },
      { names: ['↑', '↓'], does: 'previous, next lost request' },
      { names: ['Home', 'End'], does: 'first, last request' },
      { names: ['Esc'], does: 'select none' },
      { names: ['+', '−'], does: 'zoom in, out (or Ctrl and wheel)' },
      { names: ['0'], does: 'follow the run again' },
    ],
  },
  {
    where: 'In the log',
    keys: [
      { names: ['↑', '↓', 'PgUp', 'PgDn'], does: 'scroll by a line, a page' },
      { names: ['Home', 'End'], does: 'to the start, the end' },
      { names: ['Ctrl F'], does: 'search' },
      { names: ['Ctrl A'], does: 'select all' },
    ],
  },
];

/** The list of keys, where they are needed. */
export function KeysHelp({ title }: { title: string }) {
  return (
    <Popover.Root>
      <Popover.Trigger asChild>
        <Button tone="bare" size="small" className="icon" aria-label={`Keys of ${title}`} title="Keys">
          <Icon name="keys" size={14} />
        </Button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className="popover keys" align="end" sideOffset={6} collisionPadding={12} aria-label="Keys">
          {KEYS.map(({ where, keys }) => (
            <section key={where}>
              <h2 className="kicker">{where}</h2>
              <dl>
                {keys.map(({ names, does }) => (
                  <div key={does}>
                    <dt>
                      {names.map((name) => (
                        <kbd key={name}>{name}</kbd>
                      ))}
                    </dt>
                    <dd>{does}</dd>
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
