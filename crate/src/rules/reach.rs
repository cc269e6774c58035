//! Whether a selector picks proxies, and if not, which one was meant and what it lacks.

use super::Input;
use super::proxies::{Proxies, Proxy, merging_is_unknown};
use super::selections::{Found, Role, Selection, is_unknown, naming, selections};
use super::sites::fill;
use crate::labels::keys;
use crate::labels::selector::{Operator, Requirement};
use crate::read::Kind;
use crate::text::holds;
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
const MOST: usize = 40_000;

/// Holds selectors against proxies.
pub struct Reach<'a, 'i> {
    input: &'i Input<'a>,
    /// The proxies.
    pub proxies: Proxies<'a>,
    /// Those that the last selector picked.
    pub reached: Vec<usize>,
    left: usize,
    /// Proxies may be others than they seem, or elsewhere.
    is_open: bool,
}

impl<'a, 'i> Reach<'a, 'i> {
    /// All proxies.
    pub fn new(input: &'i Input<'a>) -> Self {
        let is_open = is_open(input);
        Reach { input, proxies: Proxies::new(input), reached: Vec::new(), left: MOST, is_open }
    }

    /// Goes through the documents of which selectors mean proxies.
    pub fn each(input: &'i Input<'a>, look: &mut dyn FnMut(&mut Self, &Found<'a>)) {
        let mut reach = None;
        for document in input.of_kind(Kind::Selecting).filter(|document| !document.partial) {
            let found = selections(input, document);
            if !found.0.is_empty() {
                let reach = reach.get_or_insert_with(|| Reach::new(input));
                look(reach, &found);
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
        if naming.is_some_and(|one| is_unknown(self.input, one)) {
            return Verdict::Unknown;
        }
        // Many Gateways can have one name: the one of the namespace first.
        let place = selection.wanted.iter().find(|one| one.key == *keys::OWNING_GATEWAY_NAMESPACE);
        let (mut sure, values) = (false, place.map_or(&selection.within, |one| &one.values));
        let place_is_said = place.is_some_and(|one| one.values.len() == 1);
        if let Some((place, name)) = values.first().zip(naming.and_then(|one| one.values.first())) {
            let one = self.proxies.named(&fill("~/~", &[place, name])).to_vec();
            verdict = self.among(&one, selection, verdict);
            sure = place_is_said && !one.is_empty() || !self.reached.is_empty();
        }
        let mut named = Vec::new();
        for value in naming.filter(|_| !sure).map_or(&[][..], |one| &one.values) {
            named.extend_from_slice(self.proxies.named(value));
        }
        let all = if naming.is_some() { named } else { self.proxies.everyone().to_vec() };
        verdict = self.among(&all, selection, verdict);
        let service = selection.role == Role::ServiceMonitor;
        if !self.reached.is_empty() || service && self.picks_own_service(selection) {
            return Verdict::Reaches;
        }
        if self.left == 0 || self.is_open { Verdict::Unknown } else { verdict }
    }

    /// Notes which of the candidates are picked; else the verdict is about the best of them.
    fn among<'s>(
        &mut self,
        candidates: &[usize],
        selection: &'s Selection<'_>,
        mut verdict: Verdict<'s>,
    ) -> Verdict<'s> {
        let named = naming(&selection.wanted).is_some();
        self.left = self.left.saturating_sub(candidates.len());
        for index in candidates.iter().filter(|_| self.left > 0) {
            let Some(proxy) = self.proxies.all.get(*index) else { continue };
            let Some(labels) = proxy.labels(selection.role == Role::ServiceMonitor) else { continue };
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
                    verdict = if named { Verdict::Nobody(first) } else { Verdict::Unknown };
                }
                // Labels of the user's own another Gateway may carry; the controller's are the same for all.
                _ if named
                    || first.key.starts_with(keys::APP_PREFIX)
                    || holds(&first.key, keys::OWNING)
                    || first.operator == Operator::Exists =>
                {
                    verdict = Verdict::Misses(*index, count, first);
                }
                _ => {}
            }
        }
        verdict
    }

    /// True when a Service of the files carries the labels.
    fn picks_own_service(&mut self, selection: &Selection<'_>) -> bool {
        for service in self.input.of_kind(Kind::Selecting).filter(|one| one.kind_name == *"Service") {
            let labels = service.root.at(&["metadata", "labels"]);
            self.left = self.left.saturating_sub(1);
            if self.left == 0 || labels.is_some_and(|labels| unmet(self.input, &selection.wanted, labels).is_none()) {
                return true;
            }
        }
        false
    }
}

/// True when a deployment tool fills in the mode, whether Gateways are merged, or the name of a Gateway.
fn is_open(input: &Input<'_>) -> bool {
    let (resolved, gateways) = (input.resolved, &input.model.gateways);
    resolved.mode_is_unknown
        || resolved.classes.iter().any(|class| merging_is_unknown(input, class))
        || gateways.iter().any(|gateway| input.is_placeholder_text(&gateway.document.name))
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
