//! What a decoder drops without a word.

use super::{ObjectTypes, Type};
use crate::release::Release;
use crate::text::{Gather as _, nearest_of};
use crate::value::{Entry, Node};

impl ObjectTypes {
    /// The keys of a tree that the type of a name does not have, each with a known one that may be meant. Directives of
    /// strategic merge patches (`$patch` …) are no fields.
    pub fn unknown<'n>(&self, name: &str, node: &'n Node, release: &Release) -> Vec<(&'n Entry, Option<&'static str>)> {
        let mut unknown = Vec::new();
        let root = self.find(name).map(Type::Struct);
        let mut open: Vec<(&Node, &Type)> = root.iter().map(|of| (node, of)).gather();
        while let Some((node, of)) = open.pop() {
            match of {
                Type::Pointer(inner) => open.push((node, inner)),
                Type::List(inner) => open.extend(node.items().iter().map(|item| (item, &**inner))),
                Type::Map(inner) => open.extend(node.entries().iter().map(|entry| (&entry.value, &**inner))),
                Type::Struct(at) => {
                    let fields = self.structs.get(*at).map_or(&[][..], |known| &known.fields);
                    let known = || fields.iter().filter(|field| field.releases.contains(release.index));
                    for entry in node.entries().iter().filter(|entry| !entry.key.starts_with('$')) {
                        match known().find(|field| entry.key.eq_ignore_ascii_case(field.name)) {
                            Some(field) => open.push((&entry.value, &field.of)),
                            None => unknown.push((entry, nearest_of(&entry.key, known().map(|field| field.name)))),
                        }
                    }
                }
                _ => {}
            }
        }
        unknown
    }
}
