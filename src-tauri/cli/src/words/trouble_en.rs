//! What went wrong, in English: what happened, what is safe, what to do.

use corong_book::SheetProblem;

use super::Words;
use crate::trouble::Trouble;

/// The sentence of a trouble.
pub fn trouble(words: &dyn Words, trouble: &Trouble) -> String {
    match trouble {
        Trouble::Pipe => String::new(),
        Trouble::Output(_) => {
            "The output could not be written. The book is safe. Check where the output goes.".to_owned()
        }
        Trouble::Usage(text) => text.trim_end().to_owned(),
        Trouble::Form { given, wanted } => {
            format!("“{given}” was not understood. Nothing was changed. Write it as {wanted}.")
        }
        Trouble::Together { what, format } => {
            format!("{what} cannot be written as {format}. Nothing was written. `export --help` says what can.")
        }
        Trouble::Unknown { thing, text, known } => {
            let list = if known.is_empty() { String::new() } else { format!(" There is: {}.", known.join(", ")) };
            format!("There is no {} “{text}” in the book. Nothing was changed.{list}", words.thing(*thing))
        }
        Trouble::Ambiguous { thing, text, ids } => format!(
            "“{text}” fits {} records ({}). Nothing was changed. Name one by its ID:\n  {}",
            ids.len(),
            words.thing(*thing),
            ids.join("\n  ")
        ),
        Trouble::Invalid(problems) => {
            let lines: Vec<String> = problems.iter().map(|problem| words.problem(problem)).collect();
            format!("This cannot be saved. Nothing was changed.\n  {}", lines.join("\n  "))
        }
        Trouble::Refused(refusal) => format!("Refused; nothing was changed. {}", words.refusal(refusal)),
        Trouble::SaleRefused(refusal) => format!("Refused; nothing was changed. {}", words.sale_refusal(refusal)),
        Trouble::Asks(fits) => format!(
            "The stage stands on this fact. Nothing was changed. Say what becomes of the opportunity: \
             --then step-back (to {fits}), disqualify, nurture=DATE, or go-on with --reason."
        ),
        Trouble::Homeless(leaving) => {
            let stages: Vec<String> = leaving
                .iter()
                .map(|one| {
                    let choices: Vec<&str> = one.choices.iter().map(|choice| choice.stage.as_str()).collect();
                    format!("\n  {} ({}): --home {}={}", one.stage, one.count, one.stage, choices.join(" | "))
                })
                .collect();
            format!(
                "Opportunities stand at stages that go away. Nothing was changed. Say where they go:{}",
                stages.concat()
            )
        }
        Trouble::CannotUndo => "There is nothing to undo. Nothing was changed. `history` lists the changes.".to_owned(),
        Trouble::BookMissing(file) => {
            format!("There is no book at {file}. Make one with `init`, or name another file with --book.")
        }
        Trouble::BookExists(file) => {
            format!("There is a file at {file} already. It was not touched. Name another file with --book.")
        }
        Trouble::FolderDenied(folder) => format!(
            "The folder {folder} cannot be made. Nothing was written. Choose a folder that can, with --book."
        ),
        Trouble::BookUnreadable(file) => {
            format!("{file} cannot be opened. It was not touched. Check that it is a file that you may read and write.")
        }
        Trouble::NotABook(file) => {
            format!("{file} is not a book of Corong. It was not touched. Name the right file with --book.")
        }
        Trouble::Newer(found) => format!(
            "The book comes from a newer Corong (schema {found}). It was not touched. Install the newer version."
        ),
        Trouble::Damaged => {
            "The book is damaged. Nothing was written. Keep a copy of the file, run `check`, and go back to a backup."
                .to_owned()
        }
        Trouble::Busy => {
            "Another program is writing to the book. Nothing was changed. Try again in a moment.".to_owned()
        }
        Trouble::InUse => "Another window has the book open. Nothing was changed. Close it and try again.".to_owned(),
        Trouble::DiskFull => "The disk is full. The book is as it was. Make room and try again.".to_owned(),
        Trouble::ReadOnly => {
            "The book or its folder cannot be written to. Nothing was changed. Check the permissions, or copy the book to \
             another folder."
                .to_owned()
        }
        Trouble::FileMissing(file) => format!("There is no file {file}. Nothing was changed. Check the name."),
        Trouble::FileUnreadable(file) => {
            format!("{file} could not be read. Nothing was changed. Check that you may read it.")
        }
        Trouble::FileIsFolder(file) => format!("{file} is a folder. Nothing was changed. Name the files in it."),
        Trouble::FileEmpty(file) => format!("{file} is empty. Nothing was changed. Export it again at its source."),
        Trouble::FileBinary(file) => {
            format!("{file} is not a text file. Nothing was changed. Choose a vCard file (.vcf) or a text.")
        }
        Trouble::FileNoCards(file) => {
            format!("There is no card in {file}, or it is broken. Nothing was changed. Export it again as vCard (.vcf).")
        }
        Trouble::FileNoPeople(file) => format!(
            "{file} has no columns that name people. Nothing was written. Name them given_name and surname, or name."
        ),
        Trouble::FileNoPairs(file) => {
            format!("{file} has no pairs of this list. Nothing was written. Write two record ids a line.")
        }

        Trouble::SheetUnfit { file, problem } => {
            format!("{} Nothing was changed. {SHEET_HINT}", sheet_problem(file, problem))
        }
        Trouble::FileTooLarge { file, limit } => {
            format!("{file} is larger than {limit} MiB. Nothing was changed. Split it into smaller files.")
        }
        Trouble::FileShape { file, line } => {
            let at = line.map(|line| format!(", line {line}")).unwrap_or_default();
            format!("{file}{at}: this is not written as it should be. Nothing was changed. Check that it is the right file.")
        }
        Trouble::TextTooLong => {
            "The text is longer than can be read. Nothing was kept. Read it in smaller parts.".to_owned()
        }
        Trouble::PictureTooLarge { file, width, height } => format!(
            "The picture {file} has {width} x {height} pixels, more than are read. Nothing was kept. Make it smaller."
        ),
        Trouble::PictureUnreadable(file) => format!(
            "The picture {file} cannot be read. Nothing was kept. Choose a JPEG, PNG, WebP, BMP, GIF or TIFF file."
        ),
        Trouble::ModelsMissing => {
            "The models that read photos are not there. Nothing was kept. Fetch them with `cargo xtask models`, or name \
             their folder in CORONG_MODELS."
                .to_owned()
        }
        Trouble::TruthUnreadable(file) => {
            format!("{file} does not say how its cards should be read. Nothing was measured. Look at the README's example.")
        }
        Trouble::ExportDenied(file) => {
            format!("{file} could not be written. The book is safe. Choose a folder that you may write to.")
        }
        Trouble::Gone(what) => format!("There is no such record in the book ({what}). Nothing was changed."),
        Trouble::Internal(text) => {
            format!("Something unexpected happened ({text}). Nothing was changed. Run `check` to look at the book.")
        }
    }
}

const SHEET_HINT: &str = "The README says how sheets and their maps are written.";

fn sheet_problem(file: &str, problem: &SheetProblem) -> String {
    match problem {
        SheetProblem::NoTable => format!("{file} is no table with a header row."),
        SheetProblem::UnknownHeader => format!(
            "The header of {file} says neither opportunities, accounts, products nor a team; --map says which column is what."
        ),
        SheetProblem::MapUnreadable(why) => format!("The map {file} cannot be read: {}.", why.trim_end_matches('.')),
        SheetProblem::NoColumn(column) => format!("{file} has no column “{column}”, which the map names."),
        SheetProblem::NotListed(column) => format!("The map says nothing about the column “{column}” of {file}."),
        SheetProblem::ListedTwice(column) => format!("The map {file} names the column “{column}” twice."),
        SheetProblem::NotDates(column) => format!("“{column}” in {file} does not hold dates of one form."),
    }
}
