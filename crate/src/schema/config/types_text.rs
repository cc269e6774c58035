//! Reads `types.txt`; `types.rs` says how.

use super::types::{Field, Scalar, Shape, Struct, Width};
use super::types_schema::Converter;
use crate::release::{FactsError, Releases};
use crate::schema::Schema;
use crate::text::{Gather as _, cut};

/// Reads the structs of a text, the whole configuration first.
pub fn read(text: &'static str, releases: &Releases, schema: &Schema) -> Result<Vec<Struct>, FactsError> {
    let (fields, others) = cut(text, "\n@\n").unwrap_or((text, ""));
    let lines = || fields.lines().enumerate().filter(|(_, line)| !line.starts_with('#'));
    let converter = Converter::new(schema, others.lines().filter_map(other).gather());
    let names: Vec<&str> = lines().map(|(_, line)| line).filter(|line| !line.starts_with(' ')).gather();
    let mut reader =
        Reader { structs: vec![Struct::default(); names.len()], names, releases, converter, open: Vec::new() };
    for (at, line) in lines() {
        let wrong = || FactsError::Line { file: "fields of the config", line: at + 1, text: line.to_string() };
        reader.line(line).ok_or_else(wrong)?;
    }
    Ok(reader.structs)
}

/// A field that is read in another way than the schema says.
fn other(line: &'static str) -> Option<(&'static str, Scalar)> {
    let (name, letter) = line.trim_start().split_once(' ')?;
    Some((name, scalar(letter)?))
}

struct Reader<'r> {
    structs: Vec<Struct>,
    names: Vec<&'static str>,
    releases: &'r Releases,
    converter: Converter<'r>,
    /// The structs that the line stands in.
    open: Vec<usize>,
}

impl Reader<'_> {
    fn line(&mut self, line: &'static str) -> Option<()> {
        let text = line.trim_start_matches(' ');
        let depth = line.len() - text.len();
        if depth == 0 {
            self.open = vec![self.names.iter().position(|name| *name == text)?];
            return Some(());
        }
        self.open.truncate(depth);
        let parent = *self.open.get(depth - 1)?;
        let (name, rest) = text.split_once(' ')?;
        let (shape, ranges) = rest.split_once(' ').unwrap_or((rest, ""));
        let releases = if ranges.is_empty() { self.releases.every() } else { self.releases.set(ranges)? };
        let shape = self.shape(shape)?;
        self.structs.get_mut(parent)?.fields.push(Field { name, shape, releases });
        Some(())
    }

    fn shape(&mut self, text: &str) -> Option<Shape> {
        if let Some(inner) = text.strip_prefix('[') {
            return Some(Shape::List(Box::new(self.shape(inner)?)));
        }
        if let Some(inner) = text.strip_prefix('{') {
            return Some(Shape::Map(Box::new(self.shape(inner)?)));
        }
        if let Some(path) = text.strip_prefix('@') {
            return self.converter.shape(path, &mut self.structs);
        }
        if text == "." {
            self.open.push(self.structs.len());
            self.structs.push(Struct::default());
            return Some(Shape::Struct(self.structs.len() - 1));
        }
        scalar(text)
            .map(Shape::Scalar)
            .or_else(|| Some(Shape::Struct(self.names.iter().position(|name| *name == text)?)))
    }
}

fn scalar(letter: &str) -> Option<Scalar> {
    Some(match letter {
        "s" => Scalar::Text,
        "b" => Scalar::Bool,
        "i" => Scalar::Integer(Width::I32),
        "l" => Scalar::Integer(Width::I64),
        "u" => Scalar::Integer(Width::U32),
        "U" => Scalar::Integer(Width::U64),
        "q" => Scalar::Quantity,
        "d" => Scalar::Duration,
        "t" => Scalar::Time,
        "o" => Scalar::IntegerOrText,
        "B" => Scalar::Bytes,
        "*" => Scalar::Any,
        _ => return None,
    })
}
