import type { DockerCommand } from '#protocol/console-words.ts';
import { dockerWords } from '#protocol/console-words.ts';
import { misused } from './docker-usage.ts';
import { Refusal } from './refusal.ts';

/** The words that follow a command, read. */
export interface Arguments {
  /** Flags by their long names; a switch that is on is `true`. */
  flags: ReadonlyMap<string, string>;
  /** What is no flag. */
  rest: string[];
}

/** Reads flags as the Docker CLI does (github.com/spf13/pflag): anywhere among the words, up to `--`. @throws Refusal */
export function readFlags(command: DockerCommand, words: readonly string[]): Arguments {
  const reader = new FlagReader(command, words);
  reader.read();
  return reader;
}

class FlagReader implements Arguments {
  readonly flags = new Map<string, string>();
  readonly rest: string[] = [];
  readonly #command: DockerCommand;
  readonly #words: string[];

  constructor(command: DockerCommand, words: readonly string[]) {
    this.#command = command;
    this.#words = [...words];
  }

  read(): void {
    for (let word = this.#words.shift(); word !== undefined; word = this.#words.shift()) {
      if (word === '--') {
        this.rest.push(...this.#words.splice(0));
      } else if (word.startsWith('--')) this.#readLong(word.slice(2));
      else if (word.startsWith('-') && word !== '-') this.#readShort(word.slice(1), word);
      else this.rest.push(word);
    }
  }

  #readLong(text: string): void {
    const [name = '', ...after] = text.split('=');
    const value = after.length === 0 ? null : after.join('=');
    // `--time` was this flag's name until Docker 28, and still works.
    const long = this.#command === 'stop' && name === 'time' ? 'timeout' : name;
    const flag = dockerWords(this.#command).flags.find((each) => each.long === long);
    if (flag === undefined) throw this.#unknown(long, `unknown flag: --${name}`);
    if (flag.value === undefined) this.#turn(long, value ?? 'true');
    else this.#take(long, value ?? this.#words.shift(), `flag needs an argument: --${name}`);
  }

  /** One letter, several switches together, or a letter with its value behind it. */
  #readShort(letters: string, word: string): void {
    const letter = letters.charAt(0);
    const after = letters.slice(1);
    const flag = dockerWords(this.#command).flags.find((each) => each.short === letter);
    if (flag === undefined) throw this.#unknown(letter, `unknown shorthand flag: '${letter}' in ${word}`);
    if (flag.value !== undefined) {
      const value = after === '' ? this.#words.shift() : after.replace(/^=/, '');
      this.#take(flag.long, value, `flag needs an argument: '${letter}' in ${word}`);
    } else if (after.startsWith('=')) this.#turn(flag.long, after.slice(1));
    else {
      this.#turn(flag.long, 'true');
      if (after !== '') this.#readShort(after, word);
    }
  }

  #turn(long: string, value: string): void {
    if (value === 'true') this.flags.set(long, value);
    else if (value === 'false') this.flags.delete(long);
    else throw misused(this.#command, `invalid argument "${value}" for "--${long}" flag: it takes true or false`);
  }

  #take(long: string, value: string | undefined, missing: string): void {
    if (value === undefined) throw misused(this.#command, missing);
    this.flags.set(long, value);
  }

  #unknown(name: string, words: string): Refusal {
    const { elsewhere } = dockerWords(this.#command);
    if (!elsewhere.includes(name)) return misused(this.#command, words);
    const dashes = name.length === 1 ? '-' : '--';
    return new Refusal(
      `The console has no ${dashes}${name}, which docker ${this.#command} has in your own terminal: ` +
        `docker ${this.#command} --help lists what it takes here.`,
    );
  }
}
