//! The table: nodes that come out alike are written once.

use super::sets::Set;
use std::collections::HashMap;
use std::fmt::Write;

const HEAD: &str = "\
# What the API of every release accepts, one table for all; read from the custom resource definitions of its tags.
# Written by `cargo xtask facts`; crate/src/schema/table says how to read it.
";

/// The table while it is made.
pub struct Table {
    pub releases: usize,
    sets: Vec<Set>,
    numbers: HashMap<Set, usize>,
    lines: Vec<String>,
    places: HashMap<String, usize>,
    roots: Vec<(String, usize)>,
}

impl Table {
    pub fn new(releases: usize) -> Self {
        Table {
            releases,
            sets: Vec::new(),
            numbers: HashMap::new(),
            lines: Vec::new(),
            places: HashMap::new(),
            roots: Vec::new(),
        }
    }

    /// `token`, marked with the set in which it holds among the releases of its node.
    pub fn token(&mut self, token: &str, set: Set, node: Set) -> String {
        if set == node {
            return token.to_string();
        }
        let wide = set.within(node, self.releases);
        let next = self.sets.len();
        let number = *self.numbers.entry(wide).or_insert(next);
        if number == next {
            self.sets.push(wide);
        }
        format!("{token}@{number}")
    }

    /// The number of a node.
    pub fn node(&mut self, tokens: &[String]) -> usize {
        let line = if tokens.is_empty() { "-".to_string() } else { tokens.join(" ") };
        let next = self.lines.len();
        let place = *self.places.entry(line.clone()).or_insert(next);
        if place == next {
            self.lines.push(line);
        }
        place
    }

    pub fn root(&mut self, kind: &str, node: usize) {
        self.roots.push((kind.to_string(), node));
    }

    pub fn text(&self, releases: &[String]) -> String {
        let mut text = format!("{HEAD}\nsets\n");
        for set in &self.sets {
            let _ = writeln!(text, "{}", set.text(releases));
        }
        text += "\nnodes\n";
        for line in &self.lines {
            let _ = writeln!(text, "{line}");
        }
        text += "\nroots\n";
        for (kind, node) in &self.roots {
            let _ = writeln!(text, "{kind} {node}");
        }
        text
    }
}
