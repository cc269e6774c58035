//! Who uses an EnvoyProxy, as its status says.

use crate::model::Object;
use crate::resolve::{GatewayState, Level, Mode, Params};
use crate::rules::Input;
use crate::text::{Gather as _, Span, sort};

/// A Gateway or class that uses an EnvoyProxy.
pub struct Ancestor<'a> {
    pub kind: &'static str,
    pub object: &'a Object<'a>,
    pub accepted: bool,
}

/// The Gateways and the classes that name EnvoyProxies: where the EnvoyProxy stands and the place of who names it, sorted.
pub struct Users {
    gateways: Vec<(Span, usize)>,
    classes: Vec<(Span, usize)>,
}

impl Users {
    /// Those of all files.
    pub fn new(input: &Input<'_>) -> Self {
        let gateways = input.resolved.gateways.iter().map(|gateway| &gateway.params).gather();
        let classes = input.resolved.classes.iter().map(|class| &class.params).gather();
        Users { gateways: by_proxy(gateways), classes: by_proxy(classes) }
    }

    /// Gateways that use it, then classes that name it or that another one is merged over.
    pub fn ancestors<'i>(&self, input: &'i Input<'_>, proxy: &Object<'_>) -> Vec<Ancestor<'i>> {
        let (mut all, mut classes) = (Vec::new(), Vec::new());
        let gateways = of(&self.gateways, proxy).filter_map(|index| input.resolved.gateways.get(index));
        let mut gateways: Vec<&GatewayState> = gateways.gather();
        let order = |gateway: &GatewayState<'_>| (gateway.class, !input.resolved.accepted(gateway));
        sort(&mut gateways, |a, b| (order(a), by_name(a.object)).cmp(&(order(b), by_name(b.object))));
        let mut last = None;
        for gateway in gateways {
            if let Some(is_merged) = use_of(input, gateway) {
                // What is merged is a new one for each Gateway, and only the first writes its status.
                if is_merged && gateway.class == last {
                    continue;
                }
                last = gateway.class;
                all.push(Ancestor { kind: "Gateway", object: gateway.object, accepted: !gateway.params.is_invalid() });
                classes.extend(gateway.class.filter(|_| is_merged));
            }
        }
        sort(&mut classes, |a, b| a.cmp(b));
        classes.dedup();
        // One that names it and is merged with it stands there twice.
        classes.extend(of(&self.classes, proxy));
        for class in classes.iter().filter_map(|index| input.resolved.classes.get(*index)).filter(|class| class.managed)
        {
            all.push(Ancestor { kind: "GatewayClass", object: class.object, accepted: !class.params.is_invalid() });
        }
        sort(&mut all, |a: &Ancestor<'_>, b| (a.kind, by_name(a.object)).cmp(&(b.kind, by_name(b.object))));
        all
    }
}

fn by_proxy(all: Vec<&Params<'_>>) -> Vec<(Span, usize)> {
    let proxies = all.iter().enumerate();
    let mut users = proxies.filter_map(|(index, params)| Some((params.any_proxy()?.document.span, index))).gather();
    sort(&mut users, |a: &(Span, usize), b| a.cmp(b));
    users
}

fn of(users: &[(Span, usize)], proxy: &Object<'_>) -> impl Iterator<Item = usize> {
    let span = proxy.document.span;
    let from = users.partition_point(|(of, _)| *of < span);
    users.iter().skip(from).take_while(move |(of, _)| *of == span).map(|(_, index)| *index)
}

/// Whether a Gateway's own EnvoyProxy is merged over the class's; none where the controller says nothing of it: the
/// levels can't be merged, the config merges Gateways, or the class is another controller's.
fn use_of(input: &Input<'_>, gateway: &GatewayState<'_>) -> Option<bool> {
    let resolved = input.resolved;
    let class = resolved.classes.get(gateway.class?).filter(|class| class.managed)?;
    let Some(infra) = gateway.infra.and_then(|index| resolved.infras.get(index)) else {
        if class.merged {
            return None;
        }
        // Levels meet before the controller finds that it refuses the Gateway.
        let kind = gateway.params.any_proxy()?.document.spec().and_then(|spec| spec.str_at(&["mergeType"]));
        return Some(class.params.any_proxy().is_some() && kind.is_some_and(|kind| kind != "Replace"));
    };
    let used = |level| infra.effective.source(level).is_some_and(|source| source.used);
    let said = infra.effective.error.is_none() && infra.mode != Mode::Merged;
    said.then(|| used(Level::Gateway) && used(Level::Class))
}

/// The order of objects in an answer.
pub fn by_name<'o>(object: &'o Object<'_>) -> (&'o str, &'o str) {
    (object.namespace.name().unwrap_or(""), &object.document.name)
}
