//! Cross-field rules: from the texts of the definitions to the names of the crate's own rules.

use super::sets::Set;
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};

/// Fingerprints of the texts, and names.
const NAMES: &str = include_str!("rules.txt");

/// The rules of one kind, by path: names, and the releases that have them.
type ByPath = BTreeMap<String, Vec<(&'static str, Set)>>;

/// All rules by kind and path.
pub struct AllRules(HashMap<String, ByPath>);

/// The rules of a kind by path.
pub struct Rules<'a>(Option<&'a ByPath>);

/// Reads `constraints.json`; a text without a name is an error.
pub fn by_path(facts: &Value, releases: &[String]) -> Result<AllRules> {
    let names: HashMap<&str, &str> = NAMES.lines().filter_map(|line| line.split_once(' ')).collect();
    let mut all = HashMap::new();
    for row in facts.as_array().context("constraints.json is no list")? {
        let expression = super::super::text(row, "/expression")?;
        let fingerprint = format!("{:08x}", fnv(expression));
        let name = *names.get(&*fingerprint).with_context(|| {
            format!("a rule without a name, {fingerprint}: {expression}\nwrite it in crate/src/schema/rules first")
        })?;
        let paths: &mut BTreeMap<_, Vec<_>> = all.entry(super::super::text(row, "/kind")?.to_string()).or_default();
        for at in row["at"].as_array().context("a rule without places")? {
            let set = set(&at["releases"], releases)?;
            paths.entry(super::super::text(at, "/path")?.to_string()).or_default().push((name, set));
        }
    }
    Ok(AllRules(all))
}

impl AllRules {
    pub fn of_kind(&self, kind: &str) -> Rules<'_> {
        Rules(self.0.get(kind))
    }
}

impl Rules<'_> {
    /// The rules at a path; those that a create does not run are left out.
    pub fn at(&self, path: &str) -> impl Iterator<Item = &(&'static str, Set)> {
        self.0.and_then(|paths| paths.get(path)).into_iter().flatten().filter(|(name, _)| *name != "-")
    }
}

/// `[{since, until}]` as a set.
fn set(ranges: &Value, releases: &[String]) -> Result<Set> {
    let place = |version: &Value, default: usize| match version.as_str() {
        Some(version) => releases.iter().position(|release| release == version).context("a release not known"),
        None => Ok(default),
    };
    let ranges = ranges.as_array().context("no ranges of releases")?;
    ensure!(!ranges.is_empty(), "an empty list of releases");
    ranges.iter().try_fold(Set::default(), |set, range| {
        Ok(set | Set::range(place(&range["since"], 0)?, place(&range["until"], releases.len() - 1)?))
    })
}

/// FNV-1a with 32 bits.
fn fnv(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
