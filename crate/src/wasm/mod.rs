//! The crate as a Wasm module: `api`, and nothing else.

use crate::api::{self, Request, RequestError};
use serde::Serialize;
use wasm_bindgen::prelude::*;

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
        answer(request, |request| self.engine.check(request))
    }

    /// `resolve`: a Resolution.
    ///
    /// # Errors
    /// A request that can't be answered.
    pub fn resolve(&self, request: JsValue) -> Result<String, JsError> {
        answer(request, |request| self.engine.resolve(request))
    }

    /// `parseImage`: the parts of a reference, or what is wrong with it.
    #[wasm_bindgen(js_name = "parseImage")]
    pub fn parse_image(&self, text: &str) -> String {
        api::to_json(&self.engine.parse_image(text))
    }

    /// Panics with this text, so that a host can test that it survives.
    #[allow(clippy::panic)]
    pub fn panic(&self, text: &str) {
        panic!("{text}")
    }
}

fn answer<T: Serialize>(
    request: JsValue,
    call: impl FnOnce(&Request) -> Result<T, RequestError>,
) -> Result<String, JsError> {
    if !request.is_object() {
        return Err(JsError::new("a request is an object with `files`"));
    }
    let request: Request = serde_wasm_bindgen::from_value(request).map_err(|error| JsError::new(&error.to_string()))?;
    Ok(api::to_json(&call(&request)?))
}
