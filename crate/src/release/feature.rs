//! The behaviour in which releases differ.

/// A set of features.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Features(u128);

impl Features {
    pub(super) fn contains(self, feature: Feature) -> bool {
        self.0 & (1 << feature as u8) != 0
    }

    pub(super) fn set(&mut self, feature: Feature, is_there: bool) {
        let bit = 1 << feature as u8;
        self.0 = if is_there { self.0 | bit } else { self.0 & !bit };
    }
}

macro_rules! features {
    ($($(#[$doc:meta])* $variant:ident $name:literal,)*) => {
        /// A behaviour that some releases have and others have not. Which have it says `features.txt`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Feature {
            $($(#[$doc])* $variant,)*
        }

        impl Feature {
            /// Every feature.
            pub const ALL: &[Feature] = &[$(Feature::$variant),*];

            /// The name in `features.txt`.
            pub fn name(self) -> &'static str {
                match self {
                    $(Feature::$variant => $name,)*
                }
            }

            /// The feature of a name in `features.txt`.
            pub fn named(name: &str) -> Option<Feature> {
                Feature::ALL.iter().copied().find(|feature| feature.name() == name)
            }
        }
    };
}

// The set above has room for 128.
const _: () = assert!(Feature::ALL.len() <= 128);

features! {
    // Fields of the API and of the config that resolving and rendering read.

    /// `container.imageRepository` exists; an empty `image` counts as left out.
    ImageRepository "image-repository",
    /// The API checks `image` with a pattern that knows registry ports.
    ImagePattern "image-pattern",
    /// The API checks `image` with a pattern that has no room for a registry port.
    ImagePatternWithoutPort "image-pattern-without-port",
    /// `mergeType` exists: levels of configuration can be merged instead of replaced.
    MergeType "merge-type",
    /// `envoyProxy` in the EnvoyGateway config: a default spec below all levels.
    ConfigDefaultSpec "config-default-spec",
    /// `provider.kubernetes.shutdownManager.image` in the EnvoyGateway config exists.
    ShutdownManagerImage "shutdown-manager-image",
    /// `useListenerPortAsContainerPort` exists.
    ListenerPortAsContainerPort "listener-port-as-container-port",
    /// `envoyServiceAccount.name` exists.
    ServiceAccountName "service-account-name",
    /// `pod.priorityClassName` exists.
    PriorityClassName "priority-class-name",
    /// `shutdown.healthCheckFailureDelay` exists and is handed to the shutdown command.
    HealthCheckFailureDelay "health-check-failure-delay",

    // The gateway-helm chart.

    /// The chart knows `global.imageRegistry` and cuts images into registry, repository and tag.
    ChartImageRegistry "chart-image-registry",
    /// The chart knows `global.images.envoyProxy` and `namespaceOverride`.
    ChartEnvoyProxyImage "chart-envoy-proxy-image",

    // Modes and names.

    /// `provider.kubernetes.deploy.type: GatewayNamespace` is known.
    GatewayNamespaceMode "gateway-namespace-mode",
    /// In Gateway namespace mode objects have the Gateway's own name instead of a hashed one, and the proxy's
    /// `--service-cluster` is `namespace/name`.
    BareGatewayName "bare-gateway-name",
    /// In Gateway namespace mode objects, pods and selectors carry `gateway.networking.k8s.io/gateway-name`.
    GatewayNameLabel "gateway-name-label",
    /// `deploy: {}` in the config is taken as the default; without this the controller crashes on it.
    DeployWithoutType "deploy-without-type",

    // Metadata of the objects.

    /// In Gateway namespace mode objects are owned by the Gateway.
    GatewayOwnerReference "gateway-owner-reference",
    /// In the other modes objects are owned by the GatewayClass.
    ClassOwnerReference "class-owner-reference",
    /// HPA and PDB carry the application's and the owner's labels; before, the HPA carried the infrastructure labels
    /// and the PDB none.
    StableLabelsOnScaling "stable-labels-on-scaling",
    /// The PDB carries the infrastructure annotations.
    BudgetAnnotations "budget-annotations",
    /// The user's `prometheus.io/…` annotations of pods win over the controller's.
    UserPrometheusAnnotations "user-prometheus-annotations",
    /// Selectors of Deployment, DaemonSet and PDB hold owner labels only; before, all labels of the pod.
    StableSelector "stable-selector",
    /// `envoyService.labels` exists.
    ServiceLabels "service-labels",

    // The pod.

    /// An option of the proxy and its value are two arguments, not one with a blank.
    SeparateArguments "separate-arguments",
    /// The proxy gets `--drain-strategy immediate`.
    DrainStrategyArgument "drain-strategy-argument",
    /// Without `shutdown.drainTimeout` the proxy gets `--drain-time-s 60` and the pod a grace period of 360 s; before,
    /// no such option and 900 s.
    DrainTimeDefault "drain-time-default",
    /// Without levels of components the proxy gets `--component-log-level misc:error`; before, no such option.
    DefaultComponentLevel "default-component-level",
    /// Containers have `ENVOY_SERVICE_ZONE`.
    ZoneVariable "zone-variable",
    /// The variable of the namespace is `ENVOY_POD_NAMESPACE`; before, `ENVOY_GATEWAY_NAMESPACE`.
    PodNamespaceVariable "pod-namespace-variable",
    /// `ENVOY_GATEWAY_NAMESPACE` is the controller's namespace as text, not the pod's; the variables stand in the order
    /// namespace, zone, name.
    ControllerNamespaceVariable "controller-namespace-variable",
    /// Containers have startup probes.
    StartupProbe "startup-probe",
    /// The proxy's readiness probe asks every 5 s and gives up after one failure; before, 10 s and three.
    QuickReadiness "quick-readiness",
    /// Readiness has its own port 19003 and a container port of that name, and the proxy a liveness probe; before, all
    /// on port 19001.
    ReadinessPort "readiness-port",
    /// The ports of listeners stand among the container ports.
    ListenerContainerPorts "listener-container-ports",
    /// Names of ports are hashed.
    HashedPortNames "hashed-port-names",
    /// Containers without a security context get a restricted one.
    DefaultSecurityContext "default-security-context",
    /// The shutdown manager takes over the security context of the proxy's container.
    ShutdownManagerSecurityContext "shutdown-manager-security-context",
    /// Pods say `automountServiceAccountToken: false`.
    PodWithoutToken "pod-without-token",
    /// ServiceAccounts say `automountServiceAccountToken: false`.
    AccountWithoutToken "account-without-token",
    /// In Gateway namespace mode the ConfigMap holds `xds_service_account_token.json`, and the pod mounts it.
    TokenSecret "token-secret",
    /// A DaemonSet's pods run as the ServiceAccount that `envoyServiceAccount.name` names.
    DaemonSetServiceAccountName "daemon-set-service-account-name",

    // Service, scaling, budgets.

    /// `ipFamily` sets the IP families of the Service.
    ServiceIpFamily "service-ip-family",
    /// A NodePort Service gets `externalTrafficPolicy`, as a LoadBalancer does.
    NodePortTrafficPolicy "node-port-traffic-policy",
    /// Listeners may use the ports 65354 to 65535; before, they stop the whole proxy.
    WholePortRange "whole-port-range",
    /// No `replicas` beside an HPA.
    HpaOwnsReplicas "hpa-owns-replicas",
    /// A PDB is made for `maxUnavailable` or a patch alone; before, only for `minAvailable`.
    BudgetWithoutMinimum "budget-without-minimum",

    // Rate limit service.

    /// `rateLimitHpa` exists.
    RateLimitHpa "rate-limit-hpa",
    /// `rateLimitPDB` exists.
    RateLimitPdb "rate-limit-pdb",
    /// Metrics come from a container `prom-statsd-exporter` of its own.
    RateLimitExporter "rate-limit-exporter",
    /// ConfigMap and HPA have owner references, too.
    RateLimitOwnerReferences "rate-limit-owner-references",
    /// The ServiceAccount has labels.
    RateLimitAccountLabels "rate-limit-account-labels",
    /// The container names its metrics port.
    RateLimitMetricsPort "rate-limit-metrics-port",
    /// The container has a liveness probe.
    RateLimitLivenessProbe "rate-limit-liveness-probe",
    /// No `replicas` beside its HPA.
    RateLimitHpaOwnsReplicas "rate-limit-hpa-owns-replicas",
    /// `redis.urlRef` exists.
    RedisUrlReference "redis-url-reference",

    // Acceptance.

    /// A Gateway whose own parametersRef can't be followed gets no proxy.
    BrokenReferenceBlocks "broken-reference-blocks",
    /// `provider.type: Host` passes the controller's validation of an EnvoyProxy.
    HostProvider "host-provider",
    /// An invalid EnvoyProxy of the class leaves its Gateways without proxies and without a status; before, they run
    /// with defaults.
    InvalidClassProxyStops "invalid-class-proxy-stops",
    /// A Gateway whose effective EnvoyProxy is invalid is not accepted; a valid one of its own rescues it.
    InvalidProxyRefusesGateway "invalid-proxy-refuses-gateway",
    /// A Gateway with an address of an unsupported type is not accepted.
    UnsupportedAddressRefused "unsupported-address-refused",
    /// `mergeBackends` exists; with merged Gateways it is refused.
    MergedBackends "merged-backends",
    /// HTTPS listeners of a port with overlapping host names, or certificates, say so.
    OverlappingHostsTold "overlapping-hosts-told",
    /// A listener is served when some of its certificates are right; before, when all are.
    PartlyValidCertificates "partly-valid-certificates",
    /// A Gateway is accepted only when one of its listeners is.
    AcceptanceFollowsListeners "acceptance-follows-listeners",
    /// Only listeners that are right by themselves can be in conflict, and TCP listeners with others on their port, too;
    /// before, every listener took part.
    ValidListenersCompete "valid-listeners-compete",
    /// A listener of which only the certificates are wrong is accepted all the same.
    UnresolvedListenerAccepted "unresolved-listener-accepted",
    /// IPv6 ranges pass the controller's validation of `loadBalancerSourceRanges`.
    Ipv6SourceRanges "ipv6-source-ranges",
    /// A single percent sign in the name of a cluster's statistics is refused.
    LonePercentRefused "lone-percent-refused",
    /// A bootstrap may say how long the proxy waits for its first configuration.
    FetchTimeoutFree "fetch-timeout-free",
    /// A Gateway's infrastructure takes sixteen annotations; before, eight.
    SixteenInfrastructureAnnotations "sixteen-infrastructure-annotations",
    /// EnvoyProxies get a status.
    ProxyStatus "proxy-status",
    /// An EnvoyProxy without a provider gets the one of type Kubernetes before levels meet.
    ProviderFilledIn "provider-filled-in",
    /// Of the copies of an EnvoyProxy that several Gateways name, the last counts; before, the first.
    LastCopyCounts "last-copy-counts",
    /// The copy of the class counts for Gateways that name the same EnvoyProxy.
    ClassCopyCounts "class-copy-counts",
    /// A class's parametersRef without a namespace means namespace `default`; before, nothing is found.
    ClassDefaultNamespace "class-default-namespace",
    /// A class is accepted although `backendTLS.clientCertificateRef` of its EnvoyProxy names a Secret that is not there.
    BackendCertificateIgnored "backend-certificate-ignored",
    /// Logs, traces and metrics can be sent to Services of the cluster.
    TelemetryBackends "telemetry-backends",
    /// Telemetry that can't be sent keeps a Gateway from being accepted; before, it had a condition of its own.
    TelemetryRefusesGateway "telemetry-refuses-gateway",
    /// Telemetry can be sent to Backends, too.
    TelemetryToBackends "telemetry-to-backends",
    /// A Service of type ExternalName is refused.
    ExternalNameRefused "external-name-refused",
    /// `tls` of a Gateway counts: certificates of clients, and the certificate for backends.
    GatewayTls "gateway-tls",
    /// Where metrics are sent is found out before the bootstrap is made, and only what was not found is read again there.
    ResolvedMetricSinks "resolved-metric-sinks",
    /// Listeners whose protocols can't share a port do not compete for host names.
    ProtocolsCompeteFirst "protocols-compete-first",
    /// A CA can stand under `tls.crt`, too.
    CaUnderTlsCrt "ca-under-tls-crt",

    // The controller's own validation of its configuration, and what its decoder takes.

    /// Every part of the config is validated; before, only the first one that is there of: watched namespaces, log
    /// levels, rate limit, extension, telemetry.
    WholeConfigChecked "whole-config-checked",
    /// `provider.type: Custom` passes.
    CustomProvider "custom-provider",
    /// `provider.custom` takes resources from Kubernetes and infrastructure that is remote.
    CustomKubernetesProvider "custom-kubernetes-provider",
    /// The log component `xds` is known.
    LogComponentXds "log-component-xds",
    /// `redis.url` is a list of addresses, separated by commas.
    RedisUrlList "redis-url-list",
    /// The service of an extension must say where it is.
    ExtensionTarget "extension-target",
    /// References of an extension to certificates may leave `kind` out, and `group` is looked at.
    CertificateReferenceDefaults "certificate-reference-defaults",
    /// Protocol and times of OpenTelemetry sinks are validated.
    OpenTelemetrySinkChecked "open-telemetry-sink-checked",
    /// In URLs of http and https a host has at most one colon (Go 1.26).
    StrictUrlHosts "strict-url-hosts",
}
