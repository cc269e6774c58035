//! The little of Wasm's binary format that ordering needs (WebAssembly core specification, chapter 5).

use anyhow::{Context, Result, bail, ensure};

const CUSTOM: u8 = 0;
const IMPORT: u8 = 2;
const CODE: u8 = 10;
/// The part of the `name` section that names functions.
const FUNCTION_NAMES: u8 = 1;

/// The functions of a module, in the order of their indexes: the imported come first.
#[derive(Default)]
pub struct Functions<'a> {
    /// How many are imported.
    pub imported: usize,
    /// The code of the others.
    pub bodies: Vec<&'a [u8]>,
}

/// Reads them; an error when the bytes are no module, or one that imports more than functions.
pub fn functions(module: &[u8]) -> Result<Functions<'_>> {
    let mut rest = Reader(module.strip_prefix(b"\0asm\x01\0\0\0").context("not a Wasm module")?);
    let mut functions = Functions::default();
    while !rest.0.is_empty() {
        let id = rest.byte()?;
        let mut section = Reader(rest.sized()?);
        match id {
            IMPORT => functions.imported = section.imports()?,
            CODE => functions.bodies = section.vector()?,
            _ => {}
        }
    }
    Ok(functions)
}

/// A `name` section that names each function after its place.
pub fn name_section(imported: usize, places: &[usize]) -> Vec<u8> {
    let mut names = number(places.len());
    for (function, place) in places.iter().enumerate() {
        names.extend(number(imported + function));
        names.extend(sized(format!("f{place:06}").as_bytes()));
    }
    let mut content = sized(b"name");
    content.push(FUNCTION_NAMES);
    content.extend(sized(&names));
    [&[CUSTOM], sized(&content).as_slice()].concat()
}

/// Bytes with their length before them.
fn sized(bytes: &[u8]) -> Vec<u8> {
    [number(bytes.len()).as_slice(), bytes].concat()
}

/// A number in LEB128.
fn number(mut value: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    while value > 0x7f {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
    bytes
}

/// What is still to be read.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn byte(&mut self) -> Result<u8> {
        let (first, rest) = self.0.split_first().context("the module is cut short")?;
        self.0 = rest;
        Ok(*first)
    }

    /// A number of 32 bits in LEB128.
    fn number(&mut self) -> Result<usize> {
        let mut value = 0;
        for shift in [0, 7, 14, 21, 28] {
            let byte = self.byte()?;
            value |= usize::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(value);
            }
        }
        bail!("a number of the module is too long")
    }

    /// Bytes that have their length before them.
    fn sized(&mut self) -> Result<&'a [u8]> {
        let length = self.number()?;
        let (bytes, rest) = self.0.split_at_checked(length).context("the module is cut short")?;
        self.0 = rest;
        Ok(bytes)
    }

    /// Many such, with their number before them.
    fn vector(&mut self) -> Result<Vec<&'a [u8]>> {
        (0..self.number()?).map(|_| self.sized()).collect()
    }

    /// How many functions an import section imports: each has the names of module and function, a kind and a type.
    fn imports(&mut self) -> Result<usize> {
        let count = self.number()?;
        for _ in 0..count {
            self.sized()?;
            self.sized()?;
            ensure!(self.byte()? == 0, "the module imports something that is no function");
            self.number()?;
        }
        Ok(count)
    }
}
