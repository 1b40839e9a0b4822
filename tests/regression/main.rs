//! Our own output, pinned: guards against drift and claims nothing more.
// Tests are hosts: they read and write files.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

#[path = "../common/mod.rs"]
mod common;

mod deep;
