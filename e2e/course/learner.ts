import type { Locator, Page } from '@playwright/test';
import { checkTask } from '#protocol/lesson/check-task.ts';
import type { Task } from '#protocol/lesson/lesson.ts';
import type { RunView } from '#protocol/run.ts';
import type { ScenarioView } from '#protocol/scenario.ts';
import type { LabApi } from '../support/api.ts';
import { press } from '../support/keyboard.ts';
import { expect } from '../support/lab.ts';
import { isBusyEnough } from '../truth/catalogue/solutions.ts';

/** A start that is pressed before the containers are ready waits for them, and an image may have to be built. */
const CONTAINERS_MS = 120_000;
/** The longest that a scenario's containers take to end: a grace period of ten seconds, a drain, a restart. */
const ENDING_MS = 60_000;
/** For a moment that a task wants and that may not come, such as a request in flight where a handler answers at once. */
const MOMENT_MS = 6_000;
/** Answered in every lane before it is ended: as many as show a learner how the requests lie. */
const ANSWERED = 3;
/** A signal hits a moment that nobody chose: a learner may need another try, too. */
const TRIES = 3;

/** Somebody who goes through lessons on the page by keyboard alone. */
export class Learner {
  readonly #page: Page;
  readonly #api: LabApi;

  constructor(page: Page, api: LabApi) {
    this.#page = page;
    this.#api = api;
  }

