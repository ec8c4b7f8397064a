//! What the commands do: ask the book, and say what it answered.

mod backup;
mod book;
mod capture;
mod contact;
mod duplicates;
mod estimate;
mod files;
mod funnel;
mod opportunity;
mod plan;
mod report;
mod sale;
mod score;

use crate::args::{
    Command, ContactCommand, FunnelCommand, HolidaysCommand, OpportunityCommand, OrderCommand, ProductCommand,
    QuoteCommand, RateCommand, SaleCreditCommand, SalespersonCommand, TermsCommand,
};
use crate::session::Session;
use crate::trouble::Trouble;

/// Runs a command.
pub fn run(session: &mut Session<'_>, command: &Command) -> Result<(), Trouble> {
    session.only_looks(only_looks(command));
    match command {
        Command::Init(init) => book::init(session, init),
        Command::Import(import) => files::import(session, import),
        Command::Export(export) => files::export(session, export),
        Command::Contact(command) => contact::run(session, command),
        Command::Opportunity(command) => opportunity::run(session, command),
        Command::Product(command) => sale::products(session, command),
        Command::Quote(command) => sale::quotes(session, command),
        Command::Terms(command) => sale::terms(session, command),
        Command::Permit(permit) => sale::permit(session, permit),
        Command::Order(command) => sale::orders(session, command),
        Command::Salesperson(command) => sale::salespeople(session, command),
        Command::SaleCredit(command) => sale::credit(session, command),
        Command::Rate(command) => sale::rates(session, command),
        Command::Activity(command) => plan::activities(session, command),
        Command::Event(command) => plan::events(session, command),
        Command::Funnel(command) => funnel::run(session, command),
        Command::Holidays(command) => plan::holidays(session, command),
        Command::Today { on } => plan::today(session, *on),
        Command::History { id, limit } => book::history(session, id.as_deref(), *limit),
        Command::Undo { change } => book::undo(session, change.as_deref()),
        Command::Check { rebuild } => book::check(session, *rebuild),
        Command::Backup(command) => backup::run(session, command),
        Command::Report(args) => report::report(session, args),
        Command::Capture(command) => capture::run(session, command),
        Command::Duplicates(command) => duplicates::run(session, command),
        Command::Estimate(command) => estimate::run(session, command),
    }
}

/// Whether a command changes nothing, so that a book on a read-only medium serves it too.
fn only_looks(command: &Command) -> bool {
    match command {
        Command::Export(_) | Command::Today { .. } | Command::History { .. } | Command::Report(_) => true,
        Command::Contact(command) => {
            matches!(command, ContactCommand::Show { .. } | ContactCommand::List { .. } | ContactCommand::Search { .. })
        }
        Command::Opportunity(command) => {
            matches!(command, OpportunityCommand::List { .. } | OpportunityCommand::Show { .. })
        }
        Command::Funnel(command) => matches!(
            command,
            FunnelCommand::List
                | FunnelCommand::Show { .. }
                | FunnelCommand::Export { .. }
                | FunnelCommand::Rehearse { .. }
        ),
        Command::Holidays(command) => matches!(command, HolidaysCommand::List),
        Command::Product(command) => matches!(command, ProductCommand::List { .. } | ProductCommand::Export { .. }),
        Command::Quote(command) => {
            matches!(command, QuoteCommand::List { .. } | QuoteCommand::Show { .. } | QuoteCommand::Text { .. })
        }
        Command::Terms(command) => matches!(command, TermsCommand::List),
        Command::Order(command) => matches!(command, OrderCommand::List { .. }),
        Command::Salesperson(command) => matches!(command, SalespersonCommand::List),
        Command::SaleCredit(command) => !matches!(command, SaleCreditCommand::Set { .. }),
        Command::Rate(command) => matches!(command, RateCommand::List),
        Command::Permit(_)
        | Command::Init(_)
        | Command::Import(_)
        | Command::Activity(_)
        | Command::Event(_)
        | Command::Undo { .. }
        | Command::Check { .. }
        | Command::Backup(_)
        | Command::Duplicates(_)
        | Command::Estimate(_)
        | Command::Capture(_) => false,
    }
}
