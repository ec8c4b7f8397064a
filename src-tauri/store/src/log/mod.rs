//! The log of changes and what it does to the projection.
//!
//! The state of the ordinary tables is a function of the set of changes: applying is idempotent, free of order and
//! tolerant of gaps. Deliberately absent: packs and files (they hand over [`RawChange`]s), and decisions by clock (the
//! hint `h` only decides which of several values that do not know each other is shown first).

mod apply;
mod body;
mod change;
mod check;
mod history;
mod index;
mod phrases;
mod row;
mod shorthand;
mod undo;
mod writing;

pub use apply::{ApplyReport, Refusal, Refused, TableCounts};
pub use change::{ChangeKey, Meta, NotAChange, RawChange, Subject};
pub use check::{CheckReport, Problem, TableHash};
pub use history::{CellChange, ChangeSummary, HeadValue, Look};
pub use undo::UndoReport;
pub use writing::WriterSource;

pub(crate) use apply::apply_all;
pub(crate) use body::Draft;
pub(crate) use change::hint;
pub(crate) use index::{Card, contact_card, shown_cells};
pub(crate) use row::{NewRow, RowHead};
pub(crate) use undo::undo;
pub(crate) use writing::{Pen, Writing, random_writer};
