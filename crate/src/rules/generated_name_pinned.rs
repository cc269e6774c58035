//! See `generated_name_pinned.md`.

use super::generated::{Found, Made, uses};
use super::{Findings, Input, Rule};
use crate::diagnostic::{Group, Severity};
use crate::render::hashed_name;

/// A use of a name that the controller made.
pub const RULE: Rule =
    Rule { id: "generated-name-pinned", group: Group::Reference, severity: Severity::Info, since: "0.1.0", check };

fn check(input: &Input<'_>, findings: &mut Findings) {
    let Some(made) = Made::new(input) else { return };
    let mut last = Vec::new();
    for one in uses(input) {
        let Found::Object(proxy) = made.find(input, &one) else { continue };
        let key = (one.span.file, one.name);
        // Names that the user gave stay.
        let infra = proxy.infra;
        let own = if infra.bare_name { infra.name.as_str().unwrap_or("").to_string() } else { hashed_name(&infra.key) };
        if own != one.name || last.contains(&key) {
            continue;
        }
        if last.len() < MOST {
            last.push(key);
        }
        findings.report(one.span, format!("Envoy Gateway made up this name, for {}", proxy.owner())).help(HELP);
    }
}

const HELP: &str = "It depends on the mode: made of the Gateway's namespace and name, of the class when Gateways are merged, the bare name in the Gateway's own namespace in Gateway namespace mode from v1.5 on. A name of your own stays: `name` of envoyService, envoyDeployment or envoyDaemonSet in the EnvoyProxy.";

/// How many names are remembered as said.
const MOST: usize = 64;
