//! What is asked of one value.

use super::super::types::nanos;
use crate::labels::{self, SyntaxError};
use crate::text::{cut, holds, ipv4, ipv6};
use crate::value::{Node, Value};

/// What is wrong with a value; `given` says that an empty text is a text, too. After a check, `?` says that it is not.
pub(super) fn fault(check: &str, node: &Node, given: bool) -> Option<String> {
    let check = check.strip_prefix('!').unwrap_or(check);
    let (check, optional) = check.strip_suffix('?').map_or((check, false), |check| (check, true));
    let given = given && !optional;
    match &node.value {
        Value::String(text) if text.is_empty() && !given => None,
        Value::String(text) => of_text(check, text),
        Value::Int(0) if optional => None,
        Value::Int(number) => of_number(check, *number),
        _ => None,
    }
}

fn of_number(check: &str, number: i64) -> Option<String> {
    let (least, most) = match check {
        "never" => return Some("must not be set here".to_string()),
        "target" => ("1", "65535"),
        "share" | "many" | "0" => ("0", ""),
        "some" => return (number == 0).then(|| SOME.to_string()),
        "none" => return (number != 0).then(|| NONE.to_string()),
        "1" => ("1", ""),
        _ => cut(check, "..")?,
    };
    let bound = |text: &str| text.parse::<i64>().ok();
    let low = bound(least).is_some_and(|least| number < least);
    let high = bound(most).is_some_and(|most| number > most);
    let limit = if most.is_empty() { [least, " or more"] } else { ["", ""] };
    let range = if most.is_empty() { limit.concat() } else { [least, " to ", most].concat() };
    (low || high).then(|| ["must be ", &range, ", not ", &number.to_string()].concat())
}

fn of_text(check: &str, text: &str) -> Option<String> {
    if let Some(word) = check.strip_prefix('=') {
        return (text != word).then(|| ["must be ", word].concat());
    }
    if let Some(start) = Some(check).filter(|check| check.ends_with('/')) {
        return (!text.starts_with(start)).then(|| ["must start with ", start].concat());
    }
    if check.as_bytes().contains(&b'|') || check.starts_with(|c: char| c.is_ascii_uppercase()) {
        let good = check.split('|').any(|word| word == text);
        return (!good)
            .then(|| ["must be one of ", &check.trim_matches('|').replace('|', ", "), ", not `", text, "`"].concat());
    }
    if let Some(most) = check.strip_prefix("..") {
        return (text.len() > most.parse().unwrap_or(usize::MAX))
            .then(|| ["must have at most ", most, " characters"].concat());
    }
    let name: fn(&str) -> Result<(), SyntaxError> = match check {
        "label" => labels::dns_label,
        "subdomain" => labels::subdomain,
        "qualified" => labels::label_key,
        "value" => labels::label_value,
        "start" => labels::generate_name,
        "port" | "target" => labels::port_name,
        "variable" => labels::relaxed_env_var_name,
        _ => return is_wrong(check, text).map(|what| [what, ", and this is `", text, "`"].concat()),
    };
    name(text).err().map(|error| ["is not valid: ", &error.to_string()].concat())
}

const SOME: &str = "must not be zero";
const NONE: &str = "must be zero";

