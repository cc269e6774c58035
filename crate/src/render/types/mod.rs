//! The types that the controller decodes objects into: what does not fit stops it, what it does not know is dropped, and
//! what it writes out has its own form.

mod fit;
mod quantity;
mod read;
mod rule;
mod unknown;

pub use fit::Misfit;
pub(super) use quantity::nanos;
pub(super) use read::{Field, Type};
pub(super) use rule::{Condition, Rule, bit};

/// Every type, by name.
#[derive(Debug, Default)]
pub struct ObjectTypes {
    structs: Vec<Struct>,
}

/// A type with fields.
#[derive(Debug)]
pub(super) struct Struct {
    pub name: &'static str,
    /// By name.
    pub fields: Vec<Field>,
    /// Which of them must be there.
    pub required: Vec<usize>,
    /// What is asked of fields together.
    pub rules: Vec<Rule>,
}

impl ObjectTypes {
    /// Where the type of a name is.
    pub(super) fn find(&self, name: &str) -> Option<usize> {
        self.structs.iter().position(|known| known.name == name)
    }

    pub(super) fn get(&self, at: usize) -> Option<&Struct> {
        self.structs.get(at)
    }
}
