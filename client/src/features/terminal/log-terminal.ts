import { FitAddon } from '@xterm/addon-fit';
import { SearchAddon } from '@xterm/addon-search';
import { Terminal } from '@xterm/xterm';
import '@xterm/xterm/css/xterm.css';
import type { TerminalEntry } from './line-text.ts';
import { terminalText } from './line-text.ts';
import { PointedLines } from './pointed-lines.ts';
import { requestLinks } from './request-links.ts';

/** As many lines as the lab keeps of a lane's log. */
const SCROLLBACK = 10_000;

const FONT = '"JetBrains Mono", ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace';

const MATCHES = {
  matchBackground: '#5a4a12',
  matchOverviewRuler: '#f2c14e',
  activeMatchBackground: '#b5851a',
  activeMatchColorOverviewRuler: '#ffd970',
};

/** Colours on the terminal's ground, which is dark in both themes; each has at least 4.5:1 on it. */
const COLOURS = {
  foreground: '#cdd6e0',
  cursor: '#00000000',
  selectionBackground: '#2c5a80',
  black: '#3a4553',
  red: '#ff8a6b',
  green: '#6fdcb4',
  yellow: '#f2c14e',
  blue: '#7cc4f8',
  magenta: '#d7a5f0',
  cyan: '#6fd6dc',
  white: '#cdd6e0',
  brightBlack: '#8290a0',
};

export interface LogTerminalEvents {
  /** The reader wants to search. */
  searchAsked(): void;
  /** How many lines came below what is shown; 0 at the end of the log. */
  behind(lines: number): void;
  matches(found: { index: number; count: number }): void;
  /** A request was clicked in the log. */
  requestPicked(number: number): void;
}

/** A terminal that shows a log: nothing is ever typed into it, and it stays put while its reader has scrolled up. */
export class LogTerminal {
  readonly #terminal: Terminal;
  readonly #fit = new FitAddon();
  readonly #search = new SearchAddon();
  readonly #resizing: ResizeObserver;
  readonly #events: LogTerminalEvents;
  readonly #runStartedAt: number;
  readonly #pointed: PointedLines;
  /** Settles the writes that a disposed terminal never calls back for. */
  readonly #pending = new Set<() => void>();
  /** The last entry that was written; null while there is none. */
  #last: TerminalEntry | null = null;
  #written = 0;
  /** How many lines had been written when the reader left the end. */
  #leftAt: number | null = null;

