//! The rules of Corong: pure functions of their arguments.
//!
//! Deliberately absent: clocks, chance, disks, threads, SQL, logs and words for the screen. Time, ids and settings are
//! arguments; a problem is `{ field, rule }` and never a sentence.
//!
//! The vocabulary is that of the product: a [`contact::Contact`] is a person, an [`opportunity::Opportunity`] is one
//! pass of one contact through a [`funnel::Funnel`], and an [`activity::Activity`] is something planned or done.

pub mod activity;
pub mod backup;
pub mod company;
pub mod contact;
pub mod duplicate;
pub mod estimate;
pub mod event;
pub mod funnel;
pub mod history;
pub mod ids;
pub mod merge;
pub mod money;
pub mod opportunity;
pub mod past;
pub mod problem;
pub mod sale;
pub mod salesperson;
pub mod settings;
pub mod text;
