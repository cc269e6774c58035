// The state of the page in the fragment of its address: it can be sent to somebody, and no server ever sees it.

/**
 * @typedef {object} State
 * @property {{ path: string, text: string, as?: "config" | "values" }[]} files
 * @property {number} active which file is shown
 * @property {{ target?: string, dialect?: "release" | "structured" }} options
 */

/** Before the text, so that another form can be told apart one day. */
const FORM = "1.";
/** A link that unpacks to more than this is refused. */
const LARGEST = 4 * 1024 * 1024;

/**
 * @param {State} state
 * @returns {Promise<string>}
 */
export async function encode(state) {
  const bytes = await through(new TextEncoder().encode(JSON.stringify(state)), new CompressionStream("deflate-raw"));
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return FORM + btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/**
 * @param {string} fragment without its `#`
 * @returns {Promise<State>}
 * @throws {Error} when it is no state of this page
 */
export async function decode(fragment) {
  const damaged = new Error("this link is damaged: it holds no files that can be read");
  if (!fragment.startsWith(FORM)) throw damaged;
  try {
    const binary = atob(fragment.slice(FORM.length).replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = await through(Uint8Array.from(binary, (char) => char.charCodeAt(0)), new DecompressionStream("deflate-raw"));
    return checked(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    throw damaged;
  }
}

/** @param {any} state @returns {State} */
function checked({ files, active, options }) {
  const isText = (/** @type {unknown} */ value) => typeof value === "string";
  const sound = files.length > 0 && files.every((/** @type {any} */ { path, text }) => isText(path) && isText(text));
  if (!sound || typeof options !== "object" || options === null) throw new Error();
  return { files, active: files[active] ? active : 0, options };
}

/**
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {CompressionStream | DecompressionStream} stream
 */
async function through(bytes, stream) {
  const chunks = [];
  let size = 0;
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
  for (let { value } = await reader.read(); value; { value } = await reader.read()) {
    size += value.length;
    if (size > LARGEST) throw new Error("too large");
    chunks.push(value);
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}
