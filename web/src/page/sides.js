// The right side: what runs, and the created objects, each drawn from the last answer and tied to the text.

import { byId } from "../dom.js";
import { drawError, drawGateways } from "../draw/answer.js";
import { drawObjects } from "../draw/objects.js";
import { watch } from "../draw/tied.js";
import { rove } from "../parts/rove.js";

/**
 * @typedef {import("../session.js").Answer} Answer
 * @typedef {import("gatelint").Place} Place
 */

export class Sides {
  #copy;
  /** @type {Answer | undefined} the one whose objects are still to be drawn */
  #waiting;

  /**
   * @param {(places: Place[]) => void} light
   * @param {(place: Place) => void} jump
   * @param {(text: string) => void} copy puts a text into the clipboard
   */
  constructor(light, jump, copy) {
    this.#copy = copy;
    for (const id of ["answer", "objects"]) watch(byId(id), light, jump);
    rove(byId("objects"), ".yaml", ".traced");
  }

  /** @param {Answer} answer */
  draw(answer) {
    this.#waiting = answer;
    if (answer.error) drawError(byId("answer"), answer.error);
    else drawGateways(byId("answer"), answer.resolution);
    this.look();
  }

  /** Draws the objects, if they are seen and an answer waits. Asking for them is work that most changes can do without. */
  look() {
    const [answer, panel] = [this.#waiting, byId("objects")];
    if (!answer || !panel.checkVisibility()) return;
    this.#waiting = undefined;
    try {
      if (answer.error) throw answer.error;
      drawObjects(panel, answer.rendering(), this.#copy);
    } catch (error) {
      drawError(panel, /** @type {Error} */ (error));
    }
  }
}
