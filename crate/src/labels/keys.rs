//! Label keys that the controller, the Gateway API and Kubernetes give a meaning.

/// The name of the application; `envoy` on proxies.
pub const APP_NAME: &str = "app.kubernetes.io/name";
/// The part of the application; `proxy` on proxies.
pub const APP_COMPONENT: &str = "app.kubernetes.io/component";
/// Who made the object; `envoy-gateway`.
pub const APP_MANAGED_BY: &str = "app.kubernetes.io/managed-by";
/// The prefix of the recommended labels of applications.
pub const APP_PREFIX: &str = "app.kubernetes.io/";

/// The Gateway API's own label: the Gateway that an object was made for. Envoy Gateway sets it in Gateway namespace
/// mode only.
pub const GATEWAY_NAME: &str = "gateway.networking.k8s.io/gateway-name";
/// The Gateway API's own label: the class of that Gateway.
pub const GATEWAY_CLASS_NAME: &str = "gateway.networking.k8s.io/gateway-class-name";

/// What the keys of all owner labels hold.
pub const OWNING: &str = "owning-gateway";
/// Envoy Gateway's owner label: the name of the Gateway.
pub const OWNING_GATEWAY_NAME: &str = "gateway.envoyproxy.io/owning-gateway-name";
/// Envoy Gateway's owner label: the namespace of the Gateway.
pub const OWNING_GATEWAY_NAMESPACE: &str = "gateway.envoyproxy.io/owning-gateway-namespace";
/// Envoy Gateway's owner label with merged gateways: the class.
pub const OWNING_GATEWAY_CLASS: &str = "gateway.envoyproxy.io/owning-gatewayclass";

/// What workloads select by, where the files or the mode have it.
pub const SELECTED_BY: [&str; 7] = [
    APP_NAME,
    APP_COMPONENT,
    APP_MANAGED_BY,
    GATEWAY_NAME,
    OWNING_GATEWAY_NAME,
    OWNING_GATEWAY_NAMESPACE,
    OWNING_GATEWAY_CLASS,
];
