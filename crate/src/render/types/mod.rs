//! The types that the controller decodes objects into: what does not fit stops it, what it does not know is dropped, and
//! what it writes out has its own form.

mod fit;
mod quantity;
mod read;
mod unknown;

pub use fit::Misfit;
pub(super) use quantity::nanos;
pub(super) use read::{Field, Type};

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
    /// True when nothing outside decides whether a value of it is right.
    pub local: bool,
}

/// What is asked of fields together, and which of them must be there for it to matter: sets of places among the fields.
#[derive(Debug)]
pub(super) struct Rule {
    /// The rule, as `verdict/rules.rs` reads it.
    pub text: &'static str,
    /// Each of these.
    pub all: u128,
    /// One of these, where there are any.
    pub any: u128,
}

/// The set of one place; none of the types has more fields than there are bits.
pub(super) fn bit(at: usize) -> u128 {
    1_u128.checked_shl(at as u32).unwrap_or(0)
}

impl Rule {
    /// True when the rule can say something of a map with these fields.
    pub fn matters(&self, present: u128) -> bool {
        self.all & !present == 0 && (self.any == 0 || self.any & present != 0)
    }
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
