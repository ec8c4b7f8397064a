//! The store: the only SQL of Corong. One SQLite file is a book; every write is a change of its log.
//!
//! Deliberately absent: rules (the domain decides), clocks (times arrive in values), packs (others hand
//! changes over), where backups lie, and words for the screen.

mod backup;
mod codec;
mod duplicate;
mod error;
mod file;
mod local;
mod log;
mod query;
mod reader;
mod record;
mod store;
mod table;
mod tx;
mod version;
mod wire;
mod word;

pub use backup::{Copied, recover_restore, restore, restore_pending, verify_copy};
pub use error::{Error, ErrorKind, Result};
pub use file::{APPLICATION_ID, Access, SCHEMA_VERSION, WindowLock, schema_version};
pub use log::{
    ApplyReport, CellChange, ChangeKey, ChangeSummary, CheckReport, HeadValue, Look, Meta, NotAChange, Problem,
    RawChange, Refusal, Refused, Subject, TableCounts, TableHash, UndoReport, WriterSource,
};
pub use query::*;
pub use reader::Reader;
pub use record::{Record, Table};
pub use store::{Bulk, Store, Written};
pub use table::FunnelRow;
pub use tx::Tx;
pub use wire::WriterId;
