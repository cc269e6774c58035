//! Reads the table of types.

use super::{ObjectTypes, Rule, Struct};
use crate::diagnostic::ReleaseSet;
use crate::release::Releases;
use crate::text::Gather as _;

/// A field.
#[derive(Debug)]
pub struct Field {
    pub name: &'static str,
    /// The releases that have it.
    pub releases: ReleaseSet,
    /// Written even where it is empty.
    pub always: bool,
    pub of: Type,
    /// What the API server asks of it; see `types.txt`.
    pub check: &'static str,
}

/// The type of a value.
#[derive(Debug)]
pub enum Type {
    Text,
    Bool,
    Int32,
    Int64,
    Float,
    Quantity,
    IntOrText,
    Time,
    Duration,
    Bytes,
    Any,
    Pointer(Box<Type>),
    List(Box<Type>),
    Map(Box<Type>),
    /// A type of the table, by its place.
    Struct(usize),
}

impl ObjectTypes {
    /// The table that the program was built with.
    pub fn builtin(releases: &Releases) -> Self {
        let mut types = ObjectTypes::default();
        let lines = crate::text::table!(include_str!("types.txt")).lines();
        let lines: Vec<(&str, &str)> = lines.filter_map(|line| line.split_once(' ')).gather();
        // Types name one another: their places come first.
        for (name, _) in &lines {
            types.structs.push(Struct { name, fields: Vec::new(), required: Vec::new(), rules: Vec::new() });
        }
        let every = releases.every();
        for (at, (_, words)) in lines.iter().enumerate() {
            let (mut fields, mut required, mut texts) = (Vec::new(), Vec::new(), Vec::new());
            for word in words.split(' ') {
                if word.starts_with(['^', '~', '?']) {
                    texts.push(word);
                    continue;
                }
                let field = types.field(word, releases, every);
                if field.check.starts_with('!') {
                    required.push(fields.len());
                }
                fields.push(field);
            }
            let mut rules = Vec::new();
            texts.into_iter().for_each(|text| Rule::read(text, &fields, &mut rules));
            if let Some(known) = types.structs.get_mut(at) {
                (known.fields, known.required, known.rules) = (fields, required, rules);
            }
        }
        types
    }

    fn field(&self, word: &'static str, releases: &Releases, every: ReleaseSet) -> Field {
        let (word, check) = word.split_once(';').unwrap_or((word, ""));
        let (word, set) =
            word.split_once('@').map_or((word, every), |(word, range)| (word, releases.set(range).unwrap_or(every)));
        let (name, of) = word.split_once(':').unwrap_or((word, "s"));
        let always = of.starts_with('=');
        Field { name, releases: set, always, of: self.of(of.trim_start_matches('=')), check }
    }

    fn of(&self, text: &str) -> Type {
        let inner = |prefix| text.strip_prefix(prefix).map(|rest| Box::new(self.of(rest)));
        if let Some(inner) = inner("*") {
            return Type::Pointer(inner);
        }
        if let Some(inner) = inner("[]") {
            return Type::List(inner);
        }
        if let Some(inner) = inner("{}") {
            return Type::Map(inner);
        }
        match text {
            "s" => Type::Text,
            "b" => Type::Bool,
            "i" => Type::Int32,
            "l" => Type::Int64,
            "f" => Type::Float,
            "q" => Type::Quantity,
            "o" => Type::IntOrText,
            "t" => Type::Time,
            "d" => Type::Duration,
            "B" => Type::Bytes,
            name => self.find(name).map_or(Type::Any, Type::Struct),
        }
    }
}
