// The public API of the npm package `gatelint`. The command line prints the same objects with `--format json`.

/** A release of Envoy Gateway: "v1.9.0". */
export type Release = string;
export type Severity = "error" | "warning" | "info";

/**
 * Who objects, and when.
 *
 * - `yaml`: the text cannot be read as meant
 * - `schema`: the API server refuses the document
 * - `config`: the controller does not start with this EnvoyGateway config, or ignores parts of it
 * - `controller`: the controller refuses or ignores the object
 * - `reference`: something named is not there or not allowed
 * - `image`, `labels`: the value is taken and is wrong or risky later
 * - `render`: the API server refuses an object that the controller creates
 * - `rollout`: everything is accepted, and then pods do not start, traffic breaks or a change cannot be applied
 * - `policy`: a rule of the team
 * - `upgrade`: changes with a release
 */
export type Group =
  | "yaml"
  | "schema"
  | "config"
  | "controller"
  | "reference"
  | "image"
  | "labels"
  | "render"
  | "rollout"
  | "policy"
  | "upgrade";

export interface File {
  path: string;
  /** The content: text or bytes, not both. */
  text?: string;
  bytes?: Uint8Array;
  /** What the file is, where its content does not say: the EnvoyGateway config, or values of the gateway-helm chart. */
  as?: "config" | "values";
}

export interface Options {
  /**
   * One release, several, or all that are not past their end of life on `asOf`. Default: the one found in the files,
   * else the newest known. `resolve` and `render` take one and refuse more.
   */
  target?: Release | Release[] | "all-supported";
  /** "structured" reads forms that were proposed for a better API and that no release knows. Default "release". */
  dialect?: "release" | "structured";
  /** Findings of these groups alone. */
  only?: Group[];
  /** How the controller was installed. Default "helm"; "builtin": the defaults compiled into the program. */
  install?: "helm" | "builtin";
  /** Default "envoy-gateway-system". */
  controllerNamespace?: string;
  /** Default "cluster.local". */
  dnsDomain?: string;
  /** The namespace of objects that have none and for which none can be found out. */
  namespace?: string;
  /** "auto": `${VAR}`, `<path:…>`, `ENC[…]` … are unknown values; "literal": they are text. Default "auto". */
  placeholders?: "auto" | "literal";
  /** Every object is in the files: a missing reference is an error even where no object of that kind is given. */
  closed?: boolean;
  /** The day that end of life is judged on, "2026-11-21". Default: the day of the release facts. */
  asOf?: string;
  /**
   * The team's gatelint.yaml, which gatelint.schema.json describes. Default: the highest file of this name among the
   * files. The other options win over it.
   */
  config?: { path: string; text: string };
  /** Findings that are known and not said again. Without a text, one is made: `Report.baseline`. */
  baseline?: { path: string; text?: string };
  /** The folder that relative paths are seen from; those in `config` and `baseline` are seen from theirs. */
  cwd?: string;
  /** `render` says of its objects where their values came from (`origins`). */
  explain?: boolean;
  /** `resolve` holds each Gateway against the statements of Gateway API's conformance tests. */
  conformance?: boolean;
}

export interface Request {
  files: File[];
  options?: Options;
}

/** Zero-based; `character` and `offset` count UTF-16 units, a byte order mark included; lines end at LF, CRLF or CR. */
export interface Position {
  line: number;
  character: number;
  offset: number;
}
export interface Range {
  start: Position;
  end: Position;
}
export interface Place {
  path: string;
  range: Range;
}

export interface Edit extends Place {
  newText: string;
}
export interface Fix {
  title: string;
  /** True when it can't change anything that was meant. */
  safe: boolean;
  edits: Edit[];
}

