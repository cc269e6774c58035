//! Names of what schemas say in a notation of their own. What is not known here has to be told to the crate first.

use anyhow::{Result, bail};
use serde_json::Value;

/// Patterns, and what the crate calls them (`crate/src/schema/pattern.rs`).
const PATTERNS: [(&str, &str); 18] = [
    (
        r"^(\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))))?$",
        "quantity",
    ),
    (r"^[1-9]+[0-9]*([EPTGMK]i|[EPTGMk])?$", "whole-quantity"),
    (r"^$|^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$", "group"),
    (r"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$", "subdomain"),
    (r"^(\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$", "hostname"),
    (r"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", "name"),
    (r"^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$", "module"),
    (r"^[a-zA-Z]([-a-zA-Z0-9]*[a-zA-Z0-9])?$", "kind"),
    (r"^([0-9]{1,5}(h|m|s|ms)){1,4}$", "duration"),
    (r"^[A-Za-z0-9!#$%&'*+\-.^_\x60|~]+$", "header"),
    (r"^[a-f0-9]{64}$", "sha256"),
    (r"^https?://[^/?#]+(?:[/?#].*)?$", "url"),
    (r"^.*\.mmdb$", "database"),
    (r"^[^\x00\n\r]*$", "line"),
    (
        r"^Hostname|IPAddress|NamedAddress|[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/[A-Za-z0-9\/\-._~%!$&'()*+,;=:]+$",
        "address-type",
    ),
    (
        r"^[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?$|[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/[A-Za-z0-9]+$",
        "protocol",
    ),
    (r"^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$", "label-value"),
    (
        r"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/[A-Za-z0-9\/\-._~%!$&'()*+,;=:]+$",
        "controller",
    ),
];

pub fn pattern(pattern: &str) -> Result<&'static str> {
    // One release line has a slip in the pattern of protocols that changes nothing.
    let pattern = pattern.replace("[-a-zSA-Z0-9]", "[-a-zA-Z0-9]");
    match PATTERNS.iter().find(|(known, _)| *known == pattern) {
        Some((_, name)) => Ok(name),
        None => bail!("the pattern {pattern} has no name: teach it to crate/src/schema/pattern.rs"),
    }
}

pub fn limit(keyword: &str) -> Result<&'static str> {
    Ok(match keyword {
        "minimum" => ">=",
        "maximum" => "<=",
        "minLength" => "length>=",
        "maxLength" => "length<=",
        "minItems" => "items>=",
        "maxItems" => "items<=",
        "maxProperties" => "keys<=",
        _ => bail!("the keyword {keyword} is not known"),
    })
}

/// A limit that is itself allowed. The facts leave out that the limit of HTTP status codes, 600, is not.
pub fn inclusive(keyword: &str, number: i64) -> i64 {
    if (keyword, number) == ("maximum", 600) { 599 } else { number }
}

/// The one choice of schemas that there is: the value of an address of type IPAddress is an IP address.
pub fn one_of(value: &Value) -> Result<&'static str> {
    let known = serde_json::json!([
        {"properties": {"type": {"enum": ["IPAddress"]}, "value": {"anyOf": [{"format": "ipv4"}, {"format": "ipv6"}]}}},
        {"properties": {"type": {}}}
    ]);
    if *value != known {
        bail!("the choice {value} is not known");
    }
    Ok("ip-address")
}
