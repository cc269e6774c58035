//! See `controller_name_misspelt.md`.

use super::{Findings, Input, Rule, edits};
use crate::diagnostic::{Group, Severity};
use crate::read::Kind;
use crate::text::nearest_within;
use crate::value::Node;

/// A GatewayClass for a controller whose name is nearly this one's.
pub const RULE: Rule =
    Rule { id: "controller-name-misspelt", group: Group::Reference, severity: Severity::Warning, since: "0.1.0", check };

/// How many letters may be wrong.
const NEAR: usize = 3;

fn check(input: &Input<'_>, findings: &mut Findings) {
    let own = input.resolved.config.controller_name();
    for class in input.resolved.classes.iter().filter(|class| !class.managed) {
        let node = class.object.document.root.at(&["spec", "controllerName"]);
        let Some(node) = node.filter(|node| !input.is_placeholder(node)) else { continue };
        let Some((name, span)) = node.as_str().zip(node.origin.span()) else { continue };
        let is_near = findings.may_search() && nearest_within(name, &mut [own].into_iter(), NEAR).is_some();
        if is_near && !is_another(name, own) && !is_configured(input, name) {
            findings
                .report(span, ["this is not the controller `", own, "`: nothing is created for Gateways of the class"].concat())
                .help("Its name is nearly this one, so a slip is likely. A class counts for the controller that has exactly its `controllerName`.")
                .fix(edits::write(input, &node.origin, Some(own.to_string())));
        }
    }
}

/// Names of several controllers differ in a short word at their end: `-a` and `-b`, or one has none.
fn is_another(name: &str, own: &str) -> bool {
    let longer = |a: &str, b: &str| a.strip_prefix(b).is_some_and(|rest| rest.starts_with(['-', '.', '/', '_']));
    let (a, b) = (name.rsplit_once(['-', '.', '/', '_']), own.rsplit_once(['-', '.', '/', '_']));
    let short = |end: &str| end.len() <= NEAR || end.ends_with(|c: char| c.is_ascii_digit());
    let siblings = a.zip(b).is_some_and(|(a, b)| a.0 == b.0 && short(a.1) && short(b.1));
    longer(name, own) || longer(own, name) || siblings
}

/// Another configuration of the files is of this name.
fn is_configured(input: &Input<'_>, name: &str) -> bool {
    let named = |root: &Node| root.str_at(&["gateway", "controllerName"]) == Some(name);
    input.of_kind(Kind::EnvoyGateway).any(|config| named(&config.root))
}