  /**
   * From the course through all steps of a lesson to its task done.
   * @param foresees whether the exit codes that are predicted are those that the scenario claims
   */
  async take(scenario: ScenarioView, foresees: boolean): Promise<void> {
    await this.#page.goto('/learn');
    await press(this.#page, this.#page.getByRole('link', { name: scenario.title, exact: true }));
    await expect(this.#page).toHaveURL(new RegExp(`/learn/${scenario.id}/predict$`));
    await this.#predict(scenario, foresees);
    await this.#run(scenario);
    await this.#look(scenario);
    await this.#explain(scenario, foresees);
    const task = scenario.lesson?.task;
    if (task !== undefined) await this.#check(scenario, task);
  }

  /** A lesson that the engine cannot run says so in the course, and on its own page. */
  async turnedAway({ id, title }: ScenarioView, reason: string): Promise<void> {
    await this.#page.goto('/learn');
    const link = this.#page.getByRole('link', { name: title, exact: true });
    await expect(this.#page.getByRole('listitem').filter({ has: link })).toContainText(`needs Docker ${reason}`);
    await press(this.#page, link);
    await expect(this.#page).toHaveURL(new RegExp(`/learn/${id}/predict$`));
    await expect(this.#page.getByRole('alert').filter({ hasText: 'This cannot run here.' })).toContainText(reason);
  }

  async #predict({ lanes }: ScenarioView, foresees: boolean): Promise<void> {
    for (const { id, expect: claim } of lanes) {
      const lane = `lane ${id.toUpperCase()}`;
      const { exitCode } = claim;
      const runsOn = exitCode === 'never';
      if (runsOn && foresees) {
        await press(
          this.#page,
          this.#guide.getByRole('checkbox', { name: `It never ends by this (${lane})` }),
          'Space',
        );
        continue;
      }
      const said = runsOn ? 0 : foresees ? exitCode.min : exitCode.max + 1;
      await press(this.#page, this.#guide.getByRole('textbox', { name: `Exit code of ${lane}` }), 'ControlOrMeta+a');
      await this.#page.keyboard.type(String(said));
    }
    await press(this.#page, this.#button('Lock in my prediction'));
    await expect(this.#page).toHaveURL(/\/run$/);
  }

  async #run(scenario: ScenarioView): Promise<void> {
    await press(this.#page, this.#button(/^Start (both|all)$/));
    const id = await this.#runOf('run');
    await this.#answered(id);
    await press(this.#page, this.#button(/^End (both|all)$/));
    const runsOn = scenario.lanes.filter((lane) => lane.expect.exitCode === 'never').map((lane) => lane.id);
    await this.#over(id, new Set(runsOn));
    await press(this.#page, this.#button('Look at what happened'));
    await expect(this.#page).toHaveURL(new RegExp(`/look\\?run=${id}$`));
  }

  /** A line of a log is in every run; a request of some kind may not be, and then the step says so. */
  async #look({ lesson }: ScenarioView): Promise<void> {
    for (const { lane, text, log } of lesson?.look ?? []) {
      const name = `Show in lane ${lane.toUpperCase()}: ${text}`;
      const show = this.#page.getByRole('button', { name, exact: true });
      const item = this.#guide.getByRole('listitem').filter({ has: show });
      if (log === undefined) {
        const none = item.getByText('This run has none.');
        await expect(async () => expect((await show.isEnabled()) || (await none.isVisible())).toBe(true)).toPass();
        if (await none.isVisible()) continue;
      }
      await expect(show, text).toBeEnabled();
      await press(this.#page, show);
      await expect(item.getByRole('status'), text).not.toBeEmpty();
    }
  }

  async #explain({ lanes }: ScenarioView, foresees: boolean): Promise<void> {
    await press(this.#page, this.#step('Explain'));
    for (const { id } of lanes) {
      const table = this.#guide.getByRole('table', { name: new RegExp(`^Lane ${id.toUpperCase()}`) });
      await expect(table.getByRole('row', { name: /^Exit code/ })).toContainText(foresees ? '(right)' : '(wrong)');
    }
    await expect(this.#outcome).toContainText(/of [\d.]+ points/);
  }

  /** The task, by its own solution, as often as a moment has to be met. */
  async #check(scenario: ScenarioView, task: Task): Promise<void> {
    await press(this.#page, this.#step('Check'));
    // The run that was looked at may have done it by luck.
    if ((await this.#outcome.textContent()) === 'The task is done.') return;
    await expect(this.#outcome).toContainText('Where you start.');
    await press(this.#page, this.#button('Give me a hint'));
    await press(this.#page, this.#button('Show the solution'));
    await expect(this.#guide.getByText(task.solution.words)).toBeVisible();
    const misses: string[] = [];
    for (let tries = 1; tries <= TRIES; tries += 1) {
      await press(this.#page, this.#button('Turn the settings this way'));
      await press(this.#page, this.#button(/^Start (both|all)$/));
      const id = await this.#runOf('check');
      await this.#answered(id);
      await this.#momentOf(id, task);
      await press(this.#page, this.#button(/^End (both|all)$/));
      const checked = checkTask(task, await this.#over(id));
      if (checked.state === 'done') {
        await expect(this.#outcome).toHaveText('The task is done.');
        return;
      }
      for (const miss of checked.misses) await expect(this.#outcome).toContainText(miss);
      misses.push(`run ${id}: ${checked.misses.join(' ')}`);
    }
    throw new Error(`${scenario.id}: the solution did not do the task in ${TRIES} tries.\n${misses.join('\n')}`);
  }

  /** Some requests answered in every lane, and one in flight where the traffic is such that there is one. */
  async #answered(id: string): Promise<void> {
    await this.#api.until(
      id,
      ({ lanes }) => lanes.every(({ counts }) => counts.completed >= ANSWERED),
      CONTAINERS_MS,
    );
  }

  async #momentOf(id: string, { want }: Task): Promise<void> {
    const isMoment = ({ lanes }: RunView) =>
      lanes.every((lane) => isBusyEnough(want[lane.id]?.inFlight, lane.counts.inFlight));
    // Where it does not come the run is ended all the same, and the check tells what is missing.
    await this.#api.until(id, isMoment, MOMENT_MS).catch(() => undefined);
  }

  /** Waits for the end of a run; one of which a lane never ends is finished as soon as the others have ended. */
  async #over(id: string, runsOn: ReadonlySet<string> = new Set()): Promise<RunView> {
    const isEnded = (view: RunView) =>
      view.status !== 'running' || view.lanes.every((lane) => lane.exit !== undefined || runsOn.has(lane.id));
    const view = await this.#api.until(id, isEnded, ENDING_MS);
    const goesOn = view.status === 'running' && view.lanes.some((lane) => lane.exit === undefined);
    if (goesOn) await press(this.#page, this.#button('Finish the run'));
    return await this.#api.until(id, ({ status }) => status === 'finished', ENDING_MS);
  }

  /** The run that the address names once it is started. */
  async #runOf(step: string): Promise<string> {
    await expect(this.#page).toHaveURL(new RegExp(`/${step}\\?run=[0-9a-f]{8}$`));
    return this.#page.url().slice(-8);
  }

  get #guide(): Locator {
    return this.#page.getByRole('region', { name: 'Guide' });
  }

  get #outcome(): Locator {
    return this.#guide.getByRole('status', { name: 'Outcome of the step' });
  }

  #button(name: string | RegExp): Locator {
    return this.#guide.getByRole('button', { name, exact: true });
  }

  #step(name: string): Locator {
    return this.#guide.getByRole('list', { name: 'Steps' }).getByRole('button', { name });
  }
}
