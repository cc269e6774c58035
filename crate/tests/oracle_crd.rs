//! Documents against the verdicts of a real API server with the definitions of all releases: accepted or refused, which
//! fields it names, and which defaults it fills in.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, clippy::print_stdout)]

mod support;

use gatelint::diagnostic::ReleaseSet;
use gatelint::release::Releases;
use gatelint::schema::{Kind, Options, Schema, Violation, apply_defaults, check};
use gatelint::text::{Embedding, FileId};
use gatelint::value::Node;
use gatelint::yaml;
use serde_json::Value;
use std::collections::BTreeMap;

struct Tables {
    releases: Releases,
    schema: Schema,
}

impl Tables {
    fn new() -> Self {
        let releases = Releases::builtin();
        let schema = Schema::builtin(&releases);
        Tables { releases, schema }
    }
}

/// The object as a file would have it.
fn read(object: &Value) -> Node {
    let text = object.to_string();
    let text = yaml::Text::decode(text.as_bytes());
    let piece = yaml::read_one(&text, &Embedding::file(FileId(0), text.text.len()));
    assert!(!piece.is_refused(true), "{object}: {:?}", piece.problems);
    piece.root.unwrap()
}

fn kind(object: &Value) -> Option<Kind> {
    Kind::of(object["apiVersion"].as_str()?, object["kind"].as_str()?)
}

/// True when a violation in this release names the field, or one below it.
fn names(violations: &[Violation], release: u16, field: &str) -> bool {
    let is_it = |named: &String| {
        let rest = named.strip_prefix(field);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
    };
    let here = violations.iter().filter(|violation| violation.releases.contains(release));
    here.into_iter().any(|violation| is_it(&violation.field) || violation.covers.iter().any(is_it))
}

#[test]
fn verdicts() {
    let tables = Tables::new();
    let every = tables.releases.every();
    let rows = support::lines("crd-verdicts.jsonl");
    let (mut decided, mut named, mut wrong) = (0, 0, Vec::new());
    for row in &rows {
        let node = read(&row["object"]);
        let violations = kind(&row["object"]).map(|kind| check(&tables.schema, kind, &node, Options::of(every)));
        for verdict in row["verdicts"].as_array().unwrap() {
            let releases = tables.releases.set(verdict["releases"].as_str().unwrap()).unwrap();
            for release in releases.iter() {
                decided += 1;
                let version = &tables.releases.get(release).unwrap().version;
                let ours = violations.as_ref().map(|all| all.iter().all(|one| !one.releases.contains(release)));
                if ours.unwrap_or(false) != verdict["ok"].as_bool().unwrap_or(false) {
                    wrong.push(format!("{} {version}: ours {ours:?}, {verdict}", row["id"]));
                    continue;
                }
                for field in verdict["fields"].as_array().into_iter().flatten().filter_map(Value::as_str) {
                    let found = field.is_empty() || names(violations.as_deref().unwrap_or_default(), release, field);
                    named += usize::from(found);
                    if !found {
                        wrong.push(format!("{} {version}: does not name {field}", row["id"]));
                    }
                }
            }
        }
    }
    println!("{} objects, {decided} verdicts, {named} fields named, {} mismatches", rows.len(), wrong.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(rows.len() > 1500 && decided > 80_000 && named > 50_000, "fewer answers than recorded");
}

#[test]
fn what_is_found_has_a_place() {
    let tables = Tables::new();
    for row in support::lines("crd-verdicts.jsonl") {
        let (node, Some(kind)) = (read(&row["object"]), kind(&row["object"])) else { continue };
        for violation in check(&tables.schema, kind, &node, Options::of(tables.releases.every())) {
            assert!(violation.origin.span().is_some(), "{} {violation:?}", row["id"]);
            assert!(!violation.releases.is_empty() && !violation.field.is_empty(), "{} {violation:?}", row["id"]);
        }
    }
}

#[test]
fn one_release_says_what_all_releases_say_of_it() {
    let tables = Tables::new();
    for row in support::lines("crd-verdicts.jsonl").iter().step_by(7) {
        let (node, Some(kind)) = (read(&row["object"]), kind(&row["object"])) else { continue };
        let all = check(&tables.schema, kind, &node, Options::of(tables.releases.every()));
        for release in tables.releases.all() {
            let one = check(&tables.schema, kind, &node, Options::of(ReleaseSet::one(release.index)));
            let of_all = all.iter().filter(|violation| violation.releases.contains(release.index)).count();
            assert!(one.len() == of_all, "{} {}: {} alone, {of_all} of all", row["id"], release.version, one.len());
        }
    }
}

#[test]
fn defaults() {
    let tables = Tables::new();
    let (mut compared, mut wrong) = (0, Vec::new());
    for row in support::lines("crd-verdicts.jsonl") {
        let object = &row["object"];
        let (node, Some(kind)) = (read(object), kind(object)) else { continue };
        for verdict in row["verdicts"].as_array().unwrap().iter().filter(|verdict| verdict["ok"] == true) {
            let releases = tables.releases.set(verdict["releases"].as_str().unwrap()).unwrap();
            for release in releases.iter() {
                let filled = apply_defaults(&tables.schema, kind, &node, tables.releases.get(release).unwrap());
                let filled: Value = serde_json::from_str(&yaml::to_json(&filled)).unwrap();
                let mut added = BTreeMap::new();
                difference(object, &filled, String::new(), &mut added);
                let theirs: BTreeMap<String, Value> =
                    verdict["defaults"].as_object().cloned().unwrap_or_default().into_iter().collect();
                compared += 1;
                if added != theirs {
                    wrong.push(format!("{} {release}: ours {added:?}, theirs {theirs:?}", row["id"]));
                }
            }
        }
    }
    println!("{compared} objects filled in, {} mismatches", wrong.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(compared > 20_000, "fewer answers than recorded");
}

/// JSON pointers of what `after` has more or otherwise.
fn difference(before: &Value, after: &Value, pointer: String, added: &mut BTreeMap<String, Value>) {
    match (before, after) {
        (Value::Object(before), Value::Object(after)) => {
            for (key, value) in after {
                let pointer = format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"));
                difference(before.get(key).unwrap_or(&Value::Null), value, pointer, added);
            }
        }
        (Value::Array(before), Value::Array(after)) if before.len() == after.len() => {
            let pairs = before.iter().zip(after).enumerate();
            pairs.for_each(|(at, (before, after))| difference(before, after, format!("{pointer}/{at}"), added));
        }
        (before, after) if before == after => {}
        (_, after) => drop(added.insert(pointer, after.clone())),
    }
}
