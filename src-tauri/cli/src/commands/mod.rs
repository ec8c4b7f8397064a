//! What the commands do: ask the book, and say what it answered.

mod book;
mod capture;
mod contact;
mod files;
mod opportunity;
mod plan;
mod score;

use crate::args::Command;
use crate::session::Session;
use crate::trouble::Trouble;

/// Runs a command.
pub fn run(session: &mut Session<'_>, command: &Command) -> Result<(), Trouble> {
    match command {
        Command::Init(init) => book::init(session, init),
        Command::Import(import) => files::import(session, import),
        Command::Export(export) => files::export(session, export),
        Command::Contact(command) => contact::run(session, command),
        Command::Opportunity(command) => opportunity::run(session, command),
        Command::Activity(command) => plan::activities(session, command),
        Command::Event(command) => plan::events(session, command),
        Command::Today { on } => plan::today(session, *on),
        Command::History { id, limit } => book::history(session, id.as_deref(), *limit),
        Command::Undo { change } => book::undo(session, change.as_deref()),
        Command::Check { rebuild } => book::check(session, *rebuild),
        Command::Capture(command) => capture::run(session, command),
    }
}