export interface Diagnostic extends Place {
  rule: string;
  group: Group;
  severity: Severity;
  message: string;
  help?: string;
  /** Path in the document as the API server spells it: keys joined by dots and never quoted, list items as `[0]`. */
  field?: string;
  /** Every other field that the API server would name for the same cause. */
  covers?: string[];
  /** Which object: "EnvoyProxy envoy-gateway-system/custom". */
  object?: string;
  /** The targets that it holds for, when there are several. */
  releases?: Release[];
  related: (Place & { message: string })[];
  fixes: Fix[];
  docs: string;
}

export interface Skipped {
  path: string;
  document?: number;
  reason: string;
}
/** What was found out rather than given. */
export interface Inferred {
  what: "target" | "namespace" | "mode" | "config" | "values";
  value: string;
  from?: Place;
  /** what else is to be said: that a range was resolved, that other files say otherwise */
  note?: string;
}

export interface Report {
  targets: Release[];
  files: number;
  documents: number;
  skipped: Skipped[];
  inferred: Inferred[];
  /** How many findings comments and the baseline keep back, where there are some. */
  suppressed?: number;
  /** The text of a baseline of these findings, where `Options.baseline` has none. */
  baseline?: string;
  diagnostics: Diagnostic[];
}

/** What fixes make of the files. */
export interface Fixed {
  /** The files that change, whole. */
  files: { path: string; text: string }[];
  /** How many fixes were applied. */
  fixed: number;
  /** What is left to be found. */
  report: Report;
}

/** Where a value came from: bytes, a default of a release, or a rule applied to other origins. */
export type Origin =
  | { kind: "source"; place: Place; field: string }
  | { kind: "default"; release: Release; name: string }
  | { kind: "derived"; rule: string; from: Origin[] };
export interface Traced {
  value: string;
  origin: Origin;
}
/**
 * Who set a value: the release's defaults, the controller's config, the class's EnvoyProxy, the Gateway's own, or a
 * patch in one of those.
 */
export type Level = "release" | "config" | "class" | "gateway" | "patch";
/** A choice between candidates, strongest first. */
export interface Decision {
  value: string;
  winner: Origin;
  level: Level;
  shadowed: { value: string; origin: Origin; level: Level; because: string }[];
}

export interface ResolvedContainer {
  name: string;
  image: Decision;
  pullPolicy: Traced;
}
export interface ResolvedObject {
  kind: string;
  namespace: string;
  name: Traced;
  labels: Record<string, Traced>;
  annotations: Record<string, Traced>;
  selector?: Record<string, Traced>;
  /** What the pods of a Deployment or DaemonSet carry. */
  pod?: { labels: Record<string, Traced>; annotations: Record<string, Traced> };
}
export interface ResolvedGateway {
  namespace?: string;
  name: string;
  className: string;
  mode: "controller-namespace" | "gateway-namespace" | "merged";
  /** Where the objects are created, and the name they are built from. */
  infra: { namespace: string; name: string };
  accepted: boolean;
  containers: ResolvedContainer[];
  pullSecrets: Traced[];
  objects: ResolvedObject[];
  /** With the option `conformance`: what the test GatewayInfrastructure of Gateway API wants, and whether it is so. */
  conformance?: Statement[];
}
/** A statement of a conformance test; where it does not hold, why, and what would make it hold. */
export interface Statement {
  statement: string;
  holds: boolean;
  because?: string;
  todo?: string;
}
export interface Resolution {
  target: Release;
  gateways: ResolvedGateway[];
  diagnostics: Diagnostic[];
}

export interface ImageReference {
  registry: string;
  repository: string;
  tag?: string;
  digest?: string;
  normalized: string;
  familiar: string;
  /** The parts that were not written. */
  implicit: ("registry" | "namespace" | "tag")[];
}
export interface ImageError {
  error: { message: string; at: number };
}

export interface RuleInfo {
  rule: string;
  group: Group;
  severity: Severity;
  since: string;
}
export interface RulePage extends RuleInfo {
  markdown: string;
}

/** A condition of a status; its message is in Gatelint's own words. */
export interface Condition {
  type: string;
  status: string;
  reason: string;
  message: string;
}

