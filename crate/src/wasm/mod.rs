//! The crate as a Wasm module: `api`, and nothing else.

use crate::api::{self, Given, Request, RequestError};
use js_sys::{Array, Object, Uint8Array};
use wasm_bindgen::prelude::*;

/// The allocator: smaller than the one the standard library brings along, and as fast.
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// The engine for a JavaScript host. Requests are objects of the contract, responses canonical JSON texts.
#[wasm_bindgen]
pub struct Engine {
    engine: api::Engine,
}

#[wasm_bindgen]
impl Engine {
    /// An engine. A panic becomes an Error named `Panic` that carries its text; the instance is lost by it.
    #[wasm_bindgen(constructor)]
    #[allow(clippy::new_without_default)]
    pub fn new() -> Engine {
        std::panic::set_hook(Box::new(|info| {
            let error = js_sys::Error::new(&info.to_string());
            error.set_name("Panic");
            wasm_bindgen::throw_val(error.into())
        }));
        Engine { engine: api::Engine::new() }
    }

    /// The version of Gatelint.
    pub fn version(&self) -> String {
        self.engine.version().to_string()
    }

    /// The known releases, the oldest first: a JSON list.
    pub fn releases(&self) -> String {
        api::to_json(&self.engine.releases())
    }

    /// Every rule: a JSON list.
    pub fn rules(&self) -> String {
        api::to_json(&self.engine.rules())
    }

    /// `check`: a Report.
    ///
    /// # Errors
    /// A request that can't be answered.
    pub fn check(&self, request: JsValue) -> Result<String, JsError> {
        answer(request, |request| Ok(api::to_json(&self.engine.check(request)?)))
    }

    /// `resolve`: a Resolution.
    ///
    /// # Errors
    /// A request that can't be answered.
    pub fn resolve(&self, request: JsValue) -> Result<String, JsError> {
        answer(request, |request| Ok(api::to_json(&self.engine.resolve(request)?)))
    }

    /// `render`: a Rendering.
    ///
    /// # Errors
    /// A request that can't be answered.
    pub fn render(&self, request: JsValue) -> Result<String, JsError> {
        answer(request, |request| self.engine.render(request))
    }

    /// `images`: an Inventory.
    ///
    /// # Errors
    /// A request that can't be answered.
    pub fn images(&self, request: JsValue) -> Result<String, JsError> {
        answer(request, |request| self.engine.images(request))
    }

    /// `open`: a Workspace.
    ///
    /// # Errors
    /// A request that can't be answered.
    pub fn open(&self, request: JsValue) -> Result<Workspace, JsError> {
        Ok(Workspace { workspace: self.engine.open(read(request)?)? })
    }

    /// `parseImage`: the parts of a reference, or what is wrong with it.
    #[wasm_bindgen(js_name = "parseImage")]
    pub fn parse_image(&self, text: &str) -> String {
        self.engine.parse_image(text)
    }

    /// `parseYaml`: what Kubernetes' tools read of a text.
    #[wasm_bindgen(js_name = "parseYaml")]
    pub fn parse_yaml(&self, bytes: &[u8], strict: bool) -> String {
        api::to_json(&self.engine.parse_yaml(bytes, strict))
    }

    /// Panics with this text, so that a host can test that it survives.
    #[allow(clippy::panic)]
    pub fn panic(&self, text: &str) {
        panic!("{text}")
    }
}

/// A workspace for a JavaScript host.
#[wasm_bindgen]
pub struct Workspace {
    workspace: api::Workspace,
}

#[wasm_bindgen]
impl Workspace {
    /// `update`: another content of a file; undefined takes it out.
    pub fn update(&mut self, path: &str, content: Option<Vec<u8>>) {
        self.workspace.update(path, content)
    }

    /// `check`: a Report.
    ///
    /// # Errors
    /// No file is left.
    pub fn check(&self) -> Result<String, JsError> {
        Ok(api::to_json(&self.workspace.check()?))
    }

    /// `resolve`: a Resolution.
    ///
    /// # Errors
    /// No file is left, or there are several targets.
    pub fn resolve(&self) -> Result<String, JsError> {
        Ok(api::to_json(&self.workspace.resolve()?))
    }

    /// `render`: a Rendering.
    ///
    /// # Errors
    /// As `resolve`.
    pub fn render(&self) -> Result<String, JsError> {
        Ok(self.workspace.render()?)
    }
}

/// How deep a request is: a file or an option in a list.
const DEPTH: usize = 4;

/// What a value of JavaScript is.
fn given(value: &JsValue, depth: usize) -> Given {
    if value.is_null() || value.is_undefined() {
        Given::Absent
    } else if let Some(text) = value.as_string() {
        Given::Text(text)
    } else if let Some(value) = value.as_bool() {
        Given::Bool(value)
    } else if let Some(bytes) = value.dyn_ref::<Uint8Array>() {
        Given::Bytes(bytes.to_vec())
    } else if value.is_object() && depth > 0 {
        members(value, depth - 1)
    } else {
        Given::Other(if value.is_object() { "an object" } else { "a number, a function or the like" })
    }
}

fn members(value: &JsValue, depth: usize) -> Given {
    if Array::is_array(value) {
        return Given::List(Array::from(value).iter().map(|item| given(&item, depth)).collect());
    }
    let member = |entry: JsValue| {
        let entry = Array::from(&entry);
        (entry.get(0).as_string().unwrap_or_default(), given(&entry.get(1), depth))
    };
    Given::Object(Object::entries(value.unchecked_ref()).iter().map(member).collect())
}

fn answer(request: JsValue, call: impl FnOnce(&Request) -> Result<String, RequestError>) -> Result<String, JsError> {
    Ok(call(&read(request)?)?)
}

fn read(request: JsValue) -> Result<Request, JsError> {
    if !request.is_object() {
        return Err(JsError::new("a request is an object with `files`"));
    }
    Ok(Request::read(given(&request, DEPTH))?)
}
