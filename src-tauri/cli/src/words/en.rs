//! English.

use corong_book::views::RefusedCode;
use corong_domain::activity::{ActivityKind, ActivityState, Preset};
use corong_domain::contact::Temperature;
use corong_domain::funnel::decide::Refusal;
use corong_domain::funnel::rehearse::GateRehearsal;
use corong_domain::funnel::time_frame::TimeFrameKind;
use corong_domain::funnel::{Level, Policy};
use corong_domain::history::Act;
use corong_domain::opportunity::Status;
use corong_domain::problem::{Problem, Rule};
use corong_domain::sale::SaleRefusal;
use corong_domain::sale::offer::OfferStatus;
use corong_domain::sale::order::OrderStatus;
use corong_domain::settings::Language;

use super::{Line, Words, sale_en};
use crate::trouble::{Thing, Trouble};

/// English.
pub struct English;

impl Words for English {
    fn language(&self) -> Language {
        Language::En
    }

    fn line(&self, line: Line) -> &'static str {
        match line {
            Line::Late => "Late",
            Line::Today => "Today",
            Line::Week => "Next seven days",
            Line::Waiting => "Waiting for the next stage",
            Line::Nothing => "Nothing here.",
            Line::Closes => "Closing",
            Line::Next => "Next",
            Line::NothingPlanned => "nothing planned",
            Line::Missing => "Missing for",
            Line::GateReady => "Everything is there for",
            Line::More => "There is more: continue with --after",
            Line::Salesperson => "Salesperson",
            Line::Sound => "The book is sound.",
            Line::Made => "Book made:",
            Line::DryRun => "Only looked at; nothing was written.",
            Line::Undone => "Undone:",
            Line::WasUndone => "undone",
            Line::Fingerprint => "Fingerprint",
            Line::Phone => "Phone",
            Line::Email => "E-mail",
            Line::Url => "Web",
            Line::Differs => "Printed otherwise than in the code",
            Line::Address => "Address",
            Line::Tags => "Tags",
            Line::Note => "Note",
            Line::Cold => "first contact later than 48 hours",
            Line::BackupMade => "Backup made:",
            Line::BackupSound => "The backup is sound:",
            Line::Restored => "The backup is now the book. The earlier book lies in",
            Line::NoBackupFirst => {
                "No backup could be made before the import: the folder of the backups cannot be written to."
            }
            Line::Unchanged => "Nothing was changed.",
            Line::NotStricter => "No rule asks for more than before.",
            Line::Changed => "changed",
            Line::StageOff => "(off)",
            Line::Offer => "Offer",
            Line::Revision => "revision",
            Line::Discount => "Discount",
            Line::Tax => "Tax",
            Line::Total => "Total",
            Line::ValidUntil => "Valid until",
            Line::Terms => "Terms",
        }
    }

    fn level(&self, level: Level) -> &'static str {
        match level {
            Level::Lead => "Lead",
            Level::QualifiedLead => "Qualified lead",
            Level::Prospect => "Prospect",
            Level::Customer => "Customer",
        }
    }

    fn status(&self, status: Status) -> &'static str {
        match status {
            Status::Open => "open",
            Status::Nurture => "parked",
            Status::Disqualified => "disqualified",
            Status::Lost => "lost",
            Status::Won => "won",
        }
    }

    fn temperature(&self, temperature: Temperature) -> &'static str {
        match temperature {
            Temperature::Hot => "hot",
            Temperature::Warm => "warm",
            Temperature::Cold => "cold",
        }
    }

    fn kind(&self, kind: ActivityKind) -> &'static str {
        match kind {
            ActivityKind::Call => "Call",
            ActivityKind::Visit => "Visit",
            ActivityKind::Meeting => "Meeting",
            ActivityKind::Demonstration => "Demonstration",
            ActivityKind::Sample => "Sample",
            ActivityKind::Message => "Message",
            ActivityKind::Note => "Note",
            ActivityKind::Task => "Task",
        }
    }

    fn state(&self, state: ActivityState) -> &'static str {
        match state {
            ActivityState::Open => "planned",
            ActivityState::Done => "done",
            ActivityState::Cancelled => "cancelled",
        }
    }

    fn preset(&self, preset: Preset) -> &'static str {
        match preset {
            Preset::FollowUp => "Follow up",
            Preset::FirstContact => "Get in touch for the first time",
            Preset::CreditCheck => "Have the credit checked",
            Preset::OfferFollowUp => "Ask whether the offer arrived",
            Preset::AskReferral => "Ask for a referral",
            Preset::WakeUp => "Take up again",
            Preset::SendOffer => "Send the offer",
        }
    }

    fn act(&self, act: Act) -> &'static str {
        match act {
            Act::ContactCaptured => "Card saved",
            Act::ContactEdited => "Contact changed",
            Act::ContactDeleted => "Contact deleted",
            Act::ContactsMerged => "Contacts merged",
            Act::ContactsImported => "Contacts imported",
            Act::OpportunityOpened => "Opportunity opened",
            Act::OpportunityMoved => "Opportunity moved",
            Act::StatusChanged => "Status changed",
            Act::FactSet => "Fact set",
            Act::ItemAnswered => "Gate item answered",
            Act::OpportunityEdited => "Opportunity changed",
            Act::ActivityPlanned => "Activity planned",
            Act::ActivityEdited => "Activity changed",
            Act::ActivityDone => "Activity done",
            Act::NoteAdded => "Note written",
            Act::EventSaved => "Event saved",
            Act::CompanyEdited => "Company changed",
            Act::SalespersonSaved => "Salesperson saved",
            Act::FunnelEdited => "Funnel changed",
            Act::DemoLoaded => "Demo event loaded",
            Act::DemoRemoved => "Demo event removed",
            Act::Undone => "Undo",
            Act::ProductSaved => "Product saved",
            Act::ProductsImported => "Price list imported",
            Act::OfferBegun => "Offer begun",
            Act::OfferEdited => "Offer changed",
            Act::OfferRevised => "Offer revised",
            Act::OfferSent => "Offer sent",
            Act::OfferAccepted => "Offer accepted",
            Act::OfferRejected => "Offer rejected",
            Act::OfferWithdrawn => "Offer withdrawn",
            Act::OfferDocumented => "Offer document made",
            Act::PermissionGiven => "Permission to offer noted",
            Act::TermsAdded => "Terms entered",
            Act::TermsAccepted => "Terms accepted",
            Act::OrderPlaced => "Order placed",
            Act::OrderConfirmed => "Order confirmed",
            Act::OrderCancelled => "Order cancelled",
            Act::SaleCreditSet => "Sale credit set",
            Act::RateSaved => "Exchange rate saved",
        }
    }

    fn estimate(&self, kind: TimeFrameKind) -> &'static str {
        match kind {
            TimeFrameKind::Plan => "by plan",
            TimeFrameKind::Pace => "at the present pace",
            TimeFrameKind::Data => "from sales like this one",
            TimeFrameKind::None => "not known",
        }
    }

    fn days_late(&self, days: u32) -> String {
        if days == 1 { "1 day late".to_owned() } else { format!("{days} days late") }
    }

    fn imported(&self, file: &str, read: u32, created: u32, updated: u32, skipped: u32, refused: u32) -> String {
        format!(
            "{file}: {read} read, {created} new, {updated} filled in, {skipped} left as they are, {refused} refused"
        )
    }

    fn refused_row(&self, row: u32, code: RefusedCode) -> String {
        let why = match code {
            RefusedCode::Empty => "nothing in it identifies a contact",
            RefusedCode::Unreadable => "it is not written as a card",
            RefusedCode::TooLarge => "it is larger than a card may be",
            RefusedCode::FieldTooLong => "a field is longer than it may be",
        };
        format!("Card {row} was left out: {why}.")
    }

    fn exported(&self, file: &str, records: u32) -> String {
        format!("{file}: {records} records")
    }

    fn evaluated(&self, found: &corong_book::Evaluated) -> String {
        super::estimate_en::evaluated(found)
    }

    fn stage_estimate(&self, found: &corong_book::StageEstimate) -> String {
        super::estimate_en::stage(found)
    }

    fn win_chance(&self, chance: &corong_domain::estimate::chance::WinChance) -> String {
        super::estimate_en::chance(chance)
    }

    fn contacts(&self, count: u32) -> String {
        if count == 1 { "1 contact".to_owned() } else { format!("{count} contacts") }
    }

    fn deleted(&self, count: u32) -> String {
        format!("{} deleted. `undo` brings back what was there.", self.contacts(count))
    }

    fn kept(&self, count: u32) -> String {
        format!("{count} fields were edited since and stay as they are.")
    }

    fn holidays(&self, added: u32, total: u32, left_out: u32) -> String {
        format!("{added} new holidays, {total} known, {left_out} entries left out that are no whole days")
    }

    fn funnel_counts(&self, stages: u32, open: u32) -> String {
        format!("{stages} stages, {open} open")
    }

    fn funnel_saved(&self, name: &str, moved: u32) -> String {
        match moved {
            0 => format!("{name}: saved."),
            1 => format!("{name}: saved. 1 opportunity moved to its new stage."),
            more => format!("{name}: saved. {more} opportunities moved to their new stages."),
        }
    }

    fn rehearsed(&self, gate: &GateRehearsal) -> String {
        let GateRehearsal { gate, past, stopped, later_lost, asked, items: _ } = gate;
        let stops =
            format!("{gate}: would have stopped {stopped} of {past} past moves, {later_lost} of which were later lost");
        if *asked == 0 {
            format!("{stops}.")
        } else {
            format!("{stops}; would have asked for a reason at {asked} more.")
        }
    }

    fn policy(&self, policy: Policy) -> &'static str {
        match policy {
            Policy::Strict => "strict",
            Policy::Warn => "warn",
            Policy::Off => "off",
        }
    }

    fn scored(&self, score: &crate::show::ScoreOut) -> String {
        let mut text = format!(
            "{} records, {} true pairs, {} found: precision {:.4}, recall {:.4}, F1 {:.4}, in {:.2} s",
            score.records, score.pairs, score.found, score.precision, score.recall, score.f1, score.seconds
        );
        if score.unknown > 0 {
            text.push_str(&format!(". {} lines name a record that the list does not have.", score.unknown));
        }
        text
    }

    fn merged(&self, merge: &crate::show::MergeOut) -> String {
        let mut text = format!("{} contacts go into {}.", merge.merged, merge.contact);
        for field in &merge.fields {
            text.push_str(&format!("\n  {}", field.value));
            if !field.others.is_empty() {
                text.push_str(&format!("  (into the note: {})", field.others.join("; ")));
            }
        }
        text.push_str(&format!(
            "\n{} phone numbers, {} e-mail addresses, {} opportunities and {} activities move.",
            merge.phones.len(),
            merge.emails.len(),
            merge.opportunities,
            merge.activities
        ));
        text
    }

    fn thing(&self, thing: Thing) -> &'static str {
        match thing {
            Thing::Contact => "contact",
            Thing::Opportunity => "opportunity",
            Thing::Activity => "activity",
            Thing::Event => "event",
            Thing::Change => "change",
            Thing::Stage => "stage",
            Thing::Funnel => "funnel",
            Thing::Product => "product",
            Thing::Offer => "offer",
            Thing::Order => "order",
            Thing::Salesperson => "salesperson",
            Thing::Backup => "backup",
            Thing::Gate => "gate",
        }
    }

    fn problem(&self, problem: &Problem) -> String {
        let why = match problem.rule {
            Rule::EmptyCard => "a name, company, phone or e-mail is needed",
            Rule::Required => "may not be empty",
            Rule::TooLong => "is longer than it may be",
            Rule::EmailShape => "is not an e-mail address",
            Rule::PhoneShape => "is not a phone number",
            Rule::LinkShape => "is not a web address",
            Rule::DateShape => "is not a date; write it as 2026-12-31",
            Rule::DatePast => "must lie ahead",
            Rule::DateOrder => "lies before the beginning",
            Rule::AmountShape => "is not an amount; write it as 1250000 or 99.90",
            Rule::CurrencyUnknown => "is not a currency code such as IDR",
            Rule::ReasonNeeded => "needs a reason",
            Rule::Unknown => "is not known",
            Rule::KeyShape => "must be small letters, digits and underscores, at most 40",
            Rule::Twice => "is there twice",
            Rule::OutOfRange => "is smaller or larger than it may be",
            Rule::OutOfOrder => "does not stand in the right order",
            Rule::RulesNeedIt => "is needed by the rules of the funnel",
            Rule::NoWay => "is on no way of gates from the first stage to the last",
            Rule::Fixed => "cannot change, because opportunities point at it",
            Rule::NumberShape => "does not have the form that is wanted",
        };
        format!("{}: {why}", problem.field)
    }

    fn refusal(&self, refusal: &Refusal) -> String {
        match refusal {
            Refusal::Gate(report) if report.reason_enough => {
                "The gate asks for more. Answer the items, or let them go with one --reason.".to_owned()
            }
            Refusal::Gate(report) if report.blocking().all(|missing| missing.item.no_waiver) => {
                "The gate asks for more. Answer the items with --answer.".to_owned()
            }
            Refusal::Gate(_) => {
                "The gate asks for more. Answer the items with --answer, or let one go with --waive.".to_owned()
            }
            Refusal::ReasonNeeded => "A reason in words is needed.".to_owned(),
            Refusal::ReasonNotHere => "This reason does not belong to this outcome. Choose another one.".to_owned(),
            Refusal::NotOpen => "The opportunity is not open. Wake or reopen it first.".to_owned(),
            Refusal::NotParked => "The opportunity is not parked.".to_owned(),
            Refusal::NotClosed => "The opportunity is neither disqualified nor lost.".to_owned(),
            Refusal::NotWon => "The opportunity is not won.".to_owned(),
            Refusal::NotProspect => "Only a prospect can be lost. Disqualify it instead.".to_owned(),
            Refusal::UnknownStage => "This funnel has no such stage in use.".to_owned(),
            Refusal::UnknownItem(item) => format!("This funnel has no item {item}."),
            Refusal::SetTheFact(item) => {
                format!("The item {item} is a fact. Set it with `opportunity fact`, or answer it with yes or no.")
            }
            Refusal::AlwaysApplies(item) => format!("The item {item} always applies."),
            Refusal::NoWaiver(item) => format!("The item {item} can never be let go."),
            Refusal::SkipNotAllowed => "This funnel does not allow skipping stages.".to_owned(),
            Refusal::BelowFacts(stage) => format!("The facts do not allow going back further than {stage}."),
            Refusal::AgainstFacts(stage) => format!("By its facts the opportunity belongs to {stage}."),
            Refusal::OfferOpen(numbers) => {
                format!("An offer is still open ({}). Withdraw it, or note its outcome, first.", numbers.join(", "))
            }
            Refusal::CreditExpired => "The credit acceptance has run out. Give a day that lies ahead.".to_owned(),
            Refusal::CreditMissing => "The credit must be accepted first.".to_owned(),
            Refusal::WakeUpNotAhead => "The day to wake up must lie ahead.".to_owned(),
            Refusal::NeedMissing => "A new need in words is needed (--need).".to_owned(),
            Refusal::TermsMissing => "Accepted terms and an order are both needed to win.".to_owned(),
            Refusal::EmptyCard => "A name, company, phone or e-mail is needed.".to_owned(),
        }
    }

    fn offer_status(&self, status: OfferStatus) -> &'static str {
        sale_en::offer_status(status)
    }

    fn order_status(&self, status: OrderStatus) -> &'static str {
        sale_en::order_status(status)
    }

    fn effort(&self, effort: u32) -> String {
        sale_en::effort(effort)
    }

    fn sale_refusal(&self, refusal: &SaleRefusal) -> String {
        sale_en::refusal(refusal)
    }

    fn trouble(&self, trouble: &Trouble) -> String {
        super::trouble_en::trouble(self, trouble)
    }
}