/** Something that can't be built: which object, why, and where the cause is written. */
export interface Failed {
  object: string;
  message: string;
  place?: Place;
}

/**
 * What the controller creates. The literal `<bootstrap>` stands for the bootstrap text, `<data>` for every value in a
 * ConfigMap's `data`, and a uid of zeros for the owner's; `status` is absent.
 */
export interface Rendering {
  release: Release;
  /** why the controller does not start; then there is nothing else */
  configErrors: string[];
  /** documents that the API server refuses, and their fields; `path:line` of what can't be read, and why */
  loadErrors: { document: string; message: string }[];
  gatewayClasses: { name: string; conditions: Condition[] }[];
  gateways: {
    namespace: string;
    name: string;
    conditions: Condition[];
    listeners: { name: string; conditions: Condition[] }[];
  }[];
  /** those that are referred to, in releases that write a status for them */
  envoyProxies: {
    namespace: string;
    name: string;
    ancestors: {
      ancestorRef: { group: string; kind: string; namespace?: string; name: string };
      conditions: Condition[];
    }[];
  }[];
  /** by key: `namespace/name` of a Gateway, or the name of a class whose Gateways are merged */
  infra: {
    key: string;
    name: string;
    namespace: string;
    resolvedEnvoyProxySpec?: object;
    /** in the order in which they are applied */
    objects: KubernetesObject[];
    /** with `explain`: of every name, label, image and selector, and of every other value that stands in the files */
    origins?: ObjectOrigin[];
    /** why the controller leaves alone what is there */
    skipped?: string;
    /** where it stops: `objects` holds what comes before */
    errors: Failed[];
  }[];
  rateLimit?: { objects: KubernetesObject[]; origins?: ObjectOrigin[]; errors: Failed[] };
  errors?: Failed[];
  notes?: string[];
}

/** Where a value of a created object came from; the pointer (RFC 6901) begins at what holds `objects`. */
export interface ObjectOrigin {
  pointer: string;
  origin: Origin;
}

/** A container, or a volume, that pulls an image. */
export interface ImageUse {
  /** "Deployment edge/public"; the name of a job of the chart begins with that of the Helm release: `*-certgen` */
  object: string;
  /** "envoy"; "volume NAME" for a volume */
  container: string;
  release: Release;
}
export interface Image {
  /** As it is written; where several texts name the same image, one of them. */
  image: string;
  registry: string;
  repository: string;
  /** Of an image without tag and digest the tag that is pulled: "latest". */
  tag?: string;
  digest?: string;
  usedBy: ImageUse[];
}
/** Every image that will be pulled: that of the controller, where the files install it, and those of what it creates. */
export interface Inventory {
  targets: Release[];
  /** By registry, repository, tag and digest; the same image once. */
  images: Image[];
  /**
   * What keeps the list from being whole: a text that is no image reference or that a deployment tool fills in, an object
   * that can't be built, a controller that does not start, a place (`path:line`) from which a file can't be read.
   */
  problems: { message: string; image?: string; usedBy: (Omit<ImageUse, "container"> & { container?: string })[] }[];
}

/** An object as it is applied. */
export interface KubernetesObject {
  apiVersion: string;
  kind: string;
  metadata: {
    name?: string;
    namespace?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    [field: string]: unknown;
  };
  spec?: any;
  [field: string]: unknown;
}

/** Something that changes from one release to another. */
export interface Change {
  id: string;
  /** `breaking`: something that worked will not; `action`: something is to be done; `notice`: worth knowing */
  severity: "breaking" | "action" | "notice";
  what: string;
  before?: string;
  after?: string;
  todo?: string;
  /** What it is about: "Gateway edge/public". */
  object?: string;
  places: Place[];
}
/** The changes, the worst first. */
export interface Upgrade {
  from: Release;
  to: Release;
  changes: Change[];
}
/** What has to be written so that the target understands the files; what can't be written is among the notes. */
export interface Migration {
  target: Release;
  /** By place, none overlapping. */
  edits: Edit[];
  notes: Diagnostic[];
}

