//! Our own output, pinned: guards against drift and claims nothing more.

#[path = "../common/mod.rs"]
mod common;
