//! Reads the facts.
//!
//! `releases.txt`: `day 2026-11-21`, then for each release, the oldest version first, a line `release v1.9.0` and below
//! it lines of a property and its value. What a release does not say, it has from the release before it.
//! `features.txt`: a line for each feature: its name, then the releases that have it: `v1.5.7` one, `v1.5.7..v1.5.9` a
//! range, `v1.6.2..` to the newest. In both, empty lines and lines that begin with `#` say nothing.

use super::{Feature, Release, Releases};
use crate::text::{Gather as _, Str};

/// Why facts can't be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FactsError {
    /// A line that says nothing known.
    #[error("line {line} of the {file} says nothing known: {text:?}")]
    Line {
        /// `releases` or `features`
        file: &'static str,
        /// The line, from 1.
        line: usize,
        /// What it says.
        text: String,
    },
    /// A line of the facts of private builds.
    #[error("line {line} of the facts of private builds: {why}")]
    Private {
        /// The line, from 1.
        line: usize,
        /// What is wrong with it.
        why: String,
    },
    /// No release at all.
    #[error("the facts name no release")]
    Empty,
}

pub(super) fn releases(releases: &str, features: &str) -> Result<Releases, FactsError> {
    let mut table = Releases::default();
    for_each(releases, "releases", |name, value| property(&mut table, name, value))?;
    for_each(features, "features", |name, value| feature(&mut table, name, value))?;
    table.newest = table.all.last().cloned().ok_or(FactsError::Empty)?;
    Ok(table)
}

/// Hands every line that says something to `take`, as its first word and the rest.
fn for_each(text: &str, file: &'static str, mut take: impl FnMut(&str, &str) -> Option<()>) -> Result<(), FactsError> {
    for (at, line) in text.lines().enumerate() {
        let (name, value) = line.trim().split_once(' ').unwrap_or((line.trim(), ""));
        let silent = name.is_empty() || name.starts_with('#');
        if !silent && take(name, value.trim()).is_none() {
            return Err(FactsError::Line { file, line: at + 1, text: line.to_string() });
        }
    }
    Ok(())
}

fn property(table: &mut Releases, name: &str, value: &str) -> Option<()> {
    match name {
        "day" => table.day = Str::copied(value),
        "release" => {
            let index = u16::try_from(table.all.len()).ok()?;
            let before = table.all.last().cloned().unwrap_or_default();
            table.all.push(Release { index, base: index, version: Str::copied(value), ..before });
        }
        _ => return fact(table.all.last_mut()?, name, value),
    }
    Some(())
}

/// A fact of a release.
pub(super) fn fact(release: &mut Release, name: &str, value: &str) -> Option<()> {
    let slot = match name {
        "released" => &mut release.released,
        "end-of-life" => &mut release.end_of_life,
        "gateway-api" => &mut release.gateway_api,
        "envoy" => &mut release.images.envoy,
        "gateway" => &mut release.images.gateway,
        "ratelimit" => &mut release.images.ratelimit,
        "shutdown-manager" => &mut release.images.shutdown_manager,
        "kubernetes" => {
            release.kubernetes = value.split(' ').map(Str::copied).gather();
            return Some(());
        }
        _ => return None,
    };
    *slot = Str::copied(value);
    Some(())
}

fn feature(table: &mut Releases, name: &str, value: &str) -> Option<()> {
    let feature = Feature::named(name)?;
    let set = table.set(value)?;
    for release in table.all.iter_mut().filter(|release| set.contains(release.index)) {
        release.features.set(feature, true);
    }
    Some(())
}
