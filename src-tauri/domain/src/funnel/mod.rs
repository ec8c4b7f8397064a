//! The funnel: its model, the shipped funnels, and the rules that move an opportunity.
//!
//! The same functions decide for the board, the keyboard, bulk moves, imports, the command line, sync and undo.

mod model;

pub use model::*;
