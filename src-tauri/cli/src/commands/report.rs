//! Reports: as lines, as JSON, as a file.

use corong_book::views::{Report, ReportRequest};
use corong_domain::ids::FunnelKey;

use crate::args::ReportArgs;
use crate::session::{self, Session};
use crate::show::{ExportOut, Face, report_rows, report_text};
use crate::trouble::{Thing, Trouble};
use crate::words::report_word;

use super::files::full_name;

/// Runs the command.
pub fn report(session: &mut Session<'_>, args: &ReportArgs) -> Result<(), Trouble> {
    let book = session.book()?;
    let settings = book.settings();
    let request = ReportRequest {
        name: args.name,
        on: args.on,
        from: args.from,
        to: args.to,
        funnel: args.funnel.as_ref().map(|key| FunnelKey::from(key.as_str())),
        event: session::maybe_event(&book, args.event.as_ref())?,
        owner: None,
        margin: args.margin,
    };
    let unknown = |error: corong_book::BookError| match (error, &args.funnel) {
        (corong_book::BookError::NotFound { what: "funnel" }, Some(key)) => {
            Trouble::Unknown { thing: Thing::Funnel, text: key.clone(), known: Vec::new() }
        }
        (other, _) => other.into(),
    };
    let words = session.words();
    if let Some(file) = &args.csv {
        let done = book.report_export(&request, file, words.language(), &|word| report_word(words, word));
        let done = done.map_err(|error| match error {
            corong_book::BookError::NotFound { .. } => unknown(error),
            other => full_name(other, file),
        })?;
        let name = file.display().to_string();
        let record = ExportOut { file: name.clone(), records: done.records };
        return session.say(&record, |words| words.exported(&name, done.records));
    }
    let report: Report = book.report(&request).map_err(unknown)?;
    if session.writes_json() {
        return report_rows(&report, words.language()).iter().try_for_each(|row| session.say(row, |_| String::new()));
    }
    session.tell(|words| report_text(&report, Face { words, settings: &settings }))
}
