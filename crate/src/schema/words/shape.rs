//! What values look like, in words.

use crate::schema::{Format, Pattern, Type};

/// A type, as a user would say it.
pub(super) fn kind(kind: Type) -> &'static str {
    match kind {
        Type::Object | Type::Group => "a map",
        Type::Array => "a list",
        Type::String => "text",
        Type::Integer => "a whole number",
        Type::Boolean => "`true` or `false`",
        Type::IntOrString => "a whole number or text",
        Type::Any => "anything",
    }
}

/// What a text has to be.
pub(super) fn pattern(pattern: Pattern) -> &'static str {
    match pattern {
        Pattern::Quantity => "an amount, such as 500m or 1.5Gi",
        Pattern::WholeQuantity => "a whole amount above 0, such as 10Mi",
        Pattern::Group => "the name of an API group, such as gateway.envoyproxy.io, or empty",
        Pattern::Subdomain => "a name of lower-case letters, digits, dashes and dots",
        Pattern::Hostname => "a host name in lower case, such as www.example.com or *.example.com",
        Pattern::Name => "a name of lower-case letters, digits and dashes",
        Pattern::Module => "a name of lower-case letters, digits, dots and dashes",
        Pattern::Kind => "a kind, such as Secret: letters, digits and dashes, a letter first",
        Pattern::Duration => "a length of time: up to four numbers with h, m, s or ms, such as 1h30m or 500ms",
        Pattern::Header => "the name of a header",
        Pattern::Sha256 => "a checksum of 64 hexadecimal digits in lower case",
        Pattern::Url => "a URL with http:// or https://",
        Pattern::Database => "the path of a database that ends in .mmdb",
        Pattern::Line => "one line of text",
        Pattern::AddressType => "a type of address: IPAddress, Hostname, NamedAddress or domain/name",
        Pattern::Protocol => "a protocol: HTTP, HTTPS, TLS, TCP, UDP or domain/name",
        Pattern::LabelValue => {
            "the value of a label: letters, digits, `-`, `_` and `.`, a letter or digit at both ends"
        }
        Pattern::Controller => "the name of a controller, such as gateway.envoyproxy.io/gatewayclass-controller",
    }
}

/// What a value has to mean.
pub(super) fn format(format: Format) -> &'static str {
    match format {
        Format::Int32 => "a whole number between -2147483648 and 2147483647",
        Format::Int64 => "a whole number",
        Format::Byte => "bytes in Base64",
        Format::Duration => "a length of time, such as 5s",
        Format::Time => "a point in time, such as 2024-01-31T23:59:59Z",
    }
}
