//! See `disruption_budget_blocks.md`.

use super::reach::{Reach, Verdict};
use super::selections::{Role, Selection, naming};
use super::{Findings, Input, Rule, workloads};
use crate::diagnostic::{Group, Severity};
use crate::read::Kind;
use crate::release::Feature;
use crate::value::Node;

/// A PodDisruptionBudget that never lets a pod go.
pub const RULE: Rule =
    Rule { id: "disruption-budget-blocks", group: Group::Rollout, severity: Severity::Warning, since: "0.1.0", check };

const HELP: &str = "A node on which one of these pods runs can't be drained. Run more of them, or set `maxUnavailable: 1` alone.";

/// So many of the proxies that a budget picks are counted.
const MOST: usize = 64;

fn check(input: &Input<'_>, findings: &mut Findings) {
    for (_, rendering) in input.proxies() {
        let spec = |kind| workloads::created(rendering, kind).and_then(|object| object.node.get("spec"));
        // On every node there is a pod of a DaemonSet, and draining passes over them.
        if let (Some(budget), None) = (spec("PodDisruptionBudget"), spec("DaemonSet")) {
            look(findings, budget, spec("Deployment"), spec("HorizontalPodAutoscaler"));
        }
    }
    for config in input.of_kind(Kind::EnvoyGateway).filter(|_| input.release.has(Feature::RateLimitPdb)) {
        let Some(kubernetes) = config.root.at(&["provider", "kubernetes"]) else { continue };
        if let Some(budget) = kubernetes.get("rateLimitPDB").filter(|_| config.root.get("rateLimit").is_some()) {
            look(findings, budget, kubernetes.get("rateLimitDeployment"), kubernetes.get("rateLimitHpa"));
        }
    }
    Reach::each(input, &mut |reach, (selections, _)| {
        for selection in selections.iter().filter(|one| one.role == Role::Budget) {
            if matches!(reach.judge(selection), Verdict::Reaches) {
                own(input, findings, reach, selection);
            }
        }
    });
}

/// A budget of the user's own, which can be about several proxies.
fn own(input: &Input<'_>, findings: &mut Findings, reach: &Reach<'_, '_>, selection: &Selection<'_>) {
    let mut pods = 0;
    for index in reach.reached.iter().take(MOST) {
        let Some(proxy) = reach.proxy(*index) else { continue };
        let spec = |kind, field| proxy.object(kind).and_then(|object| object.node.at(&["spec", field]));
        if proxy.object("DaemonSet").is_some() {
            return;
        }
        let scaled = proxy.object("HorizontalPodAutoscaler").is_some();
        let count = if scaled { spec("HorizontalPodAutoscaler", "minReplicas") } else { spec("Deployment", "replicas") };
        let Some(count) = count.map_or(Some(1), Node::as_int) else { return };
        pods = count.saturating_add(pods);
    }
    // Without the name of a Gateway, those of other files are meant as well.
    let pods = if naming(&selection.wanted).is_some() && reach.reached.len() <= MOST { pods } else { i64::MAX };
    // An autoscaler of the user's own may ask for more.
    let scales = |kind: &str| matches!(kind, "HorizontalPodAutoscaler" | "ScaledObject");
    let may_grow = pods < i64::MAX && input.documents.iter().any(|document| scales(&document.kind_name));
    if pods > 0 && !may_grow {
        judge(findings, selection.holder, pods, None);
    }
}

fn look(findings: &mut Findings, budget: &Node, workload: Option<&Node>, scaler: Option<&Node>) {
    let (field, holder) = if scaler.is_some() { ("minReplicas", scaler) } else { ("replicas", workload) };
    let node = holder.and_then(|holder| holder.get(field));
    if let Some(pods) = node.map_or(Some(1), Node::as_int).filter(|pods| *pods > 0) {
        judge(findings, budget, pods, node);
    }
}

/// Whether a budget holds back each of so many pods.
fn judge(findings: &mut Findings, budget: &Node, pods: i64, said: Option<&Node>) {
    let (bound, blocks) = match (budget.get("minAvailable"), budget.get("maxUnavailable")) {
        (Some(minimum), None) => (minimum, amount(minimum, pods).is_some_and(|count| count >= pods)),
        (None, Some(most)) => (most, amount(most, pods) == Some(0)),
        _ => return,
    };
    let Some(span) = bound.origin.span().filter(|_| blocks) else { return };
    let of = match pods {
        1 => "the only pod".to_string(),
        i64::MAX => "any of the pods".to_string(),
        _ => format!("any of the {pods} pods"),
    };
    findings
        .report(span, format!("with this, {of} may never be evicted"))
        .help(HELP)
        .related(said.and_then(|node| node.origin.span()), "so many pods there are, at least");
}

/// How many pods a number or a percentage stands for; percentages are rounded up.
fn amount(node: &Node, pods: i64) -> Option<i64> {
    match node.as_str() {
        None => node.as_int(),
        Some(text) => {
            let percent: i64 = text.strip_suffix('%')?.parse().ok()?;
            // More than all of them is refused, which is said.
            Some(percent).filter(|percent| *percent <= 100)?;
            if percent == 100 {
                return Some(pods);
            }
            Some(percent.checked_mul(pods)?.checked_add(99)?.div_euclid(100))
        }
    }
}
