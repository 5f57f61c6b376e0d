/** Runs a task one at a time; asked for while it runs, it runs once more afterwards. */
export class SingleFlight {
  readonly #task: () => Promise<boolean>;
  #running = false;
  #wanted = false;

  /** `task` resolves with whether it wants to run again at once; when it rejects, whoever asked is expected to ask again. */
  constructor(task: () => Promise<boolean>) {
    this.#task = task;
  }

  /** Runs the task now, or once more after the run in progress. */
  run(): void {
    this.#wanted = true;
    if (!this.#running) void this.#loop();
  }

  async #loop(): Promise<void> {
    this.#running = true;
    while (this.#wanted) {
      this.#wanted = false;
      if (await this.#task().catch(() => false)) this.#wanted = true;
    }
    this.#running = false;
  }
}
