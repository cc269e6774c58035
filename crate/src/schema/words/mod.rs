//! What is said of a violation, in one place.

mod rules;
mod shape;

use super::violation::{Advice, MetadataProblem, Problem, Violation};
use super::{Limit, Pattern, Type};
use crate::diagnostic::ReleaseSet;
use crate::release::{Release, Releases};
use crate::text::Gather as _;

/// What is said of a violation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// What is wrong.
    pub message: String,
    /// What to do, where there is more to say.
    pub help: Option<String>,
    /// What mends it at its place.
    pub suggestion: Suggestion,
}

/// What mends a violation at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Suggestion {
    /// Nothing that is obvious.
    None,
    /// This key instead.
    Key(&'static str),
    /// This value instead.
    Value(&'static str),
    /// The same value in quotes.
    Quotes,
    /// The same value without quotes, where it is of this type then.
    NoQuotes(Type),
}

/// For whom it is said.
#[derive(Debug, Clone, Copy)]
pub struct Target<'a> {
    /// The release that objects.
    pub release: &'a Release,
    /// All releases.
    pub releases: &'a Releases,
    /// True when no other release is looked at. Else it is not named, so that what holds for several is said once.
    pub only: bool,
}

/// Says what is wrong in a release and what to do.
pub fn describe(violation: &Violation, target: Target<'_>) -> Words {
    let field = violation.name();
    match &violation.problem {
        Problem::Unknown { name, known, advice, .. } => unknown(name, *known, advice, target),
        Problem::Type { expected, found, read, form } => kind(field, *expected, (found, read.as_deref()), *form),
        Problem::Missing(name) => said(format!("`{name}` is missing"), None),
        Problem::Value { found, allowed, known, nearest } => {
            let mut words = value(field, found, allowed, *nearest);
            if let Some(since) = since(*known, target) {
                words.message = format!("`{field}: {found}` {since}");
            }
            words
        }
        Problem::Limit(limit) => limited(field, *limit),
        Problem::Pattern(pattern) => said(format!("`{field}` is not {}", shape::pattern(*pattern)), None),
        Problem::Format(format) => said(format!("`{field}` is not {}", shape::format(*format)), None),
        Problem::IpAddress => said(
            "this is not an IP address".to_string(),
            Some("An address without a type is one of type IPAddress; a host name needs `type: Hostname`.".to_string()),
        ),
        Problem::Duplicate(keys) => duplicate(keys),
        Problem::Rule { rule, .. } => rules::rule(*rule),
        Problem::Metadata(problem) => metadata(field, problem),
    }
}

fn said(message: String, help: Option<String>) -> Words {
    Words { message, help, suggestion: Suggestion::None }
}

fn unknown(name: &str, known: ReleaseSet, advice: &Advice, target: Target<'_>) -> Words {
    let message = match since(known, target) {
        Some(since) => format!("`{name}` {since}"),
        None => format!("there is no field `{name}` here"),
    };
    let (help, suggestion) = match advice {
        Advice::Rename(right) => (format!("Did you mean `{right}`?"), Suggestion::Key(right)),
        Advice::Move(place) => (format!("A field of this name stands at {place}."), Suggestion::None),
        Advice::Successor { since, place } => (format!("Since {since} it stands at {place}."), Suggestion::None),
        Advice::None if known.is_empty() => ("Leave it out.".to_string(), Suggestion::None),
        Advice::None => ("Leave it out, or run a release that has it.".to_string(), Suggestion::None),
    };
    Words { message, help: Some(help), suggestion }
}

/// Where other releases know it: which do.
fn since(known: ReleaseSet, target: Target<'_>) -> Option<String> {
    let version = |index| target.releases.get(index).map_or("", |release| &*release.version);
    let said = match known.iter().find(|index| *index > target.release.index) {
        Some(later) => format!("needs {} or newer", version(later)),
        None => format!("is known up to {} only", version(known.last()?)),
    };
    Some(if target.only { said + "; the target is " + &target.release.version } else { said })
}

