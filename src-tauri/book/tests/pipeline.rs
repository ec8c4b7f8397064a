//! A past pipeline in the book agrees with its files, counted again by code that shares nothing with the import: lines
//! split at commas, and the records read straight from the store.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, missing_docs)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::Instant;

use chrono::{DateTime, TimeDelta, Utc};
use corong_book::views::UndoRequest;
use corong_book::{Book, BookError, FixedClock, SheetProblem};
use corong_domain::company::Company;
use corong_domain::contact::Contact;
use corong_domain::funnel::level::Facts;
use corong_domain::funnel::{Level, ORDER_ITEM, TERMS_ITEM};
use corong_domain::ids::OpportunityId;
use corong_domain::opportunity::{GateAnswer, Opportunity, StageMove, Status, Transition};
use corong_domain::past::is_past;
use corong_domain::salesperson::Salesperson;
use corong_store::{Access, Record, Store};

const FILES: [&str; 4] = ["sales_pipeline.csv", "products.csv", "sales_teams.csv", "accounts.csv"];

/// The fixture, or another pipeline of the same form that is named by `CORONG_PIPELINE`.
fn folder() -> PathBuf {
    let own =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join("..").join("tests").join("fixtures").join("pipeline");
    std::env::var_os("CORONG_PIPELINE").map_or(own, PathBuf::from)
}

fn files() -> Vec<PathBuf> {
    FILES.iter().map(|name| folder().join(name)).collect()
}

fn clock() -> Box<FixedClock> {
    Box::new(FixedClock::at("2026-11-20T02:00:00Z".parse::<DateTime<Utc>>().unwrap()))
}

struct Place {
    _folder: tempfile::TempDir,
    file: PathBuf,
    book: Book,
}

fn place() -> Place {
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("book.corong");
    let book = Book::create(&file, clock()).unwrap();
    Place { _folder: folder, file, book }
}

impl Place {
    fn all<R: Record>(&self) -> Vec<R> {
        let store = Store::open(&self.file, Access::ReadOnly).unwrap();
        store.read(|reader| reader.all::<R>()).unwrap()
    }
}

/// The cells of each line of a file, without its header.
fn lines(name: &str) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(folder().join(name)).unwrap();
    text.lines().skip(1).map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

/// Minor units of an amount with at most two decimals.
fn cents(text: &str) -> i64 {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    whole.parse::<i64>().unwrap() * 100 + format!("{part:0<2}").parse::<i64>().unwrap()
}

/// The day in Jakarta.
fn day(at: DateTime<Utc>) -> String {
    (at + TimeDelta::hours(7)).date_naive().to_string()
}

