//! The benchmark: Corong and bare SQLite in turn, with the same people, the same settings and the same SQLite, in one run.
//!
//! Deliberately absent: verdicts on absolute times of a machine, and timed tests. Noise hits both of a pair alike, so the
//! ratio is what counts; the few goals in milliseconds are what a person feels.

mod args;
mod bare;
mod data;
mod figure;
mod lead;
mod lines;
mod measure;
mod table;

use std::io::Write as _;
use std::process::ExitCode;

use args::Plan;
use figure::{Figure, growths};
use measure::Outcome;

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "bench: {error}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Outcome<ExitCode> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let Some(plan) = Plan::read(&words)? else {
        write!(std::io::stdout(), "{}", args::USAGE)?;
        return Ok(ExitCode::SUCCESS);
    };
    let mut figures: Vec<Figure> = Vec::new();
    for contacts in &plan.sizes {
        writeln!(std::io::stderr(), "bench: {contacts} contacts ...")?;
        figures.extend(lines::run(*contacts, &plan)?);
    }
    let growths = growths(&figures);
    let text = table::text(&figures, &growths);
    write!(std::io::stdout(), "{text}")?;
    if let Some(file) = &plan.json {
        let all = table::json(&figures, &growths);
        std::fs::write(file, serde_json::to_string_pretty(&all)? + "\n")?;
    }
    let missed = figures.iter().any(|figure| figure.reached() == Some(false));
    Ok(if plan.enforce && missed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}
