//! The words of the command line: one trait, two dictionaries. A word that is missing in one does not compile.
//!
//! Deliberately absent: the words of funnels, which the funnels bring along.

mod en;
mod estimate_en;
mod estimate_id;
mod id;
mod report;
mod report_en;
mod report_id;
mod sale_en;
mod sale_id;
mod trouble_en;
mod trouble_id;

use corong_domain::activity::{ActivityKind, ActivityState, Preset};
use corong_domain::contact::Temperature;
use corong_domain::funnel::decide::Refusal;
use corong_domain::funnel::rehearse::GateRehearsal;
use corong_domain::funnel::time_frame::TimeFrameKind;
use corong_domain::funnel::{Level, Policy};
use corong_domain::history::Act;
use corong_domain::opportunity::Status;
use corong_domain::problem::Problem;
use corong_domain::sale::SaleRefusal;
use corong_domain::sale::offer::OfferStatus;
use corong_domain::sale::order::OrderStatus;
use corong_domain::settings::Language;

use report::ReportWords;
pub use report::{ReportWord, report_word};

use crate::trouble::{Thing, Trouble};

/// The dictionary of a language.
pub fn words(language: Language) -> &'static dyn Words {
    match language {
        Language::Id => &id::Indonesian,
        Language::En => &en::English,
    }
}

/// Fixed words and short lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// Heading: everything that was due before today.
    Late,
    /// Heading: today.
    Today,
    /// Heading: the next seven days.
    Week,
    /// Heading: opportunities whose gate waits for something.
    Waiting,
    /// Nothing in the list.
    Nothing,
    /// Label: closing.
    Closes,
    /// Label: next step.
    Next,
    /// Nothing is planned.
    NothingPlanned,
    /// Label: items that are missing.
    Missing,
    /// Everything that the gate asks for is there.
    GateReady,
    /// More rows follow.
    More,
    /// The owner's name where none was given.
    Salesperson,
    /// The book is sound.
    Sound,
    /// The book was made.
    Made,
    /// Nothing was written, only looked at.
    DryRun,
    /// Undone.
    Undone,
    /// Mark of a change that was undone.
    WasUndone,
    /// Label: fingerprint.
    Fingerprint,
    /// Label: phone.
    Phone,
    /// Label: e-mail.
    Email,
    /// Label: link.
    Url,
    /// A code says something else than the print.
    Differs,
    /// Label: address.
    Address,
    /// Label: tags.
    Tags,
    /// Label: note.
    Note,
    /// Late first contact after an event.
    Cold,
    /// A backup was made.
    BackupMade,
    /// A backup was checked.
    BackupSound,
    /// A backup took the place of the book; the earlier one lies in the folder that follows.
    Restored,
    /// Before an import no backup could be made.
    NoBackupFirst,
    /// Nothing was changed.
    Unchanged,
    /// No rule asks for more than before.
    NotStricter,
    /// Mark of a shipped funnel that was changed.
    Changed,
    /// Mark of a stage that is off.
    StageOff,
    /// Label: an offer.
    Offer,
    /// Label: a revision.
    Revision,
    /// Label: discount.
    Discount,
    /// Label: tax.
    Tax,
    /// Label: total.
    Total,
    /// Label: the last day of an offer.
    ValidUntil,
    /// Label: terms.
    Terms,
}

/// The words of one language.
pub trait Words: ReportWords + Sync {
    /// Which one.
    fn language(&self) -> Language;
    /// A fixed word or line.
    fn line(&self, line: Line) -> &'static str;
    /// A level.
    fn level(&self, level: Level) -> &'static str;
    /// A status.
    fn status(&self, status: Status) -> &'static str;
    /// How warm.
    fn temperature(&self, temperature: Temperature) -> &'static str;
    /// A kind of activity.
    fn kind(&self, kind: ActivityKind) -> &'static str;
    /// The state of an activity.
    fn state(&self, state: ActivityState) -> &'static str;
    /// A ready-made subject.
    fn preset(&self, preset: Preset) -> &'static str;
    /// What was done.
    fn act(&self, act: Act) -> &'static str;
    /// Which estimate a time frame is.
    fn estimate(&self, kind: TimeFrameKind) -> &'static str;
    /// So many days late.
    fn days_late(&self, days: u32) -> String;
    /// The counts of an imported file.
    fn imported(&self, file: &str, read: u32, created: u32, updated: u32, skipped: u32, refused: u32) -> String;
    /// Why a row was refused.
    fn refused_row(&self, row: u32, code: corong_book::views::RefusedCode) -> String;
    /// So many records went to a file.
    fn exported(&self, file: &str, records: u32) -> String;
    /// How good estimates are on past opportunities.
    fn evaluated(&self, found: &corong_book::Evaluated) -> String;
    /// How the estimates of a stage stand.
    fn stage_estimate(&self, found: &corong_book::StageEstimate) -> String;
    /// How likely it is won, and from what that is known.
    fn win_chance(&self, chance: &corong_domain::estimate::chance::WinChance) -> String;
    /// So many contacts are in the book.
    fn contacts(&self, count: u32) -> String;
    /// So many were deleted.
    fn deleted(&self, count: u32) -> String;
    /// So many edits since were kept by an undo.
    fn kept(&self, count: u32) -> String;
    /// So many holidays were added, are known now, and were left out.
    fn holidays(&self, added: u32, total: u32, left_out: u32) -> String;
    /// A funnel has so many stages in use and open opportunities.
    fn funnel_counts(&self, stages: u32, open: u32) -> String;
    /// A funnel was saved and so many opportunities moved along.
    fn funnel_saved(&self, name: &str, moved: u32) -> String;
    /// What a stricter gate would have done.
    fn rehearsed(&self, gate: &GateRehearsal) -> String;
    /// A policy.
    fn policy(&self, policy: Policy) -> &'static str;
    /// How well duplicates were found.
    fn scored(&self, score: &crate::show::ScoreOut) -> String;
    /// What a merge did or would do.
    fn merged(&self, merge: &crate::show::MergeOut) -> String;
    /// A thing that is named.
    fn thing(&self, thing: Thing) -> &'static str;
    /// A problem of a field.
    fn problem(&self, problem: &Problem) -> String;
    /// Why a rule refused.
    fn refusal(&self, refusal: &Refusal) -> String;
    /// Where an offer stands.
    fn offer_status(&self, status: OfferStatus) -> &'static str;
    /// Where an order stands.
    fn order_status(&self, status: OrderStatus) -> &'static str;
    /// The effort behind a part of sale credit.
    fn effort(&self, effort: u32) -> String;
    /// Why a rule about the sale refused.
    fn sale_refusal(&self, refusal: &SaleRefusal) -> String;
    /// What happened, what is safe, what to do.
    fn trouble(&self, trouble: &Trouble) -> String;
}
