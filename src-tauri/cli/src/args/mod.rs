//! The command line as it is typed. The help texts are in English; everything that a command says is in the book's
//! language.
//!
//! Deliberately absent: what the commands do.

mod backup;
mod contact;
mod duplicates;
mod estimate;
mod funnel;
mod opportunity;
mod plan;
mod report;
mod sale;

pub use backup::*;
pub use contact::*;
pub use duplicates::*;
pub use estimate::*;
pub use funnel::*;
pub use opportunity::*;
pub use plan::*;
pub use report::*;
pub use sale::*;

use std::path::PathBuf;

use chrono::{DateTime, FixedOffset, NaiveDate};
use clap::{Args, Parser, Subcommand, ValueEnum};
use serde::de::DeserializeOwned;

const AFTER: &str = "\
An ID may be shortened to its first or last characters, at least 4. A contact may also be named by its exact name, and
an opportunity by the name of its contact.

Exit codes: 0 done; 1 refused by a rule; 2 usage; 3 input not readable or over a limit; 4 the book; 5 internal.

Examples:
  corong-cli init --name \"Anna Bastari\"
  corong-cli import cards.vcf --event \"Pangan Nusantara Expo\"
  corong-cli opportunity move \"Siti Rahma\" ready
  corong-cli today";

/// The book of contacts and opportunities, without a screen.
#[derive(Debug, Parser)]
#[command(name = "corong-cli", version, after_help = AFTER)]
pub struct Cli {
    /// What holds for every command.
    #[command(flatten)]
    pub global: Global,
    /// The command.
    #[command(subcommand)]
    pub command: Command,
}

/// What holds for every command.
#[derive(Debug, Args)]
pub struct Global {
    /// The book file; without it CORONG_BOOK, else the window's book.
    #[arg(long, global = true, value_name = "FILE")]
    pub book: Option<PathBuf>,
    /// Write one JSON object a line; an error is one JSON object on stderr.
    #[arg(long, global = true)]
    pub json: bool,
    /// The language of the output; without it the book's.
    #[arg(long, global = true, value_enum, value_name = "id|en")]
    pub lang: Option<Lang>,
    /// Fixes the clock, as in 2026-11-20T09:00:00+07:00.
    #[arg(long, global = true, value_name = "INSTANT")]
    pub now: Option<DateTime<FixedOffset>>,
}

/// A language by its code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Lang {
    /// Bahasa Indonesia.
    Id,
    /// English.
    En,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a book.
    Init(Init),
    /// Import vCard, CSV and XLSX files or a past pipeline; one undo takes all of it back.
    Import(Import),
    /// Export contacts, opportunities or the calendar to a file.
    Export(Export),
    /// People: add, show, list, search, edit, delete.
    #[command(subcommand)]
    Contact(ContactCommand),
    /// One pass of one contact through the funnel: list, show, move, and everything beside.
    #[command(subcommand)]
    Opportunity(OpportunityCommand),
    /// The price list: add, list, CSV in and out.
    #[command(subcommand)]
    Product(ProductCommand),
    /// Offers: new, edit, revise, send, accept, reject, withdraw, list, show, text.
    #[command(subcommand)]
    Quote(QuoteCommand),
    /// Terms of purchase by version, and their acceptance.
    #[command(subcommand)]
    Terms(TermsCommand),
    /// Permission to submit an offer: by whom, when, until when, in what form.
    Permit(Permit),
    /// Orders: place, confirm, cancel, list. A confirmed one wins.
    #[command(subcommand)]
    Order(OrderCommand),
    /// The team.
    #[command(subcommand)]
    Salesperson(SalespersonCommand),
    /// Who gets how much of a sale, and the volume that adds up to.
    #[command(subcommand)]
    SaleCredit(SaleCreditCommand),
    /// Exchange rates with their day.
    #[command(subcommand)]
    Rate(RateCommand),
    /// What is planned or was done.
    #[command(subcommand)]
    Activity(ActivityCommand),
    /// Own rules: stages, gates, policies, and what a stricter one would have done.
    #[command(subcommand)]
    Funnel(FunnelCommand),
    /// Public holidays: days on which nothing is due and nothing is idle.
    #[command(subcommand)]
    Holidays(HolidaysCommand),
    /// Conventions and trade shows where cards are collected.
    #[command(subcommand)]
    Event(EventCommand),
    /// What to do: late, today, the next seven days, and what the gates wait for.
    Today {
        /// Another day, as in 2026-11-20.
        #[arg(long, value_name = "DATE")]
        on: Option<NaiveDate>,
    },
    /// Changes, newest first: of the book, of a contact, or of an opportunity.
    History {
        /// A contact or an opportunity.
        id: Option<String>,
        /// At most so many.
        #[arg(long, default_value_t = 50, value_name = "N")]
        limit: u32,
    },
    /// Take a change back: the newest one, or the one that `history` names.
    Undo {
        /// The change.
        change: Option<String>,
    },
    /// Check the file, the log, and the tables against the log.
    Check {
        /// Make the tables anew from the log first.
        #[arg(long)]
        rebuild: bool,
    },
    /// Backups: make, list, verify, restore.
    #[command(subcommand)]
    Backup(BackupCommand),
    /// Figures from the ways that opportunities took, as of now or of any past day.
    Report(ReportArgs),
    /// Read cards without a book, and measure how well.
    #[command(subcommand)]
    Capture(CaptureCommand),
    /// Contacts that may be the same person.
    #[command(subcommand)]
    Duplicates(DuplicatesCommand),
    /// Win chances and times to close.
    #[command(subcommand)]
    Estimate(EstimateCommand),
}

