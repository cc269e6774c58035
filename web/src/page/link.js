// The address always holds the state of the page; "Share" copies it.

import { byId } from "../dom.js";
import { decode, encode } from "./share.js";

/** Milliseconds without a change before the address is brought up to date. */
const QUIET = 400;
/** Longer addresses are not taken everywhere. */
const LONGEST = 100_000;

export class Link {
  #app;
  #say;
  #timer = 0;
  /** The fragment that the page itself set last. */
  #own = "";

  /**
   * @param {import("./app.js").App} app
   * @param {(text: string) => void} say
   */
  constructor(app, say) {
    this.#app = app;
    this.#say = say;
    byId("share").addEventListener("click", () => this.#share());
    addEventListener("hashchange", () => location.hash.slice(1) !== this.#own && this.open(app.state));
  }

  /**
   * Starts the page with what the address holds, or else with `other`.
   * @param {import("./share.js").State} other
   */
  async open(other) {
    const fragment = location.hash.slice(1);
    if (fragment === "") return this.#app.start(other);
    try {
      this.#app.start(await decode(fragment));
    } catch (error) {
      this.#app.start(other);
      this.#tell(/** @type {Error} */ (error).message);
    }
  }

  /** Brings the address up to date, in a moment. */
  keep() {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#write(), QUIET);
  }

  /** @returns {Promise<boolean>} false where there is too much for an address */
  async #write() {
    clearTimeout(this.#timer);
    const fragment = await encode(this.#app.state);
    if (fragment.length > LONGEST) return false;
    this.#own = fragment;
    history.replaceState(null, "", `#${fragment}`);
    return true;
  }

  async #share() {
    if (!(await this.#write())) return this.#tell("These files are too much for a link.");
    await this.#put(location.href, "Link copied.", "The link is in the address bar.");
  }

  /** Puts a text into the clipboard and says so. @param {string} text */
  async copy(text) {
    await this.#put(text, "Copied.", "This page may not write to the clipboard.");
  }

  /** @param {string} text @param {string} done @param {string} refused */
  async #put(text, done, refused) {
    await navigator.clipboard.writeText(text).then(() => this.#tell(done), () => this.#tell(refused));
  }

  /** Says it to everybody, for a while. @param {string} text */
  #tell(text) {
    this.#say(text);
    byId("notice").textContent = text;
    setTimeout(() => byId("notice").textContent === text && (byId("notice").textContent = ""), 4000);
  }
}
