// Asks the engine about the files whenever something changed, soon but not at every keystroke.

/**
 * @typedef {import("gatelint").Gatelint} Gatelint
 * @typedef {import("gatelint").Request} Request
 * @typedef {import("gatelint").Report} Report
 * @typedef {import("gatelint").Resolution} Resolution
 */

/**
 * What the engine says, or why it says nothing.
 * @typedef {{ report: Report, resolution: Resolution, elapsed: number, error?: undefined }
 *   | { error: Error, elapsed: number }} Answer
 */

/** Milliseconds without a change before the engine is asked; more when its answers take long. */
const QUIET = 30;
const LONGEST = 500;

export class Session {
  #gatelint;
  #request;
  #draw;
  #quiet = QUIET;
  #timer = 0;

  /**
   * @param {Gatelint} gatelint
   * @param {() => Request} request the files and options as they are now
   * @param {(answer: Answer) => void} draw is told every new answer
   */
  constructor(gatelint, request, draw) {
    this.#gatelint = gatelint;
    this.#request = request;
    this.#draw = draw;
  }

  /** Something changed: asks as soon as nothing has changed for a moment. */
  touch() {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.ask(), this.#quiet);
  }

  /** True when something changed and the answer that was last drawn is about an older text. */
  get isBehind() {
    return this.#timer !== 0;
  }

  /** Forgets that something changed. */
  stop() {
    clearTimeout(this.#timer);
    this.#timer = 0;
  }

  /** Asks now. */
  ask() {
    this.stop();
    const answer = answerTo(this.#gatelint, this.#request());
    this.#quiet = Math.min(QUIET + 3 * answer.elapsed, LONGEST);
    this.#draw(answer);
  }
}

/**
 * @param {Gatelint} gatelint
 * @param {Request} request
 * @returns {Answer}
 */
function answerTo(gatelint, request) {
  const start = performance.now();
  try {
    const report = gatelint.check(request);
    const resolution = gatelint.resolve(request);
    return { report, resolution, elapsed: performance.now() - start };
  } catch (error) {
    return { error: /** @type {Error} */ (error), elapsed: performance.now() - start };
  }
}
