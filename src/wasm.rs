//! The page's door to the core: converts and delegates. The only file that names `wasm_bindgen`.
