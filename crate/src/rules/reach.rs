//! Whether a selector picks proxies, and if not, which one was meant and what it lacks.

use super::Input;
use super::proxies::{Proxies, Proxy};
use super::selections::{Role, Selection, is_unknown, naming, selections};
use crate::labels::keys;
use crate::labels::selector::{Operator, Requirement};
use crate::read::Kind;
use crate::value::Node;

/// What a selector comes to.
#[derive(Clone, Copy)]
pub enum Verdict<'s> {
    /// It picks proxies, or may.
    Reaches,
    /// By its labels it picks this one, which is in a namespace where it does not look.
    Elsewhere(usize),
    /// It means this one, which does not have so many of the labels, and first of all this one.
    Misses(usize, usize, &'s Requirement),
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
    /// Those that the last selector picked.
    pub reached: Vec<usize>,
    left: usize,
}

impl<'a, 'i> Reach<'a, 'i> {
    /// All proxies.
    pub fn new(input: &'i Input<'a>) -> Self {
        Reach { input, proxies: Proxies::new(input), reached: Vec::new(), left: MOST }
    }

    /// Goes through the documents of which selectors mean proxies; the flag is that of [`selections`].
    pub fn each(input: &'i Input<'a>, look: &mut dyn FnMut(&mut Self, &[Selection<'a>], bool)) {
        let mut reach = None;
        for document in input.of_kind(Kind::Selecting).filter(|document| !document.partial) {
            let (found, open) = selections(input, document);
            if !found.is_empty() {
                let reach = reach.get_or_insert_with(|| Reach::new(input));
                look(reach, &found, open);
            }
        }
    }

    /// A proxy.
    pub fn proxy(&self, index: usize) -> Option<Proxy<'a>> {
        self.proxies.all.get(index).copied()
    }

    /// Whether the selection picks proxies.
    pub fn judge<'s>(&mut self, selection: &'s Selection<'_>) -> Verdict<'s> {
        self.reached.clear();
        let naming = naming(&selection.wanted);
        let mut verdict = naming.map_or(Verdict::Unknown, Verdict::Nobody);
        let mut named = Vec::new();
        for value in naming.map_or(&[][..], |one| &one.values) {
            named.extend_from_slice(self.proxies.named(value));
        }
        let candidates = if naming.is_some() { &named[..] } else { self.proxies.everyone() };
        let left = self.left.checked_sub(candidates.len());
        if left.is_none() || naming.is_some_and(|one| is_unknown(self.input, one)) {
            return Verdict::Unknown;
        }
        self.left = left.unwrap_or(0);
        let service = selection.role == Role::ServiceMonitor;
        for index in candidates {
            let Some(proxy) = self.proxies.all.get(*index) else { continue };
            let Some(labels) = proxy.labels(service) else { continue };
            let Some((count, first)) = unmet(self.input, &selection.wanted, labels) else {
                if selection.sees(self.input, proxy.namespace()) {
                    self.reached.push(*index);
                } else {
                    verdict = Verdict::Elsewhere(*index);
                }
                continue;
            };
            match verdict {
                Verdict::Elsewhere(_) => {}
                Verdict::Misses(_, fewest, _) if fewest <= count => {}
                // The Gateway is in another namespace than the one that is asked for.
                _ if first.key == *keys::OWNING_GATEWAY_NAMESPACE && labels.get(&first.key).is_some() => {
                    verdict = if naming.is_some() { Verdict::Nobody(first) } else { Verdict::Unknown };
                }
                // Labels of the user's own another Gateway may carry; the controller's are the same for all.
                _ if naming.is_some()
                    || first.key.starts_with(keys::APP_PREFIX)
                    || first.operator == Operator::Exists =>
                {
                    verdict = Verdict::Misses(*index, count, first);
                }
                _ => {}
            }
        }
        if !self.reached.is_empty() || service && self.picks_own_service(selection) {
            return Verdict::Reaches;
        }
        verdict
    }

    /// True when a Service of the files carries the labels.
    fn picks_own_service(&self, selection: &Selection<'_>) -> bool {
        for service in self.input.of_kind(Kind::Selecting).filter(|one| one.kind_name == *"Service") {
            let labels = service.root.at(&["metadata", "labels"]);
            if labels.is_some_and(|labels| unmet(self.input, &selection.wanted, labels).is_none()) {
                return true;
            }
        }
        false
    }
}

/// How many of the labels are not there, and the first of these; what is not known of them, is.
pub fn unmet<'s>(input: &Input<'_>, wanted: &'s [Requirement], labels: &Node) -> Option<(usize, &'s Requirement)> {
    let mut unmet = None;
    for one in wanted {
        let label = labels.get(&one.key);
        let unknown = |text: &str| input.is_placeholder_text(text) || text == "<namespace>";
        if !one.holds(label) && !is_unknown(input, one) && !label.and_then(Node::as_str).is_some_and(unknown) {
            unmet = Some(unmet.map_or((1, one), |(count, first)| (count + 1, first)));
        }
    }
    unmet
}
