//! `backendSettings` that the API server takes and the controller refuses.

use super::{Invalid, Why, invalid};
use crate::schema::{config::Quantity, nanoseconds};
use crate::value::Node;

/// Amounts, and what they may be.
const AMOUNTS: [(&[&str], i64, i64); 8] = [
    (&["connection", "bufferLimit"], 0, 0xffff_ffff),
    (&["circuitBreaker", "maxConnections"], 0, 0xffff_ffff),
    (&["circuitBreaker", "maxParallelRequests"], 0, 0xffff_ffff),
    (&["circuitBreaker", "maxPendingRequests"], 0, 0xffff_ffff),
    (&["circuitBreaker", "maxParallelRetries"], 0, 0xffff_ffff),
    (&["circuitBreaker", "maxRequestsPerConnection"], 0, 0xffff_ffff),
    (&["http2", "initialStreamWindowSize"], 0xffff, 0x7fff_ffff),
    (&["http2", "initialConnectionWindowSize"], 0xffff, 0x7fff_ffff),
];

/// The most that a table of a consistent hash may have.
const LARGEST_TABLE: i64 = 5_000_011;

/// The first thing that is refused.
pub(super) fn refused(settings: &Node) -> Option<Invalid> {
    for (path, least, most) in AMOUNTS {
        let Some(node) = settings.at(path) else { continue };
        let amount = match node.as_str() {
            Some(text) => Quantity::parse(text).and_then(Quantity::as_integer),
            None => node.as_int(),
        };
        if !node.is_null() && !amount.is_some_and(|amount| (least..=most).contains(&amount)) {
            return invalid(node, Why::Amount);
        }
    }
    table(settings).or_else(|| pauses(settings))
}

fn table(settings: &Node) -> Option<Invalid> {
    let balancer = settings.get("loadBalancer")?;
    let node = balancer.at(&["consistentHash", "tableSize"])?;
    let size = node.as_int().filter(|_| balancer.str_at(&["type"]) == Some("ConsistentHash"))?;
    let mut divisor = 2;
    while size <= LARGEST_TABLE && divisor * divisor <= size && size % divisor != 0 {
        divisor += 1;
    }
    let is_prime = size > 1 && divisor * divisor > size;
    if is_prime { None } else { invalid(node, Why::TableSize) }
}

/// Pauses between tries: none of no length, and the longest not shorter than the first.
fn pauses(settings: &Node) -> Option<Invalid> {
    let pauses = settings.at(&["retry", "perRetry", "backOff"])?;
    let length = |key: &str| pauses.get(key).and_then(|node| Some((node, nanoseconds(node.as_str()?)?)));
    let (first, longest) = (length("baseInterval"), length("maxInterval"));
    let none = [first, longest].into_iter().flatten().find(|(_, length)| *length == 0);
    if let Some((node, _)) = none {
        return invalid(node, Why::Pause);
    }
    match (first, longest) {
        (Some((_, first)), Some((node, longest))) if first > longest => invalid(node, Why::Pause),
        _ => None,
    }
}
