//! People.

use clap::{Args, Subcommand};
use corong_domain::contact::Temperature;
use corong_domain::opportunity::Source;

use super::word;

/// People.
#[derive(Debug, Subcommand)]
pub enum ContactCommand {
    /// Save a card: the contact and its opportunity.
    Add {
        /// Fields.
        #[command(flatten)]
        fields: ContactFields,
        /// A card as one line of text, as in "Siti Rahma, PT Maju Jaya, 0812-3456-7890, hot".
        #[arg(long, value_name = "TEXT")]
        line: Option<String>,
        /// The event that the card comes from, by name or ID.
        #[arg(long, value_name = "NAME")]
        event: Option<String>,
        /// Where the contact comes from: event, referral, phone-book, walk-in, website, import, other.
        #[arg(long, value_parser = word::<Source>)]
        source: Option<Source>,
        /// The customer who referred this one, by ID or exact name; the source is a referral then.
        #[arg(long, value_name = "ID")]
        referred_by: Option<String>,
    },
    /// Show contacts.
    Show {
        /// Contacts by ID or exact name.
        #[arg(required = true)]
        ids: Vec<String>,
    },
    /// List contacts.
    List {
        /// The order.
        #[arg(long, value_enum, default_value_t = SortBy::Name)]
        sort: SortBy,
        /// Only those that follow this contact in the order.
        #[arg(long, value_name = "ID")]
        after: Option<String>,
        /// At most so many; 0 for all.
        #[arg(long, default_value_t = 100, value_name = "N")]
        limit: usize,
    },
    /// Find contacts by parts of name, company, phone, e-mail or note.
    Search {
        /// The words.
        #[arg(required = true)]
        text: Vec<String>,
        /// At most so many.
        #[arg(long, default_value_t = 100, value_name = "N")]
        limit: u32,
    },
    /// Change fields. Phones, e-mails, links and tags are added to those that are there.
    Edit {
        /// The contact by ID or exact name.
        id: String,
        /// Fields.
        #[command(flatten)]
        fields: ContactFields,
        /// A phone number, e-mail address, link or tag to remove.
        #[arg(long, value_name = "VALUE")]
        drop: Vec<String>,
    },
    /// Merge contacts that are one person into the first one; `undo` takes it back at any time.
    Merge {
        /// The contact that stays, by ID or exact name.
        keep: String,
        /// The contacts that go into it.
        #[arg(required = true, num_args = 1..=4, value_name = "ID")]
        merge: Vec<String>,
        /// Only say what would happen.
        #[arg(long)]
        dry_run: bool,
    },
    /// Delete contacts with everything that hangs on them; `undo` brings it back.
    Delete {
        /// Contacts by ID or exact name.
        #[arg(required = true)]
        ids: Vec<String>,
    },
}

/// The fields of a contact.
#[derive(Debug, Args)]
pub struct ContactFields {
    /// The name without titles.
    #[arg(long)]
    pub name: Option<String>,
    /// The company.
    #[arg(long)]
    pub company: Option<String>,
    /// The job title.
    #[arg(long)]
    pub job_title: Option<String>,
    /// A phone number; may be given again.
    #[arg(long)]
    pub phone: Vec<String>,
    /// An e-mail address; may be given again.
    #[arg(long)]
    pub email: Vec<String>,
    /// A web address; may be given again.
    #[arg(long)]
    pub url: Vec<String>,
    /// A postal address in one line.
    #[arg(long)]
    pub address: Option<String>,
    /// A note.
    #[arg(long)]
    pub note: Option<String>,
    /// How warm: hot, warm or cold.
    #[arg(long, value_parser = word::<Temperature>)]
    pub temperature: Option<Temperature>,
    /// A tag; may be given again.
    #[arg(long)]
    pub tag: Vec<String>,
}

/// The order of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum SortBy {
    /// By name.
    Name,
    /// By company.
    Company,
    /// Newest first.
    Newest,
    /// Last touched first.
    Touched,
}
