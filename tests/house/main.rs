//! The rules of the house, read off the tree: which room may depend on what, how long a file may be, what may stand in it.
//!
//! Deliberately absent: what a compiler or a linter already holds, and words about the reasons. Those are in
//! `ARCHITECTURE.md`.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test stops where something is wrong")]

mod rooms;
mod sources;
mod tree;
mod ui;
