//! The pairs are those that comparing each with each finds.

use super::*;
use crate::model::Namespace;
use crate::resolve::Conditions;
use crate::value::{Map, Origin, Value};

const HOSTS: [&str; 14] = [
    "",
    "",
    "a.x.com",
    "b.x.com",
    "*.x.com",
    "x.com",
    "*.com",
    "a.b.x.com",
    "*.b.x.com",
    ".x.com",
    "com",
    "*.",
    "a.",
    "*x.com",
];

/// The same as [`paired`], each compared with each behind it.
fn pairwise(listeners: &[Listener<'_>], overlap: fn(&Listener<'_>, &Listener<'_>) -> bool) -> Vec<bool> {
    let mut told = vec![false; listeners.len()];
    for (at, one) in listeners.iter().enumerate() {
        if told[at] || one.protocol() != "HTTPS" {
            continue;
        }
        for (beside, other) in listeners.iter().enumerate().skip(at + 1) {
            let meets = other.protocol() == "HTTPS" && one.port() == other.port() && overlap(one, other);
            if meets && !told[beside] {
                (told[at], told[beside]) = (true, true);
            }
        }
    }
    told
}

fn hosts_overlap(one: &Listener<'_>, other: &Listener<'_>) -> bool {
    let is_under = |name: &str, star: &str| {
        let label = star.strip_prefix('*').and_then(|rest| name.strip_suffix(rest));
        star.starts_with("*.") && !name.starts_with("*.") && label.is_some_and(|label| !label.contains('.'))
    };
    let (a, b) = (one.hostname(), other.hostname());
    a.is_empty() || b.is_empty() || a == b || is_under(a, b) || is_under(b, a)
}

fn certificates_overlap(one: &Listener<'_>, other: &Listener<'_>) -> bool {
    let ids = |listener: &Listener<'_>| {
        let references = listener.node.at(&["tls", "certificateRefs"]).unwrap().items().to_vec();
        references.iter().map(|one| one.str_at(&["name"]).unwrap().to_string()).collect::<Vec<_>>()
    };
    ids(one).iter().any(|id| ids(other).contains(id))
}

struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % below
    }
}

fn listener(dice: &mut Dice) -> Node {
    let origin = || Origin::derived("test", Vec::new());
    let text = |text: &str| Node::string(text.to_string(), origin());
    let certificate = |name: usize| {
        let mut map = Map::new();
        map.set("name", text(&format!("s{name}")));
        Node::map(map, origin())
    };
    let certificates = (0..dice.roll(3)).map(|_| certificate(dice.roll(12))).collect();
    let node = Node::map(Map::new(), origin());
    let node = node.put_at(&["protocol"], text(if dice.roll(8) == 0 { "TLS" } else { "HTTPS" }));
    let node = node.put_at(&["port"], Node::new(Value::Int([443, 8443][dice.roll(2)]), origin()));
    let node = node.put_at(&["tls", "certificateRefs"], Node::list(certificates, origin()));
    match HOSTS[dice.roll(HOSTS.len())] {
        "" if dice.roll(3) > 0 => node,
        host => node.put_at(&["hostname"], text(host)),
    }
}

#[test]
fn pairs_are_those_of_each_with_each() {
    let home = Namespace::known("default", Origin::derived("test", Vec::new()));
    let mut dice = Dice(7);
    let mut told = 0;
    for _ in 0..4000 {
        let nodes: Vec<Node> = (0..dice.roll(12)).map(|_| listener(&mut dice)).collect();
        let listeners = || nodes.iter().map(|node| Listener { node, home: &home, conditions: Conditions::default() });
        for (keys, overlap) in [
            (by_host as fn(&Listener<'_>) -> Keys, hosts_overlap as fn(&Listener<'_>, &Listener<'_>) -> bool),
            (by_certificate, certificates_overlap),
        ] {
            let mut all: Vec<Listener> = listeners().collect();
            tell_those(&mut all.iter_mut().collect::<Vec<_>>(), keys, "Overlaps", "");
            let found: Vec<bool> = all.iter().map(|one| one.conditions.is("OverlappingTLSConfig", true)).collect();
            assert_eq!(found, pairwise(&all, overlap), "{nodes:#?}");
            told += found.iter().filter(|told| **told).count();
        }
    }
    assert!(told > 1000);
}
