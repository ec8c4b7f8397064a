//! All lines at one size: the books are made first, measured while they are made, and then asked.

mod exchange;
mod read;
mod sale;
mod write;

use std::path::{Path, PathBuf};

use corong_book::{Book, FixedClock};
use corong_domain::company::Company;
use tempfile::TempDir;

use crate::args::Plan;
use crate::bare::Bare;
use crate::data::{self, Person};
use crate::figure::Figure;
use crate::lead::{Lead, Records};
use crate::measure::Outcome;

/// How many leads are made beside those of the book, for the lines that write one at a time.
const SPARE: usize = 700;

/// The people of one size, as records too.
pub struct People {
    /// How many are in the books.
    pub contacts: usize,
    /// How many companies they work for.
    pub companies: u64,
    /// The people, spare ones last.
    pub people: Vec<Person>,
    /// Their companies.
    pub employers: Vec<Company>,
    /// Their records.
    pub leads: Vec<Lead>,
}

impl People {
    fn make(contacts: usize) -> Self {
        // Two or three people to a company, as cards from fairs have them.
        let companies = (contacts as u64 * 2 / 5).max(1);
        let people: Vec<Person> =
            (0..(contacts + SPARE) as u64).map(|number| data::person(number, companies)).collect();
        let mut records = Records::default();
        let employers = records.companies(&people);
        let leads = people.iter().map(|person| records.lead(person)).collect();
        Self { contacts, companies, people, employers, leads }
    }

    /// Person and records, for those that are in the books.
    pub fn in_books(&self) -> impl Iterator<Item = (&Person, &Lead)> {
        self.people.iter().zip(&self.leads).take(self.contacts)
    }

    /// Person and records of a spare lead.
    pub fn spare(&self, number: usize) -> Outcome<(&Person, &Lead)> {
        let at = self.contacts + number;
        match (self.people.get(at), self.leads.get(at)) {
            (Some(person), Some(lead)) => Ok((person, lead)),
            _ => Err("more leads were asked for than were made".into()),
        }
    }
}

/// The two files that are compared.
pub struct Books {
    // Goes with everything in it when dropped.
    folder: TempDir,
}

impl Books {
    fn new() -> Outcome<Self> {
        Ok(Self { folder: tempfile::tempdir()? })
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The book.
    pub fn ours(&self) -> PathBuf {
        self.folder.path().join("ours.corong")
    }

    /// The bare database.
    pub fn bare(&self) -> PathBuf {
        self.folder.path().join("bare.sqlite")
    }
}

/// Opens a book as the window does, with a clock that stands still.
pub fn open_book(path: &Path) -> Outcome<Book> {
    Ok(Book::open(path, Box::new(FixedClock::at(data::now())))?)
}

/// A group of lines that asks books that are there.
type Group = fn(&People, &Books, &Plan) -> Outcome<Vec<Figure>>;

/// Runs all lines at one size.
pub fn run(contacts: usize, plan: &Plan) -> Outcome<Vec<Figure>> {
    let people = People::make(contacts);
    let (books, mut figures) = write::create(&people, plan)?;
    figures.push(write::weigh(&people, &books)?);
    if plan.wants("one") {
        figures.extend(write::one(&people, &books, plan)?);
    }
    // After the lines above: a plain program's search table would have to be kept up to date in them.
    Bare::open(&books.bare())?.make_search()?;
    let groups: [(&str, Group); 7] = [
        ("search", read::search),
        ("pages", read::pages),
        ("report", read::report),
        ("duplicates", read::duplicates),
        ("open", read::open),
        ("moves", sale::moves),
        ("apply", exchange::apply),
    ];
    for (name, group) in groups {
        if plan.wants(name) {
            figures.extend(group(&people, &books, plan)?);
        }
    }
    drop(books);
    if plan.wants("import") {
        figures.extend(exchange::import(&people, plan)?);
    }
    Ok(figures)
}
