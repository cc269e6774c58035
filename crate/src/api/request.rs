//! What a host asks: the shapes of the contract, checked.

use super::object::object;
use crate::context::{Dialect, Install, Settings};
use crate::diagnostic::{Group, ReleaseSet};
use crate::labels::namespace_name;
use crate::release::Releases;
use crate::text::Str;
use serde::Deserialize;
use serde_bytes::ByteBuf;
use thiserror::Error;

/// Files and options.
#[derive(Debug, Default)]
pub struct Request {
    /// The files.
    pub files: Vec<InputFile>,
    /// How to look at them.
    pub options: Option<Options>,
}

/// A file: text or bytes.
#[derive(Debug, Default)]
pub struct InputFile {
    /// How it is named in answers.
    pub path: String,
    /// Its text.
    pub text: Option<String>,
    /// Its bytes.
    pub bytes: Option<ByteBuf>,
    /// What it is, where its content does not say.
    pub role: Option<Role>,
}

/// What a file is, where its content does not say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// The EnvoyGateway config.
    Config,
    /// Values of the gateway-helm chart.
    Values,
}

/// A release, several, or `all-supported`.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum Target {
    /// One, or `all-supported`.
    One(String),
    /// Several.
    Several(Vec<String>),
}

/// The options of the contract.
#[derive(Debug, Default)]
pub struct Options {
    target: Option<Target>,
    dialect: Option<String>,
    only: Option<Vec<String>>,
    install: Option<String>,
    controller_namespace: Option<String>,
    dns_domain: Option<String>,
    namespace: Option<String>,
    placeholders: Option<String>,
    closed: Option<bool>,
    as_of: Option<String>,
    /// The text of gatelint.yaml.
    pub config: Option<TeamConfig>,
}

/// The text of gatelint.yaml.
#[derive(Debug, Default)]
pub struct TeamConfig {
    /// Its path.
    pub path: String,
    /// Its text.
    pub text: String,
}

object!(Request, "a request", { "files" => files, "options" => options });
object!(InputFile, "a file", { "path" => path, "text" => text, "bytes" => bytes, "as" => role });
object!(TeamConfig, "the option `config`", { "path" => path, "text" => text });
object!(Options, "the options", {
    "target" => target, "dialect" => dialect, "only" => only, "install" => install,
    "controllerNamespace" => controller_namespace, "dnsDomain" => dns_domain, "namespace" => namespace,
    "placeholders" => placeholders, "closed" => closed, "asOf" => as_of, "config" => config,
});

/// A request that can't be answered.
#[derive(Debug, Error)]
pub enum RequestError {
    /// An option with a value that it does not have.
    #[error("`{value}` is no value of the option `{option}`: {expected}")]
    Value {
        /// The option.
        option: &'static str,
        /// The value.
        value: String,
        /// What it takes.
        expected: &'static str,
    },
    /// An unknown release.
    #[error("there is no release `{release}` of Envoy Gateway here; the nearest is {nearest}")]
    UnknownRelease {
        /// What was written.
        release: String,
        /// Known ones that are near.
        nearest: String,
    },
    /// A call that takes one release.
    #[error("this call takes one target release, and {count} were given")]
    OneTarget {
        /// How many.
        count: usize,
    },
    /// No file.
    #[error("no files were given")]
    NoFiles,
    /// A file with both text and bytes, or neither.
    #[error("file `{path}` needs either `text` or `bytes`")]
    NoContent {
        /// Its path.
        path: String,
    },
}

impl Options {
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
        let day = self.as_of.as_deref().unwrap_or(releases.day());
        if !is_day(day) {
            let expected = "it is a day, such as 2026-11-21";
            return Err(RequestError::Value { option: "asOf", value: day.to_string(), expected });
        }
        let names: Vec<&str> = match &self.target {
            None => return Ok(None),
            Some(Target::One(name)) if name == "all-supported" => {
                return Ok(Some(releases.supported_on(day).iter().collect()));
            }
            Some(Target::One(name)) => vec![name],
            Some(Target::Several(names)) => names.iter().map(String::as_str).collect(),
        };
        let mut indexes = names.into_iter().map(|name| release_index(releases, name).map(ReleaseSet::one));
        let set = indexes.try_fold(ReleaseSet::NONE, |set, one| one.map(|one| set | one))?;
        Ok(Some(set.iter().collect()))
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
        self.only.as_ref().map(|names| names.iter().map(group).collect()).transpose()
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
        && month.is_some_and(|month| (1..=12).contains(&month))
        && day.is_some_and(|day| (1..=31).contains(&day))
}

fn release_index(releases: &Releases, name: &str) -> Result<u16, RequestError> {
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
