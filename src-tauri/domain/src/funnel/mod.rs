//! The funnel: its model, the shipped funnels, and the rules that move an opportunity.
//!
//! The same functions decide for the board, the keyboard, bulk moves, imports, the command line, sync and undo.

pub mod decide;
pub mod edit;
pub mod gate;
mod item_state;
pub mod level;
mod model;
pub mod next_step;
pub mod percent;
pub mod rehearse;
mod shipped;
pub mod stale;
pub mod time_frame;
mod walk;
pub mod workdays;

pub use model::*;
pub use shipped::{ORDER_ITEM, TERMS_ITEM, shipped};
pub use walk::GateItem;
