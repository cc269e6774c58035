//! The module's face to JavaScript: `wasm-bindgen` over `api`, nothing else.

use serde::Deserialize;
use wasm_bindgen::prelude::*;

#[derive(Deserialize)]
struct File {
    path: String,
    text: Option<String>,
    #[serde(default)]
    bytes: Option<serde_bytes::ByteBuf>,
}

#[derive(Deserialize)]
struct Request {
    files: Vec<File>,
    #[serde(default)]
    options: Option<Options>,
}

#[derive(Deserialize, Default)]
struct Options {
    target: Option<String>,
}

/// The checks.
#[wasm_bindgen]
pub struct Engine;

#[wasm_bindgen]
impl Engine {
    /// A new engine.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Result<Engine, JsError> {
        std::panic::set_hook(Box::new(|info| {
            let error = js_sys::Error::new(&info.to_string());
            error.set_name("Panic");
            wasm_bindgen::throw_val(error.into())
        }));
        Ok(Engine)
    }

    /// Panics, so that a host can test that it goes on after one.
    #[wasm_bindgen(js_name = "panic")]
    #[allow(clippy::panic)]
    pub fn panic(&self, text: &str) {
        panic!("{text}")
    }

    /// The version of the package.
    pub fn version(&self) -> String {
        env!("CARGO_PKG_VERSION").into()
    }

    /// The known releases.
    pub fn releases(&self) -> String {
        r#"["v1.8.3","v1.9.0"]"#.into()
    }

    /// Checks.
    pub fn check(&self, request: JsValue) -> Result<String, JsError> {
        let request: Request = serde_wasm_bindgen::from_value(request).map_err(|e| JsError::new(&e.to_string()))?;
        let target = request.options.unwrap_or_default().target.unwrap_or("v1.9.0".into());
        let len: usize = request
            .files
            .iter()
            .map(|f| f.path.len() + f.text.as_ref().map_or(0, |t| t.len()) + f.bytes.as_ref().map_or(0, |t| t.len()))
            .sum();
        Ok(format!(
            r#"{{"targets":["{target}"],"files":{},"documents":{len},"skipped":[],"inferred":[],"diagnostics":[]}}"#,
            request.files.len()
        ))
    }
}
