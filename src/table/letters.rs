//! One form of each letter, so that texts compare whatever program wrote them: composed (NFC), or composed and plain (NFKC, in
//! which `Ｔ２` is `T2`). In the page by the browser's tables: the crate's own are 160 kB of wasm.

/// Letters composed.
#[cfg(not(target_arch = "wasm32"))]
pub fn nfc(text: &str) -> String {
    unicode_normalization::UnicodeNormalization::nfc(text).collect()
}

/// Letters composed and in their plain form.
#[cfg(not(target_arch = "wasm32"))]
pub fn nfkc(text: &str) -> String {
    unicode_normalization::UnicodeNormalization::nfkc(text).collect()
}

/// Letters composed.
#[cfg(target_arch = "wasm32")]
pub fn nfc(text: &str) -> String {
    js_sys::JsString::from(text).normalize("NFC").into()
}

/// Letters composed and in their plain form.
#[cfg(target_arch = "wasm32")]
pub fn nfkc(text: &str) -> String {
    js_sys::JsString::from(text).normalize("NFKC").into()
}
