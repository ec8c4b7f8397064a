//! Funnels.

use std::path::Path;

use corong_book::views::{FunnelCopy, FunnelEditRequest, FunnelOutcome, FunnelRequest, FunnelReset, FunnelView};
use corong_book::{Book, FunnelForm};
use corong_domain::funnel::edit::FunnelEdit;
use corong_domain::funnel::edit::homes::Home;
use corong_domain::funnel::rehearse::Rehearsal;
use corong_domain::funnel::{Policy, Words};
use corong_domain::ids::{FunnelKey, StageKey};

use crate::answer::split;
use crate::args::FunnelCommand;
use crate::session::Session;
use crate::show::{ExportOut, FunnelLineOut, FunnelOut, FunnelSavedOut, RehearsalOut, funnel_text};
use crate::trouble::{Thing, Trouble};
use crate::words::Line;

/// Runs a command about funnels.
pub fn run(session: &mut Session<'_>, command: &FunnelCommand) -> Result<(), Trouble> {
    let book = session.book()?;
    match command {
        FunnelCommand::List => {
            for line in book.funnels_list()? {
                let record = FunnelLineOut::of(&line, session.words());
                session.say(&record, |words| record.text(words))?;
            }
            Ok(())
        }
        FunnelCommand::Show { funnel } => {
            let view = view(&book, funnel)?;
            session.say(&FunnelOut::of(&view), |words| funnel_text(&view, words))
        }
        FunnelCommand::Export { funnel, file } => export(session, &book, funnel, file.as_deref()),
        FunnelCommand::Import { file, home } => {
            let funnel = book.funnel_read(file)?;
            let rehearsal = book.funnel_rehearse_whole(&funnel)?;
            let saved = book.funnel_import(&funnel, &homes(home)?, true)?;
            settled(session, saved.value, &rehearsal)
        }
        FunnelCommand::Rehearse { what, gate, policy } => {
            let rehearsal = match (gate, policy) {
                (Some(gate), Some(policy)) => book.funnel_rehearse(&policy_request(&book, what, gate, *policy)?)?,
                (Some(_) | None, Some(_) | None) => book.funnel_rehearse_whole(&book.funnel_read(Path::new(what))?)?,
            };
            rehearsed(session, &rehearsal)
        }
        FunnelCommand::Policy { funnel, gate, policy } => {
            let request = policy_request(&book, funnel, gate, *policy)?;
            let rehearsal = book.funnel_rehearse(&request)?;
            settled(session, book.funnel_edit(&request)?.value, &rehearsal)
        }
        FunnelCommand::Copy { funnel, key, name_id, name_en } => {
            let copied = book.funnel_copy(&FunnelCopy {
                funnel: view(&book, funnel)?.funnel.key,
                key: FunnelKey::from(key.as_str()),
                name: Words::new(name_id, name_en),
            })?;
            settled(session, copied.value, &Rehearsal::default())
        }
        FunnelCommand::Reset { funnel, home } => {
            let request = FunnelReset { funnel: view(&book, funnel)?.funnel.key, homes: homes(home)?, rehearsed: true };
            settled(session, book.funnel_reset(&request)?.value, &Rehearsal::default())
        }
    }
}

/// The funnel that a key names.
fn view(book: &Book, text: &str) -> Result<FunnelView, Trouble> {
    let key = FunnelKey(text.trim().to_lowercase().replace('-', "_"));
    let lines = book.funnels_list()?;
    if lines.iter().any(|line| line.key == key) {
        return Ok(book.funnel_get(&FunnelRequest { funnel: key })?);
    }
    let known = lines.into_iter().map(|line| line.key.0).collect();
    Err(Trouble::Unknown { thing: Thing::Funnel, text: text.to_owned(), known })
}

fn policy_request(book: &Book, funnel: &str, gate: &str, policy: Policy) -> Result<FunnelEditRequest, Trouble> {
    let funnel = view(book, funnel)?.funnel;
    let key = gate.trim().to_lowercase().replace('-', "_");
    if !funnel.gates.iter().any(|gate| gate.key == key) {
        let known = funnel.gates.into_iter().map(|gate| gate.key).collect();
        return Err(Trouble::Unknown { thing: Thing::Gate, text: gate.to_owned(), known });
    }
    let edits = vec![FunnelEdit::SetPolicy { gate: key, policy }];
    Ok(FunnelEditRequest { funnel: funnel.key, edits, homes: Vec::new(), rehearsed: true })
}

fn homes(texts: &[String]) -> Result<Vec<Home>, Trouble> {
    texts
        .iter()
        .map(|text| {
            let (stage, to) = split(text, "STAGE=STAGE")?;
            Ok(Home { stage: StageKey::from(stage), to: StageKey::from(to) })
        })
        .collect()
}

fn export(session: &mut Session<'_>, book: &Book, funnel: &str, file: Option<&Path>) -> Result<(), Trouble> {
    let key = view(book, funnel)?.funnel.key;
    match file {
        Some(file) => {
            let done = book.funnel_export(&key, file)?;
            let record = ExportOut { file: done.file.clone(), records: done.records };
            session.say(&record, |words| words.exported(&done.file, done.records))
        }
        None => {
            let form = if session.is_json() { FunnelForm::Json } else { FunnelForm::Toml };
            let text = book.funnel_text(&key, form)?;
            session.raw(&text)
        }
    }
}

fn settled(session: &mut Session<'_>, outcome: FunnelOutcome, rehearsal: &Rehearsal) -> Result<(), Trouble> {
    match outcome {
        FunnelOutcome::Saved { view, moved } => {
            let record = FunnelSavedOut::of(&view, moved, rehearsal);
            session.say(&record, |words| words.funnel_saved(view.funnel.name.get(words.language()), moved))?;
            for gate in &rehearsal.gates {
                session.tell(|words| words.rehearsed(gate))?;
            }
            Ok(())
        }
        FunnelOutcome::Asks { leaving, rehearsal: _ } => Err(Trouble::Homeless(leaving)),
    }
}

fn rehearsed(session: &mut Session<'_>, rehearsal: &Rehearsal) -> Result<(), Trouble> {
    for gate in &rehearsal.gates {
        session.say(&RehearsalOut::of(gate), |words| words.rehearsed(gate))?;
    }
    if rehearsal.is_empty() {
        session.tell(|words| words.line(Line::NotStricter).to_owned())?;
    }
    Ok(())
}
