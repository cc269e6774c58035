//! `bootstrap`: the user's changes to the proxy's first configuration.

use super::{Invalid, Why};
use crate::text::{Embedding, FileId, holds};
use crate::value::{Node, Value};
use crate::yaml;

/// The fields of Envoy's bootstrap. Source: envoy.config.bootstrap.v3.Bootstrap.
const FIELDS: &str = " admin application_log_config bootstrap_extensions certificate_provider_instances cluster_manager \
    config_sources default_config_source default_regex_engine default_socket_interface deferred_stat_options \
    dns_resolution_config dynamic_resources enable_dispatcher_stats fatal_actions flags_path \
    grpc_async_client_manager_config hds_config header_prefix inline_headers layered_runtime listener_manager \
    memory_allocator_manager node node_context_params overload_manager perf_tracing_file_path static_resources \
    stats_config stats_eviction_interval stats_flush_interval stats_flush_on_admin stats_server_version_override \
    stats_sinks tracing typed_dns_resolver_config use_tcp_for_dns_lookups watchdog watchdogs xds_config_tracker_extension \
    xds_delegate_extension ";

/// Those that are texts; lengths of time are written as such.
const TEXTS: [&str; 6] = [
    "default_socket_interface",
    "flags_path",
    "header_prefix",
    "perf_tracing_file_path",
    "stats_eviction_interval",
    "stats_flush_interval",
];

const LISTS: [&str; 6] =
    ["bootstrap_extensions", "config_sources", "fatal_actions", "inline_headers", "node_context_params", "stats_sinks"];

/// Those that are neither maps.
const SCALARS: [&str; 4] =
    ["enable_dispatcher_stats", "stats_flush_on_admin", "stats_server_version_override", "use_tcp_for_dns_lookups"];

/// Those of the bootstrap that the controller makes, which a patch can change.
const MADE: [&str; 9] = [
    "admin",
    "cluster_manager",
    "deferredStatOptions",
    "dynamic_resources",
    "layered_runtime",
    "node",
    "overload_manager",
    "static_resources",
    "stats_config",
];

/// What the controller refuses about `bootstrap`.
pub(super) fn refused(bootstrap: &Node) -> Option<Invalid> {
    let invalid = |node: &Node, why| Some(Invalid { node: node.clone(), why });
    let kind = bootstrap.str_at(&["type"]).unwrap_or("Replace");
    if kind == "JSONPatch" {
        return bootstrap.get("jsonPatches")?.items().iter().find_map(patch);
    }
    let value = bootstrap.get("value")?;
    let text = value.as_str()?;
    let embedding = Embedding::file(FileId(u32::MAX), text.len());
    let piece = yaml::read_one(&yaml::Text::from(text), &embedding);
    if piece.is_refused(false) {
        return invalid(value, Why::Bootstrap);
    }
    let replaces = kind == "Replace";
    match piece.root {
        None if replaces => invalid(value, Why::Bootstrap),
        None => None,
        Some(root) if !is_bootstrap(&root) => invalid(value, Why::Bootstrap),
        Some(root) if changes_connection(&root, replaces) => invalid(value, Why::BootstrapConnection),
        Some(_) => None,
    }
}

/// What can't be put into the bootstrap at all. Nobody else looks at the one of the config's default spec.
pub(super) fn unusable(bootstrap: &Node) -> Option<Invalid> {
    let merged = bootstrap.str_at(&["type"]) == Some("Merge");
    if !merged && bootstrap.str_at(&["type"]) != Some("JSONPatch") {
        return None;
    }
    refused(bootstrap).filter(|invalid| match invalid.why {
        Why::Bootstrap => merged,
        why => why != Why::BootstrapConnection,
    })
}

/// Fields that Envoy does not know are passed over.
fn is_bootstrap(root: &Node) -> bool {
    root.as_map().is_some_and(|map| map.entries().iter().all(|entry| fits(&entry.key, &entry.value)))
}

fn fits(key: &str, value: &Node) -> bool {
    let key = snake(key);
    let is_list = matches!(value.value, Value::List(_));
    match () {
        () if value.is_null() => true,
        () if TEXTS.contains(&&*key) => value.as_str().is_some(),
        () if LISTS.contains(&&*key) => is_list,
        () if SCALARS.contains(&&*key) => !is_list && value.as_map().is_none(),
        () => value.as_map().is_some() || !holds(FIELDS, &format!(" {key} ")),
    }
}

/// Fields can be written in either way: `dynamic_resources`, `dynamicResources`.
fn snake(key: &str) -> String {
    let mut snake = String::new();
    for c in key.chars() {
        if c.is_ascii_uppercase() {
            snake.push('_');
        }
        snake.push(c.to_ascii_lowercase());
    }
    snake
}

/// What replaces the bootstrap needs the connection; what is merged must not touch it.
fn changes_connection(root: &Node, replaces: bool) -> bool {
    let part = |name: &str| root.entries().iter().find(|entry| snake(&entry.key) == name).map(|entry| &entry.value);
    let clusters = part("static_resources").and_then(|resources| resources.get("clusters"));
    let clusters = clusters.map_or(&[][..], Node::items);
    let has_cluster = clusters.iter().any(|cluster| cluster.str_at(&["name"]) == Some("xds_cluster"));
    match replaces {
        true => part("dynamic_resources").is_none() || !has_cluster,
        false => part("dynamic_resources").is_some(),
    }
}

/// A patch without what its operation needs, with what that does not take, of a part that is not there, or of the
/// connection.
fn patch(patch: &Node) -> Option<Invalid> {
    let word = patch.str_at(&["op"]).unwrap_or("");
    let (value, from) = (patch.get("value"), patch.get("from"));
    let takes = match word {
        "add" | "replace" | "test" => value.is_some() && from.is_none(),
        "remove" => value.is_none() && from.is_none(),
        _ => value.is_none() && from.is_some(),
    };
    if !takes {
        return Some(Invalid { node: patch.clone(), why: Why::BootstrapOperation });
    }
    let path = patch.get("path")?;
    let mut segments = path.as_str()?.split('/').skip(1);
    let first = segments.next().unwrap_or("");
    let whole = segments.next().is_none();
    let needs_it = matches!(word, "remove" | "replace" | "test") || !whole;
    let why = match first {
        _ if word == "test" && MADE.contains(&first) && (!whole || value.is_some_and(|value| fits(first, value))) => {
            return None;
        }
        "" => Why::BootstrapPath,
        "dynamic_resources" => Why::BootstrapConnection,
        _ if needs_it && !MADE.contains(&first) => Why::BootstrapPath,
        _ if whole && value.is_some_and(|value| !fits(first, value)) => Why::Bootstrap,
        _ => return None,
    };
    Some(Invalid { node: if why == Why::Bootstrap { value? } else { path }.clone(), why })
}
