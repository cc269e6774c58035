//! `cargo xtask facts DIR chart=CHART …`: adds the release of an unpacked gateway-helm chart to a folder of facts, and
//! says what is new against the last release.
//!
//! The chart holds definitions, values, images of the controller and of the rate limit service, and the version of Gateway
//! API. What it does not hold is given beside it: `released=`, `end-of-life=`, `envoy=` (the image that is compiled in), and
//! `kubernetes=` where the versions that it is tested with change. The types of the controller's configuration are Go code:
//! they are taken over from the last release, and a line says so.

mod difference;
mod files;

use super::{json, text};
use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

const KINDS: [&str; 3] = ["EnvoyProxy", "Gateway", "GatewayClass"];
/// What a definition says besides facts; `not` stands in one choice alone, which facts have without it.
const WORDS: [&str; 4] = ["description", "externalDocs", "not", "x-kubernetes-validations"];

/// A release that is being added.
struct New<'a> {
    folder: &'a Path,
    version: String,
    last: String,
}

/// Adds the release; `given` are words `name=value`.
pub fn add(folder: &Path, given: &[(&str, &str)]) -> Result<()> {
    let value = |name: &str| given.iter().find(|(key, _)| *key == name).map(|(_, value)| *value);
    let chart = Path::new(value("chart").context("give the chart: chart=FOLDER")?);
    let releases = super::schema::releases(folder)?;
    let version = files::version(chart)?;
    ensure!(!releases.contains(&version), "{version} is known already");
    let last = releases.last().context("no release yet")?.clone();
    let new = New { folder, version, last };
    println!("{} after {}", new.version, new.last);
    let definitions = files::definitions(chart, &KINDS)?;
    let values = files::values(chart)?;
    new.schemas(&definitions)?;
    new.rules(&definitions)?;
    new.values(&values)?;
    new.row(&definitions, &values, value)?;
    new.types()
}

