// Starts the page: the engine, the files of the link or the example, and everything around them.

import { load } from "gatelint";
import { byId, fill, h } from "../dom.js";
import { drawError } from "../draw/answer.js";
import { watch } from "../draw/tied.js";
import { example } from "../examples/index.js";
import { read } from "../parts/dialog.js";
import { counts } from "../words.js";
import { App } from "./app.js";
import { FileMenu } from "./file-menu.js";
import { drawFound, drawPickers, wirePickers } from "./header.js";
import { Link } from "./link.js";
import { markdown } from "./markdown.js";
import { Panes } from "./panes.js";
import { wireTheme } from "./theme.js";

wireTheme();
try {
  await start(await load());
} catch (error) {
  drawError(byId("answer"), /** @type {Error} */ (error));
}

/** @param {import("gatelint").Gatelint} gatelint */
async function start(gatelint) {
  const panes = new Panes(() => app.look());
  const app = new App(gatelint, { answered, changed, explain, reveal: (pane) => panes.reveal(pane), copy: (text) => link.copy(text) });
  const files = new FileMenu(app);
  const link = new Link(app, say);
  wirePickers(app, gatelint.releases);
  watch(byId("bar"), () => {}, (place) => app.jump(place));
  await link.open(example());

  /** @param {import("../session.js").Answer} answer */
  function answered(answer) {
    drawFound(answer);
    panes.count(answer.error ? 0 : answer.report.diagnostics.length);
    say(answer.error ? answer.error.message : counts(answer.report.diagnostics));
  }

  function changed() {
    files.draw();
    drawPickers(app);
    link.keep();
  }

  /** @param {string} rule */
  async function explain(rule) {
    const page = h("a", { class: "quiet", href: `./rules/${rule}/` }, "Its page, with examples to try");
    read(rule, await gatelint.explain(rule).then(({ markdown: text }) => markdown(text), (error) => h("p", {}, error.message)), page);
  }
}

/** Tells it to who listens instead of looking. @param {string} text */
function say(text) {
  if (byId("status").textContent !== text) fill(byId("status"), text);
}
