//! Price list, offers, terms, orders, salespeople and sale credit.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Subcommand};
use corong_domain::sale::offer::OfferKind;
use corong_domain::sale::terms::AcceptedHow;
use corong_domain::sale::volume::VolumeBy;

use super::word;

/// The price list.
#[derive(Debug, Subcommand)]
pub enum ProductCommand {
    /// Enter a product.
    Add(ProductFields),
    /// List the products by name.
    List {
        /// Also those that are no longer offered.
        #[arg(long)]
        all: bool,
    },
    /// Read a price list from CSV; one undo takes all of it back.
    Import {
        /// The file, with a header row: name, price; also code, detail, unit, currency, tax, off.
        file: PathBuf,
    },
    /// Write the price list as CSV.
    Export {
        /// The file to write; it is whole or not there.
        file: PathBuf,
    },
}

/// A product.
#[derive(Debug, Args)]
pub struct ProductFields {
    /// Its name.
    #[arg(long)]
    pub name: String,
    /// The price of one unit without tax, in major units.
    #[arg(long, value_name = "AMOUNT")]
    pub price: String,
    /// The currency; the book's without it.
    #[arg(long, default_value = "", value_name = "CODE")]
    pub currency: String,
    /// What one is: piece, box, hour.
    #[arg(long, default_value = "")]
    pub unit: String,
    /// The tax rate in percent.
    #[arg(long, default_value = "", value_name = "PERCENT")]
    pub tax: String,
    /// The code in the own catalogue.
    #[arg(long, default_value = "")]
    pub code: String,
    /// A second line: size, colour, voltage.
    #[arg(long, default_value = "", value_name = "TEXT")]
    pub detail: String,
}

const LINES: &str = "\
A line is PRODUCT=QUANTITY or PRODUCT=QUANTITY@PRICE. The product is one of the price list by name, code or ID; anything
else is free text and needs a price. Quantities have up to three decimals, prices are in major units without tax.

Examples:
  corong-cli quote new \"Siti Rahma\" --line \"Espresso K2=2\" --line \"Training=1@3500000\" --discount 5
  corong-cli quote send Q26-AB-0001
  corong-cli quote revise Q26-AB-0001 --line \"Espresso K2=3\"";

/// Offers.
#[derive(Debug, Subcommand)]
pub enum QuoteCommand {
    /// Begin an offer for an opportunity.
    #[command(after_help = LINES)]
    New {
        /// The opportunity by ID, or by the name of the contact.
        opportunity: String,
        /// What it says.
        #[command(flatten)]
        fields: QuoteFields,
    },
    /// Change a draft; what is not given stays.
    #[command(after_help = LINES)]
    Edit {
        /// The offer by number or ID.
        id: String,
        /// What it says.
        #[command(flatten)]
        fields: QuoteFields,
    },
    /// Begin a new revision of an offer that went out; what is not given stays.
    #[command(after_help = LINES)]
    Revise {
        /// The offer by number or ID.
        id: String,
        /// What it says.
        #[command(flatten)]
        fields: QuoteFields,
    },
    /// It goes out. From then on it never changes.
    Send {
        /// The offer by number or ID.
        id: String,
    },
    /// The prospect says yes.
    Accept(QuoteEnd),
    /// The prospect says no.
    Reject(QuoteEnd),
    /// Take it back.
    Withdraw(QuoteEnd),
    /// The offers of an opportunity, all revisions.
    List {
        /// The opportunity by ID, or by the name of the contact.
        opportunity: String,
    },
    /// Show one offer.
    Show {
        /// The offer by number or ID.
        id: String,
    },
    /// Write the document of an offer, in the language of the output.
    Pdf {
        /// The offer by number or ID.
        id: String,
        /// The file to write; it is whole or not there.
        file: PathBuf,
    },
    /// One offer as a short text for a chat or a mail.
    Text {
        /// The offer by number or ID.
        id: String,
    },
}

/// What an offer says.
#[derive(Debug, Args)]
pub struct QuoteFields {
    /// A line; may be given again. All lines are replaced when any is given.
    #[arg(long, value_name = "PRODUCT=QTY[@PRICE]")]
    pub line: Vec<String>,
    /// Discount on the whole in percent.
    #[arg(long, value_name = "PERCENT")]
    pub discount: Option<String>,
    /// The last day on which it can be accepted; 30 days without it.
    #[arg(long, value_name = "DATE")]
    pub valid_until: Option<NaiveDate>,
    /// The version of its terms; the newest without it.
    #[arg(long, value_name = "VERSION")]
    pub terms: Option<String>,
    /// The currency; the book's without it. Another one needs a stored rate.
    #[arg(long, value_name = "CODE")]
    pub currency: Option<String>,
    /// A remark printed on it.
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
    /// What it is called: quote, proposal, bid.
    #[arg(long, value_parser = word::<OfferKind>)]
    pub kind: Option<OfferKind>,
}

/// An offer and why.
#[derive(Debug, Args)]
pub struct QuoteEnd {
    /// The offer by number or ID.
    pub id: String,
    /// Why.
    #[arg(long, default_value = "", value_name = "TEXT")]
    pub reason: String,
}

