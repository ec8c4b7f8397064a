//! The window: everything that knows Tauri. It has no rules and no SQL; commands take the state, call the book, return.

pub mod bindings;
pub mod commands;
pub mod desk;
pub mod error;
pub mod events;
mod host;
mod start;

pub use start::run;
