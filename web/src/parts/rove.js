// Many buttons that are one stop of the tab key: arrow keys, Home and End lead from one to another.

/**
 * @param {HTMLElement} root
 * @param {string} group selects the elements that are one stop each
 * @param {string} item selects the buttons in them
 */
export function rove(root, group, item) {
  root.addEventListener("focusin", ({ target }) => {
    const now = /** @type {Element} */ (target).closest(item);
    for (const one of now ? itemsOf(now) : []) one.tabIndex = one === now ? 0 : -1;
  });
  root.addEventListener("keydown", (event) => {
    const now = /** @type {Element} */ (event.target).closest(item);
    const next = now && step(itemsOf(now), now, event.key);
    if (!next) return;
    event.preventDefault();
    next.focus();
  });

  /** @param {Element} now @returns {HTMLElement[]} */
  function itemsOf(now) {
    return [...(now.closest(group)?.querySelectorAll(item) ?? [])].filter((one) => one instanceof HTMLElement);
  }
}

/** @param {HTMLElement[]} all @param {Element} now @param {string} key */
function step(all, now, key) {
  const at = all.findIndex((one) => one === now);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[key];
  return next === undefined ? undefined : all[next];
}