fn kind(field: &str, expected: Type, (found, read): (&str, Option<&str>), form: Option<Pattern>) -> Words {
    let expected_words = shape::kind(expected);
    let message = format!("`{field}` has to be {expected_words}, and this is {found}");
    let scalar = read.is_some();
    if let (Type::String, Some(form)) = (expected, form) {
        return said(message, Some(format!("It is {}.", shape::pattern(form))));
    }
    match expected {
        Type::String if scalar => Words {
            message,
            help: Some(format!("YAML reads it as {}; in quotes it is text.", read.unwrap_or(found))),
            suggestion: Suggestion::Quotes,
        },
        Type::Integer | Type::Boolean if found == "a string" => Words {
            message,
            help: Some("In quotes it is text.".to_string()),
            suggestion: Suggestion::NoQuotes(expected),
        },
        Type::Integer | Type::IntOrString if scalar && found != "a boolean" => {
            let help = (expected == Type::IntOrString)
                .then(|| "A part of one, as of a CPU, stands in quotes: \"0.5\".".to_string());
            said(format!("`{field}` has to be a whole number; this is none, or too large"), help)
        }
        Type::Array => said(message, Some("Items of a list stand behind dashes.".to_string())),
        _ => said(message, None),
    }
}

fn value(field: &str, found: &str, allowed: &[&'static str], nearest: Option<&'static str>) -> Words {
    let message = format!("`{found}` is not a value that `{field}` takes");
    let list: Vec<String> = allowed.iter().map(|value| format!("`{value}`")).gather();
    let list = match list.as_slice() {
        [only] => format!("The only one is {only}."),
        all => format!("It takes one of {}.", all.join(", ")),
    };
    let help = match nearest {
        Some(right) => format!("Did you mean `{right}`? {list}"),
        None => list,
    };
    Words { message, help: Some(help), suggestion: nearest.map_or(Suggestion::None, Suggestion::Value) }
}

fn limited(field: &str, limit: Limit) -> Words {
    let (verb, what) = match limit {
        Limit::Least(least) => ("is", format!("at least {least}")),
        Limit::Most(most) => ("is", format!("at most {most}")),
        Limit::Shortest(1) => {
            return said(format!("`{field}` is empty"), Some("It needs a text, or leave it out.".into()));
        }
        Limit::Shortest(least) => ("has", format!("at least {least} characters")),
        Limit::Longest(most) => ("has", format!("at most {most} characters")),
        Limit::FewestItems(1) => return said(format!("`{field}` has no items"), Some("It needs at least one.".into())),
        Limit::FewestItems(least) => ("has", format!("at least {least} items")),
        Limit::MostItems(1) => ("has", "one item at most".to_string()),
        Limit::MostItems(most) => ("has", format!("at most {most} items")),
        Limit::MostKeys(most) => ("has", format!("at most {most} entries")),
    };
    said(format!("`{field}` {verb} {what}"), None)
}

fn duplicate(keys: &str) -> Words {
    let message = match keys {
        "" => "this item is in the list already".to_string(),
        keys => format!("another item has the same {} already", names(keys, ',', "and")),
    };
    said(message, None)
}

/// `a,b,c` as a list in words.
fn names(list: &str, separator: char, word: &str) -> String {
    let names: Vec<String> = list.split(separator).map(|name| format!("`{name}`")).gather();
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} {word} {last}", rest.join(", ")),
        None => String::new(),
    }
}

fn metadata(field: &str, problem: &MetadataProblem) -> Words {
    let message = match problem {
        MetadataProblem::NoName => "the object has no name".to_string(),
        MetadataProblem::Name(error) => format!("`{field}` is not valid: {error}"),
        MetadataProblem::LabelKey(error) => format!("this key of a label is not valid: {error}"),
        MetadataProblem::LabelValue(error) => format!("this value of a label is not valid: {error}"),
        MetadataProblem::AnnotationKey(error) => format!("this key of an annotation is not valid: {error}"),
        MetadataProblem::AnnotationsTooBig(size) => {
            format!("the annotations have {size} bytes; all together they have at most 262144")
        }
        MetadataProblem::Owner(field) => format!("the owner has no valid `{field}`"),
        MetadataProblem::OwnedByEvent => "an Event can't own other objects".to_string(),
        MetadataProblem::SeveralControllers => "only one owner can be the controller".to_string(),
        MetadataProblem::ResourceVersion => "`resourceVersion` can't be given to an object that is created".to_string(),
    };
    let help = match problem {
        MetadataProblem::NoName => Some("It needs `metadata.name`, or `generateName` for a name that is made up."),
        MetadataProblem::ResourceVersion => Some("Leave it out; it was exported from a cluster."),
        _ => None,
    };
    said(message, help.map(str::to_string))
}

#[cfg(test)]
mod tests;
