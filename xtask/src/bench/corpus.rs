//! A large repository of manifests, the same at every run: files of five documents each, an EnvoyProxy with its class
//! and its Gateway among the Services and Deployments of the teams behind it.

use anyhow::Result;
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// The documents of a file.
pub const DOCUMENTS: usize = 5;

const TEAMS: &[&str] = &["payments", "search", "edge", "identity", "ledger", "media", "ads", "core", "risk", "mobile"];

/// Writes the files, where they are not there yet.
pub fn write(folder: &Path, files: usize) -> Result<()> {
    fs::create_dir_all(folder)?;
    if fs::read_dir(folder)?.count() == files {
        return Ok(());
    }
    let mut dice = Dice(1);
    for index in 0..files {
        let documents: [String; DOCUMENTS] = [
            envoy_proxy(index, &mut dice),
            gateway_class(index),
            gateway(index, &mut dice),
            service(index, &mut dice),
            deployment(index, &mut dice),
        ];
        fs::write(folder.join(format!("{index:04}.yaml")), documents.join("---\n"))?;
    }
    Ok(())
}

/// Numbers without a pattern that matters here, the same at every run.
struct Dice(u64);

impl Dice {
    /// A number from `low` to `high`.
    fn roll(&mut self, low: u64, high: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        low + (self.0 >> 33) % (high - low + 1)
    }

    fn team(&mut self) -> &'static str {
        self.pick(TEAMS)
    }

    fn pick(&mut self, from: &[&'static str]) -> &'static str {
        from[self.roll(0, from.len() as u64 - 1) as usize]
    }
}

/// A list of environment variables, indented for its container.
fn variables(prefix: &str, count: u64, dice: &mut Dice) -> String {
    (0..count).fold(String::new(), |mut text, number| {
        let value = dice.roll(0, 99999);
        let _ = write!(text, "            - name: {prefix}_{number}\n              value: \"v{value}\"\n");
        text
    })
}

fn envoy_proxy(index: usize, dice: &mut Dice) -> String {
    let team = dice.team();
    let level = dice.pick(&["info", "warn", "error"]);
    let workload = match dice.roll(0, 1) {
        0 => "envoyDaemonSet:".to_owned(),
        _ => format!("envoyDeployment:\n        replicas: {}", dice.roll(1, 9)),
    };
    let image = match dice.roll(0, 2) {
        0 => format!(
            "          image: registry.{team}.example.com:5000/envoyproxy/envoy:distroless-v1.{}.{}\n",
            dice.roll(29, 36),
            dice.roll(0, 4)
        ),
        1 => format!("          imageRepository: registry.{team}.example.com:5000/mirror/envoy\n"),
        _ => String::new(),
    };
    let (cost, cpu, memory) = (dice.roll(1000, 9999), dice.roll(1, 9), dice.pick(&["256Mi", "512Mi", "1Gi"]));
    let count = dice.roll(4, 8);
    let env = variables("EDGE", count, dice);
    format!(
        r#"apiVersion: gateway.envoyproxy.io/v1alpha1
kind: EnvoyProxy
metadata:
  name: proxy-{index}
  namespace: envoy-gateway-system
  labels: {{team: {team}, "app.kubernetes.io/part-of": edge}}
spec:
  logging:
    level:
      default: {level}
  provider:
    type: Kubernetes
    kubernetes:
      {workload}
        pod:
          annotations:
            prometheus.io/scrape: "true"
          labels:
            tier: edge
            cost-center: "{cost}"
          imagePullSecrets:
            - name: pull-{team}
          nodeSelector:
            kubernetes.io/os: linux
          tolerations:
            - {{key: dedicated, operator: Equal, value: edge, effect: NoSchedule}}
        container:
{image}          resources:
            requests: {{cpu: {cpu}00m, memory: {memory}}}
            limits:
              memory: 2Gi
          env:
{env}      envoyService:
        type: LoadBalancer
        externalTrafficPolicy: Local
        annotations:
          service.beta.kubernetes.io/aws-load-balancer-type: nlb
  telemetry:
    accessLog:
      settings:
        - format:
            type: JSON
            json:
              status: "%RESPONSE_CODE%"
              path: "%REQ(:PATH)%"
          sinks:
            - type: File
              file:
                path: /dev/stdout
    metrics:
      prometheus: {{}}
"#
    )
}

fn gateway_class(index: usize) -> String {
    format!(
        "apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata:
  name: class-{index}
spec:
  controllerName: gateway.envoyproxy.io/gatewayclass-controller
  parametersRef:
    group: gateway.envoyproxy.io
    kind: EnvoyProxy
    name: proxy-{index}
    namespace: envoy-gateway-system
"
    )
}

fn gateway(index: usize, dice: &mut Dice) -> String {
    let (team, zone) = (dice.team(), dice.roll(1, 4));
    let listeners = (0..dice.roll(2, 6)).map(|number| listener(team, number)).collect::<String>();
    format!(
        r#"apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata:
  name: gateway-{index}
  namespace: {team}
  annotations:
    owner: "{team}@example.com"
spec:
  gatewayClassName: class-{index}
  infrastructure:
    labels:
      team: {team}
      env: prod
    annotations:
      example.com/zone: "z{zone}"
  listeners:
{listeners}"#
    )
}

fn listener(team: &str, number: u64) -> String {
    let port = 8443 + number;
    format!(
        r#"    - name: https-{number}
      protocol: HTTPS
      port: {port}
      hostname: "*.{team}-{number}.example.com"
      tls:
        mode: Terminate
        certificateRefs:
          - kind: Secret
            name: certificate-{number}
      allowedRoutes:
        namespaces:
          from: Selector
          selector:
            matchLabels:
              expose: "{team}"
"#
    )
}

fn service(index: usize, dice: &mut Dice) -> String {
    let team = dice.team();
    format!(
        "apiVersion: v1
kind: Service
metadata:
  name: {team}-{index}
  namespace: {team}
  labels: {{app: {team}, tier: backend}}
spec:
  type: ClusterIP
  selector:
    app: {team}
  ports:
    - {{name: http, port: 80, targetPort: 8080, protocol: TCP}}
    - name: metrics
      port: 9090
      targetPort: 9090
      protocol: TCP
"
    )
}

fn deployment(index: usize, dice: &mut Dice) -> String {
    let (team, replicas, tag) = (dice.team(), dice.roll(1, 9), dice.roll(0, 99));
    let count = dice.roll(3, 12);
    let env = variables("APP", count, dice);
    format!(
        r#"apiVersion: apps/v1
kind: Deployment
metadata:
  name: {team}-{index}
  namespace: {team}
  labels:
    app: {team}
spec:
  replicas: {replicas}
  selector:
    matchLabels:
      app: {team}
  template:
    metadata:
      labels:
        app: {team}
    spec:
      containers:
        - name: app
          image: registry.example.com/{team}/app:1.{tag}
          imagePullPolicy: IfNotPresent
          ports:
            - name: http
              containerPort: 8080
          resources:
            requests: {{cpu: 100m, memory: 128Mi}}
            limits: {{cpu: "1", memory: 256Mi}}
          securityContext:
            allowPrivilegeEscalation: false
            runAsNonRoot: true
          readinessProbe:
            httpGet: {{path: /ready, port: http}}
            periodSeconds: 5
          env:
{env}"#
    )
}