/// Other texts.
fn is_wrong(check: &str, text: &str) -> Option<&'static str> {
    let all = |also: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || also.contains(c));
    let is_up = || text.split('/').any(|part| part == "..");
    let (good, what) = match check {
        "never" => (false, "must not be set here"),
        "segment" => (
            !matches!(text, "." | "..") && !text.contains(['/', '%']),
            "must not be `.` or `..` and has no `/` and `%`",
        ),
        "flat" => (!text.contains('/'), "must not contain `/`"),
        "key" => (
            all("-._") && text.len() < 254 && !text.starts_with("..") && text != ".",
            "must be a key of a ConfigMap or Secret",
        ),
        "header" => (all("-"), "must be the name of a header"),
        "ip" => (address(text).is_some(), "must be an IP address"),
        "address" => (text == "None" || address(text).is_some(), "must be an IP address"),
        "range" => (is_range(text.trim()), "must be an address with the length of a prefix, such as 10.9.8.0/24"),
        "some" => (percent(text).is_some_and(|share| share > 0), SOME),
        "none" => (percent(text).is_none_or(|share| share == 0), NONE),
        "dotted" => (labels::subdomain(text.strip_suffix('.').unwrap_or(text)).is_ok(), "must be a DNS name"),
        "full" => (!text.is_empty(), "must not be empty"),
        "bare" => (!text.is_empty() && text.trim() == text && text.len() < 4096, "must have no blanks around it"),
        "grouped" => (text.split('/').count() == 2 && !text.starts_with('/'), "must be a group and a version"),
        "version" => (text.matches('/').count() < 2, "must be a group and a version"),
        "nonet" => (!dotted(text).starts_with("net."), "must not be one of the node's network"),
        "noipc" => (!is_of_memory(&dotted(text)), "must not be one of the node's memory"),
        "field" | "variablefield" => {
            (is_field(text, check == "field"), "must be a field of a pod that can be read here")
        }
        "counter" => {
            (is_counter(text), "must be `limits.` or `requests.` of cpu, memory, ephemeral-storage or huge pages")
        }
        "parts" | "unit" => (is_divisor(text, check == "parts"), "must be 1 or a unit"),
        "outside" => (address(text).is_some_and(is_outside), "must be an IP address that others can reach"),
        "up" => (!is_up(), "must not contain `..`"),
        "inside" => (!is_up() && !text.starts_with('/'), "must be a relative path without `..`"),
        "local" => {
            (!text.starts_with("..") && !is_up() && !text.starts_with('/'), "must be a relative path without `..`")
        }
        "root" => (text.starts_with('/'), "must be an absolute path"),
        "share" => {
            (percent(text).is_some_and(|share| share <= 100), "must be a whole number or a percentage up to 100%")
        }
        "many" => (percent(text).is_some(), "must be a whole number or a percentage"),
        "0" => (nanos(text).is_none_or(|amount| amount >= 0), "must not be negative"),
        "1" => (nanos(text).is_none_or(|amount| amount > 0), "must be more than zero"),
        "resource" => (is_resource(text), "must be the name of a resource of containers"),
        "search" => (is_search(text), "must be a DNS name"),
        "sysctl" => (is_sysctl(text), "must be the name of a sysctl"),
        "driver" => (
            text.len() < 64 && labels::subdomain(&text.to_ascii_lowercase()).is_ok(),
            "must be a DNS name of at most 63 characters",
        ),
        "iscsi" => (is_iscsi(text), "must be a name of iSCSI"),
        "user" => (is_user(text), "must be the name of a user of Windows"),
        "hosts" => (text.split(',').all(|host| host.matches(':').count() == 1), "must be pairs of host and port"),
        _ => return None,
    };
    (!good).then_some(what)
}

/// An address in the first bits of 128, and how many bits it has; as strict readers take it: no zeros in front, no IPv4
/// inside IPv6.
fn address(text: &str) -> Option<(u128, u32)> {
    if let Some(groups) = ipv6(text) {
        let is_mapped = groups.starts_with(&[0, 0, 0, 0, 0, 0xffff]);
        let bits = groups.iter().fold(0, |bits: u128, group| bits << 16 | u128::from(*group));
        return (!is_mapped).then_some((bits, 128));
    }
    ipv4(text).map(|numbers| (u128::from(u32::from_be_bytes(numbers)) << 96, 32))
}

/// Neither unspecified nor loopback nor of the local link.
fn is_outside((bits, length): (u128, u32)) -> bool {
    let top = (bits >> 112) as u32;
    let local = match length {
        32 => top >> 8 == 127 || top == 0xa9fe || bits >> 104 == 0xe0_0000,
        _ => bits == 1 || top & 0xffc0 == 0xfe80 || top & 0xff0f == 0xff02,
    };
    bits != 0 && !local
}

/// An address and the length of its prefix, with nothing behind the prefix.
pub(super) fn is_range(text: &str) -> bool {
    let Some((start, length)) = text.split_once('/') else { return false };
    let number = length.parse::<u32>().ok().filter(|number| number.to_string() == length);
    let (Some((bits, most)), Some(length)) = (address(start), number) else { return false };
    length <= most && bits.checked_shl(length).unwrap_or(0) == 0
}

fn dotted(text: &str) -> String {
    text.replace('/', ".")
}

fn is_of_memory(name: &str) -> bool {
    let parts = ["kernel.shm", "kernel.msg", "kernel.sem", "fs.mqueue."];
    name != "kernel.sem_next_id" && parts.iter().any(|part| name.starts_with(part))
}

/// A field of a pod that a volume or a variable can show.
fn is_field(path: &str, volume: bool) -> bool {
    if let Some((field, key)) = path.strip_suffix("']").and_then(|path| cut(path, "['")) {
        return match field {
            "metadata.annotations" => labels::annotation_key(key).is_ok(),
            "metadata.labels" => labels::label_key(key).is_ok(),
            _ => false,
        };
    }
    let both = "metadata.name metadata.namespace metadata.uid";
    let own = if volume {
        "metadata.annotations metadata.labels"
    } else {
        "spec.nodeName spec.host spec.serviceAccountName status.hostIP status.hostIPs status.podIP status.podIPs"
    };
    both.split(' ').chain(own.split(' ')).any(|known| known == path)
}

