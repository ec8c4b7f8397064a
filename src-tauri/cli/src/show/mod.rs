//! Records as JSON lines and as lines for people.
//!
//! Deliberately absent: where they are written.

mod backup;
mod contact;
mod duplicates;
mod estimate;
mod funnel;
mod opportunity;
mod plan;
mod records;
mod report;
mod sale;
mod text;

pub use backup::{BackupOut, RestoredOut, backup_text};
pub use contact::{contact_line, contact_text};
pub use duplicates::{MergeOut, ScoreOut};
pub use estimate::{EvaluatedOut, StageEstimateOut};
pub use funnel::{FunnelLineOut, FunnelOut, FunnelSavedOut, RehearsalOut, funnel_text};
pub use opportunity::{OpportunityOut, missing, missing_lines, opportunity_line, opportunity_text};
pub use plan::{ActivityOut, EventOut, HistoryOut, TodayOut, activity_text, event_text, history_text, planned_words};
pub use records::{
    CheckOut, DeletedOut, DraftOut, ErrorOut, ExportOut, HolidaysOut, ImportOut, InitOut, UndoneOut, differences_text,
};
pub use report::{report_rows, report_text};
pub use sale::{
    OrderOut, PartOut, PermissionOut, PriceListOut, ProductOut, QuoteOut, RateOut, SalespersonOut, TermsOut, VolumeOut,
    order_text, part_text, product_text, quote_line, quote_text, rate_text,
};
pub use text::Face;

use corong_domain::funnel::decide::Refusal;

use crate::trouble::Trouble;
use crate::words::Words;

/// What a refused move is missing, below the sentence.
pub fn trouble_lines(trouble: &Trouble, words: &dyn Words) -> String {
    match trouble {
        Trouble::Refused(refusal) => match refusal.as_ref() {
            Refusal::Gate(report) => {
                let open: Vec<_> = report.items.iter().filter(|item| item.is_open()).collect();
                missing_lines(&open, words, "  ")
            }
            _ => String::new(),
        },
        _ => String::new(),
    }
}
