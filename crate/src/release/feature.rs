//! The behaviour in which releases differ.

/// A set of features.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Features(u64);

impl Features {
    pub(super) fn contains(self, feature: Feature) -> bool {
        self.0 & (1 << feature as u8) != 0
    }

    pub(super) fn insert(&mut self, feature: Feature) {
        self.0 |= 1 << feature as u8;
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

// The set above has room for 64.
const _: () = assert!(Feature::ALL.len() <= 64);

features! {
    // Fields of the API that resolving and rendering read.

    /// `container.imageRepository` exists.
    ImageRepository "image-repository",
    /// The API checks `image` with a pattern that knows registry ports.
    ImagePattern "image-pattern",
    /// The API checks `image` with a pattern that has no room for a registry port.
    ImagePatternWithoutPort "image-pattern-without-port",
    /// `mergeType` exists: levels of configuration can be merged instead of replaced.
    MergeType "merge-type",
    /// `envoyProxy` in the EnvoyGateway config: a default spec below all levels.
    ConfigDefaultSpec "config-default-spec",

    // Modes, names, labels.

    /// `provider.kubernetes.deploy.type: GatewayNamespace` is known.
    GatewayNamespaceMode "gateway-namespace-mode",
    /// In Gateway namespace mode objects have the Gateway's own name instead of a hashed one.
    BareGatewayName "bare-gateway-name",
    /// In Gateway namespace mode objects, pods and selectors carry `gateway.networking.k8s.io/gateway-name`.
    GatewayNameLabel "gateway-name-label",
    /// Selectors keep only the owner labels and those of every proxy object; before, they hold every label of the pod.
    StableSelector "stable-selector",
    /// The HorizontalPodAutoscaler carries the labels of the selector; before, the infrastructure and pod labels.
    StableHpaLabels "stable-hpa-labels",
    /// The PodDisruptionBudget carries labels.
    PdbLabels "pdb-labels",
    /// The PodDisruptionBudget carries the infrastructure annotations.
    PdbAnnotations "pdb-annotations",
    /// Annotations of users win over those for Prometheus.
    UserAnnotationsWin "user-annotations-win",
    /// A class whose EnvoyProxy the controller refuses gets no objects; before, it runs with built-in defaults.
    InvalidClassProxyBlocks "invalid-class-proxy-blocks",
    /// A Gateway's own EnvoyProxy helps it past a class's EnvoyProxy that the controller refuses.
    OwnProxyRescues "own-proxy-rescues",
}
