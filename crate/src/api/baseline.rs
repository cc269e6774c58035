//! The baseline: findings that were there when a team began, and that are not said again.
//!
//! A finding is known again by its rule, path, object, field and message, not by its line. An entry stands for as many
//! findings as it counts.

use super::response::Diagnostic;
use super::writer::Writer;
use crate::diagnostic::Group;
use crate::read::{FileFacts, Kind, Role};
use crate::rules::{BASELINE_STALE, can_be_silenced, ran};
use crate::team::Seen;
use crate::text::sort;
use crate::value::Node;

/// What is at the top of a baseline.
const HEAD: &str = "# Findings that gatelint does not repeat, written by gatelint check --write-baseline.\n";

/// What an entry says of its finding.
const WORDS: [&str; 5] = ["rule", "path", "object", "field", "message"];

/// An entry, and how often it may still be used.
struct Left {
    key: String,
    count: i64,
}

/// What is left of a baseline while findings are compared with it.
pub struct Baseline<'b> {
    left: Vec<Left>,
    /// The entries by their keys.
    order: Vec<usize>,
    seen: Seen,
    files: &'b [FileFacts],
    only: Option<&'b [Group]>,
}

impl<'b> Baseline<'b> {
    /// The one among the files.
    pub fn new(files: &'b [FileFacts], cwd: &str, only: Option<&'b [Group]>) -> Option<Self> {
        let document = files.iter().flat_map(|facts| &facts.documents).find(|one| one.kind == Kind::Baseline)?;
        let mut left = Vec::new();
        for item in document.root.get("findings").map_or(&[][..], Node::items) {
            let mut key = String::new();
            for word in WORDS {
                key.push_str(item.str_at(&[word]).unwrap_or(""));
                key.push('\n');
            }
            let count = item.get("count").and_then(Node::as_int).unwrap_or(1);
            left.push(Left { key, count });
        }
        let mut order = Vec::new();
        for place in 0..left.len() {
            order.push(place);
        }
        sort(&mut order, |a, b| key_at(&left, *a).cmp(key_at(&left, *b)));
        let seen = Seen::new(cwd, &files.get(document.file.0 as usize)?.path);
        Some(Baseline { left, order, seen, files, only })
    }

    /// True for a finding that is not in it. What is said of its own entries comes last, and only where nothing else used
    /// them up.
    pub fn keeps(&mut self, said: &Diagnostic) -> bool {
        if said.rule == BASELINE_STALE {
            return self.is_stale(said.field.as_deref().unwrap_or(""));
        }
        if !can_be_silenced(said.rule) {
            return true;
        }
        let key = key_of(said, &self.seen);
        let first = self.order.partition_point(|index| key_at(&self.left, *index) < &*key);
        for index in self.order.get(first..).unwrap_or(&[]) {
            let Some(entry) = self.left.get_mut(*index).filter(|entry| entry.key == key) else { break };
            if entry.count > 0 {
                entry.count -= 1;
                return false;
            }
        }
        true
    }

    /// True where an entry was not used up, and its rule looked at its file. `field`: `findings[3]`.
    fn is_stale(&self, field: &str) -> bool {
        let place = field.strip_prefix("findings[").and_then(|field| field.strip_suffix(']'));
        let entry = place.and_then(|place| self.left.get(place.parse::<usize>().ok()?));
        let Some(entry) = entry.filter(|entry| entry.count > 0) else { return false };
        let mut words = entry.key.split('\n');
        let (rule, path) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
        let is_it = |facts: &FileFacts| !facts.role.is_some_and(Role::is_aside) && self.seen.path(&facts.path) == path;
        ran(rule, self.only) && self.files.iter().any(is_it)
    }
}

fn key_at(left: &[Left], index: usize) -> &str {
    left.get(index).map_or("", |entry| &entry.key)
}

fn key_of(said: &Diagnostic, seen: &Seen) -> String {
    let (object, field) = (said.object.as_deref().unwrap_or(""), said.field.as_deref().unwrap_or(""));
    let mut key = String::new();
    for word in [said.rule, &seen.path(&said.path), object, field, &said.message] {
        key.push_str(word);
        key.push('\n');
    }
    key
}

/// The text of a baseline of these findings, that is to stand at `path`: one entry a line, in their order by key.
pub fn write(said: &[Diagnostic], cwd: &str, path: &str) -> String {
    let seen = Seen::new(cwd, path);
    let mut keys: Vec<String> = Vec::new();
    for one in said.iter().filter(|one| can_be_silenced(one.rule)) {
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
    let mut rest = key.strip_suffix('\n').unwrap_or(key);
    for word in WORDS {
        // Only the message, which is the last, may have several lines.
        let (value, after) = if word == "message" { (rest, "") } else { rest.split_once('\n').unwrap_or((rest, "")) };
        if !value.is_empty() {
            out.field(word, value);
        }
        rest = after;
    }
    if count > 1 {
        out.number("count", count as u32);
    }
    out.close('}');
    out.finish()
}
