//! Conditions: what the controller writes into the status of an object.

/// A condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// `Accepted`, `Programmed` …
    pub kind: &'static str,
    /// True or false.
    pub status: bool,
    /// The controller's word for why.
    pub reason: &'static str,
    /// Why, in words.
    pub message: &'static str,
    /// What of a listener it is about.
    pub about: About,
}

/// What of a listener a condition is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// All of it.
    Whole,
    /// The selector of namespaces.
    Selector,
    /// The kinds of routes.
    RouteKinds,
    /// Its protocol.
    Protocol,
    /// Its port.
    Port,
    /// Its host name, and its port where it has none.
    HostName,
    /// That there is `tls`.
    Tls,
    /// How TLS ends.
    TlsMode,
    /// Its certificates.
    Certificates,
    /// Certificates that the files do not hold.
    MissingCertificates,
    /// What the Gateway says of the certificates of clients.
    Clients,
}

impl About {
    /// The fields where it is to be seen; the first that is written counts.
    pub fn fields(self) -> &'static [&'static [&'static str]] {
        match self {
            About::Whole | About::Clients => &[],
            About::Selector => &[&["allowedRoutes", "namespaces"]],
            About::RouteKinds => &[&["allowedRoutes", "kinds"]],
            About::Protocol => &[&["protocol"], &["name"]],
            About::Port => &[&["port"], &["name"]],
            About::HostName => &[&["hostname"], &["port"]],
            About::Tls => &[&["tls"], &["protocol"]],
            About::TlsMode => &[&["tls", "mode"]],
            About::Certificates | About::MissingCertificates => &[&["tls", "certificateRefs"], &["tls"]],
        }
    }
}

/// Conditions of one object, each type once.
#[derive(Debug, Clone, Default)]
pub struct Conditions(Vec<Condition>);

impl Conditions {
    /// Those of a class that is accepted; none where nobody looks at it.
    pub fn accepted(is_managed: bool) -> Self {
        let mut conditions = Conditions::default();
        if is_managed {
            conditions.set("Accepted", true, "Accepted", "the controller serves it");
        }
        conditions
    }

    /// Sets a condition; one of the same type is replaced.
    pub fn set(&mut self, kind: &'static str, status: bool, reason: &'static str, message: &'static str) {
        self.put(Condition { kind, status, reason, message, about: About::Whole });
    }

    /// Puts a condition in; one of the same type is replaced.
    pub fn put(&mut self, condition: Condition) {
        match self.0.iter_mut().find(|old| old.kind == condition.kind) {
            Some(old) => *old = condition,
            None => self.0.push(condition),
        }
    }

    /// The condition of a type.
    pub fn get(&self, kind: &str) -> Option<&Condition> {
        self.0.iter().find(|condition| condition.kind == kind)
    }

    /// True when the condition is there with this status.
    pub fn is(&self, kind: &str, status: bool) -> bool {
        self.get(kind).is_some_and(|condition| condition.status == status)
    }

    /// All of them, in the order in which they were set first.
    pub fn all(&self) -> &[Condition] {
        &self.0
    }
}
