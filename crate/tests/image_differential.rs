//! The reference parser against `oci_spec`'s, over the recorded inputs and seeded mutations of them. Every known
//! disagreement is a class below, and a class that no longer occurs fails the test as well.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, clippy::print_stdout)]

use gatelint::image::{Fault, Reference};
use oci_spec::distribution::Reference as Other;
use std::collections::BTreeMap;

/// Why the two disagree on a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Known {
    /// `oci_spec` does not know IPv6 registries.
    Ipv6Registry,
    /// `oci_spec` takes `Foo/bar` for a path of the default registry, although no path has upper case.
    UpperCaseRegistry,
    /// `oci_spec` makes `a_b.c` the registry of `a_b.c/d`, although no host name has an underscore.
    UnderscoreRegistry,
    /// `oci_spec` takes 64 hexadecimal digits for a repository.
    ImageId,
    /// `oci_spec` takes upper-case hexadecimal digits and looks at nothing but the number of digits.
    DigestUpperCase,
    /// `oci_spec` takes letters and digits of all scripts in a tag.
    TagOutsideAscii,
}

/// What is decided: registry, repository, tag, digest.
type Parts = (String, String, Option<String>, Option<String>);

fn ours(text: &str) -> Result<Parts, Fault> {
    let reference = Reference::parse_normalized(text.to_owned()).map_err(|error| error.fault)?;
    let owned = |part: Option<&str>| part.map(str::to_owned);
    let digest = reference.digest().map(|digest| digest.to_string());
    Ok((reference.registry().into(), reference.repository().into(), owned(reference.tag()), digest))
}

/// `oci_spec` makes up the tag `latest`; that is taken back.
fn theirs(text: &str) -> Option<Parts> {
    let reference = Other::try_from(text).ok()?;
    let owned = |part: Option<&str>| part.map(str::to_owned);
    let tag = reference.tag().filter(|tag| text.ends_with(tag) || text.contains('@'));
    let written = tag.filter(|tag| text.contains(&format!(":{tag}")));
    Some((reference.registry().into(), reference.repository().into(), owned(written), owned(reference.digest())))
}

fn classify(text: &str, ours: &Result<Parts, Fault>, theirs: &Option<Parts>) -> Option<Known> {
    let first = text.split('/').next().unwrap();
    let upper = first.contains(|c: char| c.is_ascii_uppercase());
    match (ours, theirs) {
        (Ok((registry, ..)), None) if registry.starts_with('[') => Some(Known::Ipv6Registry),
        (Ok((registry, ..)), other) if upper && registry == first => {
            // Its path is longer by the registry, and may be too long because of that.
            other.as_ref().is_none_or(|other| other.1.starts_with(first)).then_some(Known::UpperCaseRegistry)
        }
        (Ok((registry, ..)), Some(other)) if registry.is_empty() && other.0 == first => Some(Known::UnderscoreRegistry),
        (Err(Fault::PathTooLong), Some(other)) if other.0.contains('_') => Some(Known::UnderscoreRegistry),
        (Err(Fault::LooksLikeId), Some(_)) => Some(Known::ImageId),
        (Err(Fault::DigestUpperCase), Some(_)) => Some(Known::DigestUpperCase),
        (Err(Fault::TagCharacter(c)), Some(_)) if !c.is_ascii() => Some(Known::TagOutsideAscii),
        _ => None,
    }
}

#[test]
fn agrees_with_oci_spec_but_for_the_known_classes() {
    let inputs = inputs();
    let mut seed = Seed(20261121);
    let mutated: Vec<String> = (0..20_000).map(|_| mutate(&inputs, &mut seed)).collect();
    let mut seen: BTreeMap<Known, usize> = BTreeMap::new();
    let mut agree = 0;
    for text in inputs.iter().chain(&mutated) {
        let (ours, theirs) = (ours(text), theirs(text));
        if ours.as_ref().ok() == theirs.as_ref() {
            agree += 1;
            continue;
        }
        let class = classify(text, &ours, &theirs);
        *seen.entry(class.unwrap_or_else(|| panic!("{text:?}: {ours:?} and {theirs:?}"))).or_default() += 1;
    }
    println!("oci_spec: {agree} of {} agree; {seen:?}", inputs.len() + mutated.len());
    assert_eq!(seen.len(), 6, "a class no longer occurs");
}

fn inputs() -> Vec<String> {
    let rows = include_str!("../../tests/oracle/image-reference.jsonl").lines();
    rows.map(|row| serde_json::from_str::<serde_json::Value>(row).unwrap()["in"].as_str().unwrap().to_owned()).collect()
}

/// A small generator of numbers, the same on each run.
struct Seed(u64);

impl Seed {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}

/// One to three small changes of an input, or two inputs joined.
fn mutate(inputs: &[String], seed: &mut Seed) -> String {
    let alphabet: Vec<char> = "abz019AFZ._-:/@[]+ é".chars().collect();
    let mut text: Vec<char> = inputs[seed.below(inputs.len())].chars().collect();
    for _ in 0..=seed.below(3) {
        let at = seed.below(text.len() + 1);
        match seed.below(4) {
            0 => text.insert(at, alphabet[seed.below(alphabet.len())]),
            1 if at < text.len() => drop(text.remove(at)),
            2 if at < text.len() => text[at] = alphabet[seed.below(alphabet.len())],
            _ => {
                text.splice(at..at, inputs[seed.below(inputs.len())].chars().take(seed.0 as usize % 12)).for_each(drop)
            }
        }
    }
    text.into_iter().collect()
}
