//! What the options of a request mean.

use super::request::{Options, Target};
use super::request_error::RequestError;
use crate::context::{Dialect, Install, Settings};
use crate::diagnostic::{Group, ReleaseSet};
use crate::labels::namespace_name;
use crate::release::Releases;
use crate::text::{Gather as _, Str};

impl Options {
    /// True when the caller chooses the dialect.
    pub fn has_dialect(&self) -> bool {
        self.dialect.is_some()
    }

    /// True when `resolve` is to hold Gateways against the conformance tests.
    pub fn conformance(&self) -> bool {
        self.conformance == Some(true)
    }

    /// What is said of the cluster.
    ///
    /// # Errors
    /// A value that an option does not have.
    pub fn settings(&self) -> Result<Settings, RequestError> {
        Ok(Settings {
            dialect: choose(
                "dialect",
                &self.dialect,
                &[("release", Dialect::Release), ("structured", Dialect::Structured)],
            )?,
            install: choose("install", &self.install, &[("helm", Install::Helm), ("builtin", Install::Builtin)])?,
            literal_placeholders: choose("placeholders", &self.placeholders, &[("auto", false), ("literal", true)])?,
            closed: self.closed.unwrap_or(false),
            day: self.as_of.clone().map(Str::from),
            namespace: namespace("namespace", &self.namespace)?,
            controller_namespace: namespace("controllerNamespace", &self.controller_namespace)?,
            dns_domain: self.dns_domain.clone().map(Str::from),
        })
    }

    /// The target releases that were asked for, by index, oldest first; none when the files are to say.
    ///
    /// # Errors
    /// An unknown release, or a day that is none.
    pub fn targets(&self, releases: &Releases) -> Result<Option<Vec<u16>>, RequestError> {
        let day = &*self.day(releases)?;
        let names = match &self.target {
            None => return Ok(None),
            Some(Target::One(name)) => std::slice::from_ref(name),
            Some(Target::Several(names)) => names.as_slice(),
        };
        if names.is_empty() {
            let expected = "it is a release, a list of some, or all-supported";
            return Err(RequestError::Value { option: "target", value: String::new(), expected });
        }
        let mut set = ReleaseSet::NONE;
        for name in names {
            set |= match &**name {
                "all-supported" => releases.supported_on(day),
                name => ReleaseSet::one(release_index(releases, name)?),
            };
        }
        Ok(Some(set.iter().gather()))
    }

    /// The day that end of life is judged on.
    ///
    /// # Errors
    /// A day that is none.
    pub fn day(&self, releases: &Releases) -> Result<String, RequestError> {
        let day = self.as_of.as_deref().unwrap_or(releases.day());
        if !is_day(day) {
            let expected = "it is a day, such as 2026-11-21";
            return Err(RequestError::Value { option: "asOf", value: day.to_string(), expected });
        }
        Ok(day.to_string())
    }

    /// The releases that a team names: `all-supported`, or known ones.
    pub fn team_targets(&self, releases: &Releases, names: &[&str]) -> Vec<u16> {
        let mut set = ReleaseSet::NONE;
        for name in names {
            match releases.find(name) {
                Some(release) => set |= ReleaseSet::one(release.index),
                None => set |= releases.supported_on(self.as_of.as_deref().unwrap_or(releases.day())),
            }
        }
        set.iter().gather()
    }

    /// The groups that are asked for; none for all.
    ///
    /// # Errors
    /// A group that there is none of.
    pub fn only(&self) -> Result<Option<Vec<Group>>, RequestError> {
        let group = |name: &String| {
            let expected = "the groups are yaml, schema, config, controller, reference, image, labels, render, rollout, policy and upgrade";
            Group::named(name).ok_or_else(|| RequestError::Value { option: "only", value: name.clone(), expected })
        };
        let Some(names) = &self.only else { return Ok(None) };
        if names.is_empty() {
            return group(&String::new()).map(|group| Some(vec![group]));
        }
        names.iter().map(group).collect::<Result<_, _>>().map(Some)
    }
}

/// A namespace that the caller names.
fn namespace(option: &'static str, name: &Option<String>) -> Result<Option<Str>, RequestError> {
    let expected = "a namespace is a name of lower case letters, digits and dashes";
    match name {
        Some(value) if namespace_name(value).is_err() => {
            Err(RequestError::Value { option, value: value.clone(), expected })
        }
        name => Ok(name.clone().map(Str::from)),
    }
}

/// True for a year, a month and a day: `2026-11-21`.
fn is_day(text: &str) -> bool {
    let number = |from: usize, to: usize| text.get(from..to)?.parse::<u32>().ok();
    let digits = text
        .bytes()
        .enumerate()
        .all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() });
    let (month, day) = (number(5, 7), number(8, 10));
    text.len() == 10
        && digits
        && month.zip(day).is_some_and(|(month, day)| (1..=days(number(0, 4).unwrap_or(0), month)).contains(&day))
}

/// How many days a month has; none where there is no such month.
fn days(year: u32, month: u32) -> u32 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

pub(super) fn release_index(releases: &Releases, name: &str) -> Result<u16, RequestError> {
    match releases.find(name) {
        Some(release) => Ok(release.index),
        None => Err(RequestError::UnknownRelease { release: name.to_string(), nearest: releases.nearest(name) }),
    }
}

fn choose<T: Copy>(
    option: &'static str,
    value: &Option<String>,
    choices: &'static [(&'static str, T)],
) -> Result<T, RequestError> {
    let default = choices.first();
    let found = match value {
        None => default,
        Some(value) => choices.iter().find(|(name, _)| name == value),
    };
    found.map(|(_, choice)| *choice).ok_or_else(|| RequestError::Value {
        option,
        value: value.clone().unwrap_or_default(),
        expected: match option {
            "dialect" => "it is release or structured",
            "install" => "it is helm or builtin",
            _ => "it is auto or literal",
        },
    })
}
