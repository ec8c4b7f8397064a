//! Duplicates: measuring how well they are found.

use std::path::Path;
use std::time::Instant;

use corong_book::{Book, MergeRequest, People, PeopleError, read_pairs, read_people, write_file};
use corong_domain::duplicate::{Demand, PairScore, SamePerson, same_people};

use super::files::bytes_of;
use crate::args::DuplicatesCommand;
use crate::session::{self, Session};
use crate::show::{MergeOut, ScoreOut};
use crate::trouble::Trouble;
use crate::words::Line;

/// Runs a command about duplicates.
pub fn run(session: &mut Session<'_>, command: &DuplicatesCommand) -> Result<(), Trouble> {
    match command {
        DuplicatesCommand::Score { csv, pairs, out, names_agree } => {
            let demand = if *names_agree { Demand::Person } else { Demand::Weight };
            score(session, csv, pairs, out.as_deref(), demand)
        }
    }
}

/// Merges contacts, or says what a merge would do.
pub(super) fn merge(
    session: &mut Session<'_>,
    book: &Book,
    keep: &str,
    merge: &[String],
    dry_run: bool,
) -> Result<(), Trouble> {
    let keep = session::contact(book, keep)?;
    let merge = merge.iter().map(|id| session::contact(book, id)).collect::<Result<Vec<_>, _>>()?;
    let merged = u32::try_from(merge.len()).unwrap_or(u32::MAX);
    let request = MergeRequest { keep, merge, choices: Vec::new() };
    let (done, change) = if dry_run {
        (book.merge_preview(&request)?, None)
    } else {
        let done = book.contacts_merge(&request)?;
        (done.value, done.note.map(|note| note.change))
    };
    let record = MergeOut::of(&done, merged, change);
    session.say(&record, |words| words.merged(&record))?;
    if dry_run {
        session.tell(|words| words.line(Line::DryRun).to_owned())?;
    }
    Ok(())
}

fn score(
    session: &mut Session<'_>,
    csv: &Path,
    pairs: &Path,
    out: Option<&Path>,
    demand: Demand,
) -> Result<(), Trouble> {
    let (records, truth) = (bytes_of(csv)?, bytes_of(pairs)?);
    let begun = Instant::now();
    let list = read_people(&records).map_err(|error| refused(&error, csv))?;
    let found = same_people(&list.people, demand);
    let seconds = begun.elapsed().as_secs_f64();
    let (truth, unknown) = read_pairs(&truth, &list.ids).map_err(|error| refused(&error, pairs))?;
    if let Some(file) = out {
        write_file(file, |out| write_pairs(out, &list, &found))
            .map_err(|_| Trouble::ExportDenied(file.display().to_string()))?;
    }
    let PairScore { precision, recall, f1 } = PairScore::of(&found, &truth);
    let record = ScoreOut {
        precision,
        recall,
        f1,
        seconds,
        records: list.people.len(),
        found: found.len(),
        pairs: truth.len(),
        unknown,
    };
    session.say(&record, |words| words.scored(&record))
}

fn refused(error: &PeopleError, file: &Path) -> Trouble {
    let file = file.display().to_string();
    match error {
        PeopleError::NoColumns | PeopleError::Csv(_) => Trouble::FileNoPeople(file),
        PeopleError::NoPairs => Trouble::FileNoPairs(file),
    }
}

/// Two ids a line, then how likely and by how many bits.
fn write_pairs(out: &mut dyn std::io::Write, list: &People, found: &[SamePerson]) -> std::io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(["id_1", "id_2", "probability", "bits"])?;
    for pair in found {
        let id = |at: usize| list.ids.get(at).map_or("", String::as_str);
        let (probability, bits) = (format!("{:.6}", pair.probability), format!("{:.2}", pair.bits));
        writer.write_record([id(pair.a), id(pair.b), &probability, &bits])?;
    }
    writer.flush()
}
