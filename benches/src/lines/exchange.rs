//! What comes from outside: a file of vCards, and the changes of another book.

use std::fmt::Write as _;

use corong_book::views::DuplicatePolicy;
use corong_domain::contact::Contact;
use corong_domain::history::Act;
use corong_store::{Access, Error, RawChange, Store};

use super::{Books, People, open_book};
use crate::args::Plan;
use crate::bare::Bare;
use crate::data::Person;
use crate::figure::{Door, Figure, Goal};
use crate::lead::meta;
use crate::measure::{Outcome, pairs, timed};

/// Imports a file with a vCard for everybody into an empty book; duplicates are looked for. Bare SQLite inserts rows that
/// were read already.
pub fn import(people: &People, plan: &Plan) -> Outcome<Vec<Figure>> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("contacts.vcf");
    std::fs::write(&file, people.in_books().fold(String::new(), |text, (person, _)| vcard(text, person)))?;
    let imported = pairs(
        plan.heavy_rounds(people.contacts),
        |_| {
            let books = Books::new()?;
            drop(Store::create(&books.ours())?);
            let book = open_book(&books.ours())?;
            let (done, time) =
                timed(|| Ok(book.import_run(std::slice::from_ref(&file), DuplicatePolicy::Fill, None)?.value))?;
            let taken: u32 = done.files.iter().map(|file| file.created + file.updated + file.skipped).sum();
            if usize::try_from(taken)? != people.contacts {
                return Err(format!("the import took {taken} of {} cards", people.contacts).into());
            }
            Ok(time)
        },
        |_| {
            let books = Books::new()?;
            let bare = Bare::create(&books.bare())?;
            let all = || {
                people
                    .in_books()
                    .try_for_each(|(person, lead)| bare.insert(lead.contact.id.0, lead.opportunity.id.0, person))
            };
            Ok(timed(|| bare.transaction(all))?.1)
        },
    )?;
    let figure =
        Figure::new("import vCards, duplicates looked for", people.contacts, Door::Book, Goal::Times(6.0), imported);
    Ok(vec![figure.grows("import", 1)])
}

fn vcard(mut text: String, person: &Person) -> String {
    let (given, family) = person.name.rsplit_once(' ').unwrap_or((&person.name, ""));
    let _ = write!(
        text,
        "BEGIN:VCARD\r\nVERSION:3.0\r\nN:{family};{given};;;\r\nFN:{}\r\nTITLE:{}\r\nTEL;TYPE=CELL:{}\r\nEMAIL;TYPE=WORK:{}\r\n",
        person.name, person.job_title, person.printed, person.email
    );
    if !person.company.is_empty() {
        let _ = write!(text, "ORG:{}\r\n", person.company);
    }
    text.push_str("END:VCARD\r\n");
    text
}

/// Applies field changes that a copy of the book made, and the same again.
pub fn apply(people: &People, books: &Books, plan: &Plan) -> Outcome<Vec<Figure>> {
    let count = people.contacts.min(10_000);
    let twin = books.folder().join("twin.corong");
    std::fs::copy(books.ours(), &twin)?;
    let other = Store::open(&twin, Access::ReadWrite)?;
    let store = Store::open(&books.ours(), Access::ReadWrite)?;
    let bare = Bare::open(&books.bare())?;
    let job = |round: usize| format!("Head buyer {round}");
    let rounds = plan.rounds.min(5);
    let mut sent = Vec::with_capacity(rounds);
    for round in 0..rounds {
        sent.push(edit(&other, people, count, &job(round))?);
    }
    let take = |round: usize| {
        let changes = sent.get(round).map(Vec::as_slice).unwrap_or_default();
        let (report, time) = timed(|| Ok(store.apply(changes)?))?;
        Ok::<_, Box<dyn std::error::Error>>((report.new, time))
    };
    let update = |title: &str| {
        let rows =
            || people.in_books().take(count).try_for_each(|(_, lead)| bare.set_job_title(lead.contact.id.0, title));
        Ok(timed(|| bare.transaction(rows))?.1)
    };
    let first = pairs(
        rounds,
        |round| match take(round)? {
            (new, time) if usize::try_from(new)? == count => Ok(time),
            (new, _) => Err(format!("{new} of {count} changes were new").into()),
        },
        |round| update(&job(round)),
    )?;
    let last = rounds.saturating_sub(1);
    let again = pairs(
        rounds,
        |_| match take(last)? {
            (0, time) => Ok(time),
            (new, _) => Err(format!("{new} changes were new the second time").into()),
        },
        |_| update(&job(last)),
    )?;
    let figure = |line: String, goal, pairs| Figure::new(line, people.contacts, Door::Store, goal, pairs);
    Ok(vec![
        figure(format!("apply {count} field changes"), Goal::Times(4.0), first),
        figure(format!("the same {count} again"), Goal::Millis(20.0), again),
    ])
}

/// Changes one field of `count` contacts in another book; gives the changes.
fn edit(other: &Store, people: &People, count: usize, job_title: &str) -> Outcome<Vec<RawChange>> {
    let before = i64::try_from(other.read::<_, Error>(|reader| reader.change_count())?)?;
    other.bulk::<_, Error>(|bulk| {
        for (_, lead) in people.in_books().take(count) {
            bulk.change::<_, Error>(meta(Act::ContactEdited), |tx| {
                tx.put(&Contact { job_title: job_title.to_owned(), ..lead.contact.clone() })
            })?;
        }
        Ok(())
    })?;
    let changes = other.read::<_, Error>(|reader| reader.changes_since(before, count + 1))?;
    Ok(changes.into_iter().map(|(_, change)| change).collect())
}