/** The calls that answer with one JSON text. */
export type Call = "check" | "resolve" | "render" | "images" | "upgrade" | "migrate";

export interface Gatelint {
  /** The version of Gatelint. */
  readonly version: string;
  /** Every release that it knows, oldest first. */
  readonly releases: Release[];
  /**
   * What is wrong in the files, or will go wrong.
   * @throws Error when the request is not of this form (an unknown option, an unknown release …)
   */
  check(request: Request): Report;
  /**
   * Applies the fixes of findings, until nothing changes: the safe ones, or with `unsafe` all of errors and warnings. Of fixes that overlap, the
   * first by place is applied. What is no UTF-8 stays as it is. Throws as `check` does.
   */
  fix(request: Request, options?: { unsafe?: boolean }): Fixed;
  /** What runs for each Gateway, and why. Throws as `check` does. */
  resolve(request: Request): Resolution;
  /** The objects that the controller creates, and the statuses that it writes. One target. */
  render(request: Request): Rendering;
  /** Every image that will be pulled, and by what; for one release or several. Throws as `check` does. */
  images(request: Request): Inventory;
  /** What changes with an upgrade, or with the way back: any two releases. End of life is judged on `asOf`. */
  upgrade(request: Request & { from: Release; to: Release }): Upgrade;
  /** The structured dialect and old forms rewritten for the target. */
  migrate(request: Request): Migration;
  /** The answer of a call as its canonical JSON text: the same bytes on every host. Throws as the call does. */
  text(call: Call, request: Request & { from?: Release; to?: Release }): string;
  rules(): RuleInfo[];
  /** The page of a rule, loaded on demand; rejects on an unknown rule. */
  explain(rule: string): Promise<RulePage>;
  parseImage(text: string): ImageReference | ImageError;
  /**
   * What Kubernetes' tools read of a text, cut into documents at separator lines as the controller's file provider and
   * egctl do. A refused document is left out, and an error says why; `strict`: a key that stands twice is one.
   */
  parseYaml(input: string | Uint8Array, options?: { strict?: boolean }): ParsedYaml;
  /**
   * Keeps the files and what was read of them, for one who asks again after each change. Throws as `check` does, but for
   * an empty list of files: it is the workspace's questions that need one.
   */
  open(request: Request): Workspace;
}

/** Files that are kept; the same answers as the calls above give for the same files in the same order. */
export interface Workspace {
  /** Gives a file another content, adds it at the end when there is none of this path, or takes it out (null). */
  update(path: string, content: string | Uint8Array | null): void;
  /** Throws while there is no file, as all questions do; a file that comes later is answered for. */
  check(): Report;
  /** The findings of one file. */
  diagnostics(path: string): Diagnostic[];
  resolve(): Resolution;
  render(): Rendering;
  /** Gives the memory back; what is called afterwards throws. */
  close(): void;
}

export interface ParsedYaml {
  /** The documents that have content: their JSON as text, so that numbers keep their digits. */
  documents: { json: string }[];
  diagnostics: Diagnostic[];
}

/** A fault of Gatelint itself, with the text of the panic; the next call works. */
export class GatelintFault extends Error {
  name: "GatelintFault";
}

export interface LoadOptions {
  /** The Wasm module, where the package's own cannot be used or found: bytes, a URL, or a compiled module. */
  module?: BufferSource | WebAssembly.Module | URL;
  /**
   * Facts of private builds of Envoy Gateway, each made of a known release: a text with lines such as
   * `release v1.9.1-acme.1 like v1.9.0`, and below them what differs, `envoy registry.example/envoy:v1.39.1`.
   * What can't be read is an Error with its line.
   */
  facts?: string;
}

/** In Node, in a worker, in a bundler, in a bare page. */
export function load(options?: LoadOptions): Promise<Gatelint>;