#[test]
fn counts_sums_and_dates_agree_with_the_files() {
    let place = place();
    let begun = Instant::now();
    let report = place.book.pipeline_import(&files(), None).unwrap();
    let seconds = begun.elapsed().as_secs_f64();
    let rows = lines(FILES[0]);
    let opportunities = &report.value.files[0];
    assert_eq!((opportunities.read as usize, opportunities.created as usize), (rows.len(), rows.len()));
    assert!(report.value.files.iter().all(|file| file.refused.is_empty()), "{:?}", report.value.files);

    let found: BTreeMap<OpportunityId, Opportunity> =
        place.all::<Opportunity>().into_iter().map(|one| (one.id, one)).collect();
    let mut moves: BTreeMap<OpportunityId, Vec<StageMove>> = BTreeMap::new();
    for made in place.all::<StageMove>() {
        moves.entry(made.opportunity_id).or_default().push(made);
    }
    let contacts: BTreeMap<_, _> = place.all::<Contact>().into_iter().map(|one| (one.id, one)).collect();
    let companies: BTreeMap<_, _> = place.all::<Company>().into_iter().map(|one| (one.id, one)).collect();
    let people: BTreeMap<_, _> = place.all::<Salesperson>().into_iter().map(|one| (one.id, one)).collect();
    assert_eq!(found.len(), rows.len());

    let (mut won, mut sum_of_file, mut sum_of_book, mut days_of_file, mut days_of_book) = (0, 0, 0, 0, 0);
    for row in &rows {
        let [id, agent, product, account, stage, engaged, closed, value] = row.as_slice() else { panic!("{row:?}") };
        let one = &found[&corong_domain::past::past_id(id)];
        let own = &moves[&one.id];
        assert_eq!(people[&one.owner_id.unwrap()].name, *agent);
        let words: String = product.chars().filter(|c| *c != ' ').collect();
        assert_eq!(one.need.replace(' ', ""), words);
        let contact = &contacts[&one.contact_id];
        match contact.company_id {
            Some(company) => assert_eq!(companies[&company].name, *account),
            None => assert_eq!((account.as_str(), contact.name.as_str()), ("", id.as_str())),
        }
        if !engaged.is_empty() {
            assert_eq!(day(one.created_at), *engaged);
            assert_eq!(day(own.iter().map(|made| made.at).min().unwrap()), *engaged);
        }
        let status = match stage.as_str() {
            "Won" => Status::Won,
            "Lost" => Status::Lost,
            _ => Status::Open,
        };
        assert_eq!(one.standing.status, status, "{id}");
        assert_eq!(own.len(), if status == Status::Open { 1 } else { 2 });
        if status != Status::Open {
            assert_eq!(day(one.standing.status_since), *closed, "{id}");
            let date = |text: &str| text.parse::<chrono::NaiveDate>().unwrap();
            days_of_file += (date(closed) - date(engaged)).num_days();
            days_of_book += (date(&day(one.standing.status_since)) - date(&day(one.created_at))).num_days();
        }
        if status == Status::Won {
            won += 1;
            sum_of_file += cents(value);
            sum_of_book += one.estimate.as_ref().unwrap().minor;
        } else {
            assert_eq!(one.estimate, None, "no value is known");
        }
    }
    assert_eq!(sum_of_book, sum_of_file);
    assert_eq!(days_of_book, days_of_file);
    assert_eq!(place.all::<GateAnswer>().len(), 2 * won);
    let agents: BTreeSet<&String> = rows.iter().map(|row| &row[1]).collect();
    assert!(agents.iter().all(|name| people.values().any(|person| person.name == **name)));
    let prefixes: BTreeSet<&String> = people.values().map(|person| &person.prefix).collect();
    assert_eq!(prefixes.len(), people.len(), "each has a prefix of its own");
    for row in lines(FILES[3]) {
        let company = companies.values().find(|company| company.name == row[0]).unwrap();
        assert_eq!(company.sector, row[1]);
        assert!(company.note.contains(&format!("employees: {}", row[4])));
    }
    // In a build without optimisation on a busy machine; hundreds of rows a second at the very least.
    assert!(seconds < 30.0, "{seconds} s for {} opportunities", rows.len());
    assert!(days_of_book > 0 && won > 0);
}

#[test]
fn what_came_in_keeps_the_invariants() {
    let place = place();
    place.book.pipeline_import(&files(), None).unwrap();
    let answers = place.all::<GateAnswer>();
    let moves = place.all::<StageMove>();
    for one in place.all::<Opportunity>() {
        assert!(is_past(one.id));
        let mut own: Vec<&StageMove> = moves.iter().filter(|made| made.opportunity_id == one.id).collect();
        own.sort_by_key(|made| made.at);
        assert_eq!((own[0].transition, own[0].from_stage.as_ref()), (Transition::Create, None));
        for pair in own.windows(2) {
            assert!(pair[0].at < pair[1].at, "no overlap");
            assert_eq!(
                (pair[1].from_stage.as_ref(), pair[1].from_status),
                (Some(&pair[0].to_stage), Some(pair[0].to_status))
            );
        }
        let last = own.last().unwrap();
        assert_eq!((&last.to_stage, last.to_status), (&one.standing.stage, one.standing.status), "no gap");
        let answered = |item: &str| answers.iter().any(|a| a.opportunity_id == one.id && a.item.as_str() == item);
        match one.standing.status {
            Status::Won => {
                assert!(answered(TERMS_ITEM) && answered(ORDER_ITEM) && one.standing.stage.as_str() == "customer")
            }
            Status::Lost => assert!(one.standing.reason.is_some() && !one.standing.reason_text.is_empty()),
            Status::Open | Status::Nurture | Status::Disqualified => {
                let level = if one.standing.stage.as_str() == "ready" { Level::Lead } else { Level::Prospect };
                assert_eq!(Facts::of(&one).level(), level);
            }
        }
    }
    assert!(place.book.check(false).unwrap().ok);
}

