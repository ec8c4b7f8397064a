//! Opportunities and every way to move one.

use chrono::NaiveDate;
use clap::{Args, Subcommand};
use corong_domain::opportunity::{Channel, Reason, Source, Status};

use super::word;

const ANSWERS: &str = "\
How a gate item is answered, as ITEM=VALUE:
  g1_duplicate=yes                    yes
  g6_budget=no                        no, which is an answer too
  g8_demonstration=na:\"sample sent\"   does not apply, with the reason
  g6_need=\"Less waste in the kitchen\" words
  g9_valid_until=2026-12-31           a date
  g9_amount=1250000                   an amount in major units, where the item is one
  g1_source=referral                  a source: event, referral, phone-book, walk-in, website, import, other
  interest_first=phone,on=2026-11-20  a channel: in-person, phone, message, email, video
  credit_accepted=conditional         a credit state: accepted, conditional, refused, not-required, ...
Parts are put together with commas: words and on=DATE, amount=AMOUNT, credit=STATE, channel=CHANNEL, source=SOURCE:
  g11_order=PO-77,on=2026-11-20,amount=1250000

A refused move changes nothing, names every missing item and ends with exit code 1.

Examples:
  corong-cli opportunity move \"Siti Rahma\" exploring --answer g6_need=\"Less waste\" --answer g6_decision_maker=herself
  corong-cli opportunity move \"Siti Rahma\" evaluating --waive g7_criteria=\"Agreed on the phone\"";

const FACTS: &str = "\
Examples:
  corong-cli opportunity fact \"Siti Rahma\" interest=yes --channel in-person
  corong-cli opportunity fact \"Siti Rahma\" credit=accepted --checked-by Finance --limit 50000000
  corong-cli opportunity fact \"Siti Rahma\" credit=refused --then step-back";

/// Opportunities.
#[derive(Debug, Subcommand)]
pub enum OpportunityCommand {
    /// List opportunities, oldest first.
    List(OpportunityFilter),
    /// Show opportunities with everything that the gate ahead asks for.
    Show {
        /// Opportunities by ID, or by the name of the contact.
        #[arg(required = true)]
        ids: Vec<String>,
    },
    /// Open an opportunity for a contact that is in the book.
    Add {
        /// The contact by ID or exact name.
        contact: String,
        /// The funnel; without it the book's.
        #[arg(long, value_name = "KEY")]
        funnel: Option<String>,
        /// The need, in the prospect's own words.
        #[arg(long, default_value = "", value_name = "TEXT")]
        need: String,
    },
    /// Move to another stage, answering gate items in the same go.
    #[command(after_help = ANSWERS)]
    Move {
        /// The opportunity by ID, or by the name of the contact.
        id: String,
        /// The stage to enter, or `next`.
        stage: String,
        /// An answer to a gate item; may be given again.
        #[arg(long, value_name = "ITEM=VALUE")]
        answer: Vec<String>,
        /// A mandatory item to let go, with the reason; may be given again.
        #[arg(long, value_name = "ITEM=REASON")]
        waive: Vec<String>,
        /// One reason for what is missing at a gate that only warns, or for going back.
        #[arg(long, default_value = "", value_name = "TEXT")]
        reason: String,
    },
    /// Set the two facts that make the level: credit and interest.
    #[command(after_help = FACTS)]
    Fact(Facts),
    /// Answer one gate item without moving.
    #[command(after_help = ANSWERS)]
    Answer {
        /// The opportunity by ID, or by the name of the contact.
        id: String,
        /// The answer.
        #[arg(value_name = "ITEM=VALUE")]
        answer: String,
    },
    /// Change the value, need, source, closing date or event.
    Edit(OpportunityFields),
    /// A prospect is lost.
    Lose(Exit),
    /// Not worth work.
    Disqualify(Exit),
    /// Park until a day.
    Nurture {
        /// The day to wake up, as in 2027-01-15.
        #[arg(long, value_name = "DATE")]
        until: NaiveDate,
        /// Which one, and why.
        #[command(flatten)]
        exit: Exit,
    },
    /// Back from nurture before its day.
    Wake {
        /// The opportunity by ID, or by the name of the contact.
        id: String,
    },
    /// Take up a lost or disqualified opportunity again.
    Reopen(Revive),
    /// The order of a won opportunity was cancelled.
    Void(Revive),
}

