//! Writing: leads in bulk, one at a time, and what they weigh.

use corong_book::views::CaptureRequest;
use corong_domain::contact::{ContactDraft, LabelledDraft, PhoneDraft};
use corong_domain::history::Act;
use corong_store::{Access, Store};

use super::{Books, People, open_book};
use crate::args::Plan;
use crate::bare::Bare;
use crate::data::Person;
use crate::figure::{Door, Figure, Goal};
use crate::lead::{meta, put, put_companies, put_leads};
use crate::measure::{Outcome, Pair, median, pairs, timed};
use crate::table::mebibytes;

/// Creates the books, anew in every round, and leaves the last ones to be asked. Companies are there before the clock
/// starts: in the bare rows they are a text.
pub fn create(people: &People, plan: &Plan) -> Outcome<(Books, Vec<Figure>)> {
    let rounds = plan.rounds.min(if people.contacts < 50_000 { usize::MAX } else { 3 });
    let folders: Vec<Books> = (0..rounds).map(|_| Books::new()).collect::<Outcome<_>>()?;
    let of = |round: usize| folders.get(round).ok_or("a round without a folder");
    let pairs = pairs(
        rounds,
        |round| {
            let store = Store::create(&of(round)?.ours())?;
            put_companies(&store, &people.employers)?;
            let leads = people.leads.get(..people.contacts).unwrap_or_default();
            Ok(timed(|| Ok(put_leads(&store, leads)?))?.1)
        },
        |round| {
            let bare = Bare::create(&of(round)?.bare())?;
            let all = || {
                people
                    .in_books()
                    .try_for_each(|(person, lead)| bare.insert(lead.contact.id.0, lead.opportunity.id.0, person))
            };
            Ok(timed(|| bare.transaction(all))?.1)
        },
    )?;
    let goal = Goal::Times(if people.contacts > 10_000 { 6.0 } else { 4.0 });
    let figure = Figure::new("create leads in bulk", people.contacts, Door::Store, goal, pairs);
    let last = folders.into_iter().next_back().ok_or("no round was run")?;
    Ok((last, vec![figure]))
}

/// What both files weigh after they were closed.
pub fn weigh(people: &People, books: &Books) -> Outcome<Figure> {
    #[allow(clippy::cast_precision_loss, reason = "sizes far below 2^53")]
    let size = |path: &std::path::Path| -> Outcome<f64> { Ok(std::fs::metadata(path)?.len() as f64 / 1_048_576.0) };
    let pair = Pair { ours: size(&books.ours())?, bare: Some(size(&books.bare())?) };
    Ok(mebibytes(Figure::new("size of the book", people.contacts, Door::Store, Goal::Times(4.0), vec![pair])))
}

/// One lead in one durable transaction: as records, and as a card that the form saves.
pub fn one(people: &People, books: &Books, plan: &Plan) -> Outcome<Vec<Figure>> {
    let each = if plan.quick { 40 } else { 60 };
    let warm = 150;
    let bare = Bare::open(&books.bare())?;
    let insert = |at: usize| {
        let (person, lead) = people.spare(at)?;
        bare.transaction(|| bare.insert(lead.contact.id.0, lead.opportunity.id.0, person))
    };
    let rounds = plan.rounds.min(3);
    let store = Store::open(&books.ours(), Access::ReadWrite)?;
    // Until the write-ahead log of both has its full length, every commit also makes the file longer.
    for at in 0..warm {
        let (_, lead) = people.spare(at)?;
        store.write::<_, corong_store::Error>(meta(Act::ContactCaptured), |tx| put(tx, lead))?;
        insert(at)?;
    }
    let as_records = pairs(
        rounds,
        |round| {
            each_of(warm + round * each, each, |at| {
                let (_, lead) = people.spare(at)?;
                store.write::<_, corong_store::Error>(meta(Act::ContactCaptured), |tx| put(tx, lead))?;
                Ok(())
            })
        },
        |round| each_of(warm + round * each, each, insert),
    )?;
    drop(store);
    let book = open_book(&books.ours())?;
    let from = warm + rounds * each;
    let as_card = pairs(
        rounds,
        |round| {
            each_of(from + round * each, each, |at| {
                let (person, _) = people.spare(at)?;
                book.capture_save(&CaptureRequest { draft: draft(person), ..CaptureRequest::default() })?;
                Ok(())
            })
        },
        |round| each_of(from + round * each, each, insert),
    )?;
    let figure = |line: &str, door, pairs| Figure::new(line, people.contacts, door, Goal::Times(3.0), pairs);
    Ok(vec![
        figure("one lead, one durable transaction", Door::Store, as_records),
        figure("one card saved by the form", Door::Book, as_card),
    ])
}

/// The median time of `count` runs, numbered from `from`.
fn each_of(from: usize, count: usize, mut run: impl FnMut(usize) -> Outcome<()>) -> Outcome<f64> {
    let mut times = Vec::with_capacity(count);
    for at in from..from + count {
        times.push(timed(|| run(at))?.1);
    }
    Ok(median(times))
}

/// A person as the form holds it.
pub fn draft(person: &Person) -> ContactDraft {
    ContactDraft {
        name: person.name.clone(),
        company: person.company.clone(),
        job_title: person.job_title.clone(),
        phones: vec![PhoneDraft { raw: person.printed.clone(), ..PhoneDraft::default() }],
        emails: vec![LabelledDraft { value: person.email.clone(), ..LabelledDraft::default() }],
        ..ContactDraft::default()
    }
}
