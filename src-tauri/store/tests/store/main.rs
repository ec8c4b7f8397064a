//! The store against its promises, through its public door.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "the helpers of tests are tests")]

mod apply;
mod backup;
mod convergence;
mod files;
mod history;
mod model;
mod queries;
mod records;
mod sales;
mod samples;
mod undo;
