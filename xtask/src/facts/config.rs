//! `types/` → `crate/src/schema/config/types.txt`: the fields of the controller's configuration, for all releases.
//!
//! The types of the minor releases are laid over each other, by the names of their structs; a struct that is used once
//! stands where it is used. `crate/src/schema/config/types.rs` reads it.

use super::schema::{releases, sets::Set};
use super::{json, text};
use crate::layout::at;
use anyhow::{Context, Result, bail};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

const FILE: &str = "crate/src/schema/config/types.txt";

const HEAD: &str = "\
# The fields of the EnvoyGateway configuration, for all releases; read from the Go types of their tags.
# Written by `cargo xtask facts`; types.rs says how to read it.
";

const ROOT: &str = "EnvoyGateway";

/// Structs of an EnvoyProxy, which the schema of that kind describes already: where it has them. `@` stands before it.
const OF_PROXY: [(&str, &str); 4] = [
    ("EnvoyProxySpec", "spec"),
    ("KubernetesDeploymentSpec", "spec.provider.kubernetes.envoyDeployment"),
    ("KubernetesHorizontalPodAutoscalerSpec", "spec.provider.kubernetes.envoyHpa"),
    ("KubernetesPodDisruptionBudgetSpec", "spec.provider.kubernetes.envoyPDB"),
];

/// Scalars that Go reads in another way than the schema says; the lines below `@` list the fields.
const OTHER_THAN_SCHEMA: [&str; 3] = ["uint32", "uint64", "quantity"];

/// The types are those of a line's last patch release; what came with a patch release stands here.
const BY_PATCH: [(&str, &str, &str); 1] = [("ExtensionAPISettings", "disableLua", "v1.5.7..v1.5.9 v1.6.2..")];

/// A field's types, each with the lines that have it.
type Variants = BTreeMap<String, Vec<usize>>;

/// A struct of all lines.
#[derive(Default)]
struct Struct {
    lines: Vec<usize>,
    uses: usize,
    fields: BTreeMap<String, Variants>,
}

/// Everything of all lines.
struct Union {
    structs: BTreeMap<String, Struct>,
    releases: Vec<String>,
    /// The lines (`v1.9`) with their releases, the oldest first.
    lines: Vec<(String, Set)>,
    /// The scalars of an EnvoyProxy's fields, by name, with the names of the fields above.
    scalars: BTreeMap<String, BTreeMap<String, BTreeSet<String>>>,
}

/// Writes the file anew.
pub fn import(folder: &Path) -> Result<()> {
    let index = json(&folder.join("types/index.json"))?;
    let releases = releases(folder)?;
    let mut union = Union { structs: BTreeMap::new(), lines: lines(&releases), releases, scalars: BTreeMap::new() };
    for line in 0..union.lines.len() {
        let name = &union.lines[line].0;
        let load = |kind: &str| json(&folder.join("types").join(text(&index, &format!("/{name}/{kind}"))?));
        let mut root = load("EnvoyGateway")?;
        if let Some(spec) = root.pointer_mut("/properties/envoyProxy") {
            *spec = load("EnvoyProxy")?;
            union.proxy(spec, "", "spec");
            spec["named"] = "EnvoyProxySpec".into();
        }
        root["named"] = ROOT.into();
        union.shape(&root, line)?;
    }
    fs::write(at(FILE), format!("{HEAD}{}{}", union.text(), union.overrides()?))
        .with_context(|| format!("cannot write {FILE}"))
}

/// The lines with their releases.
fn lines(releases: &[String]) -> Vec<(String, Set)> {
    let line_of = |at: &usize| releases[*at].rsplit_once('.').map_or("", |(line, _)| line);
    let places: Vec<usize> = (0..releases.len()).collect();
    let runs = places.chunk_by(|a, b| line_of(a) == line_of(b));
    runs.map(|run| (line_of(&run[0]).to_string(), Set::range(run[0], run[run.len() - 1]))).collect()
}

impl Union {
    /// Takes a type in; gives how it is written.
    fn shape(&mut self, node: &Value, line: usize) -> Result<String> {
        if let Some(items) = node.get("items") {
            return Ok(format!("[{}", self.shape(items, line)?));
        }
        if let Some(values) = node.get("additionalProperties") {
            return Ok(format!("{{{}", self.shape(values, line)?));
        }
        let name = node["named"].as_str();
        Ok(match text(node, "/type")? {
            "object" if name == Some("FieldsV1") => "*".to_string(),
            "object" => self.take(name.context("a struct without a name")?, node["properties"].as_object(), line)?,
            scalar => code(scalar)?.to_string(),
        })
    }

