// Answers as the command line writes them, for other programs: pure functions of the answers, without the Wasm module.

import type { KubernetesObject, Origin, Place, Rendering } from "../index.js";

/** What is said of something, and where its cause is written. */
export interface Remark {
  text: string;
  place?: Place;
}
/** The objects that belong together, in the order in which they are applied. */
export interface Proxy {
  heading: string;
  /** As in `infra`; absent for the rate limit service. */
  key?: string;
  objects: KubernetesObject[];
  /** Of each object, by JSON pointer: what is known of where its values came from (`Options.explain`). */
  origins: ReadonlyMap<string, Origin>[];
  remarks: Remark[];
}
/** A line of YAML, in three parts of which each may be empty. */
export interface Row {
  /** Blanks and dashes. */
  lead: string;
  /** With its colon, and a blank where a value follows. */
  key: string;
  value: string;
  /** The JSON pointer (RFC 6901) of what the line says. */
  pointer: string;
}

/** What `gatelint render` prints: the objects as YAML documents, with remarks as comments. */
export function objects(rendering: Rendering): string;
/** Each proxy, and the rate limit service. */
export function proxies(rendering: Rendering): Proxy[];
/** What is said of the whole. */
export function remarks(rendering: Rendering): Remark[];
/** A value as YAML. */
export function yaml(value: unknown): string;
/** The lines of that. */
export function rows(value: unknown): Row[];
/** A key as a JSON pointer has it. */
export function escaped(key: string): string;
