//! See `object_refused.md`.

use super::{Findings, Input, Rule, gateway_name_too_long, sites};
use crate::diagnostic::{Group, Severity};
use crate::read::Document;
use crate::render::{Judge, Object, Refusal, Rendering, Right};
use crate::resolve::{Infra, Mode};
use crate::text::{Span, sort};
use crate::value::Node;

/// A created object that the API server refuses.
pub const RULE: Rule =
    Rule { id: "object-refused", group: Group::Render, severity: Severity::Error, since: "0.1.0", check };

/// The most fields that a finding names.
const MOST: usize = 32;

/// What is refused, and what it was created for.
struct Refused<'a> {
    span: Span,
    kind: &'static str,
    of: &'a str,
    refusal: &'a Refusal,
}

fn check(input: &Input<'_>, findings: &mut Findings) {
    let mut all: Vec<Refused> = Vec::new();
    let right = Right::default();
    let judge = Judge { types: input.types, release: input.release, settings: input.settings, right: &right };
    for (infra, rendering) in input.proxies() {
        let before = all.len();
        let owner = || gateway_name_too_long::owner(input, infra)?.0.document.name_origin().span();
        let refusals = rendering.refusals(judge, &|object| patch_of(infra, object));
        look(rendering, refusals, &infra.key, &|_| owner(), &mut all);
        if all.len() > before {
            match is_created(input, infra) {
                true => by_class(input, infra, owner(), all.get_mut(before..).unwrap_or_default()),
                false => all.truncate(before),
            }
        }
    }
    rate_limit(input, judge, &mut all);
    if !all.is_empty() && input.starts() {
        all.retain(|refused| !input.is_placeholder_text(input.slice(refused.span)));
        report(findings, &all);
    }
}

fn look<'a>(
    rendering: &Rendering,
    refusals: &'a [(usize, Refusal)],
    of: &'a str,
    owner: &dyn Fn(&str) -> Option<Span>,
    all: &mut Vec<Refused<'a>>,
) {
    for (at, refusal) in refusals {
        let Some(object) = rendering.objects.get(*at) else { continue };
        if let Some(span) = refusal.spans.first().copied().or_else(|| owner(object.kind)) {
            all.push(Refused { span, kind: object.kind, of, refusal });
        }
    }
}

/// With merged Gateways, what the name of the class makes wrong is wrong at the class, not where a Gateway names it.
fn by_class(input: &Input<'_>, infra: &Infra<'_>, owner: Option<Span>, all: &mut [Refused<'_>]) {
    let gateways = infra.gateways.iter().filter_map(|gateway| input.resolved.gateways.get(*gateway));
    let mut named = gateways.filter_map(|gateway| gateway.object.document.root.at(&["spec", "gatewayClassName"])?.origin.span());
    if let Some((named, owner)) = named.next_back().zip(owner).filter(|_| infra.mode == Mode::Merged) {
        all.iter_mut().filter(|refused| refused.span == named).for_each(|refused| refused.span = owner);
    }
}

/// What the user laid over an object.
fn patch_of<'i>(infra: &'i Infra<'_>, object: &Object) -> Option<&'i Node> {
    let part = match object.kind {
        "Deployment" => "envoyDeployment",
        "DaemonSet" => "envoyDaemonSet",
        "Service" => "envoyService",
        "HorizontalPodAutoscaler" => "envoyHpa",
        "PodDisruptionBudget" => "envoyPDB",
        _ => return None,
    };
    infra.effective.spec.as_ref()?.at(&["provider", "kubernetes", part, "patch", "value"])
}

fn rate_limit<'a>(input: &'a Input<'_>, judge: Judge<'_>, all: &mut Vec<Refused<'a>>) {
    let Some(config) = input.resolved.config.root() else { return };
    let Some(rendering) = input.rate_limit() else { return };
    let part_of = |kind: &str| match kind {
        "Deployment" => "rateLimitDeployment",
        "HorizontalPodAutoscaler" => "rateLimitHpa",
        _ => "rateLimitPDB",
    };
    let refusals = rendering.refusals(judge, &|object| {
        config.at(&["provider", "kubernetes", part_of(object.kind), "patch", "value"])
    });
    // What is built in and does not fit is there because of the certificate that is asked for; else where the object is.
    let key = |path: &[&str], key| config.at(path).and_then(|map| sites::entry(map, key)?.key_origin.span());
    let bare = config.at(&["rateLimit", "backend", "redis", "tls", "certificateRef"]).is_none();
    let owner = |kind: &str| {
        let tls = key(&["rateLimit", "backend", "redis"], "tls").filter(|_| bare && kind == "Deployment");
        tls.or_else(|| key(&["provider", "kubernetes"], part_of(kind))).or_else(|| key(&[], "rateLimit"))
    };
    look(rendering, refusals, "the rate limit service", &owner, all);
}

/// False where the API server refuses what the objects are made from: then nothing comes of it.
pub(super) fn is_created(input: &Input<'_>, infra: &Infra<'_>) -> bool {
    let mut documents: Vec<&Document> = Vec::new();
    for gateway in infra.gateways.iter().filter_map(|gateway| input.resolved.gateways.get(*gateway)) {
        documents.push(gateway.object.document);
        documents.extend(input.resolved.class_of(gateway).map(|class| class.object.document));
    }
    documents.extend(infra.effective.sources.iter().filter_map(|source| Some(source.proxy?.document)));
    !documents.into_iter().any(|document| input.is_refused(document))
}

/// One finding for each place.
fn report(findings: &mut Findings, all: &[Refused<'_>]) {
    let mut order: Vec<(Span, usize)> = Vec::new();
    for (at, refused) in all.iter().enumerate() {
        order.push((refused.span, at));
    }
    sort(&mut order, |a, b| a.cmp(b));
    let mut rest = order.as_slice();
    while let Some((span, first)) = rest.first().copied() {
        let count = rest.iter().take_while(|(other, _)| *other == span).count();
        let (same, after) = rest.split_at_checked(count).unwrap_or((rest, &[]));
        let (mut kinds, mut fields) = (Vec::new(), Vec::new());
        for (_, at) in same {
            let Some(refused) = all.get(*at) else { continue };
            let field = refused.refusal.field.clone();
            if !kinds.contains(&refused.kind) {
                kinds.push(refused.kind);
            }
            if fields.len() < MOST && !fields.contains(&field) {
                fields.push(field);
            }
        }
        if let (Some(refused), Some(field)) = (all.get(first), fields.first()) {
            let message = ["`", field, "` of the ", refused.kind, " ", &refused.refusal.what].concat();
            let kinds = kinds.join(", ");
            let help = ["The API server refuses what the controller creates of ", refused.of, " (", &kinds, "), and the controller stops there: nothing after it is created."].concat();
            let other = refused.refusal.spans.get(1).copied().filter(|other| *other != span);
            findings.refuse_created(span, message).covers(fields).help(help).related(other, "because of this");
        }
        rest = after;
    }
}
