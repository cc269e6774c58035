// Uses of the package as programs make them: they compile, or the types are wrong.

import { readFile } from "node:fs/promises";
import { GatelintFault, load } from "gatelint";
import { proxies, remarks, rows, type Remark } from "gatelint/formats";
import type {
  Decision,
  Diagnostic,
  Gatelint,
  Group,
  Image,
  ImageReference,
  Inventory,
  Origin,
  ParsedYaml,
  Release,
  Rendering,
  Report,
  Request,
  Resolution,
} from "gatelint";

/** A build step: the findings that stop it, as lines. */
export async function lint(paths: readonly string[]): Promise<string[]> {
  const gatelint = await load();
  const files = await Promise.all(paths.map(async (path) => ({ path, bytes: await readFile(path) })));
  const report = gatelint.check({
    files,
    options: { target: "all-supported", only: ["image", "labels"], closed: true },
  });
  return report.diagnostics.filter((one) => one.severity === "error").map(line);
}

function line({ path, range, rule, message, help = "" }: Diagnostic): string {
  return `${path}:${range.start.line + 1}:${range.start.character + 1} ${rule}: ${message} ${help}`;
}

/** The file that says which image a Gateway runs. */
export function imageSource(resolution: Resolution, name: string): string | undefined {
  const gateway = resolution.gateways.find((one) => one.name === name);
  const decision: Decision | undefined = gateway?.containers.find((one) => one.name === "envoy")?.image;
  return decision && source(decision.winner);
}

function source(origin: Origin): string | undefined {
  switch (origin.kind) {
    case "source":
      return origin.place.path;
    case "default":
      return `default of ${origin.release}`;
    case "derived":
      return origin.from.map(source).find((path) => path !== undefined);
  }
}

/** An editor: text, one release, positions for a fix. */
export function applyFirstFix(gatelint: Gatelint, path: string, text: string, target: Release): string {
  const request: Request = { files: [{ path, text }], options: { target } };
  const report: Report = gatelint.check(request);
  const edit = report.diagnostics.flatMap((one) => one.fixes).find((fix) => fix.safe)?.edits[0];
  return edit ? text.slice(0, edit.range.start.offset) + edit.newText + text.slice(edit.range.end.offset) : text;
}

/** Loading with a module of one's own. */
export async function loadings(bytes: ArrayBuffer, module: WebAssembly.Module): Promise<Gatelint[]> {
  return Promise.all([
    load(),
    load({}),
    load({ module: bytes }),
    load({ module }),
    load({ module: new URL("https://example.com/gatelint.wasm") }),
  ]);
}

export async function pages(gatelint: Gatelint): Promise<string> {
  const groups: Group[] = gatelint.rules().map((one) => one.group);
  const page = await gatelint.explain("image-shadowed");
  return `${groups.length} ${page.since} ${page.markdown}`;
}

export function tagOf(gatelint: Gatelint, text: string): string | undefined {
  const parsed = gatelint.parseImage(text);
  if ("error" in parsed) throw new Error(`${parsed.error.message} at ${parsed.error.at}`);
  const reference: ImageReference = parsed;
  return reference.tag;
}

export function numbersOf(gatelint: Gatelint, text: string | Uint8Array): string[] {
  const { documents, diagnostics }: ParsedYaml = gatelint.parseYaml(text, { strict: true });
  return [...documents.map(({ json }) => json), ...diagnostics.map(({ message }) => message)];
}

export function guarded(gatelint: Gatelint, request: Request): string {
  try {
    return gatelint.text("check", request);
  } catch (error) {
    if (error instanceof GatelintFault) return error.name satisfies "GatelintFault";
    throw error;
  }
}

/** What to mirror ahead of an upgrade: each repository with its tags and digests. */
export function toMirror(gatelint: Gatelint, request: Request): Map<string, string[]> {
  const { images, problems }: Inventory = gatelint.images({ ...request, options: { target: ["v1.8.3", "v1.9.0"] } });
  if (problems.length > 0) throw new Error(problems.map(({ image = "", message }) => `${image} ${message}`).join());
  const versions = ({ tag, digest }: Image) => [digest ?? tag ?? ""];
  return new Map(images.map((one) => [`${one.registry}/${one.repository}`, versions(one)]));
}

/** Which file a created object has its name from. */
export function nameSource(gatelint: Gatelint, request: Request): string | undefined {
  const { infra } = gatelint.render({ ...request, options: { explain: true } });
  const found = infra[0]?.origins?.find(({ pointer }) => pointer === "/objects/0/metadata/name");
  return found && source(found.origin);
}

// What must not compile.
export function wrong(gatelint: Gatelint): void {
  // @ts-expect-error a file needs a path
  gatelint.check({ files: [{ text: "" }] });
  // @ts-expect-error no such option
  gatelint.check({ files: [], options: { targt: "v1.9.0" } });
  // @ts-expect-error no such group
  gatelint.check({ files: [], options: { only: ["pictures"] } });
  // @ts-expect-error a page comes later
  gatelint.explain("image-shadowed").markdown;
  // @ts-expect-error it is read only
  gatelint.version = "2";
}

/** The images of the created objects, and what the controller stops at. */
export function written(rendering: Rendering): string[] {
  const images = proxies(rendering).flatMap(({ objects }) => objects.flatMap(rows));
  const failed: Remark[] = remarks(rendering).filter(({ place }) => place !== undefined);
  return [...images.filter(({ pointer }) => pointer.endsWith("/image")).map(({ value }) => value), ...failed.map(({ text }) => text)];
}
