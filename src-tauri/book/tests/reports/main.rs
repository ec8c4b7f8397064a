//! Every figure of the reports against a recount from plain rows by other code: books of random histories, made through
//! the book's own functions.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, missing_docs)]

mod money;
mod plain;
mod recount;
mod world;
