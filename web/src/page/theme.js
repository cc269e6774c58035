// Light or dark: the system's choice, until the button is pressed.

import { byId } from "../dom.js";

const system = matchMedia("(prefers-color-scheme: dark)");

export function wireTheme() {
  const button = byId("theme");
  button.addEventListener("click", () => {
    document.documentElement.dataset.theme = isDark() ? "light" : "dark";
    draw(button);
  });
  system.addEventListener("change", () => draw(button));
  draw(button);
}

function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : system.matches;
}

/** @param {HTMLElement} button */
function draw(button) {
  button.textContent = isDark() ? "Light" : "Dark";
  button.setAttribute("aria-label", `Use the ${isDark() ? "light" : "dark"} theme`);
}