impl New<'_> {
    /// The schema of each kind: a file of its own, or that of the last release where nothing changes.
    fn schemas(&self, definitions: &[Value]) -> Result<()> {
        let path = self.folder.join("schemas/index.json");
        let mut index = json(&path)?;
        let mut files = index[&self.last].clone();
        for definition in definitions {
            let kind = text(definition, "/spec/names/kind")?;
            let old = json(&self.folder.join("schemas").join(text(&files, &format!("/{kind}"))?))?;
            let versions = definition["spec"]["versions"].as_array().context("a definition without versions")?;
            let facts: Vec<Value> = versions.iter().filter(|version| version["served"] == true).map(version).collect();
            let changes = difference::schemas(&old["versions"][0]["schema"], &facts[0]["schema"]);
            changes.iter().for_each(|change| println!("  {kind} {change}"));
            let same = old["versions"]
                .as_array()
                .is_some_and(|old| old.iter().map(|it| &it["schema"]).eq(facts.iter().map(|it| &it["schema"])));
            if !same {
                let file = format!("{kind}-{}.json", self.version);
                let mut now = old.clone();
                now["versions"] = facts.into();
                write(&self.folder.join("schemas").join(&file), &now)?;
                files[kind] = file.into();
            }
        }
        index[&self.version] = files;
        write(&path, &index)
    }

    /// Cross-field rules by their places; those that are gone end with the last release.
    fn rules(&self, definitions: &[Value]) -> Result<()> {
        let path = self.folder.join("constraints.json");
        let mut rows = json(&path)?;
        let mut now = Vec::new();
        for definition in definitions {
            let kind = text(definition, "/spec/names/kind")?;
            let schema = &definition["spec"]["versions"][0]["schema"]["openAPIV3Schema"];
            files::rules(schema, "", &mut |place, rule| {
                now.push((kind.to_string(), rule.to_string(), place.to_string()))
            });
        }
        let rows_list = rows.as_array_mut().context("constraints.json is no list")?;
        for row in rows_list.iter_mut() {
            let (kind, expression) = (text(row, "/kind")?.to_string(), text(row, "/expression")?.to_string());
            for at in row["at"].as_array_mut().into_iter().flatten() {
                let key = (kind.clone(), expression.clone(), text(at, "/path")?.to_string());
                let there = now.iter().position(|other| *other == key);
                let open = at["releases"]
                    .as_array_mut()
                    .and_then(|ranges| ranges.last_mut())
                    .filter(|range| range["until"].is_null());
                match (there, open) {
                    (None, Some(range)) => {
                        println!("  {kind} {}: a rule is gone: {expression}", key.2);
                        range["until"] = self.last.clone().into();
                    }
                    (Some(place), Some(_)) => drop(now.swap_remove(place)),
                    _ => {}
                }
            }
        }
        for (kind, expression, place) in now {
            println!("  {kind} {place}: a new rule: {expression}");
            let ranges = json!([{"since": self.version, "until": null}]);
            rows_list
                .push(json!({"kind": kind, "expression": expression, "at": [{"path": place, "releases": ranges}]}));
        }
        write(&path, &rows)
    }

    /// The values of the chart, and what is new among them.
    fn values(&self, values: &Value) -> Result<()> {
        let path = self.folder.join("helm-values.json");
        let mut rows = json(&path)?;
        let now = files::flat(values);
        let rows_list = rows.as_array_mut().context("helm-values.json is no list")?;
        let last = rows_list.last_mut().context("no values yet")?;
        for change in difference::maps(&last["values"], &now) {
            println!("  values {change}");
        }
        match last["values"] == now {
            true => last["until"] = self.version.clone().into(),
            false => rows_list.push(json!({"since": self.version, "until": self.version, "values": now})),
        }
        write(&path, &rows)
    }

    /// The row of the release; what nobody gives is as in the last one.
    fn row<'v>(&self, definitions: &[Value], values: &Value, given: impl Fn(&str) -> Option<&'v str>) -> Result<()> {
        let path = self.folder.join("releases.json");
        let mut facts = json(&path)?;
        let rows = facts["releases"].as_array_mut().context("releases.json has no list `releases`")?;
        let old = rows.last().context("no release yet")?.clone();
        let mut row = old.clone();
        for (key, name) in [("released", "released"), ("endOfLife", "end-of-life")] {
            row[key] = given(name).with_context(|| format!("give the day: {name}=2026-11-21"))?.into();
        }
        row["version"] = self.version.clone().into();
        row["images"]["envoy"] =
            given("envoy").context("give the image of Envoy that the controller has: envoy=…")?.into();
        let gateway = values.pointer("/global/images/envoyGateway/image").and_then(Value::as_str);
        let gateway = gateway.filter(|image| image.ends_with(&format!(":{}", self.version)));
        row["images"]["gateway"] =
            gateway.map_or(format!("docker.io/envoyproxy/gateway:{}", self.version), str::to_string).into();
        if let Some(image) = values.pointer("/global/images/ratelimit/image") {
            row["images"]["ratelimit"] = image.clone();
        }
        if let Some(versions) = given("kubernetes") {
            row["kubernetes"] = versions.split(' ').collect::<Vec<_>>().into();
        }
        let bundle = |definition: &Value| {
            definition["metadata"]["annotations"]["gateway.networking.k8s.io/bundle-version"].clone()
        };
        row["gatewayApi"] =
            definitions.iter().map(bundle).find(|bundle| bundle.is_string()).context("no version of Gateway API")?;
        for change in difference::maps(&old, &row) {
            println!("  release {change}");
        }
        rows.push(row);
        write(&path, &facts)
    }

    /// Types of Go: a chart does not hold them.
    fn types(&self) -> Result<()> {
        let path = self.folder.join("types/index.json");
        let mut index = json(&path)?;
        let line = |version: &str| version.rsplit_once('.').map_or("", |(line, _)| line).to_string();
        if line(&self.version) != line(&self.last) {
            index[line(&self.version)] = index[line(&self.last)].clone();
            println!(
                "  types of the configuration are those of {}: read them from the source where they change",
                self.last
            );
            write(&path, &index)?;
        }
        Ok(())
    }
}

/// One version of a definition, as facts.
fn version(version: &Value) -> Value {
    let mut schema = version["schema"]["openAPIV3Schema"].clone();
    bare(&mut schema);
    json!({"name": version["name"], "served": true, "storage": version["storage"], "schema": schema})
}

/// Takes the words out of a schema: fields that are called like them stay.
fn bare(schema: &mut Value) {
    let Some(map) = schema.as_object_mut() else { return };
    WORDS.iter().for_each(|word| drop(map.remove(*word)));
    for (key, inner) in map {
        match key.as_str() {
            "properties" => inner.as_object_mut().into_iter().flatten().for_each(|(_, field)| bare(field)),
            "items" | "additionalProperties" => bare(inner),
            "allOf" | "anyOf" | "oneOf" => inner.as_array_mut().into_iter().flatten().for_each(bare),
            _ => {}
        }
    }
}

fn write(path: &Path, value: &Value) -> Result<()> {
    fs::write(path, serde_json::to_string_pretty(value)? + "\n")
        .with_context(|| format!("cannot write {}", path.display()))
}

/// The words `name=value` behind the folder.
pub fn words(arguments: &[String]) -> Result<Vec<(&str, &str)>> {
    const NAMES: [&str; 6] = ["chart", "released", "end-of-life", "envoy", "kubernetes", "day"];
    let mut words = Vec::new();
    for argument in arguments {
        match argument.split_once('=') {
            Some((name, value)) if NAMES.contains(&name) => words.push((name, value)),
            _ => bail!("{argument}: there are {}", NAMES.join("=…, ") + "=…"),
        }
    }
    Ok(words)
}