#[test]
fn the_same_files_again_change_nothing_and_one_undo_takes_all_back() {
    let place = place();
    let preview = place.book.pipeline_preview(&files(), None).unwrap();
    assert!(place.all::<Opportunity>().is_empty(), "a preview writes nothing");
    let first = place.book.pipeline_import(&files(), None).unwrap();
    assert_eq!(preview, first.value);
    let before = place.all::<Opportunity>();
    let again = place.book.pipeline_import(&files(), None).unwrap();
    assert!(again.note.is_none(), "no change");
    assert!(again.value.files.iter().all(|file| file.created + file.updated == 0 && file.skipped == file.read));
    assert_eq!(place.all::<Opportunity>(), before);
    place.book.change_undo(&UndoRequest { change: Some(first.note.unwrap().change) }).unwrap();
    assert!(place.all::<Opportunity>().is_empty() && place.all::<StageMove>().is_empty());
    assert!(place.all::<Contact>().is_empty() && place.all::<Company>().is_empty());
    assert!(place.all::<GateAnswer>().is_empty());
}

#[test]
fn one_that_ended_meanwhile_is_brought_up_to_date_and_one_that_was_moved_here_is_not() {
    let place = place();
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("deals.csv");
    let write =
        |rows: &str| std::fs::write(&file, format!("id,account,stage,created date,close date,amount\n{rows}")).unwrap();
    write("1,Acme,Negotiation,2024-01-10,2024-06-30,500\n2,Acme,Demo,2024-01-11,,\n");
    place.book.pipeline_import(std::slice::from_ref(&file), None).unwrap();
    let open = place.all::<Opportunity>();
    assert!(open.iter().all(|one| one.standing.status == Status::Open));
    let stages: BTreeSet<&str> = open.iter().map(|one| one.standing.stage.as_str()).collect();
    assert_eq!(stages, BTreeSet::from(["agreeing", "evaluating"]), "stages by role");
    assert_eq!(place.all::<Contact>().len(), 1, "one company, one contact");
    write(
        "1,Acme,Won,2024-01-10,2024-05-02,525.50\n2,Acme,Demo,2024-01-11,,\n3,,Won,2024-01-01,2024-02-30,1\n4,,Limbo,,,\n",
    );
    let report = place.book.pipeline_import(std::slice::from_ref(&file), None).unwrap_err();
    assert!(
        matches!(report, BookError::SheetUnfit { problem: SheetProblem::NotDates(column), .. } if column == "close date")
    );
    write("1,Acme,Won,2024-01-10,2024-05-02,525.50\n2,Acme,Demo,2024-01-11,,\n4,,Limbo,,,\n");
    let report = place.book.pipeline_import(&[file], None).unwrap().value.files.remove(0);
    assert_eq!((report.created, report.updated, report.skipped, report.refused.len()), (0, 1, 1, 1));
    assert_eq!((report.refused[0].row, report.refused[0].field.as_str()), (3, "stage"));
    let won = place.all::<Opportunity>().into_iter().find(|one| one.standing.status == Status::Won).unwrap();
    assert_eq!((won.estimate.unwrap().minor, day(won.standing.status_since)), (52_550, "2024-05-02".to_owned()));
}
