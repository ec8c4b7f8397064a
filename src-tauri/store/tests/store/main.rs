//! The store against its promises, through its public door.

mod apply;
mod convergence;
mod files;
mod history;
mod queries;
mod records;
mod samples;
mod undo;
