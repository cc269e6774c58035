//! The baseline: findings that were there when a team began, and that are not said again.
//!
//! A finding is known again by its rule, path, object, field and message, not by its line. An entry stands for as many
//! findings as it counts.

use super::response::Diagnostic;
use super::writer::Writer;
use crate::diagnostic::Group;
use crate::read::{Document, FileFacts, Kind, Role};
use crate::rules::{BASELINE_STALE, can_be_silenced, ran};
use crate::team::Seen;
use crate::text::{Names, sort};
use crate::value::Node;

/// What is at the top of a baseline.
const HEAD: &str = "# Findings that gatelint does not repeat, written by gatelint check --write-baseline.\n";

/// An entry, and how often it may still be used.
struct Left {
    key: String,
    count: i64,
}

/// Which findings are not in the baseline.
pub fn unknown(said: &[Diagnostic], files: &[FileFacts], cwd: &str, only: Option<&[Group]>) -> Vec<bool> {
    let Some(document) = files.iter().flat_map(|facts| &facts.documents).find(|one| one.kind == Kind::Baseline) else {
        return vec![true; said.len()];
    };
    let path = files.get(document.file.0 as usize).map_or("", |facts| &*facts.path);
    let seen = Seen::new(cwd, path);
    let mut left = entries(document);
    let mut order: Vec<usize> = (0..left.len()).collect();
    sort(&mut order, |a, b| key_at(&left, *a).cmp(key_at(&left, *b)));
    let mut keep = Vec::with_capacity(said.len());
    for one in said {
        keep.push(!can_be_known(one) || !take(&mut left, &order, &key_of(one, &seen)));
    }
    let looked = files.iter().filter(|facts| !facts.role.is_some_and(Role::is_aside));
    let looked: Vec<String> = looked.map(|facts| seen.path(&facts.path)).collect();
    let looked = Names::set(looked.iter().map(String::as_str));
    for (keep, one) in keep.iter_mut().zip(said).filter(|(_, one)| one.rule == BASELINE_STALE) {
        let place = one.field.as_deref().and_then(|field| field.strip_prefix("findings[")?.strip_suffix(']'));
        let entry = place.and_then(|place| left.get(place.parse::<usize>().ok()?));
        let mut words = entry.map_or("", |entry| &entry.key).split('\n');
        let (rule, path) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
        *keep = entry.is_some_and(|entry| entry.count > 0) && looked.has(path) && ran(rule, only);
    }
    keep
}

fn entries(document: &Document) -> Vec<Left> {
    let mut left = Vec::new();
    let items = document.root.get("findings").map_or(&[][..], Node::items);
    for item in items {
        let words = ["rule", "path", "object", "field", "message"];
        let key = words.map(|word| item.str_at(&[word]).unwrap_or("")).join("\n");
        let count = item.get("count").and_then(Node::as_int).unwrap_or(1);
        left.push(Left { key, count });
    }
    left
}

fn key_at(left: &[Left], index: usize) -> &str {
    left.get(index).map_or("", |entry| &entry.key)
}

/// Uses an entry of this key, where one is left. `order`: the entries by their keys.
fn take(left: &mut [Left], order: &[usize], key: &str) -> bool {
    let first = order.partition_point(|index| key_at(left, *index) < key);
    for index in order.get(first..).unwrap_or(&[]) {
        let Some(entry) = left.get_mut(*index).filter(|entry| entry.key == key) else { break };
        if entry.count > 0 {
            entry.count -= 1;
            return true;
        }
    }
    false
}

fn can_be_known(said: &Diagnostic) -> bool {
    can_be_silenced(said.rule) && said.rule != BASELINE_STALE
}

fn key_of(said: &Diagnostic, seen: &Seen) -> String {
    let [object, field] = [&said.object, &said.field].map(|word| word.as_deref().unwrap_or(""));
    [said.rule, &seen.path(&said.path), object, field, &said.message].join("\n")
}

/// The text of a baseline of these findings, that is to stand at `path`: one entry a line, in their order by key.
pub fn write(said: &[Diagnostic], cwd: &str, path: &str) -> String {
    let seen = Seen::new(cwd, path);
    let mut keys: Vec<String> = Vec::new();
    for one in said.iter().filter(|one| can_be_known(one)) {
        keys.push(key_of(one, &seen));
    }
    sort(&mut keys, Ord::cmp);
    let mut text = HEAD.to_string();
    text.push_str(if keys.is_empty() { "findings: []\n" } else { "findings:\n" });
    let mut rest = &*keys;
    while let Some(key) = rest.first() {
        let count = rest.iter().take_while(|other| *other == key).count();
        text.push_str("- ");
        text.push_str(&entry(key, count));
        text.push('\n');
        rest = rest.get(count..).unwrap_or(&[]);
    }
    text
}

fn entry(key: &str, count: usize) -> String {
    let mut out = Writer::default();
    out.open('{');
    let words = ["rule", "path", "object", "field", "message"].into_iter().zip(key.splitn(5, '\n'));
    for (word, value) in words.filter(|(_, value)| !value.is_empty()) {
        out.field(word, value);
    }
    if count > 1 {
        out.number("count", count as u32);
    }
    out.close('}');
    out.finish()
}