/// Terms of purchase.
#[derive(Debug, Subcommand)]
pub enum TermsCommand {
    /// Enter the exact text of a version.
    Add {
        /// The version, as in 2026-1.
        version: String,
        /// The file with the text, UTF-8.
        file: PathBuf,
    },
    /// List the versions, newest first.
    List,
    /// Note that terms were accepted.
    Accept {
        /// The opportunity by ID, or by the name of the contact.
        opportunity: String,
        /// The version.
        #[arg(long)]
        version: String,
        /// Who accepted.
        #[arg(long, value_name = "NAME")]
        by: String,
        /// How: signature, message, photo.
        #[arg(long, value_parser = word::<AcceptedHow>)]
        how: AcceptedHow,
        /// On which day; today without it.
        #[arg(long, value_name = "DATE")]
        on: Option<NaiveDate>,
        /// A file with the evidence; its name and hash are kept.
        #[arg(long, value_name = "FILE")]
        file: Option<PathBuf>,
    },
}

/// Orders.
#[derive(Debug, Subcommand)]
pub enum OrderCommand {
    /// Place an order, from an accepted offer or direct.
    Place {
        /// The opportunity by ID, or by the name of the contact.
        opportunity: String,
        /// The accepted offer by number or ID.
        #[arg(long, value_name = "ID")]
        quote: Option<String>,
        /// The amount in major units; that of the offer without it.
        #[arg(long, default_value = "")]
        amount: String,
        /// The customer's number; the next one of the own series without it.
        #[arg(long, default_value = "")]
        number: String,
        /// On which day; today without it.
        #[arg(long, value_name = "DATE")]
        on: Option<NaiveDate>,
        /// A file with the evidence; its name and hash are kept.
        #[arg(long, value_name = "FILE")]
        file: Option<PathBuf>,
    },
    /// Confirm an order; the first one wins the opportunity.
    Confirm {
        /// The order by number or ID.
        id: String,
        /// An answer to a gate item; may be given again.
        #[arg(long, value_name = "ITEM=VALUE")]
        answer: Vec<String>,
        /// A mandatory item to let go, with the reason; may be given again.
        #[arg(long, value_name = "ITEM=REASON")]
        waive: Vec<String>,
        /// One reason for what gates that only warn still ask for.
        #[arg(long, default_value = "", value_name = "TEXT")]
        reason: String,
    },
    /// Cancel an order, whole or in part. When the last one is cancelled the win is void.
    Cancel {
        /// The order by number or ID.
        id: String,
        /// Only so much of it, in major units.
        #[arg(long, default_value = "")]
        amount: String,
        /// Why.
        #[arg(long, default_value = "", value_name = "TEXT")]
        reason: String,
    },
    /// The orders of an opportunity.
    List {
        /// The opportunity by ID, or by the name of the contact.
        opportunity: String,
    },
}

/// The team.
#[derive(Debug, Subcommand)]
pub enum SalespersonCommand {
    /// Enter a salesperson.
    Add {
        /// The name.
        name: String,
        /// Two to four capital letters for numbers; made from the name without it.
        #[arg(long, default_value = "", value_name = "AB")]
        prefix: String,
    },
    /// List the salespeople.
    List,
}

/// Who gets how much of a sale.
#[derive(Debug, Subcommand)]
pub enum SaleCreditCommand {
    /// The parts in force.
    Show {
        /// The opportunity by ID, or by the name of the contact.
        opportunity: String,
    },
    /// A proposal from logged effort; nothing is written.
    Propose {
        /// The opportunity by ID, or by the name of the contact.
        opportunity: String,
    },
    /// Set the parts; they total 10,000 basis points. After the sale this is a correction and needs a reason.
    Set {
        /// The opportunity by ID, or by the name of the contact.
        opportunity: String,
        /// A salesperson and a part.
        #[arg(required = true, value_name = "NAME=BASISPOINTS")]
        parts: Vec<String>,
        /// Why.
        #[arg(long, default_value = "", value_name = "TEXT")]
        reason: String,
    },
    /// The volume of a period by sale credit.
    Volume {
        /// By salesperson, event, source or month.
        #[arg(long, value_parser = word::<VolumeBy>, default_value = "salesperson")]
        by: VolumeBy,
        /// First day.
        #[arg(long, value_name = "DATE")]
        from: Option<NaiveDate>,
        /// Last day.
        #[arg(long, value_name = "DATE")]
        to: Option<NaiveDate>,
    },
}

/// Permission to submit an offer.
#[derive(Debug, Args)]
pub struct Permit {
    /// The opportunity by ID, or by the name of the contact.
    pub opportunity: String,
    /// Who gave it.
    #[arg(long, value_name = "NAME")]
    pub by: String,
    /// On which day; today without it.
    #[arg(long, value_name = "DATE")]
    pub on: Option<NaiveDate>,
    /// Its last day.
    #[arg(long, value_name = "DATE")]
    pub until: Option<NaiveDate>,
    /// In what form the offer is wanted.
    #[arg(long, default_value = "", value_name = "TEXT")]
    pub form: String,
}

/// Exchange rates.
#[derive(Debug, Subcommand)]
pub enum RateCommand {
    /// Enter a rate for a day.
    Add {
        /// The currency that is converted.
        from: String,
        /// How much one unit is worth.
        number: String,
        /// The currency it is converted into; the book's without it.
        #[arg(long, default_value = "", value_name = "CODE")]
        to: String,
        /// The day; today without it.
        #[arg(long, value_name = "DATE")]
        on: Option<NaiveDate>,
    },
    /// List the rates, newest first.
    List,
}
