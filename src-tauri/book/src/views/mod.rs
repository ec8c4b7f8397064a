//! What the screen and the command line ask for and get: plain data, made by the book, without words.
//!
//! Deliberately absent: sentences and formats. Instants cross as ISO text, days as `YYYY-MM-DD`, money as minor units.

mod backup;
mod board;
mod capture;
mod contacts;
mod exchange;
mod frame;
mod funnels;
mod holidays;
mod reports;
mod sales;
mod today;

pub use backup::*;
pub use board::*;
pub use capture::*;
pub use contacts::*;
pub use exchange::*;
pub use frame::*;
pub use funnels::*;
pub use holidays::*;
pub use reports::*;
pub use sales::*;
pub use today::*;
