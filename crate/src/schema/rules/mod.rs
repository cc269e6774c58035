//! Cross-field rules: what the definitions say about several fields at once.
//!
//! Each is written here anew; the table says where and in which releases a rule holds. A rule is not looked at where
//! the object is wrong in structure, as the API server does it.

mod culprit;
mod gateway;
mod proxy;
mod truth;
mod view;

pub(crate) use culprit::culprit;
pub(crate) use truth::Truth;
pub(crate) use view::View;

use crate::image::api_pattern;

/// A rule, with the fields and values that it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// The field stands beside `type` of this value, and only there.
    Pair {
        /// The value of `type`.
        kind: &'static str,
        /// The field.
        field: &'static str,
    },
    /// `type` of this value needs the field.
    Needs {
        /// The value of `type`.
        kind: &'static str,
        /// The field.
        field: &'static str,
    },
    /// As `Needs`, and no `type` at all is fine.
    IfSetNeeds {
        /// The value of `type`.
        kind: &'static str,
        /// The field.
        field: &'static str,
    },
    /// The field does not stand beside `type` of one of these values.
    Forbids {
        /// The values of `type`, joined by `|`.
        kinds: &'static str,
        /// The field, as a path.
        field: &'static str,
    },
    /// As `Forbids`, and no `type` at all is fine.
    IfSetForbids {
        /// The value of `type`.
        kinds: &'static str,
        /// The field.
        field: &'static str,
    },
    /// The field stands beside `type` of one of these values only.
    OnlyWith {
        /// The field.
        field: &'static str,
        /// The values of `type`, joined by `|`.
        kinds: &'static str,
    },
    /// Not both fields.
    NotBoth(&'static str, &'static str),
    /// One of two fields.
    ExactlyOne(&'static str, &'static str),
    /// At least one of the fields, joined by commas.
    AnyOf(&'static str),
    /// A field that is not used any more.
    Absent(&'static str),
    /// A field of every item is one of these, joined by `|`.
    Each {
        /// The field.
        field: &'static str,
        /// Its values.
        values: &'static str,
    },
    /// A field of every backend is one of these, joined by `|`.
    EachBackend {
        /// The field.
        field: &'static str,
        /// Its values.
        values: &'static str,
    },
    /// No two items have the same value of a field.
    Unique(&'static str),
    /// A rule with its own words.
    Own(Own),
}

macro_rules! own_rules {
    ($($(#[$doc:meta])* $variant:ident $name:literal $check:expr,)*) => {
        /// A rule that is like no other.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Own {
            $($(#[$doc])* $variant,)*
        }

        impl Own {
            fn named(name: &str) -> Option<Self> {
                Some(match name {
                    $($name => Own::$variant,)*
                    _ => return None,
                })
            }

            fn holds(self, view: View<'_>) -> Truth {
                match self {
                    $(Own::$variant => $check(view),)*
                }
            }
        }
    };
}

own_rules! {
    /// No two addresses of type IPAddress are the same, and all have a value.
    UniqueIpAddress "unique-address:IPAddress" |view| gateway::unique_address(view, "IPAddress", false),
    /// No two addresses of type IPAddress with a value are the same.
    UniqueIpAddressValue "unique-address-value:IPAddress" |view| gateway::unique_address(view, "IPAddress", true),
    /// No two addresses of type Hostname are the same, and all have a value.
    UniqueHostname "unique-address:Hostname" |view| gateway::unique_address(view, "Hostname", false),
    /// No two addresses of type Hostname with a value are the same.
    UniqueHostnameValue "unique-address-value:Hostname" |view| gateway::unique_address(view, "Hostname", true),
    /// An address of type Hostname is a host name.
    HostnameAddress "hostname-address" |view| gateway::hostname_address(view, false),
    /// An address of type Hostname with a value is a host name.
    HostnameAddressValue "hostname-address-value" |view| gateway::hostname_address(view, true),
    /// Listeners of HTTPS and TLS have `tls`.
    TlsNeeded "tls-for:HTTPS|TLS" gateway::tls_needed,
    /// Listeners of HTTP, TCP and UDP have no `tls`.
    TlsNotAllowed "no-tls-for:HTTP|TCP|UDP" gateway::tls_not_allowed,
    /// Listeners of TCP and UDP have no host name.
    HostnameNotAllowed "no-hostname-for:TCP|UDP" gateway::hostname_not_allowed,
    /// Listeners of HTTPS terminate TLS.
    HttpsTerminates "https-terminates" gateway::https_terminates,
    /// Listeners of TLS say which mode.
    TlsModeNeeded "tls-mode-set" gateway::tls_mode_needed,
    /// Port, protocol and host name of a listener are its own.
    UniqueListener "unique-listener" gateway::unique_listener,
    /// TLS in mode Terminate has certificates.
    Certificates "certificates" |view| gateway::certificates(view, false),
    /// TLS in mode Terminate has certificates or options.
    CertificatesOrOptions "certificates-or-options" |view| gateway::certificates(view, true),
    /// Keys of labels and annotations are qualified names.
    LabelKeys "label-keys" gateway::label_keys,
    /// Prefixes of the keys of labels and annotations have fewer than 253 characters.
    LabelPrefixes "label-prefixes" gateway::label_prefixes,
    /// The fewest replicas are not more than the most.
    Replicas "replicas" proxy::replicas,
    /// A number above 0.
    Positive "positive" proxy::positive,
    /// A length of time above 0.
    PositiveDuration "positive-duration" proxy::positive_duration,
    /// An IPv4 address.
    Ipv4 "ipv4" proxy::ipv4,
    /// Text that is not empty.
    NotEmpty "not-empty" proxy::not_empty,
    /// TLS 1.3 chooses its own ciphers.
    TlsCiphers "tls-ciphers" proxy::tls_ciphers,
    /// The lowest version of TLS is not above the highest.
    TlsVersions "tls-versions" proxy::tls_versions,
    /// A Service as backend has a port.
    ServicePort "service-port" proxy::service_port,
    /// A host or a backend.
    HostOrBackend "host-or-backend" proxy::host_or_backend,
    /// At least one backend.
    Backends "backends" proxy::backends,
    /// A bootstrap of type JSONPatch has patches, any other a value.
    Bootstrap "bootstrap" proxy::bootstrap,
    /// The numerator is not above the denominator.
    Fraction "fraction" |view: View<'_>| view.ordered("numerator", "denominator"),
    /// A format without a type has text or JSON.
    UntypedFormat "untyped-format" proxy::untyped_format,
    /// Predictive preconnecting works with two kinds of load balancing only.
    Preconnect "preconnect" proxy::preconnect,
    /// A keepalive's timeout is shorter than its interval.
    Keepalive "keepalive" proxy::keepalive,
    /// Merged gateways and merged backends exclude each other.
    MergeBackends "merge-backends" proxy::merge_backends,
    /// Events of failure and of success come together.
    HealthCheckEvents "matched-events" proxy::health_check_events,
    /// A request with a body is a POST or a PUT.
    RequestBody "request-body" proxy::request_body,
    /// The pattern of an image.
    Image "image:image" |view: View<'_>| proxy::image(view, api_pattern::Pattern::Image),
    /// The pattern of an image that has no room for a port.
    ImageWithoutPort "image:image-without-port" |view: View<'_>| proxy::image(view, api_pattern::Pattern::ImageWithoutPort),
    /// The pattern of an image's repository.
    Repository "image:repository" |view: View<'_>| proxy::image(view, api_pattern::Pattern::Repository),
}

impl Rule {
    /// Reads a rule of the table.
    pub(super) fn read(text: &'static str) -> Option<Self> {
        if let Some(own) = Own::named(text) {
            return Some(Rule::Own(own));
        }
        let (name, arguments) = text.split_once(':')?;
        let two = || arguments.split_once(',');
        Some(match name {
            "pair" => two().map(|(kind, field)| Rule::Pair { kind, field })?,
            "needs" => two().map(|(kind, field)| Rule::Needs { kind, field })?,
            "if-set-needs" => two().map(|(kind, field)| Rule::IfSetNeeds { kind, field })?,
            "forbids" => two().map(|(kinds, field)| Rule::Forbids { kinds, field })?,
            "if-set-forbids" => two().map(|(kinds, field)| Rule::IfSetForbids { kinds, field })?,
            "only-with" => two().map(|(field, kinds)| Rule::OnlyWith { field, kinds })?,
            "not-both" => two().map(|(one, other)| Rule::NotBoth(one, other))?,
            "exactly-one" => two().map(|(one, other)| Rule::ExactlyOne(one, other))?,
            "any-of" => Rule::AnyOf(arguments),
            "absent" => Rule::Absent(arguments),
            "each" => two().map(|(field, values)| Rule::Each { field, values })?,
            "each-backend" => two().map(|(field, values)| Rule::EachBackend { field, values })?,
            "unique" => Rule::Unique(arguments),
            _ => return None,
        })
    }

    /// True for rules about what stands beside a `type`: one wrong `type` breaks several of them.
    pub(super) fn is_about_type(self) -> bool {
        matches!(
            self,
            Rule::Pair { .. }
                | Rule::Needs { .. }
                | Rule::IfSetNeeds { .. }
                | Rule::Forbids { .. }
                | Rule::IfSetForbids { .. }
                | Rule::OnlyWith { .. }
        )
    }

    /// Whether it holds for a value.
    pub(super) fn holds(self, view: View<'_>) -> Truth {
        match self {
            Rule::Pair { kind, field } => view.is("type", kind).same(view.has(field)),
            Rule::Needs { kind, field } => view.is("type", kind).not().or(view.has(field)),
            Rule::IfSetNeeds { kind, field } => set(view, kind).implies(view.has(field)),
            Rule::Forbids { kinds, field } => match field.split_once('.') {
                None => view.is_one_of("type", kinds).implies(view.has(field).not()),
                Some((outer, _)) => view.is_one_of("type", kinds).and(view.has(outer)).implies(view.has(field).not()),
            },
            Rule::IfSetForbids { kinds, field } => set(view, kinds).implies(view.has(field).not()),
            Rule::OnlyWith { field, kinds } => view.has(field).not().or(view.is_one_of("type", kinds)),
            Rule::NotBoth(one, other) => view.has(one).and(view.has(other)).not(),
            Rule::ExactlyOne(one, other) => view.has(one).same(view.has(other)).not(),
            Rule::AnyOf(fields) => fields.split(',').map(|field| view.has(field)).fold(view.always(false), Truth::or),
            Rule::Absent(field) => view.has(field).not(),
            Rule::Each { field, values } => view.all(&|item| item.is_one_of(field, values)),
            Rule::EachBackend { field, values } => match view.field("backendRefs") {
                Some(backends) => {
                    let there = backends.at.releases;
                    let rest = Truth::of(true, view.at.releases.without(there));
                    backends.all(&|item| item.is_one_of(field, values)).beside(rest)
                }
                None => view.always(true),
            },
            Rule::Unique(field) => gateway::unique(view, field),
            Rule::Own(own) => own.holds(view),
        }
    }
}

/// `type` is there and is this.
fn set(view: View<'_>, kind: &str) -> Truth {
    view.has("type").and(view.is("type", kind))
}
