//! Reads `schema.txt`.

use super::{Edge, Facet, Limit, Row, Schema, Type};
use crate::diagnostic::ReleaseSet;
use crate::release::Releases;
use crate::schema::format::Format;
use crate::schema::pattern::Pattern;
use crate::schema::rules::Rule;

/// A line of the table that says nothing known.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line} of the schema says nothing known: {text:?}")]
pub struct SchemaError {
    /// The line, from 1.
    line: usize,
    /// What it says.
    text: String,
}

/// The table while it is read.
struct Reader<'r> {
    releases: &'r Releases,
    sets: Vec<ReleaseSet>,
    schema: Schema,
}

type Part<'r> = fn(&mut Reader<'r>, &'static str) -> Option<()>;

pub(super) fn schema(text: &'static str, releases: &Releases) -> Result<Schema, SchemaError> {
    let schema = Schema { every: releases.every(), ..Schema::default() };
    let mut reader = Reader { releases, sets: Vec::new(), schema };
    let mut part: Part<'_> = Reader::set;
    for (at, line) in text.lines().enumerate() {
        match line {
            "sets" => part = Reader::set,
            "nodes" => part = Reader::node,
            "roots" => part = Reader::root,
            line if line.is_empty() || line.starts_with('#') => {}
            line => part(&mut reader, line).ok_or(SchemaError { line: at + 1, text: line.to_string() })?,
        }
    }
    Ok(reader.schema)
}

impl Reader<'_> {
    fn set(&mut self, line: &'static str) -> Option<()> {
        self.sets.push(self.releases.set(line)?);
        Some(())
    }

    fn root(&mut self, line: &'static str) -> Option<()> {
        let (kind, node) = line.split_once(' ')?;
        self.schema.roots.push((kind, node.parse().ok()?));
        Some(())
    }

    fn node(&mut self, line: &'static str) -> Option<()> {
        let (facets, edges) = (self.schema.facets.len(), self.schema.edges.len());
        let mut row = Row::default();
        for word in line.split(' ') {
            let (word, set) = self.marked(word)?;
            self.word(&mut row, word, set)?;
        }
        row.facets = facets..self.schema.facets.len();
        row.properties = edges..self.schema.edges.len();
        self.schema.edges.get_mut(edges..)?.sort_unstable_by_key(|edge| edge.name);
        self.schema.rows.push(row);
        Some(())
    }

    /// A word and the set in which it holds.
    fn marked(&self, word: &'static str) -> Option<(&'static str, ReleaseSet)> {
        match word.rsplit_once('@') {
            Some((word, set)) => Some((word, *self.sets.get(set.parse::<usize>().ok()?)?)),
            None => Some((word, self.schema.every)),
        }
    }

    fn word(&mut self, row: &mut Row, word: &'static str, set: ReleaseSet) -> Option<()> {
        let edge = |name, node: &str| Some(Edge { name, node: node.parse().ok()?, set });
        if let Some(node) = word.strip_prefix("[]:") {
            row.items = Some(edge("", node)?);
        } else if let Some(node) = word.strip_prefix("{}:") {
            row.values = Some(edge("", node)?);
        } else if let Some(property) = word.strip_prefix('.') {
            let (name, node) = property.split_once(':')?;
            self.schema.edges.push(edge(name, node)?);
        } else if word != "-" {
            self.schema.facets.push((facet(word)?, set));
        }
        Some(())
    }
}

/// Reads what stands behind a mark.
type ReadFacet = fn(&'static str) -> Option<Facet>;

fn facet(word: &'static str) -> Option<Facet> {
    let marks: [(&str, ReadFacet); 7] = [
        ("!", |name| Some(Facet::Required(name))),
        ("=", |json| Some(Facet::Default(json))),
        ("|", |value| Some(Facet::Value(value))),
        ("^", |name| Pattern::named(name).map(Facet::Pattern)),
        ("%", |name| Format::named(name).map(Facet::Format)),
        ("&", |keys| Some(Facet::Unique(keys))),
        ("?", |rule| Rule::read(rule).map(Facet::Rule)),
    ];
    let marked = marks.iter().find_map(|(mark, read)| Some((read, word.strip_prefix(mark)?)));
    if let Some((read, rest)) = marked {
        return read(rest);
    }
    if word == "ip-address" {
        return Some(Facet::IpAddress);
    }
    kind(word).map(Facet::Type).or_else(|| limit(word).map(Facet::Limit))
}

fn kind(word: &str) -> Option<Type> {
    Some(match word {
        "object" => Type::Object,
        "group" => Type::Group,
        "array" => Type::Array,
        "string" => Type::String,
        "integer" => Type::Integer,
        "boolean" => Type::Boolean,
        "int-or-string" => Type::IntOrString,
        "any" => Type::Any,
        _ => return None,
    })
}

fn limit(word: &str) -> Option<Limit> {
    let (name, number) = word.split_once('=')?;
    let count = || number.parse().ok();
    Some(match name {
        ">" => Limit::Least(number.parse().ok()?),
        "<" => Limit::Most(number.parse().ok()?),
        "length>" => Limit::Shortest(count()?),
        "length<" => Limit::Longest(count()?),
        "items>" => Limit::FewestItems(count()?),
        "items<" => Limit::MostItems(count()?),
        "keys<" => Limit::MostKeys(count()?),
        _ => return None,
    })
}
