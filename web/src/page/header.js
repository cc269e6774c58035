// The bar at the top: release, dialect and mode, share and theme.

import { byId, fill, h } from "../dom.js";
import { placeButton } from "../draw/tied.js";
import { MODES } from "../words.js";

/**
 * @typedef {import("./app.js").App} App
 * @typedef {import("gatelint").Release} Release
 */

/** What is chosen where the files are to say the release. */
const FROM_FILES = "";

/**
 * Fills the pickers and lets them set the options.
 * @param {App} app
 * @param {readonly Release[]} releases oldest first
 */
export function wirePickers(app, releases) {
  const [release, dialect] = pickers();
  fill(release, h("option", { value: FROM_FILES }, "from files"), [...releases].reverse().map((one) => h("option", {}, one)));
  release.addEventListener("change", () => set(app, { target: release.value || undefined }));
  dialect.addEventListener("change", () => set(app, { dialect: dialect.value === "structured" ? "structured" : undefined }));
}

/** Shows the options that are set. @param {App} app */
export function drawPickers({ options }) {
  const [release, dialect] = pickers();
  release.value = options.target ?? FROM_FILES;
  dialect.value = options.dialect ?? "release";
}

/**
 * Shows what the files say of release and mode.
 * @param {import("../session.js").Answer} answer
 */
export function drawFound(answer) {
  if (answer.error) return fill(byId("mode"), "—");
  const { report, resolution } = answer;
  const [release] = pickers();
  release.options[0].textContent = `from files: ${release.value === FROM_FILES ? resolution.target : "…"}`;
  const modes = [...new Set(resolution.gateways.map(({ mode }) => MODES[mode]))];
  const place = report.inferred.find(({ what }) => what === "mode")?.from;
  fill(byId("mode"), modes.join(", ") || "—", place && [" ", placeButton(place)]);
}

/** @param {App} app @param {App["options"]} change */
function set(app, change) {
  const options = Object.entries({ ...app.options, ...change }).filter(([, value]) => value !== undefined);
  app.options = Object.fromEntries(options);
  app.changed();
}

/** @returns {HTMLSelectElement[]} */
function pickers() {
  return ["release", "dialect"].map((id) => /** @type {HTMLSelectElement} */ (byId(id)));
}
