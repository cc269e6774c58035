//! Whether a selector picks proxies, and if not, which one was meant and what it lacks.

use super::Input;
use super::proxies::{OWNER, Proxies, Proxy};
use super::selections::{Role, Selection, selections};
use crate::labels::keys;
use crate::labels::selector::{Operator, Requirement, Selector};
use crate::read::{Document, Kind};
use crate::value::{Map, Node};

/// What a selector comes to.
pub enum Verdict<'s> {
    /// It picks these proxies, or may.
    Reaches(Vec<usize>),
    /// By its labels it picks this one, which is in a namespace where it does not look.
    Elsewhere(usize),
    /// It means this one, which does not have these labels.
    Misses(usize, Vec<&'s Requirement>),
    /// The files hold no Gateway of this name, or in this namespace.
    Nobody(&'s Requirement),
    /// What it means is not in the files.
    Unknown,
}

/// How many proxies are looked at, for one release: many selectors of many proxies must not cost their product.
const MOST: usize = 200_000;

/// Holds selectors against proxies.
pub struct Reach<'a, 'i> {
    input: &'i Input<'a>,
    /// The proxies.
    pub proxies: Proxies<'a>,
    left: usize,
}

/// Every document with selectors of which one means proxies, and these; nothing where no proxy is created.
pub fn meant<'a, 'i>(input: &'i Input<'a>) -> (Vec<(&'a Document, Vec<Selection<'a>>)>, Reach<'a, 'i>) {
    let mut all = Vec::new();
    for document in input.of_kind(Kind::Selecting).filter(|document| !document.partial && !document.root.is_null()) {
        let found = selections(input, document);
        if found.iter().any(Selection::is_meant) {
            all.push((document, found));
        }
    }
    let proxies = if all.is_empty() { Proxies::default() } else { Proxies::new(input) };
    if proxies.all.is_empty() {
        all.clear();
    }
    (all, Reach { input, proxies, left: MOST })
}

impl<'a> Reach<'a, '_> {
    /// A proxy.
    pub fn proxy(&self, index: usize) -> Option<Proxy<'a>> {
        self.proxies.all.get(index).copied()
    }

    /// Whether the selection picks proxies.
    pub fn judge<'s>(&mut self, selection: &'s Selection<'_>) -> Verdict<'s> {
        let naming = naming(selection);
        let mut named = Vec::new();
        for value in naming.map_or(&[][..], |one| &one.values) {
            if self.input.is_placeholder_text(value) {
                return Verdict::Unknown;
            }
            named.extend_from_slice(self.proxies.named(value));
        }
        let candidates = if naming.is_some() { &named[..] } else { self.proxies.everyone() };
        let Some(left) = self.left.checked_sub(candidates.len()) else { return Verdict::Unknown };
        self.left = left;
        let mut verdict = naming.map_or(Verdict::Unknown, Verdict::Nobody);
        let mut reached = Vec::new();
        for index in candidates {
            let Some((proxy, labels)) = self.labels(*index, selection) else { continue };
            let unmet = unmet(self.input, &selection.selector, labels);
            match &verdict {
                _ if unmet.is_empty() && selection.sees(self.input, proxy.namespace()) => reached.push(*index),
                Verdict::Elsewhere(_) => {}
                _ if unmet.is_empty() => verdict = Verdict::Elsewhere(*index),
                Verdict::Misses(_, fewest) if fewest.len() <= unmet.len() => {}
                _ => verdict = Verdict::Misses(*index, unmet),
            }
        }
        if !reached.is_empty() || selection.role == Role::ServiceMonitor && self.picks_own_service(selection) {
            return Verdict::Reaches(reached);
        }
        match verdict {
            Verdict::Misses(index, unmet) => self.sure(index, unmet, selection),
            verdict => verdict,
        }
    }

    /// Labels of a user's own are looked at only where the Gateway is named: another Gateway may carry them.
    fn sure<'s>(&self, index: usize, unmet: Vec<&'s Requirement>, selection: &Selection<'_>) -> Verdict<'s> {
        let Some((_, labels)) = self.labels(index, selection) else { return Verdict::Unknown };
        let elsewhere =
            unmet.iter().find(|one| one.key == *keys::OWNING_GATEWAY_NAMESPACE && labels.get(&one.key).is_some());
        if let Some(namespace) = elsewhere {
            return Verdict::Nobody(namespace);
        }
        let own = |one: &&&Requirement| {
            one.key.starts_with(keys::APP_PREFIX) || one.operator == Operator::Exists && labels.get(&one.key).is_none()
        };
        let sure = naming(selection).is_some() || unmet.iter().all(|one| own(&one));
        if sure { Verdict::Misses(index, unmet) } else { Verdict::Unknown }
    }

    fn labels(&self, index: usize, selection: &Selection<'_>) -> Option<(Proxy<'a>, &'a Map)> {
        let proxy = self.proxy(index)?;
        Some((proxy, proxy.labels(selection.role == Role::ServiceMonitor)?))
    }

    /// True when a Service of the files carries the labels.
    fn picks_own_service(&mut self, selection: &Selection<'_>) -> bool {
        let services = self.input.of_kind(Kind::Selecting).filter(|document| document.kind_name == *"Service");
        for service in services {
            let Some(left) = self.left.checked_sub(1) else { return true };
            self.left = left;
            let labels = service.root.at(&["metadata", "labels"]).and_then(Node::as_map);
            if labels.is_some_and(|labels| selection.selector.matches(labels)) {
                return true;
            }
        }
        false
    }
}

/// What names the Gateway or class.
fn naming<'s>(selection: &'s Selection<'_>) -> Option<&'s Requirement> {
    let [_, name, class] = OWNER;
    let requirements = &selection.selector.requirements;
    let find = |key: &str| requirements.iter().find(|one| one.key == *key && !selection.values(key).is_empty());
    [name, class, keys::GATEWAY_NAME].into_iter().find_map(find)
}

/// What the labels do not meet; what is not known of them, they do.
pub fn unmet<'s>(input: &Input<'_>, selector: &'s Selector, labels: &Map) -> Vec<&'s Requirement> {
    let mut unmet: Vec<&Requirement> = Vec::new();
    for one in selector.requirements.iter() {
        let label = labels.get(&one.key).and_then(Node::as_str);
        let unknown = |text: &str| input.is_placeholder_text(text) || text == "<namespace>";
        let known = !label.is_some_and(unknown) && !one.values.iter().any(|value| unknown(value));
        if known && !one.holds(labels.get(&one.key)) {
            unmet.push(one);
        }
    }
    unmet
}