/// Make a book.
#[derive(Debug, Args)]
pub struct Init {
    /// Fill in the demo event: forty invented cards over all stages.
    #[arg(long)]
    pub demo: bool,
    /// The owner's name.
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// The owner's company.
    #[arg(long, value_name = "NAME")]
    pub company: Option<String>,
    /// The book's currency, ISO 4217.
    #[arg(long, default_value = "IDR", value_name = "CODE")]
    pub currency: String,
    /// The default region of phone numbers, ISO 3166.
    #[arg(long, default_value = "ID", value_name = "CODE")]
    pub region: String,
}

/// Import files.
#[derive(Debug, Args)]
pub struct Import {
    /// The files.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// The format; without it each file shows what it is.
    #[arg(long = "as", value_enum)]
    pub format: Option<ImportFormat>,
    /// The event that the cards come from, by name or ID.
    #[arg(long, value_name = "NAME")]
    pub event: Option<String>,
    /// What to do with a card whose contact is in the book already.
    #[arg(long, value_enum, default_value_t = Duplicates::Fill)]
    pub duplicates: Duplicates,
    /// Which column is what, as TOML: of a table of contacts `[columns]` with `"Full name" = "name"`; of a pipeline the
    /// README says how.
    #[arg(long, value_name = "FILE")]
    pub map: Option<PathBuf>,
    /// Only say what would happen.
    #[arg(long)]
    pub dry_run: bool,
}

/// A format that can be imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ImportFormat {
    /// vCard 2.1, 3.0 and 4.0.
    Vcard,
    /// CSV sheets of another program's pipeline: opportunities, accounts, products, team, each known by its header.
    Pipeline,
    /// A table with a row for each contact.
    Csv,
    /// The first sheet of a workbook with something in it.
    Xlsx,
}

/// What to do with a card whose contact is in the book already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Duplicates {
    /// Leave the contact as it is.
    Skip,
    /// Fill in what is empty.
    Fill,
    /// Keep both.
    Keep,
}

/// Export to a file.
#[derive(Debug, Args)]
pub struct Export {
    /// What to export.
    #[arg(long, value_enum, default_value_t = What::Contacts)]
    pub what: What,
    /// The format; without it by the file's ending. `ics` is the calendar of everything that is planned.
    #[arg(long = "as", value_enum)]
    pub format: Option<ExportAs>,
    /// The file to write; it is whole or not there.
    pub file: PathBuf,
}

/// What to export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum What {
    /// Contacts.
    Contacts,
    /// Opportunities.
    Opportunities,
    /// Both.
    All,
}

/// A format to export in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportAs {
    /// vCard 4.0; contacts.
    Vcard,
    /// CSV; contacts or opportunities.
    Csv,
    /// JSON; anything.
    Json,
    /// iCalendar; what is planned.
    Ics,
}

/// Read cards without a book.
#[derive(Debug, Subcommand)]
pub enum CaptureCommand {
    /// Read photos, codes, text and vCard files into drafts; nothing is kept.
    Read {
        /// The files; `-` is the standard input.
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// The files are sides of one card.
        #[arg(long)]
        one_card: bool,
    },
    /// Read the photos of a folder and compare them with its truth.json.
    Score {
        /// The folder.
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
}

/// Reads one of the words that files and JSON use too; `-` and `_` are alike.
pub fn word<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    let plain = text.trim().to_lowercase().replace('-', "_");
    serde_json::from_value(serde_json::Value::String(plain)).map_err(|error| error.to_string())
}
