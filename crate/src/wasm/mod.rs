//! The crate as a Wasm module: `api`, and nothing else.

mod js;

use crate::api::{self, Given, InputFile, Request, RequestError};
use crate::text::Gather as _;
use js::{Error, Uint8Array};
use wasm_bindgen::JsCast;
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
    /// An engine, which may know private builds besides the releases. A panic becomes an Error named `Panic` that carries
    /// its text; the instance is lost by it.
    ///
    /// # Errors
    /// Facts that can't be read.
    #[wasm_bindgen(constructor)]
    pub fn new(facts: Option<String>) -> Result<Engine, JsError> {
        std::panic::set_hook(Box::new(|info| {
            let error = Error::new(&info.to_string());
            error.set_name("Panic");
            wasm_bindgen::throw_val(error.into())
        }));
        let engine = facts.map_or_else(|| Ok(api::Engine::new()), |facts| api::Engine::with_facts(&facts))?;
        Ok(Engine { engine })
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
        answer(request, |request| Ok(api::to_json(&self.engine.check(&request)?)))
    }

    /// `resolve`: a Resolution.
    ///
    /// # Errors
    /// A request that can't be answered.
    pub fn resolve(&self, request: JsValue) -> Result<String, JsError> {
        answer(request, |request| Ok(api::to_json(&self.engine.resolve(&request)?)))
    }

    /// `render`: a Rendering.
    ///
    /// # Errors
    /// A request that can't be answered.
    pub fn render(&self, request: JsValue) -> Result<String, JsError> {
        answer(request, |request| self.engine.render(&request))
    }

    /// `fix`: a Fixed. `all`: fixes that are not safe, too.
    ///
    /// # Errors
    /// A request that can't be answered.
    pub fn fix(&self, request: JsValue, all: bool) -> Result<String, JsError> {
        answer(request, |request| self.engine.fix(request, all))
    }

    /// `images`: an Inventory.
    ///
    /// # Errors
    /// A request that can't be answered.
    pub fn images(&self, request: JsValue) -> Result<String, JsError> {
        answer(request, |request| self.engine.images(&request))
    }

    /// `upgrade`: an Upgrade. `notes`: what releases changed, a text of the package.
    ///
    /// # Errors
    /// A request that can't be answered.
    pub fn upgrade(&self, request: JsValue, notes: &str) -> Result<String, JsError> {
        let (request, [from, to]) = Request::read_upgrade(object(&request)?)?;
        Ok(self.engine.upgrade(&request, [&from, &to], notes)?)
    }

    /// `migrate`: a Migration.
    ///
    /// # Errors
    /// A request that can't be answered.
    pub fn migrate(&self, request: JsValue) -> Result<String, JsError> {
        answer(request, |request| Ok(api::to_json(&self.engine.migrate(&request)?)))
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
        Given::Bytes(bytes.slice())
    } else if value.is_object() && depth > 0 {
        members(value, depth - 1)
    } else {
        Given::Other(if value.is_object() { "an object" } else { "a number, a function or the like" })
    }
}

fn members(value: &JsValue, depth: usize) -> Given {
    if js::is_array(value) {
        return Given::List(js::items(value).iter().map(|item| given(item, depth)).gather());
    }
    let member = |entry: &JsValue| {
        let entry = js::items(entry);
        let key = entry.first().and_then(JsValue::as_string);
        (key.unwrap_or_default(), entry.get(1).map_or(Given::Absent, |value| given(value, depth)))
    };
    Given::Object(js::entries(value).iter().map(member).gather())
}

fn answer(request: JsValue, call: impl FnOnce(Request) -> Result<String, RequestError>) -> Result<String, JsError> {
    Ok(call(read(request)?)?)
}

fn read(request: JsValue) -> Result<Request, JsError> {
    let request = Request::read(object(&request)?)?;
    make_room(&request);
    Ok(request)
}

/// How many bytes a byte of a file comes to while it is looked at, more or less.
const GROWTH: usize = 12;

/// Lets the memory grow once to what the files will need: page by page, the growing takes a part of the time.
fn make_room(request: &Request) {
    let size = |file: &InputFile| file.text.as_ref().map_or(0, String::len) + file.bytes.as_ref().map_or(0, Vec::len);
    let bytes: usize = request.files.iter().map(size).sum();
    let mut room: Vec<u8> = Vec::new();
    // Where there is not that much, what is asked for later says so.
    let _ = room.try_reserve_exact(bytes.saturating_mul(GROWTH));
    drop(std::hint::black_box(room));
}

fn object(request: &JsValue) -> Result<Given, JsError> {
    match request.is_object() {
        true => Ok(given(request, DEPTH)),
        false => Err(JsError::new("a request is an object with `files`")),
    }
}