fn is_counter(text: &str) -> bool {
    let name = text.strip_prefix("limits.").or(text.strip_prefix("requests."));
    name.is_some_and(|name| matches!(name, "cpu" | "memory" | "ephemeral-storage") || name.starts_with("hugepages-"))
}

fn is_divisor(text: &str, parts: bool) -> bool {
    let amount = nanos(text).unwrap_or(0);
    let one = 1_000_000_000;
    let base = if text.ends_with('i') { 1024 } else { 1000 };
    let unit = (0..7).any(|times| one * i128::pow(base, times) == amount);
    amount == 0 || if parts { amount == one || amount == one / 1000 } else { unit }
}

/// The number before the sign.
pub(super) fn percent(text: &str) -> Option<i64> {
    let digits = text.strip_suffix('%')?;
    let good = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    good.then(|| digits.parse().unwrap_or(i64::MAX))
}

/// A resource that a container can ask for.
pub(super) fn is_resource(name: &str) -> bool {
    if labels::label_key(name).is_err() {
        return false;
    }
    match name.as_bytes().contains(&b'/') {
        false => matches!(name, "cpu" | "memory" | "ephemeral-storage") || name.starts_with("hugepages-"),
        true => holds(name, "kubernetes.io/") || is_extended(name),
    }
}

/// A resource that is none of Kubernetes' own: asked for in whole numbers, and no more than its limit.
pub(super) fn is_extended(name: &str) -> bool {
    let native = !name.as_bytes().contains(&b'/') || holds(name, "kubernetes.io/");
    !native && !name.starts_with("requests.") && labels::label_key(&["requests.", name].concat()).is_ok()
}

fn is_search(text: &str) -> bool {
    let name = text.strip_suffix('.').unwrap_or(text);
    text == "." || (name.len() < 254 && name.split('.').all(|part| is_part(part.strip_prefix('_').unwrap_or(part))))
}

fn is_sysctl(text: &str) -> bool {
    text.len() < 254 && text.split(['.', '/']).all(is_part)
}

fn is_part(part: &str) -> bool {
    let lower = part.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_'));
    lower && !part.is_empty() && !part.starts_with(['-', '_']) && !part.ends_with(['-', '_'])
}

fn is_iscsi(text: &str) -> bool {
    let named = |length| {
        text.get(4..).is_some_and(|rest| rest.len() == length && rest.bytes().all(|byte| byte.is_ascii_alphanumeric()))
    };
    match text.get(..3) {
        Some("eui") => named(16),
        Some("naa") => named(32),
        Some("iqn") => is_qualified_iscsi(text),
        _ => false,
    }
}

/// `iqn.2001-04.com.example:storage`
fn is_qualified_iscsi(text: &str) -> bool {
    let Some((name, rest)) = text.split_once(':') else { return false };
    let mut parts = name.splitn(3, '.');
    let (_, date, owner) = (parts.next(), parts.next().unwrap_or(""), parts.next().unwrap_or(""));
    let dated = date.len() == 7
        && date.bytes().enumerate().all(|(at, byte)| if at == 4 { byte == b'-' } else { byte.is_ascii_digit() });
    let owned = !owner.is_empty() && owner.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '.');
    dated && owned && !rest.is_empty() && !rest.contains([',', ';', '*', '&', '$', '|', ' ', '\t', '\n', '\r'])
}

/// `DOMAIN\user`
fn is_user(text: &str) -> bool {
    let (domain, user) = text.split_once('\\').map_or((None, text), |(domain, user)| (Some(domain), user));
    let part = |part: &str| {
        let inner = part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        inner && (1..64).contains(&part.len()) && !part.starts_with('-') && !part.ends_with('-')
    };
    let flat = |name: &str| {
        (1..16).contains(&name.chars().count())
            && !name.starts_with('.')
            && !name.contains(['\\', '/', ':', '*', '?', '"', '<', '>', '|'])
    };
    let known = domain.is_none_or(|domain| domain.len() < 256 && (flat(domain) || domain.split('.').all(part)));
    let plain = !user.contains(['"', '/', '\\', ':', ';', '|', '=', ',', '+', '*', '?', '<', '>', '@', '[', ']']);
    known
        && plain
        && (1..105).contains(&user.len())
        && !user.trim_matches(['.', ' ']).is_empty()
        && !text.contains(|c: char| c.is_ascii_control())
}
