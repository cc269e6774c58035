//! Who set a value: the release, the controller's config, the class, the Gateway, or a patch of one of them.

use crate::resolve::{Effective, Level};
use crate::value::{Node, Origin};

/// The levels that can set what a container runs, as hosts know them; each beats those before it.
pub const RELEASE: &str = "release";
const CONFIG: &str = "config";
const CLASS: &str = "class";
const GATEWAY: &str = "gateway";
const PATCH: &str = "patch";

/// The level that a value came from, by the bytes that it was written in; what nobody wrote is the release's.
///
/// Bytes outside every EnvoyProxy spec are those of the EnvoyGateway config.
pub fn level_of(effective: &Effective<'_>, origin: &Origin) -> &'static str {
    let Some(span) = origin.span() else { return RELEASE };
    let Some(source) = effective.source_at(span) else { return CONFIG };
    if patches(&source.spec).any(|patch| patch.origin.span().is_some_and(|outer| outer.holds(span))) {
        return PATCH;
    }
    match source.level {
        Level::Config => CONFIG,
        Level::Class => CLASS,
        Level::Gateway => GATEWAY,
    }
}

/// The patches of the two workloads.
fn patches(spec: &Node) -> impl Iterator<Item = &Node> {
    let workloads = ["envoyDeployment", "envoyDaemonSet"];
    workloads.into_iter().filter_map(|field| spec.at(&["provider", "kubernetes", field, "patch"]))
}
