//! Private builds: releases that somebody makes of a known one, and whose facts come at run time.
//!
//! ```text
//! release v1.9.1-acme.1 like v1.9.0       a name that no release has, and the release that it was made of
//!   envoy registry.acme.example/envoy:v1.39.1-acme
//!   without hpa-owns-replicas
//! ```
//!
//! The lines below a release are those of `releases.txt`, and `with` or `without` a feature of `features.txt`. What is not
//! said is as in the release that it was made of; fields and values of the API always are.

use super::read::{self, FactsError};
use super::{Feature, Release, Releases};
use crate::image::split;
use crate::text::{Str, cut};

/// More would not fit into a set of releases beside those to come.
const MOST: usize = 32;

/// Adds the builds that a text describes.
pub(super) fn add(releases: &mut Releases, text: &str) -> Result<(), FactsError> {
    let known = releases.all.len();
    for (at, line) in text.lines().enumerate() {
        let (name, value) = line.trim().split_once(' ').unwrap_or((line.trim(), ""));
        if name.is_empty() || name.starts_with('#') {
            continue;
        }
        if let Err(why) = take(releases, known, name, value.trim()) {
            return Err(FactsError::Private { line: at + 1, why });
        }
    }
    if releases.all.len() == known { Err(FactsError::Empty) } else { Ok(()) }
}

fn take(releases: &mut Releases, known: usize, name: &str, value: &str) -> Result<(), String> {
    if name == "release" {
        let build = build(releases, known, value)?;
        releases.all.push(build);
        return Ok(());
    }
    let private = releases.all.len() > known;
    let Some(release) = releases.all.last_mut().filter(|_| private) else {
        return Err("a line `release NAME like RELEASE` comes first".to_string());
    };
    match name {
        "with" | "without" => {
            let feature = Feature::named(value).ok_or_else(|| format!("there is no feature `{value}`"))?;
            release.features.set(feature, name == "with");
        }
        "envoy" | "gateway" | "ratelimit" | "shutdown-manager" if split(value).tag.is_none() => {
            return Err(format!("`{name}` is an image with a tag, not `{value}`"));
        }
        "released" | "end-of-life" if !is_day(value) => {
            return Err(format!("`{name}` is a day, such as 2026-11-21, not `{value}`"));
        }
        _ => read::fact(release, name, value).ok_or_else(|| format!("there is no fact `{name}`"))?,
    }
    Ok(())
}

/// `NAME like RELEASE`
fn build(releases: &Releases, known: usize, value: &str) -> Result<Release, String> {
    let (name, base) = cut(value, " like ").ok_or("a private build is `release NAME like RELEASE`")?;
    let is_name =
        name.starts_with('v') && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-+".contains(&byte));
    let base = releases.all.get(..known).unwrap_or(&[]).iter().find(|release| release.version == *base);
    match base {
        _ if !is_name => Err(format!("`{name}` is no version: write it as v1.9.1-acme.1")),
        _ if releases.find(name).is_some() => Err(format!("there is a release `{name}` already")),
        _ if releases.all.len() >= known + MOST => Err(format!("there are more than {MOST} builds")),
        None => Err(format!("`{value}` names no known release behind `like`")),
        Some(base) => {
            let index = u16::try_from(releases.all.len()).unwrap_or(u16::MAX);
            Ok(Release { index, version: Str::copied(name), ..base.clone() })
        }
    }
}

fn is_day(text: &str) -> bool {
    let digits = |byte: (usize, u8)| if matches!(byte.0, 4 | 7) { byte.1 == b'-' } else { byte.1.is_ascii_digit() };
    text.len() == 10 && text.bytes().enumerate().all(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(text: &str) -> Result<Releases, String> {
        Releases::with_private(text).map_err(|error| error.to_string())
    }

    #[test]
    fn a_build_is_like_its_release_but_for_what_it_says() {
        let text = "# ours\nrelease v1.9.1-acme.1 like v1.9.0\n  envoy r.example/envoy:v1.39.1-acme\n  end-of-life 2027-06-30\n  without hpa-owns-replicas\n  with listener-container-ports\n";
        let releases = with(text).unwrap();
        let (build, base) = (releases.find("v1.9.1-acme.1").unwrap(), releases.find("v1.9.0").unwrap());
        assert_eq!((&*build.images.envoy, build.images.envoy_tag()), ("r.example/envoy:v1.39.1-acme", "v1.39.1-acme"));
        assert_eq!((&build.images.gateway, &build.gateway_api), (&base.images.gateway, &base.gateway_api));
        assert!(
            !build.has(Feature::HpaOwnsReplicas)
                && build.has(Feature::ListenerContainerPorts)
                && build.has(Feature::MergeType)
        );
        assert_eq!(releases.newest().version, *"v1.9.0");
        for (range, holds) in [("v1.8.0..", true), ("v1.9.0", true), ("v1.8.0..v1.8.3", false)] {
            assert_eq!(releases.set(range).unwrap().contains(build.index), holds, "{range}");
        }
        assert!(releases.supported_on("2027-06-30").contains(build.index));
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        let wrong = |text: &str| with(text).unwrap_err();
        assert_eq!(wrong(""), "the facts name no release");
        let of = "of the facts of private builds";
        assert_eq!(wrong("envoy a:b"), format!("line 1 {of}: a line `release NAME like RELEASE` comes first"));
        assert_eq!(wrong("\nrelease v2"), format!("line 2 {of}: a private build is `release NAME like RELEASE`"));
        assert_eq!(
            wrong("release v2 like v0.1"),
            format!("line 1 {of}: `v2 like v0.1` names no known release behind `like`")
        );
        assert_eq!(wrong("release v1.9.0 like v1.9.0"), format!("line 1 {of}: there is a release `v1.9.0` already"));
        assert_eq!(
            wrong("release 2 like v1.9.0"),
            format!("line 1 {of}: `2` is no version: write it as v1.9.1-acme.1")
        );
        let below =
            |line: &str| wrong(&format!("release v2 like v1.9.0\n {line}")).split_once(": ").unwrap().1.to_string();
        assert_eq!(below("envoy a/b"), "`envoy` is an image with a tag, not `a/b`");
        assert_eq!(below("released soon"), "`released` is a day, such as 2026-11-21, not `soon`");
        assert_eq!(below("with wings"), "there is no feature `wings`");
        assert_eq!(below("colour red"), "there is no fact `colour`");
    }
}
