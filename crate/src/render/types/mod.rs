//! The types that the controller decodes objects into: what does not fit stops it, what it does not know is dropped, and
//! what it writes out has its own form.

mod fit;
mod quantity;
mod read;
mod unknown;

pub use fit::Misfit;
pub(super) use read::{Field, Type};

/// Every type, by name.
#[derive(Debug, Default)]
pub struct ObjectTypes {
    structs: Vec<Struct>,
}

/// A type with fields.
#[derive(Debug)]
struct Struct {
    name: &'static str,
    fields: Vec<Field>,
}

impl ObjectTypes {
    /// Where the type of a name is.
    fn find(&self, name: &str) -> Option<usize> {
        self.structs.iter().position(|known| known.name == name)
    }
}
