//! What sorts of things a node says.

use super::{Facet, Type};

/// The sorts of things that a node says: what it does not say need not be looked for.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Sorts(u8);

impl Sorts {
    /// Something about a scalar, or how many items or keys there may be.
    pub const VALUE: Sorts = Sorts(1);
    /// A property that has to be there.
    pub const REQUIRED: Sorts = Sorts(2);
    /// A list without duplicates.
    pub const UNIQUE: Sorts = Sorts(4);
    /// A map that may hold an IP address.
    pub const IP_ADDRESS: Sorts = Sorts(8);
    /// A cross-field rule.
    pub const RULE: Sorts = Sorts(16);
    /// Anything may stand here.
    pub const ANY: Sorts = Sorts(32);

    /// Notes what a facet says.
    pub fn add(&mut self, facet: &Facet) {
        self.0 |= Sorts::of(facet).0;
    }

    /// True where there is something of the sort.
    pub fn has(self, sort: Sorts) -> bool {
        self.0 & sort.0 != 0
    }

    /// A whole number counts as a sort of value: a float may pass for one only because it is rounded.
    fn of(facet: &Facet) -> Sorts {
        match facet {
            Facet::Value(_) | Facet::Pattern(_) | Facet::Format(_) | Facet::Limit(_) => Sorts::VALUE,
            Facet::Type(Type::Integer | Type::IntOrString) => Sorts::VALUE,
            Facet::Type(Type::Any) => Sorts::ANY,
            Facet::Required(_) => Sorts::REQUIRED,
            Facet::Unique(_) => Sorts::UNIQUE,
            Facet::IpAddress => Sorts::IP_ADDRESS,
            Facet::Rule(_) => Sorts::RULE,
            Facet::Type(_) | Facet::Default(_) => Sorts(0),
        }
    }
}
