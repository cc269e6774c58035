// What every page of the site has around its content. Addresses are relative, so that it works in any folder.

/** The page asks nobody but the server that it came from. The editor of a playground brings its own styles. */
const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'";

/**
 * @param {import("./build.js").Page} page
 * @param {boolean} hasGuides
 */
export function document({ path, title, description, body }, hasGuides) {
  const root = "../".repeat(path.split("/").length - 1);
  const link = (/** @type {string} */ to, /** @type {string} */ name) => `<a href="${root}${to}"${to === path ? ' aria-current="page"' : ""}>${name}</a>`;
  const script = body.includes("<gatelint-playground") ? `\n    <script type="module" src="${root}playground/gatelint-playground.js"></script>` : "";
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="description" content="${escaped(description)}">
    <meta name="color-scheme" content="light dark">
    <meta http-equiv="Content-Security-Policy" content="${POLICY}">
    <title>${escaped(title)} · gatelint</title>
    <link rel="icon" href="${root}icon.svg">
    <link rel="stylesheet" href="${root}site.css">${script}
  </head>
  <body>
    <header>
      <a class="home" href="${root}">gatelint</a>
      <nav aria-label="Site">${link("rules/", "Rules")} ${hasGuides ? link("guide/", "Guides") : ""} <a href="${root}">Editor</a></nav>
    </header>
    <main>
${body}
    </main>
  </body>
</html>
`;
}

/** A text in HTML, also in an attribute. @param {string} text */
export function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
