//! Puts the functions of the module in an order that compresses well.
//!
//! Deflate finds a repetition only within the last 32 KB. A module of a megabyte repeats itself all over, so functions
//! that are like each other should be neighbours. wasm-opt can move functions, but only into the order of their names:
//! so they get names that tell their places.

mod binary;
mod greedy;
mod shingles;

use anyhow::Result;

/// What the order depends on besides the module.
pub const SOURCE: &[u8] =
    concat!(include_str!("binary.rs"), include_str!("greedy.rs"), include_str!("shingles.rs")).as_bytes();

/// Gives the module with a `name` section in which the order of the names is the order to be had.
///
/// The module must have no `name` section of its own.
pub fn named_by_place(module: &[u8]) -> Result<Vec<u8>> {
    let functions = binary::functions(module)?;
    let order = greedy::order(&functions.bodies);
    let names = binary::name_section(functions.imported, &places(&order));
    Ok([module, &names].concat())
}

/// Which place each function has in the order.
fn places(order: &[usize]) -> Vec<usize> {
    let mut places = vec![0; order.len()];
    for (place, &function) in order.iter().enumerate() {
        places[function] = place;
    }
    places
}

#[cfg(test)]
mod tests {
    use super::named_by_place;

    /// Imports `a.b`, and has two empty functions.
    const MODULE: &[u8] = b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0\x02\x07\x01\x01a\x01b\0\0\
        \x03\x03\x02\0\0\x0a\x07\x02\x02\0\x0b\x02\0\x0b";

    #[test]
    fn names_follow_the_imports() {
        let named = named_by_place(MODULE).unwrap();
        let (module, section) = named.split_at(MODULE.len());
        assert_eq!(module, MODULE);
        assert_eq!(section, b"\0\x1a\x04name\x01\x13\x02\x01\x07f000000\x02\x07f000001");
    }

    #[test]
    fn a_module_cut_short_is_an_error() {
        assert!(named_by_place(&MODULE[..MODULE.len() - 2]).is_err());
        assert!(named_by_place(b"no module").is_err());
    }
}
