//! Renderings that are kept for one who asks again after a change.
//!
//! Objects are the same as long as what they are built from is the same, down to where it is written.

use super::{Rendering, Scene, render};
use crate::resolve::{Infra, Source};
use crate::text::Gather as _;
use crate::value::{Node, Value};
use std::cell::RefCell;
use std::rc::Rc;

/// The renderings of the last time, for each release.
#[derive(Debug, Default)]
pub struct Kept(RefCell<Vec<Shelf>>);

/// The renderings for one release, with what they were built from.
#[derive(Debug)]
struct Shelf {
    release: u16,
    scene: Node,
    proxies: Vec<(Node, Rc<Rendering>)>,
}

impl Kept {
    /// What is created for each proxy. The settings have to be the same each time.
    pub fn render(&self, infras: &[Infra<'_>], scene: &Scene<'_>) -> Vec<Rc<Rendering>> {
        let (mut shelves, release) = (self.0.borrow_mut(), scene.release.index);
        let at = shelves.iter().position(|shelf| shelf.release == release).unwrap_or(shelves.len());
        if at == shelves.len() {
            shelves.push(Shelf { release, scene: of_scene(scene), proxies: Vec::new() });
        }
        let Some(shelf) = shelves.get_mut(at) else { return Vec::new() };
        let now = of_scene(scene);
        if !shelf.scene.is_same(&now) {
            (shelf.scene, shelf.proxies) = (now, Vec::new());
        }
        shelf.proxies.truncate(infras.len());
        for (at, infra) in infras.iter().enumerate() {
            let now = of_proxy(infra);
            match shelf.proxies.get_mut(at) {
                Some((held, _)) if held.is_same(&now) => {}
                Some(slot) => *slot = (now, Rc::new(render(infra, scene))),
                None => shelf.proxies.push((now, Rc::new(render(infra, scene)))),
            }
        }
        shelf.proxies.iter().map(|(_, rendering)| Rc::clone(rendering)).gather()
    }
}

/// What is the same for all proxies. Everything else in a scene that proxies are built from follows from the release and
/// the settings.
fn of_scene(scene: &Scene<'_>) -> Node {
    let all = [Some(&scene.controller_namespace), Some(&scene.dns_domain), scene.config.root()];
    Node::list(all.into_iter().flatten().cloned().gather(), scene.controller_namespace.origin.clone())
}

/// What the objects of a proxy are built from; the spec that applies follows from its sources.
fn of_proxy(infra: &Infra<'_>) -> Node {
    // A field that is new has to be thought of here.
    let Infra {
        name,
        namespace,
        in_gateway_namespace,
        bare_name,
        labels,
        annotations,
        effective,
        ports,
        telemetry,
        addresses,
        owner,
        key: _,
        mode: _,
        gateways: _,
    } = infra;
    let origin = || name.origin.clone();
    let list = |nodes: Vec<Node>| Node::list(nodes, origin());
    let number = |number: i64| Node::new(Value::Int(number), origin());
    let owner = owner.iter().flat_map(|(kind, name)| [Node::string(*kind, origin()), name.clone()]);
    let sources = effective.sources.iter();
    // What other Gateways use decides which copy of a spec gets a provider.
    let level = |source: &Source<'_>| source.level as i64 * 2 + i64::from(source.gets_provider);
    let ports = ports
        .iter()
        .flat_map(|port| [port.name.clone(), port.port.clone(), port.target.clone(), number(i64::from(port.udp))]);
    list(vec![
        name.clone(),
        namespace.clone(),
        number(i64::from(telemetry.is_some()) * 4 + i64::from(*in_gateway_namespace) * 2 + i64::from(*bare_name)),
        Node::map(labels.clone(), origin()),
        Node::map(annotations.clone(), origin()),
        list(addresses.clone()),
        list(owner.gather()),
        list(sources.flat_map(|source| [number(level(source)), source.spec.clone()]).gather()),
        list(ports.gather()),
    ])
}
