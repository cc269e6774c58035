//! From the text of the templates to what one release builds.

use crate::release::{Feature, Release};
use crate::text::{Embedding, FileId, Gather as _, Str};
use crate::value::{Entry, Map, Node, Origin, Value};
use crate::yaml;
use std::cell::OnceCell;
use std::rc::Rc;

/// The templates of every release, each made when it is asked for first.
#[derive(Debug)]
pub struct Templates {
    proxy: Option<Node>,
    rate_limit: Option<Node>,
    releases: Vec<OnceCell<Rc<[Template; 2]>>>,
}

/// Objects by kind.
#[derive(Debug, Default)]
pub struct Template(Vec<(Str, Piece)>);

/// A part of an object.
#[derive(Debug)]
pub(in crate::render) enum Piece {
    /// There is nothing to decide.
    Ready(Node),
    /// To be filled.
    Hole(Str),
    /// A map: what is ready of it, and what follows.
    Map(Map, Vec<(Str, Piece)>, Origin),
    /// A list; the items of a list in it are its own.
    List(Vec<Piece>, Origin),
    /// Only where a flag of the builder is as wanted.
    When(Str, bool, Box<Piece>),
    /// The user's value, or else this.
    From(Str, Box<Piece>),
    /// These, and the user's items by name.
    With(Str, Box<Piece>),
}

impl Templates {
    /// Reads the templates that the program was built with, for this many releases.
    pub fn builtin(releases: usize) -> Self {
        let slots = std::iter::repeat_with(OnceCell::new).take(releases);
        let (proxy, rate_limit) = (
            crate::text::table!(include_str!("../proxy.yaml")),
            crate::text::table!(include_str!("../rate_limit.yaml")),
        );
        Templates { proxy: root(proxy), rate_limit: root(rate_limit), releases: slots.gather() }
    }

    /// Those of the proxy and of the rate limit service of a release.
    pub(in crate::render) fn of(&self, release: &Release) -> Rc<[Template; 2]> {
        let make = || {
            let of = |root: &Option<Node>| root.as_ref().map(|root| Template::new(root, release));
            Rc::new([of(&self.proxy).unwrap_or_default(), of(&self.rate_limit).unwrap_or_default()])
        };
        self.releases.get(usize::from(release.index)).map_or_else(make, |slot| slot.get_or_init(make).clone())
    }
}

fn root(text: &str) -> Option<Node> {
    let embedding = Embedding::file(FileId(u32::MAX), text.len());
    yaml::read(&yaml::Text::from(text), &embedding).pop()?.root
}

impl Template {
    fn new(root: &Node, release: &Release) -> Self {
        let piece = |entry: &Entry| Some((entry.key.clone(), piece(&entry.value, release, &entry.key)));
        Template(root.entries().iter().filter_map(piece).gather())
    }

    /// The object of a kind.
    pub(in crate::render) fn object(&self, kind: &str) -> Option<&Piece> {
        self.0.iter().find(|(name, _)| *name == *kind).map(|(_, piece)| piece)
    }
}

/// The part that a node of the template stands for. Defaults of the release are named by their field.
fn piece(node: &Node, release: &Release, field: &Str) -> Piece {
    let origin = Origin::default_of(release.index, field.clone());
    match &node.value {
        Value::String(text) if text.starts_with('$') && !text.starts_with("$(") => {
            Piece::Hole(Str::copied(text.strip_prefix('$').unwrap_or("")))
        }
        Value::Map(map) => map_of(map, release, origin),
        Value::List(items) => {
            let items = items.iter().filter_map(|item| self::item(item, release, field));
            list_of(items.gather(), origin)
        }
        value => Piece::Ready(Node::new(value.clone(), origin)),
    }
}

fn map_of(map: &Map, release: &Release, origin: Origin) -> Piece {
    let (mut fields, mut ready) = (Vec::new(), Map::new());
    for entry in map.entries() {
        match field(entry, release) {
            Some((key, Piece::Ready(node))) if fields.is_empty() => ready.set(key, node),
            Some(field) => fields.push(field),
            None => {}
        }
    }
    if fields.is_empty() {
        return Piece::Ready(Node::map(ready, origin));
    }
    Piece::Map(ready, fields, origin)
}

fn list_of(items: Vec<Piece>, origin: Origin) -> Piece {
    let mut ready = Vec::new();
    for item in &items {
        match item {
            Piece::Ready(node) if !matches!(node.value, Value::List(_)) => ready.push(node.clone()),
            _ => return Piece::List(items, origin),
        }
    }
    Piece::Ready(Node::list(ready, origin))
}

/// A field with the words after its key; none where the release does not have it.
fn field(entry: &Entry, release: &Release) -> Option<(Str, Piece)> {
    let mut words = entry.key.split(' ');
    let name = Str::copied(words.next()?);
    let piece = piece(&entry.value, release, &name);
    Some((name, qualified(words, piece, release)?))
}

/// An item of a list, perhaps with a condition.
fn item(node: &Node, release: &Release, field: &Str) -> Option<Piece> {
    match node.entries() {
        [only] if only.key.starts_with("if ") || only.key.starts_with("unless ") => {
            let inner = match &only.value.value {
                Value::Map(_) => item(&only.value, release, field)?,
                _ => piece(&only.value, release, field),
            };
            qualified(only.key.split(' '), inner, release)
        }
        _ => Some(piece(node, release, field)),
    }
}

/// The part under conditions; none where a feature of the release decides against it.
fn qualified<'k>(mut words: impl Iterator<Item = &'k str>, piece: Piece, release: &Release) -> Option<Piece> {
    let (Some(word), Some(name)) = (words.next(), words.next()) else { return Some(piece) };
    let wanted = word != "unless";
    let known = Feature::named(name).filter(|_| matches!(word, "if" | "unless"));
    if known.is_some_and(|feature| release.has(feature) != wanted) {
        return None;
    }
    let inner = qualified(words, piece, release)?;
    Some(match word {
        "from" => Piece::From(Str::copied(name), Box::new(inner)),
        "with" => Piece::With(Str::copied(name), Box::new(inner)),
        _ if known.is_some() => inner,
        _ => Piece::When(Str::copied(name), wanted, Box::new(inner)),
    })
}
