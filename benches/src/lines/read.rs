//! Reading: search, pages, the report, the board, possible duplicates, and opening a book.

use corong_book::views::{BoardRequest, ContactsRequest, SuggestRequest};
use corong_domain::history::Act;
use corong_domain::ids::FunnelKey;
use corong_store::{Access, ContactSort, Error, Store};

use super::write::draft;
use super::{Books, People, open_book};
use crate::args::Plan;
use crate::bare::Bare;
use crate::data::questions;
use crate::figure::{Door, Figure, Goal};
use crate::lead::{meta, put};
use crate::measure::{Outcome, Pair, alone, median, pairs, timed};

/// What a person feels as an answer at once, in milliseconds.
const AT_ONCE: Goal = Goal::Millis(50.0);
/// The length of a page.
const PAGE: usize = 50;

/// Searches by parts of names, companies, e-mail addresses and phone numbers.
pub fn search(people: &People, books: &Books, plan: &Plan) -> Outcome<Vec<Figure>> {
    let store = Store::open(&books.ours(), Access::ReadWrite)?;
    let book = open_book(&books.ours())?;
    let bare = Bare::open(&books.bare())?;
    let asked = questions(if plan.quick { 90 } else { 180 }, people.contacts as u64, people.companies);
    let ours = |text: &str| {
        store.read::<_, Error>(|reader| reader.search_contacts(text, PAGE)).map(|rows| rows.len()).map_err(Into::into)
    };
    let listed = |text: &str| {
        let request = ContactsRequest { text: text.to_owned(), limit: 50, ..ContactsRequest::default() };
        Ok(book.contacts_page(&request)?.rows.len())
    };
    let plain = |text: &str| bare.search(text);
    for text in &asked {
        let (found, expected) = (ours(text)?, plain(text)?);
        let (of_book, _) = (listed(text)?, ());
        if found != expected || of_book != expected {
            return Err(format!("{text} found {found} and {of_book} where bare SQLite found {expected}").into());
        }
    }
    let in_store = Answers::ask(&asked, plan.rounds, ours, plain)?;
    let in_list = Answers::ask(&asked, plan.heavy_rounds(people.contacts), listed, plain)?;
    let after = alone(plan.rounds.min(5), |round| {
        let (_, lead) = people.spare(people_spare(round))?;
        store.write::<_, Error>(meta(Act::ContactEdited), |tx| {
            let mut contact = lead.contact.clone();
            contact.note = format!("round {round}");
            put(tx, lead)?;
            tx.put(&contact)
        })?;
        Ok(timed(|| ours("siti"))?.1)
    })?;
    let figure = |line: &str, door, goal, pairs| Figure::new(line, people.contacts, door, goal, pairs);
    let five = Goal::Times(5.0);
    Ok(vec![
        figure("search, 50 sorted, median", Door::Store, five, in_store.medians).grows("search", 1),
        figure("search, 50 sorted, slowest", Door::Store, five, vec![in_store.slowest]),
        figure("search in the list, median", Door::Book, AT_ONCE, in_list.medians),
        figure("search in the list, slowest", Door::Book, AT_ONCE, vec![in_list.slowest]),
        figure("search right after a write", Door::Store, AT_ONCE, after),
    ])
}

/// A spare lead of the end of the list, which the lines that write one at a time do not use.
fn people_spare(round: usize) -> usize {
    super::SPARE - 1 - round
}

/// The times of many questions.
struct Answers {
    /// The median over all questions, of each round.
    medians: Vec<Pair>,
    /// The slowest question: of each question the median over all rounds.
    slowest: Pair,
}

impl Answers {
    fn ask(
        asked: &[String],
        rounds: usize,
        ours: impl Fn(&str) -> Outcome<usize>,
        bare: impl Fn(&str) -> Outcome<usize>,
    ) -> Outcome<Self> {
        // One list of pairs for each question.
        let mut times: Vec<Vec<Pair>> = Vec::with_capacity(asked.len());
        for text in asked {
            times.push(pairs(rounds, |_| Ok(timed(|| ours(text))?.1), |_| Ok(timed(|| bare(text))?.1))?);
        }
        let medians = (0..rounds)
            .map(|round| {
                let of = |pick: fn(&Pair) -> f64| median(times.iter().filter_map(|one| one.get(round)).map(pick));
                Pair { ours: of(|pair| pair.ours), bare: Some(of(|pair| pair.bare.unwrap_or(f64::NAN))) }
            })
            .collect();
        let worst =
            |pick: fn(&Pair) -> f64| times.iter().map(|one| median(one.iter().map(pick))).fold(0.0_f64, f64::max);
        let slowest = Pair { ours: worst(|pair| pair.ours), bare: Some(worst(|pair| pair.bare.unwrap_or(f64::NAN))) };
        Ok(Self { medians, slowest })
    }
}