  constructor(host: HTMLElement, label: string, runStartedAt: number, events: LogTerminalEvents) {
    this.#events = events;
    this.#runStartedAt = runStartedAt;
    const ground = getComputedStyle(host).getPropertyValue('--term').trim();
    this.#terminal = new Terminal({
      disableStdin: true,
      convertEol: false,
      scrollback: SCROLLBACK,
      fontFamily: FONT,
      fontSize: 12.5,
      lineHeight: 1.25,
      cursorStyle: 'bar',
      cursorInactiveStyle: 'none',
      // The search's marks are still a proposal of xterm's.
      allowProposedApi: true,
      minimumContrastRatio: 4.5,
      theme: { ...COLOURS, background: ground },
    });
    this.#terminal.loadAddon(this.#fit);
    this.#terminal.loadAddon(this.#search);
    this.#terminal.open(host);
    this.#pointed = new PointedLines(this.#terminal);
    this.#terminal.registerLinkProvider(requestLinks(this.#terminal, (number) => events.requestPicked(number)));
    this.#terminal.textarea?.setAttribute('aria-label', label);
    this.#terminal.attachCustomKeyEventHandler((event) => this.#onKey(event));
    this.#terminal.onRender(() => this.#look());
    this.#terminal.onScroll(() => this.#look());
    this.#search.onDidChangeResults(({ resultIndex, resultCount }) =>
      events.matches({ index: resultIndex, count: resultCount }),
    );
    this.#resizing = new ResizeObserver(() => this.#refit());
    this.#resizing.observe(host);
    this.#refit();
  }

  dispose(): void {
    this.#resizing.disconnect();
    this.#terminal.dispose();
    for (const settle of this.#pending) settle();
  }

  /** Writes entries in one go; resolves when they were parsed. */
  write(entries: readonly TerminalEntry[]): Promise<void> {
    const texts = entries.map((entry) => terminalText(entry, this.#runStartedAt, this.#terminal.cols));
    // The line end comes before each line, not after: the last line of the panel is then never an empty one.
    const text = (this.#last === null ? '' : '\r\n') + texts.join('\r\n');
    this.#last = entries.at(-1) ?? this.#last;
    this.#written += entries.length;
    return new Promise((resolve) => {
      const settle = () => {
        this.#pending.delete(settle);
        resolve();
      };
      this.#pending.add(settle);
      this.#terminal.write(text, () => {
        this.#pointed.written(entries);
        settle();
      });
    });
  }

  recolour(host: HTMLElement): void {
    const background = getComputedStyle(host).getPropertyValue('--term').trim();
    this.#terminal.options.theme = { ...COLOURS, background };
  }

  toEnd(): void {
    this.#terminal.scrollToBottom();
    this.#look();
  }

  /** Marks lines by their sequence numbers and shows the first of them; null lets go, and follows the log again. */
  point(seqs: readonly number[] | null): void {
    if (seqs === null) this.#pointed.release();
    else this.#pointed.point(seqs);
    this.#look();
  }

  /** Which of these lines were scrolled away for good. */
  gone(seqs: readonly number[]): number[] {
    return this.#pointed.gone(seqs);
  }

  /** Shows the log's beginning with no line marked. */
  pointBefore(): void {
    this.#pointed.point([]);
    this.#terminal.scrollToTop();
    this.#look();
  }

  focus(): void {
    this.#terminal.focus();
  }

  find(text: string, direction: 'next' | 'previous', whileTyping = false): void {
    if (text === '') this.endSearch();
    else if (direction === 'next') this.#search.findNext(text, { decorations: MATCHES, incremental: whileTyping });
    else this.#search.findPrevious(text, { decorations: MATCHES });
  }

  endSearch(): void {
    this.#search.clearDecorations();
    this.#terminal.clearSelection();
    this.#events.matches({ index: -1, count: 0 });
  }

  #refit(): void {
    const size = this.#fit.proposeDimensions();
    if (size === undefined || size.cols <= 10 || size.rows <= 1) return;
    const followed = this.#leftAt === null && !this.#pointed.isPointing;
    const height = this.#heightOfLast();
    const isWritten = this.#pending.size === 0;
    const { cols } = this.#terminal;
    this.#fit.fit();
    // Where more lines are on their way, the last one is not the last when they are drawn.
    if (this.#terminal.cols !== cols && isWritten) this.#writeLastAnew(height);
    this.#pointed.remark();
    // A panel that got smaller, by the console's output below it say, still follows the log.
    if (followed) this.toEnd();
  }

  /** How many rows the line at the cursor takes. */
  #heightOfLast(): number {
    const { active } = this.#terminal.buffer;
    const last = active.baseY + active.cursorY;
    let first = last;
    while (active.getLine(first)?.isWrapped) first -= 1;
    return last - first + 1;
  }

  /**
   * Of a terminal that gets narrower or wider xterm breaks every line anew but the one at the cursor, which it cuts off: a shell
   * draws its own. Here that is the log's last line, and nobody else would.
   * @param height how many rows it took before
   */
  #writeLastAnew(height: number): void {
    if (this.#last === null) return;
    const up = height > 1 ? `\x1b[${height - 1}A` : '';
    const text = terminalText(this.#last, this.#runStartedAt, this.#terminal.cols);
    this.#terminal.write(`\r${up}\x1b[J${text}`);
  }

  /** Tells how far behind the log's end the panel shows. */
  #look(): void {
    const { viewportY, baseY } = this.#terminal.buffer.active;
    if (viewportY >= baseY) this.#leftAt = null;
    else this.#leftAt ??= this.#written;
    this.#events.behind(this.#leftAt === null ? 0 : Math.max(1, this.#written - this.#leftAt + 1));
  }

  /** Keys read the log; none is ever input, and Tab leaves the panel. @returns false, which keeps xterm from taking it */
  #onKey(event: KeyboardEvent): boolean {
    if (event.type !== 'keydown') return false;
    const command = event.ctrlKey || event.metaKey;
    if (command && event.key.toLowerCase() === 'f') {
      event.preventDefault();
      this.#events.searchAsked();
    } else if (!command && SCROLLS[event.key] !== undefined) {
      event.preventDefault();
      SCROLLS[event.key]?.(this.#terminal);
    } else if (command && event.key.toLowerCase() === 'a') {
      event.preventDefault();
      this.#terminal.selectAll();
    }
    return false;
  }
}

const SCROLLS: Record<string, (terminal: Terminal) => void> = {
  ArrowUp: (terminal) => terminal.scrollLines(-1),
  ArrowDown: (terminal) => terminal.scrollLines(1),
  PageUp: (terminal) => terminal.scrollPages(-1),
  PageDown: (terminal) => terminal.scrollPages(1),
  Home: (terminal) => terminal.scrollToTop(),
  End: (terminal) => terminal.scrollToBottom(),
};
