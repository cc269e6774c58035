//! Which namespace a deployer puts a file into, where several may reach it.

use super::namespace::Namespace;
use crate::value::Node;

/// Nothing, one thing, or several that contradict one another (or one that can't be known).
#[derive(Debug, Clone, Default)]
pub enum Few {
    /// Nothing was said.
    #[default]
    None,
    /// All say the same.
    One(Node),
    /// It can't be told.
    Several,
}

impl Few {
    /// Takes in what another one says; true when that changes it.
    pub fn join(&mut self, other: &Few) -> bool {
        let joined = match (&*self, other) {
            (_, Few::None) | (Few::Several, _) => return false,
            (Few::One(a), Few::One(b)) if a.value == b.value => return false,
            (Few::None, other) => other.clone(),
            _ => Few::Several,
        };
        *self = joined;
        true
    }

    /// False when both are known and differ.
    pub fn may_be(&self, other: &Few) -> bool {
        !matches!((self, other), (Few::One(a), Few::One(b)) if a.value != b.value)
    }

    /// True when nothing was said.
    pub fn is_none(&self) -> bool {
        matches!(self, Few::None)
    }
}

impl From<Namespace> for Few {
    fn from(namespace: Namespace) -> Self {
        match namespace {
            Namespace::Known(node) => Few::One(node),
            Namespace::Unknown => Few::Several,
        }
    }
}

/// Everything that reaches a folder or a file.
#[derive(Debug, Clone, Default)]
pub struct Reach {
    /// Some deployer leaves the namespace as it is written.
    bare: bool,
    /// The namespace that deployers put in, whatever is written (Kustomize, Flux).
    put: Few,
    /// The namespace that deployers give to documents that have none (Argo CD, Helm).
    given: Few,
    /// Some deployer changes names.
    pub renamed: bool,
    /// Some deployer takes in all that is there.
    pub whole: bool,
}

impl Reach {
    /// A deployer that leaves namespaces as they are.
    pub fn bare() -> Self {
        Reach { bare: true, whole: true, ..Reach::default() }
    }

    /// A deployer that puts everything into a namespace.
    pub fn put(namespace: Few) -> Self {
        if namespace.is_none() { Reach::bare() } else { Reach { put: namespace, whole: true, ..Reach::default() } }
    }

    /// A deployer that gives a namespace to what has none.
    pub fn given(namespace: Few) -> Self {
        Reach { given: namespace, ..Reach::bare() }
    }

    /// The same, of a deployer that changes names.
    pub fn renaming(self, renamed: bool) -> Self {
        Reach { renamed, ..self }
    }

    /// The same, of a deployer that takes in some files only.
    pub fn choosing(self, chooses: bool) -> Self {
        Reach { whole: !chooses, ..self }
    }

    /// True when nothing reaches it.
    pub fn is_none(&self) -> bool {
        !self.bare && self.put.is_none()
    }

    /// Takes in another one; true when that changes it. It can change a few times only.
    pub fn join(&mut self, other: &Reach) -> bool {
        let bare = other.bare && !self.bare;
        self.bare |= bare;
        let put = self.put.join(&other.put);
        let renamed = other.renamed && !self.renamed;
        let whole = other.whole && !self.whole;
        (self.renamed, self.whole) = (self.renamed || renamed, self.whole || whole);
        self.given.join(&other.given) || put || bare || renamed || whole
    }

    /// What goes on from a kustomization with this `namespace`: what is already put in stays, as the outer one is last.
    pub fn through(&self, namespace: &Few) -> Reach {
        if namespace.is_none() || !self.bare {
            return self.clone();
        }
        let mut put = self.put.clone();
        put.join(namespace);
        Reach { renamed: self.renamed, whole: self.whole, ..Reach::put(put) }
    }

    /// The namespace of a document that has, or has not, one written in it; [`Few::None`] where nothing is said.
    pub fn settle(&self, written: Few) -> Few {
        let mut settled = self.put.clone();
        if self.bare || self.is_none() {
            settled.join(if written.is_none() { &self.given } else { &written });
        }
        settled
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Origin;

    fn one(name: &'static str) -> Few {
        Few::One(Node::string(name, Origin::derived("test", Vec::new())))
    }

    fn name(few: Few) -> &'static str {
        match few {
            Few::None => "",
            Few::Several => "?",
            Few::One(node) => ["a", "b"].into_iter().find(|name| node.as_str() == Some(name)).unwrap_or("!"),
        }
    }

    #[test]
    fn the_outer_namespace_is_put_in_last() {
        assert_eq!(name(Reach::bare().through(&one("a")).settle(one("b"))), "a");
        assert_eq!(name(Reach::put(one("a")).through(&one("b")).settle(Few::None)), "a");
        assert_eq!(name(Reach::put(one("a")).through(&Few::None).settle(Few::None)), "a");
    }

    #[test]
    fn a_given_namespace_leaves_a_written_one() {
        assert_eq!(name(Reach::given(one("a")).settle(Few::None)), "a");
        assert_eq!(name(Reach::given(one("a")).settle(one("b"))), "b");
        assert_eq!(name(Reach::given(one("a")).through(&one("b")).settle(Few::None)), "b");
    }

    #[test]
    fn what_contradicts_is_unknown() {
        let mut reach = Reach::put(one("a"));
        assert!(reach.join(&Reach::put(one("b"))));
        assert_eq!(name(reach.settle(Few::None)), "?");
        let mut bare = Reach::put(one("a"));
        assert!(bare.join(&Reach::bare()));
        assert_eq!(name(bare.settle(one("b"))), "?");
        assert_eq!(name(bare.settle(Few::None)), "a");
    }

    #[test]
    fn the_same_twice_changes_nothing() {
        let mut reach = Reach::put(one("a"));
        assert!(!reach.join(&Reach::put(one("a"))));
        assert_eq!(name(Reach::default().settle(one("b"))), "b");
        assert_eq!(name(Reach::default().settle(Few::None)), "");
    }
}
