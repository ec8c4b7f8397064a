//! `corong-cli`: the book without a screen, for the office machine, scripts and checks.
//!
//! Deliberately absent: rules and records, which are the book's. The window and the command line ask the same book, so
//! the same rules hold.

mod answer;
mod args;
mod commands;
mod session;
mod show;
mod trouble;
mod words;

use std::io::{BufWriter, Write};
use std::process::ExitCode;

use clap::Parser;
use clap::error::ErrorKind;

use crate::args::Cli;
use crate::session::{Session, guess};
use crate::trouble::Trouble;
use crate::words::{Words, words};

fn main() -> ExitCode {
    let mut out = BufWriter::new(std::io::stdout().lock());
    let typed: Vec<std::ffi::OsString> = std::env::args_os().collect();
    let cli = match Cli::try_parse_from(&typed) {
        Ok(cli) => cli,
        Err(error) if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) => {
            let written = write!(out, "{}", error.render()).and_then(|()| out.flush());
            return end(written.map_err(Trouble::from), false, words(guess(None)));
        }
        Err(error) => {
            let (json, lang) = glance(&typed);
            return end(Err(Trouble::Usage(error.render().to_string())), json, words(guess(lang)));
        }
    };
    let json = cli.global.json;
    let mut session = Session::new(cli.global, &mut out);
    let done = commands::run(&mut session, &cli.command).and_then(|()| session.flush());
    let words = session.words();
    end(done, json, words)
}

/// What can be known of a command line that was not understood.
fn glance(typed: &[std::ffi::OsString]) -> (bool, Option<args::Lang>) {
    let json = typed.iter().any(|word| word == "--json");
    let mut rest = typed.iter().skip_while(|word| *word != "--lang").skip(1);
    let lang = match rest.next().and_then(|word| word.to_str()) {
        Some("id") => Some(args::Lang::Id),
        Some("en") => Some(args::Lang::En),
        Some(_) => None,
        None if typed.iter().any(|word| word == "--lang=id") => Some(args::Lang::Id),
        None if typed.iter().any(|word| word == "--lang=en") => Some(args::Lang::En),
        None => None,
    };
    (json, lang)
}

/// Says what went wrong, if anything did, and gives the exit code.
fn end(done: Result<(), Trouble>, json: bool, words: &dyn Words) -> ExitCode {
    let Err(trouble) = done else { return ExitCode::SUCCESS };
    if !matches!(trouble, Trouble::Pipe) {
        let message = words.trouble(&trouble);
        let text = if json {
            let detail = trouble.detail(words);
            serde_json::json!({ "code": trouble.code(), "message": message, "detail": detail }).to_string()
        } else {
            let more = show::trouble_lines(&trouble, words);
            if more.is_empty() { message } else { format!("{message}\n{more}") }
        };
        // Where even this cannot be written, the exit code still says it.
        let _ = writeln!(std::io::stderr().lock(), "{}", text.trim_end());
    }
    ExitCode::from(trouble.exit())
}
