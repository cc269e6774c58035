// Asks the engine about the files whenever something changed, soon but not at every keystroke.

import { Kept } from "./kept.js";

/**
 * @typedef {import("gatelint").Gatelint} Gatelint
 * @typedef {import("gatelint").Report} Report
 * @typedef {import("gatelint").Resolution} Resolution
 * @typedef {import("gatelint").Rendering} Rendering
 * @typedef {{ files: readonly import("./kept.js").TextFile[], options: object }} Asked
 */

/**
 * What the engine says, or why it says nothing. The created objects are asked for when somebody looks at them.
 * @typedef {{ report: Report, resolution: Resolution, rendering: () => Rendering, elapsed: number, error?: undefined }
 *   | { error: Error, elapsed: number }} Answer
 */

/** Milliseconds from a change to the question about it and all that came meanwhile; more when answers take long. */
const PAUSE = 30;
const LONGEST = 500;

export class Session {
  #kept;
  #request;
  #draw;
  #pause = PAUSE;
  #timer = 0;

  /**
   * @param {Gatelint} gatelint
   * @param {() => Asked} request the files and options as they are now
   * @param {(answer: Answer) => void} draw is told every new answer
   */
  constructor(gatelint, request, draw) {
    this.#kept = new Kept(gatelint);
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

  /** Forgets that something changed, and gives the engine's memory back; the next question opens it anew. */
  stop() {
    this.#rest();
    this.#kept.close();
  }

  /** Asks now. */
  ask() {
    this.#rest();
    const start = performance.now();
    const answer = this.#answer();
    const elapsed = performance.now() - start;
    this.#pause = Math.min(PAUSE + 3 * elapsed, LONGEST);
    this.#draw({ ...answer, elapsed });
  }

  #rest() {
    clearTimeout(this.#timer);
    this.#timer = 0;
  }

  #answer() {
    try {
      const workspace = this.#kept.with(this.#request());
      return { report: workspace.check(), resolution: workspace.resolve(), rendering: once(() => workspace.render()) };
    } catch (error) {
      this.#kept.forget();
      return { error: /** @type {Error} */ (error) };
    }
  }
}

/** @template T @param {() => T} make @returns {() => T} */
function once(make) {
  /** @type {{ made: T } | undefined} */
  let kept;
  return () => (kept ??= { made: make() }).made;
}