    /// Takes the scalars of an EnvoyProxy in.
    fn proxy(&mut self, node: &Value, above: &str, name: &str) {
        for (field, node) in node["properties"].as_object().into_iter().flatten() {
            self.proxy(node, name, field);
        }
        match node.get("items").or(node.get("additionalProperties")) {
            Some(inner) => self.proxy(inner, above, name),
            None => {
                let scalar = node["type"].as_str().unwrap_or_default().to_string();
                let places = self.scalars.entry(name.to_string()).or_default().entry(scalar).or_default();
                places.insert(above.to_string());
            }
        }
    }

    /// The scalars that Go reads in another way: `name scalar`, or `above.name scalar` where the name has several.
    fn overrides(&self) -> Result<String> {
        let mut out = String::from("@\n");
        for (name, scalars) in &self.scalars {
            for (scalar, places) in scalars.iter().filter(|(scalar, _)| OTHER_THAN_SCHEMA.contains(&scalar.as_str())) {
                let code = code(scalar)?;
                match scalars.len() {
                    1 => out += &format!(" {name} {code}\n"),
                    _ => places.iter().for_each(|above| out += &format!(" {above}.{name} {code}\n")),
                }
            }
        }
        Ok(out)
    }

    fn take(&mut self, name: &str, fields: Option<&Map<String, Value>>, line: usize) -> Result<String> {
        if let Some((_, path)) = OF_PROXY.iter().find(|(known, _)| *known == name) {
            return Ok(format!("@{path}"));
        }
        let known = self.structs.entry(name.to_string()).or_default();
        known.uses += usize::from(known.lines.is_empty() || known.lines.contains(&line));
        if known.lines.contains(&line) {
            return Ok(name.to_string());
        }
        known.lines.push(line);
        for (field, node) in fields.into_iter().flatten() {
            let shape = self.shape(node, line)?;
            let variants = self.structs.entry(name.to_string()).or_default().fields.entry(field.clone()).or_default();
            variants.entry(shape).or_default().push(line);
        }
        Ok(name.to_string())
    }

    /// The root and the shared structs, each with its fields below it.
    fn text(&self) -> String {
        let shared = self.structs.keys().map(String::as_str).filter(|name| self.is_shared(name));
        let mut out = String::new();
        for name in [ROOT].into_iter().chain(shared) {
            out += &format!("{name}\n");
            self.fields(name, 1, &mut out);
        }
        out
    }

    fn is_shared(&self, name: &str) -> bool {
        name != ROOT && self.structs.get(name).is_some_and(|known| known.uses > 1)
    }

    fn fields(&self, name: &str, depth: usize, out: &mut String) {
        let known = &self.structs[name];
        for (field, variants) in &known.fields {
            for (shape, lines) in variants {
                let inner = shape.trim_start_matches(['[', '{']);
                let is_inline = self.structs.contains_key(inner) && !self.is_shared(inner);
                let shape = if is_inline { shape.replace(inner, ".") } else { shape.clone() };
                let by_patch = BY_PATCH.iter().find(|row| (row.0, row.1) == (name, field));
                let ranges = by_patch.map_or_else(|| self.ranges(lines, &known.lines), |row| format!(" {}", row.2));
                *out += &format!("{}{field} {shape}{ranges}\n", " ".repeat(depth));
                if is_inline {
                    self.fields(inner, depth + 1, out);
                }
            }
        }
    }

    /// The releases of these lines; nothing where they are all that have the struct.
    fn ranges(&self, lines: &[usize], all: &[usize]) -> String {
        if lines == all {
            return String::new();
        }
        let set = lines.iter().fold(Set::default(), |set, line| set | self.lines[*line].1);
        format!(" {}", set.text(&self.releases))
    }
}

fn code(scalar: &str) -> Result<char> {
    Ok(match scalar {
        "string" => 's',
        "boolean" => 'b',
        "int32" => 'i',
        "int" | "int64" => 'l',
        "uint32" => 'u',
        "uint64" => 'U',
        "quantity" => 'q',
        "duration" => 'd',
        "time" => 't',
        "intOrString" => 'o',
        "bytes" => 'B',
        "any" => '*',
        other => bail!("a type that is not known: {other}"),
    })
}
