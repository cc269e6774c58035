//! Cross-field rules, in words.

use super::{Words, names, said};
use crate::schema::rules::{Own, Rule};

/// What is wrong where a rule is broken, and what to do.
pub(super) fn rule(rule: Rule) -> Words {
    let message = match rule {
        Rule::Pair { kind, field } => {
            format!("`{field}` and `type: {kind}` belong together; here stands only one of them")
        }
        Rule::Needs { kind, field } | Rule::IfSetNeeds { kind, field } => format!("`type: {kind}` needs `{field}`"),
        Rule::Forbids { kinds, field } | Rule::IfSetForbids { kinds, field } => {
            format!("`{field}` can't stand beside `type` {}", names(kinds, '|', "or"))
        }
        Rule::OnlyWith { field, kinds } => format!("`{field}` needs `type` {}", names(kinds, '|', "or")),
        Rule::NotBoth(one, other) => format!("`{one}` and `{other}` can't stand together"),
        Rule::ExactlyOne(one, other) => format!("either `{one}` or `{other}` has to be set, and not both"),
        Rule::AnyOf(fields) => format!("at least one of {} has to be set", names(fields, ',', "and")),
        Rule::Absent(field) => format!("`{field}` is not used any more"),
        Rule::Each { field, values } | Rule::EachBackend { field, values } => backends(field, values),
        Rule::Unique(field) => format!("two items have the same `{field}`"),
        Rule::Own(own) => return said(message(own).to_string(), help(own).map(str::to_string)),
    };
    let help = match rule {
        Rule::Absent("backendRef") => Some("Use `backendRefs`, a list.".to_string()),
        Rule::NotBoth("envoyHpa", _) => Some("A DaemonSet runs one pod a node; an HPA scales Deployments.".to_string()),
        Rule::NotBoth("image", _) => {
            Some("Keep `imageRepository` for the release's own tag, or `image` for your own.".to_string())
        }
        _ => None,
    };
    said(message, help)
}

fn backends(field: &str, values: &str) -> String {
    match (field, values) {
        ("group", "") => "backends here are of the core group only: leave `group` out".to_string(),
        ("group", _) => "backends here are of the core group or of gateway.envoyproxy.io".to_string(),
        (field, values) => format!("the `{field}` of a backend here is {}", names(values, '|', "or")),
    }
}

fn message(own: Own) -> &'static str {
    match own {
        Own::UniqueIpAddress | Own::UniqueIpAddressValue => {
            "two addresses are the same, or one of type IPAddress has no value"
        }
        Own::UniqueHostname | Own::UniqueHostnameValue => {
            "two host names are the same, or one of type Hostname has no value"
        }
        Own::HostnameAddress | Own::HostnameAddressValue => {
            "the value of an address of type Hostname is not a host name"
        }
        Own::TlsNeeded => "a listener of HTTPS or TLS has no `tls`",
        Own::TlsNotAllowed => "a listener of HTTP, TCP or UDP has `tls`",
        Own::HostnameNotAllowed => "a listener of TCP or UDP has a `hostname`",
        Own::HttpsTerminates => "a listener of HTTPS does not terminate TLS",
        Own::TlsModeNeeded => "a listener of TLS does not say in which `tls.mode`",
        Own::UniqueListener => "two listeners have the same port, protocol and host name",
        Own::Certificates => "TLS is terminated here without a certificate",
        Own::CertificatesOrOptions => "TLS is terminated here without certificates or options",
        Own::LabelKeys => {
            "a key is not valid: it is a name of at most 63 letters, digits, `-`, `_` and `.`, perhaps behind `domain/`"
        }
        Own::LabelPrefixes => "the prefix of a key is too long: it has at most 252 characters",
        Own::Replicas => "`minReplicas` is above `maxReplicas`",
        Own::Positive => "this number has to be above 0",
        Own::PositiveDuration => "this length of time has to be above 0",
        Own::Ipv4 => "this is not an IPv4 address",
        Own::NotEmpty => "this text is empty",
        Own::TlsCiphers => "`ciphers` have no effect where 1.3 is the lowest version",
        Own::TlsVersions => "`minVersion` is above `maxVersion`",
        Own::ServicePort => "a Service as backend needs a `port`",
        Own::HostOrBackend => "there is no place to send to: neither `host` nor `backendRefs`",
        Own::Backends => "there is no backend in `backendRefs`",
        Own::Bootstrap => "what the bootstrap needs for its type is not there",
        Own::Fraction => "the numerator is above the denominator",
        Own::UntypedFormat => "a format without `type` needs `text` or `json`",
        Own::Preconnect => "`predictivePercent` needs load balancing of type Random or RoundRobin",
        Own::Keepalive => "the `timeout` has to be shorter than the `interval`",
        Own::MergeBackends => "`mergeGateways` and `mergeBackends` can't stand together",
        Own::HealthCheckEvents => "events of failure and of success have to come together",
        Own::RequestBody => "a `requestBody` needs the method POST or PUT",
        Own::Image => "this is not an image that the API takes",
        Own::ImageWithoutPort => "this is not an image that the API of this release takes: it has no room for a port",
        Own::Repository => "this is not a repository that the API takes",
    }
}

fn help(own: Own) -> Option<&'static str> {
    Some(match own {
        Own::Certificates | Own::CertificatesOrOptions => {
            "Name the Secret in `certificateRefs`, or set `mode: Passthrough`."
        }
        Own::HttpsTerminates => "Set `mode: Terminate`, or the protocol TLS to pass it through.",
        Own::TlsModeNeeded => "Set `mode: Terminate` or `mode: Passthrough`.",
        Own::TlsVersions => "Without `minVersion` the lowest is 1.2.",
        Own::Bootstrap => "`type: JSONPatch` needs `jsonPatches`; the other types need `value`.",
        Own::UniqueListener => "Give one of them another port or host name.",
        Own::HealthCheckEvents => {
            "Beside Failure or FailureSeriesStart stands Success or HealthyTransition, and the other way round."
        }
        Own::Image => {
            "It is registry/name:tag, of letters, digits, `.`, `_` and `-`; a digest is sha256 in lower case."
        }
        Own::Repository => "Write it without a tag; the release's own tag is added.",
        _ => return None,
    })
}
