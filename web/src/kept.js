// The engine's workspace, kept up with the files of the page: an edit goes through `update`; what can't be said as an
// update (other options, another order, another role) opens a new one.

/**
 * @typedef {import("gatelint").Gatelint} Gatelint
 * @typedef {import("gatelint").Request} Request
 * @typedef {import("gatelint").Workspace} Workspace
 * @typedef {{ path: string, text: string, as?: "config" | "values" }} TextFile
 */

export class Kept {
  #gatelint;
  /** @type {Workspace | undefined} */
  #workspace;
  /** @type {readonly TextFile[]} what the workspace holds, in its order */
  #files = [];
  #options = "";

  /** @param {Gatelint} gatelint */
  constructor(gatelint) {
    this.#gatelint = gatelint;
  }

  /**
   * The workspace with these files and options. Throws as the engine does; `forget` what it may have come to then.
   * @param {{ files: readonly TextFile[], options: object }} request
   * @returns {Workspace}
   */
  with({ files, options }) {
    const others = JSON.stringify(options);
    if (!this.#workspace || others !== this.#options || !isReachable(this.#files, files)) {
      this.close();
      this.#workspace = this.#gatelint.open(/** @type {Request} */ ({ files, options }));
    } else this.#bring(this.#workspace, files);
    [this.#files, this.#options] = [files, others];
    return this.#workspace;
  }

  /** @param {Workspace} workspace @param {readonly TextFile[]} files */
  #bring(workspace, files) {
    for (const path of gone(this.#files, files)) workspace.update(path, null);
    const before = new Map(this.#files.map(({ path, text }) => [path, text]));
    for (const { path, text } of files) if (before.get(path) !== text) workspace.update(path, text);
  }

  /** Gives the memory back. */
  close() {
    this.#workspace?.close();
    this.forget();
  }

  /** Something failed: the next one is opened from the files. */
  forget() {
    this.#workspace = undefined;
  }
}

/**
 * True when updates lead from these files to those: what stays keeps its order and role, what is new comes last and
 * has no role, and something stays.
 * @param {readonly TextFile[]} before
 * @param {readonly TextFile[]} after
 */
function isReachable(before, after) {
  const known = new Set(after.map(({ path }) => path));
  const stay = before.filter(({ path }) => known.has(path));
  return stay.length > 0 && stay.every(({ path, as }, at) => after[at].path === path && after[at].as === as) && after.slice(stay.length).every(({ as }) => !as);
}

/** @param {readonly TextFile[]} before @param {readonly TextFile[]} after */
function gone(before, after) {
  const known = new Set(after.map(({ path }) => path));
  return before.map(({ path }) => path).filter((path) => !known.has(path));
}
