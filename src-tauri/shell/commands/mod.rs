//! The commands: take the state, call the book, return. One file per place.

pub mod backup;
pub mod capture;
pub mod contacts;
pub mod exchange;
pub mod funnel;
pub mod funnels;
pub mod reports;
pub mod settings;
pub mod today;
