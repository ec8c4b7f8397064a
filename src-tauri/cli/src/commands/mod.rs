//! What the commands do: ask the book, and say what it answered.

mod backup;
mod book;
mod contact;
mod duplicates;
mod estimate;
mod files;
mod funnel;
mod opportunity;
mod plan;
mod report;

use crate::args::{Command, ContactCommand, FunnelCommand, HolidaysCommand, OpportunityCommand};
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
        Command::Capture(command) => files::capture(session, command),
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
        Command::Init(_)
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
