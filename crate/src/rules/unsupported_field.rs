//! stub
use super::{Findings, Input, Rule};
use crate::diagnostic::{Group, Severity};
/// x
pub const RULE: Rule = Rule { id: "unsupported-field", group: Group::Yaml, severity: Severity::Error, since: "0.1.0", check };
fn check(_input: &Input<'_>, _findings: &mut Findings) {}
