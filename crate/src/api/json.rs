//! What is told to hosts, as JSON. A macro writes the shapes down once; what serde makes of them is three times as large.

pub use super::writer::Writer;
use crate::diagnostic::{Group, Severity};
use crate::text::Position;

/// Something that has a canonical JSON text.
pub trait Json {
    /// Writes it.
    fn write(&self, out: &mut Writer);

    /// True when an object is to be written without it.
    fn is_absent(&self) -> bool {
        false
    }
}

/// Structures of the contract: each becomes an object with its fields, in their order.
macro_rules! object {
    ($($(#[$meta:meta])* $vis:vis struct $name:ident {
        $($(#[$field_meta:meta])* $field_vis:vis $field:ident: $type:ty,)*
    })*) => { $(
        $(#[$meta])*
        $vis struct $name { $($(#[$field_meta])* $field_vis $field: $type,)* }

        impl $crate::api::json::Json for $name {
            fn write(&self, out: &mut $crate::api::json::Writer) {
                out.object(&[$(stringify!($field)),*], &[$(&self.$field),*]);
            }
        }
    )* };
}

pub(super) use object;

impl Json for str {
    fn write(&self, out: &mut Writer) {
        out.text(self);
    }
}

impl Json for String {
    fn write(&self, out: &mut Writer) {
        out.text(self);
    }
}

impl<T: Json + ?Sized> Json for &T {
    fn write(&self, out: &mut Writer) {
        (**self).write(out);
    }

    fn is_absent(&self) -> bool {
        (**self).is_absent()
    }
}

impl<T: Json + ?Sized> Json for Box<T> {
    fn write(&self, out: &mut Writer) {
        (**self).write(out);
    }

    fn is_absent(&self) -> bool {
        (**self).is_absent()
    }
}

impl Json for bool {
    fn write(&self, out: &mut Writer) {
        out.word(if *self { "true" } else { "false" });
    }
}

impl Json for usize {
    fn write(&self, out: &mut Writer) {
        out.word(&self.to_string());
    }
}

impl<T: Json> Json for Option<T> {
    fn write(&self, out: &mut Writer) {
        match self {
            Some(value) => value.write(out),
            None => out.word("null"),
        }
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T: Json> Json for Vec<T> {
    fn write(&self, out: &mut Writer) {
        out.open('[');
        self.iter().for_each(|item| item.write(out));
        out.close(']');
    }
}

impl Json for Position {
    fn write(&self, out: &mut Writer) {
        let (line, character, offset) = (self.line as usize, self.character as usize, self.offset as usize);
        out.object(&["line", "character", "offset"], &[&line, &character, &offset]);
    }
}

impl Json for Severity {
    fn write(&self, out: &mut Writer) {
        out.text(self.name());
    }
}

impl Json for Group {
    fn write(&self, out: &mut Writer) {
        out.text(self.name());
    }
}
