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

/** Milliseconds from a change to the question about it and all that came meanwhile; more when answers take long. */
const PAUSE = 30;
const LONGEST = 500;

export class Session {
  #gatelint;
  #request;
  #draw;
  #pause = PAUSE;
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

  /** Something changed: asks in a moment. Somebody who types on and on gets answers on the way. */
  touch() {
    this.#timer ||= window.setTimeout(() => this.ask(), this.#pause);
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
    this.#pause = Math.min(PAUSE + 3 * answer.elapsed, LONGEST);
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