/// Which opportunities are listed.
#[derive(Debug, Args)]
pub struct OpportunityFilter {
    /// Only of this contact.
    #[arg(long, value_name = "ID")]
    pub contact: Option<String>,
    /// Only of this funnel.
    #[arg(long, value_name = "KEY")]
    pub funnel: Option<String>,
    /// Only at this stage.
    #[arg(long, value_name = "KEY")]
    pub stage: Option<String>,
    /// Only with this status: open, nurture, disqualified, lost, won.
    #[arg(long, value_parser = word::<Status>)]
    pub status: Option<Status>,
    /// Only of this event.
    #[arg(long, value_name = "NAME")]
    pub event: Option<String>,
    /// Only those that follow this one.
    #[arg(long, value_name = "ID")]
    pub after: Option<String>,
    /// At most so many; 0 for all.
    #[arg(long, default_value_t = 100, value_name = "N")]
    pub limit: usize,
}

/// The two facts.
#[derive(Debug, Args)]
pub struct Facts {
    /// The opportunity by ID, or by the name of the contact.
    pub id: String,
    /// credit=unknown|requested|accepted|conditional|refused|expired|not-required, interest=unknown|yes|no|not-now.
    #[arg(required = true, value_name = "FACT=VALUE")]
    pub facts: Vec<String>,
    /// Who checked the credit.
    #[arg(long, default_value = "", value_name = "NAME")]
    pub checked_by: String,
    /// The last day of the credit acceptance; by the book's settings without it.
    #[arg(long, value_name = "DATE")]
    pub valid_until: Option<NaiveDate>,
    /// The credit limit in major units.
    #[arg(long, default_value = "", value_name = "AMOUNT")]
    pub limit: String,
    /// The day of the first interaction; today without it.
    #[arg(long, value_name = "DATE")]
    pub first_on: Option<NaiveDate>,
    /// How it happened: in-person, phone, message, email, video.
    #[arg(long, value_parser = word::<Channel>)]
    pub channel: Option<Channel>,
    /// A remark.
    #[arg(long, default_value = "", value_name = "TEXT")]
    pub note: String,
    /// Why what a warning gate still asks for is let go, or the reason for `--then`.
    #[arg(long, default_value = "", value_name = "TEXT")]
    pub reason: String,
    /// For a fact that is taken back: disqualify, nurture=DATE, go-on (with --reason), step-back.
    #[arg(long, value_name = "WHAT")]
    pub then: Option<String>,
}

/// New fields of an opportunity.
#[derive(Debug, Args)]
pub struct OpportunityFields {
    /// The opportunity by ID, or by the name of the contact.
    pub id: String,
    /// The value in major units; empty clears it.
    #[arg(long, value_name = "AMOUNT")]
    pub estimate: Option<String>,
    /// The need, in the prospect's own words.
    #[arg(long, value_name = "TEXT")]
    pub need: Option<String>,
    /// Where the contact came from.
    #[arg(long, value_parser = word::<Source>)]
    pub source: Option<Source>,
    /// The closing date aimed at; empty clears it.
    #[arg(long, value_name = "DATE")]
    pub expected_on: Option<String>,
    /// The event by name or ID.
    #[arg(long, value_name = "NAME")]
    pub event: Option<String>,
}

/// Out of the funnel, with a reason.
#[derive(Debug, Args)]
pub struct Exit {
    /// The opportunity by ID, or by the name of the contact.
    pub id: String,
    /// Why: no-interest, credit-refused, not-a-fit, not-reachable, duplicate, junk, competitor, price, budget, timing,
    /// other (with --text).
    #[arg(long, value_parser = word::<Reason>)]
    pub reason: Reason,
    /// In words.
    #[arg(long, default_value = "")]
    pub text: String,
    /// To whom it was lost.
    #[arg(long, default_value = "", value_name = "NAME")]
    pub competitor: String,
}

/// Back into the funnel, with a reason in words.
#[derive(Debug, Args)]
pub struct Revive {
    /// The opportunity by ID, or by the name of the contact.
    pub id: String,
    /// Why.
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
}