/// The first page and pages deep in the list.
pub fn pages(people: &People, books: &Books, plan: &Plan) -> Outcome<Vec<Figure>> {
    let store = Store::open(&books.ours(), Access::ReadWrite)?;
    let bare = Bare::open(&books.bare())?;
    let page = |offset: u64| -> Outcome<usize> {
        Ok(store.read::<_, Error>(|reader| reader.contacts(ContactSort::Name, offset, PAGE))?.len())
    };
    let depths: Vec<u64> = (1..20).map(|part| people.contacts as u64 * part / 20).collect();
    let places: Vec<_> = depths.iter().map(|depth| bare.place(*depth)).collect::<Outcome<_>>()?;
    let start = bare.place(0)?;
    let many = |run: &dyn Fn(usize) -> Outcome<usize>| -> Outcome<f64> {
        let mut times = Vec::new();
        for at in 0..depths.len() {
            times.push(timed(|| run(at))?.1);
        }
        Ok(median(times))
    };
    let first = pairs(plan.rounds, |_| many(&|_| page(0)), |_| many(&|_| bare.page(&start)))?;
    let depth = |at: usize| depths.get(at).copied().unwrap_or(0);
    let bare_deep = |at: usize| bare.page(places.get(at).unwrap_or(&start));
    page(depth(0))?;
    let deep = pairs(plan.rounds, |_| many(&|at| page(depth(at))), |_| many(&bare_deep))?;
    let after = alone(plan.rounds.min(5), |round| {
        let (_, lead) = people.spare(people_spare(10 + round))?;
        store.write::<_, Error>(meta(Act::ContactCaptured), |tx| put(tx, lead))?;
        Ok(timed(|| page(depth(depths.len() / 2)))?.1)
    })?;
    drop(store);
    let book = open_book(&books.ours())?;
    let shown = |offset: u64| -> Outcome<usize> {
        let offset = u32::try_from(offset)?;
        Ok(book.contacts_page(&ContactsRequest { offset, limit: 50, ..ContactsRequest::default() })?.rows.len())
    };
    shown(depth(0))?;
    let in_book = pairs(plan.rounds, |_| many(&|at| shown(depth(at))), |_| many(&bare_deep))?;
    let figure = |line: &str, door, goal, pairs| Figure::new(line, people.contacts, door, goal, pairs);
    let page_goal = Goal::Millis(0.2);
    Ok(vec![
        figure("first page of 50", Door::Store, page_goal, first),
        figure("deep page of 50", Door::Store, page_goal, deep).grows("deep page", 1),
        figure("deep page right after a write", Door::Store, AT_ONCE, after),
        figure("deep page as the list shows it", Door::Book, AT_ONCE, in_book),
    ])
}

/// Count and sum by stage, and the board.
pub fn report(people: &People, books: &Books, plan: &Plan) -> Outcome<Vec<Figure>> {
    let store = Store::open(&books.ours(), Access::ReadOnly)?;
    let bare = Bare::open(&books.bare())?;
    let funnel = FunnelKey::from("b2b");
    let totals = || Ok(store.read::<_, Error>(|reader| reader.stage_totals(&funnel))?.len());
    let report = pairs(plan.rounds, |_| Ok(timed(totals)?.1), |_| Ok(timed(|| bare.report())?.1))?;
    let book = open_book(&books.ours())?;
    let board = alone(plan.heavy_rounds(people.contacts), |_| {
        Ok(timed(|| Ok(book.board_get(&BoardRequest::default())?.cards.len()))?.1)
    })?;
    Ok(vec![
        Figure::new("count and sum by stage", people.contacts, Door::Store, Goal::Times(2.0), report)
            .grows("report", 1),
        Figure::new("the board, 50 cards a stage", people.contacts, Door::Book, Goal::Millis(80.0), board),
    ])
}

/// Possible duplicates: of one new card, and all pairs.
pub fn duplicates(people: &People, books: &Books, plan: &Plan) -> Outcome<Vec<Figure>> {
    let book = open_book(&books.ours())?;
    let mut requests: Vec<SuggestRequest> = Vec::new();
    for (number, (person, _)) in people.in_books().step_by((people.contacts / 40).max(1)).enumerate() {
        let mut draft = draft(person);
        // Somebody who is in the book, typed again without the number; every second one without the e-mail address too.
        if number % 2 == 0 {
            draft.emails.clear();
        }
        draft.phones.clear();
        requests.push(SuggestRequest { draft, contact: None });
    }
    let mut met = 0;
    for request in &requests {
        met += usize::from(!book.capture_suggest(request)?.duplicates.is_empty());
    }
    // Nobody without a company and an address can be met again; everybody else has to be.
    if met * 10 < requests.len() * 8 {
        return Err(format!("only {met} of {} cards met themselves in the book", requests.len()).into());
    }
    let suggest = alone(plan.rounds, |_| {
        let mut times = Vec::with_capacity(requests.len());
        for request in &requests {
            times.push(timed(|| Ok(book.capture_suggest(request)?.duplicates.len()))?.1);
        }
        Ok(median(times))
    })?;
    let goal = Goal::Millis(2.0);
    let mut figures = vec![Figure::new("near duplicates of one card", people.contacts, Door::Book, goal, suggest)];
    if people.contacts <= 10_000 {
        let store = Store::open(&books.ours(), Access::ReadOnly)?;
        let all = alone(plan.rounds, |_| {
            Ok(timed(|| Ok(store.read::<_, Error>(|reader| reader.duplicate_pairs(100_000))?.len()))?.1)
        })?;
        figures.push(Figure::new("near duplicates, all pairs", people.contacts, Door::Store, Goal::Millis(300.0), all));
    }
    Ok(figures)
}

/// Opening a book and showing the first page.
pub fn open(people: &People, books: &Books, plan: &Plan) -> Outcome<Vec<Figure>> {
    let request = ContactsRequest { limit: 50, ..ContactsRequest::default() };
    let opened = pairs(
        plan.rounds,
        |_| {
            let (book, time) = timed(|| {
                let book = open_book(&books.ours())?;
                book.contacts_page(&request)?;
                Ok(book)
            })?;
            drop(book);
            Ok(time)
        },
        |_| {
            let (bare, time) = timed(|| {
                let bare = Bare::open(&books.bare())?;
                bare.page(&bare.place(0)?)?;
                Ok(bare)
            })?;
            drop(bare);
            Ok(time)
        },
    )?;
    Ok(vec![Figure::new(
        "open a book and show the first page",
        people.contacts,
        Door::Book,
        Goal::Millis(10.0),
        opened,
    )])
}
