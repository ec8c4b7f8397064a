//! What places ask of a book.

use corong_domain::activity::ActivityState;
use corong_domain::company::Company;
use corong_domain::contact::{Contact, Email, Phone};
use corong_domain::history::Act;
use corong_domain::ids::*;
use corong_domain::money::Money;
use corong_domain::opportunity::{Opportunity, Status};
use corong_store::{ContactSort, Due, DuplicateKeys, Error, Store};

use crate::samples::*;

fn company(number: u64, name: &str) -> Company {
    Company {
        id: CompanyId(id(7, number)),
        name: name.to_owned(),
        domain: String::new(),
        sector: String::new(),
        note: String::new(),
        created_at: at(0),
    }
}

fn put<R: corong_store::Record>(store: &Store, record: &R) {
    store.write::<_, Error>(meta(Act::ContactEdited, 1), |tx| tx.put(record)).unwrap();
}

#[test]
fn parts_of_everything_are_found() {
    let store = Store::in_memory().unwrap();
    put(&store, &company(1, "PT. Maju Jaya Abadi, Tbk"));
    lead(&store, 1, "Siti Rahmawati");
    lead(&store, 2, "Émile Dürer");
    lead(&store, 3, "Budi");
    edit(&store, 1, 5, |contact| {
        contact.company_id = Some(CompanyId(id(7, 1)));
        contact.note = "Likes 50% off \"today\" AND tea".into();
    });
    for (asked, found) in [
        ("rahma", vec!["Siti Rahmawati"]),
        ("RAHMA siti", vec!["Siti Rahmawati"]),
        ("jaya sit", vec!["Siti Rahmawati"]),
        ("p1@exam", vec!["Siti Rahmawati"]),
        ("0812 0000001", vec!["Siti Rahmawati"]),
        ("+62 812-0000001", vec!["Siti Rahmawati"]),
        ("0812", vec!["Budi", "Siti Rahmawati", "Émile Dürer"]),
        ("emile durer", vec!["Émile Dürer"]),
        ("dür", vec!["Émile Dürer"]),
        ("\"today\"", vec!["Siti Rahmawati"]),
        ("50%", vec!["Siti Rahmawati"]),
        ("AND", vec!["Siti Rahmawati"]),
        ("rahma* OR budi", vec![]),
        ("rahma budi", vec![]),
        ("", vec![]),
        ("   ", vec![]),
        ("si", vec!["Siti Rahmawati"]),
        ("b", vec!["Budi"]),
        ("ma", vec!["Siti Rahmawati"]),
        ("rahma si", vec!["Siti Rahmawati"]),
        ("rahma it", vec![]),
        ("nothing like that", vec![]),
    ] {
        let mut names = names(&store, asked);
        names.sort();
        assert_eq!(names, found, "{asked:?}");
    }
    assert_eq!(read(&store, |r| r.search_contacts("0812", 2)).len(), 2);
}

#[test]
fn a_page_of_a_search_is_a_part_of_all_that_is_found() {
    let store = Store::in_memory().unwrap();
    for number in 1..=30 {
        lead(&store, number, &format!("Siti {:02}", 31 - number));
    }
    lead(&store, 31, "Budi");
    for text in ["sit", "siti", "siti 1", "0812", "exam"] {
        let all = read(&store, |r| r.search_contacts(text, 100));
        for page in [0..10, 10..20, 25..40, 90..95, 0..0] {
            let (found, rows) = read(&store, |r| r.search_page(text, 100, page.clone()));
            let expected: Vec<_> = all.iter().skip(page.start).take(page.len()).cloned().collect();
            assert_eq!((found, rows), (all.len(), expected), "{text:?} {page:?}");
        }
        assert_eq!(read(&store, |r| r.search_page(text, 5, 0..10)).0, 5, "{text:?}");
    }
}

#[test]
fn a_local_value_is_saved_with_the_change_or_not_at_all() {
    let store = Store::in_memory().unwrap();
    store.save_local("draft", Some("typed")).unwrap();
    let forget = |fail: bool| {
        store.write::<_, Error>(meta(Act::ContactCaptured, 1), |tx| {
            tx.put(&contact(1, "Siti"))?;
            tx.save_local("draft", None)?;
            if fail { Err(Error::new(corong_store::ErrorKind::Missing, "failing")) } else { Ok(()) }
        })
    };
    assert!(forget(true).is_err());
    assert_eq!(read(&store, |r| r.local("draft")).as_deref(), Some("typed"));
    forget(false).unwrap();
    assert_eq!(read(&store, |r| r.local("draft")), None);
    assert_eq!(all_names(&store), ["Siti"]);
}

#[test]
fn search_follows_every_change() {
    let store = Store::in_memory().unwrap();
    put(&store, &company(1, "Sumber Rejeki"));
    lead(&store, 1, "Siti");
    edit(&store, 1, 5, |contact| contact.company_id = Some(CompanyId(id(7, 1))));
    assert_eq!(names(&store, "rejeki"), ["Siti"]);
    put(&store, &company(1, "Sinar Terang"));
    assert_eq!(names(&store, "rejeki"), Vec::<String>::new());
    assert_eq!(names(&store, "terang"), ["Siti"]);
    let mut number: Phone = read(&store, |r| r.get(PhoneId(id(2, 1)))).unwrap();
    lead(&store, 2, "Ani");
    number.contact_id = ContactId(id(1, 2));
    put(&store, &number);
    assert_eq!(names(&store, "8120000001"), ["Ani"], "a number that moved is found where it is");
    store.write::<_, Error>(meta(Act::ContactEdited, 9), |tx| tx.delete::<Email>(EmailId(id(3, 2)))).unwrap();
    assert_eq!(names(&store, "p2@example"), Vec::<String>::new());
    edit(&store, 2, 20, |contact| contact.merged_into = Some(ContactId(id(1, 1))));
    assert_eq!(names(&store, "ani"), Vec::<String>::new());
    assert_eq!(read(&store, |r| r.followed(ContactId(id(1, 2)))).unwrap().name, "Siti");
    edit(&store, 1, 30, |contact| contact.merged_into = Some(ContactId(id(1, 2))));
    assert_eq!(read(&store, |r| r.followed(ContactId(id(1, 2)))).unwrap().id.0, id(1, 1), "a ring ends");
    assert_sound(&store);
}

#[test]
fn every_page_of_every_order_is_part_of_one_list() {
    let store = Store::in_memory().unwrap();
    let people = ["Éva", "adi", "Budi", "", "zul", "adi", "Citra"];
    for (number, name) in people.iter().enumerate() {
        let number = number as u64;
        store
            .write::<_, Error>(meta(Act::ContactCaptured, 1), |tx| {
                let company = company(number % 2, if number.is_multiple_of(2) { "PT Zeta" } else { "Alfa" });
                tx.put(&company)?;
                let company_id = (number > 1).then_some(company.id);
                tx.put(&Contact { company_id, created_at: at(number as i64 % 3), ..contact(number, name) })?;
                let done = corong_domain::activity::Activity {
                    state: ActivityState::Done,
                    done_at: Some(at(100 - number as i64)),
                    ..activity(number, ContactId(id(1, number)), None)
                };
                if number != 3 { tx.put(&done) } else { Ok(false) }
            })
            .unwrap();
    }
    let list = |sort| read(&store, |r| r.contacts(sort, 0, 100));
    assert_eq!(all_names(&store), ["adi", "adi", "Budi", "Citra", "Éva", "zul", ""]);
    let companies: Vec<_> = list(ContactSort::Company).into_iter().map(|row| row.company).collect();
    assert_eq!(companies, ["Alfa", "Alfa", "PT Zeta", "PT Zeta", "PT Zeta", "", ""]);
    let newest = list(ContactSort::Newest);
    assert!(newest.windows(2).all(|pair| pair[0].created_at >= pair[1].created_at));
    let touched: Vec<_> = list(ContactSort::LastTouch).into_iter().map(|row| row.name).collect();
    assert_eq!(touched, ["Éva", "adi", "Budi", "zul", "adi", "Citra", ""]);
    for sort in [ContactSort::Name, ContactSort::Company, ContactSort::Newest, ContactSort::LastTouch] {
        let whole = list(sort);
        assert_eq!(whole.len(), 7);
        let mut after = None;
        for (place, expected) in whole.iter().enumerate() {
            let page = read(&store, |r| r.contacts(sort, place as u64, 1));
            assert_eq!(page, std::slice::from_ref(expected));
            assert_eq!(read(&store, |r| r.contacts_after(sort, after, 1)), page);
            assert_eq!(read(&store, |r| r.contact_place(sort, expected.id)), Some(place as u64));
            after = Some(expected.id);
        }
        assert!(read(&store, |r| r.contacts(sort, 7, 5)).is_empty());
        assert!(read(&store, |r| r.contacts(sort, u64::MAX, 5)).is_empty());
        let ids: Vec<_> = whole.iter().map(|row| row.id).collect();
        assert_eq!(read(&store, |r| r.contact_ids(sort)), ids);
    }
    edit(&store, 4, 50, |contact| contact.name = "Aaron".into());
    assert_eq!(all_names(&store)[0], "Aaron", "a kept order is not used after a write");
    assert_eq!(read(&store, |r| r.contact_count()), 7);
}

#[test]
fn a_row_shows_the_first_number_and_address() {
    let store = Store::in_memory().unwrap();
    lead(&store, 1, "Siti");
    let person = ContactId(id(1, 1));
    put(&store, &Phone { position: 0, ..phone(50, person, "", "ext. 9") });
    put(&store, &Phone { position: 2, ..phone(1, person, "+628120000001", "0812") });
    let row = read(&store, |r| r.contact_row(person)).unwrap();
    assert_eq!((row.phone.as_str(), row.email.as_str()), ("ext. 9", "p1@example.org"));
    let whole = read(&store, |r| r.contact_whole(person)).unwrap();
    assert_eq!(whole.phones.iter().map(|phone| phone.position).collect::<Vec<_>>(), [0, 2]);
    let batch = read(&store, |r| r.of_contacts::<Phone>(&[person, ContactId(id(1, 9))]));
    assert_eq!((batch.len(), batch[&person].len()), (1, 2));
}

#[test]
fn companies_are_found_by_name_and_beginning() {
    let store = Store::in_memory().unwrap();
    put(&store, &company(1, "PT Maju Jaya, Tbk"));
    put(&store, &company(2, "Maju Mundur"));
    assert_eq!(read(&store, |r| r.company_named("maju jaya")).unwrap().id.0, id(7, 1));
    assert!(read(&store, |r| r.company_named("maju")).is_none());
    assert!(read(&store, |r| r.company_named("")).is_none());
    let names: Vec<_> = read(&store, |r| r.companies_starting("MAJ", 9)).into_iter().map(|c| c.name).collect();
    assert_eq!(names, ["PT Maju Jaya, Tbk", "Maju Mundur"]);
    assert_eq!(read(&store, |r| r.companies_starting("pt maju j", 9)).len(), 1);
    for (number, address) in [(1, "a@Maju.id"), (2, "b@maju.id"), (3, "c@mail.com")] {
        let person = Contact { company_id: Some(CompanyId(id(7, 1))), ..contact(number, "x") };
        put(&store, &person);
        put(&store, &email(number, person.id, address));
    }
    let domains = read(&store, |r| r.email_domains(CompanyId(id(7, 1))));
    assert_eq!(domains, [("maju.id".to_owned(), 2), ("mail.com".to_owned(), 1)]);
    assert_eq!(read(&store, |r| r.contacts_of_company(CompanyId(id(7, 1)))).len(), 3);
}

#[test]
fn the_board_and_the_totals_agree() {
    let store = Store::in_memory().unwrap();
    for number in 1..=6 {
        lead(&store, number, &format!("P{number}"));
        let mut it: Opportunity = read(&store, |r| r.get(OpportunityId(id(4, number)))).unwrap();
        let (status, stage, rank) = if number == 6 {
            (Status::Won, "customer", 10)
        } else if number > 3 {
            (Status::Open, "ready", 1)
        } else {
            (Status::Open, "captured", 0)
        };
        it.standing = standing(status, stage, rank);
        it.estimate = (number != 5).then(|| Money::new(number as i64 * 100, "IDR"));
        put(&store, &it);
    }
    let b2b = FunnelKey::from("b2b");
    let board = read(&store, |r| r.board(&b2b, Status::Open));
    assert_eq!(board.iter().map(|row| row.contact.as_str()).collect::<Vec<_>>(), ["P4", "P5", "P1", "P2", "P3"]);
    assert!(board.iter().all(|row| row.next.as_ref().is_some_and(|next| next.state == ActivityState::Open)));
    for row in &board {
        assert_eq!(read(&store, |r| r.board_row(row.opportunity.id)).as_ref(), Some(row));
    }
    let totals = read(&store, |r| r.stage_totals(&b2b));
    let of = |status, stage: &str, currency: &str| {
        let found = totals.iter().find(|t| t.status == status && t.stage.as_str() == stage && t.currency == currency);
        found.map(|total| (total.count, total.minor))
    };
    assert_eq!(of(Status::Open, "captured", "IDR"), Some((3, 600)));
    assert_eq!(of(Status::Open, "ready", "IDR"), Some((1, 400)));
    assert_eq!(of(Status::Open, "ready", ""), Some((1, 0)));
    assert_eq!(of(Status::Won, "customer", "IDR"), Some((1, 600)));
    store
        .write::<_, Error>(meta(Act::ContactDeleted, 9), |tx| tx.delete::<Opportunity>(OpportunityId(id(4, 6))))
        .unwrap();
    assert!(read(&store, |r| r.board(&b2b, Status::Won)).is_empty());
    assert_eq!(read(&store, |r| r.stage_totals(&b2b)).len(), 3);
}

#[test]
fn a_small_and_a_large_stage_show_the_same_cards() {
    let store = Store::in_memory().unwrap();
    let due = |number: u64| match number % 5 {
        0 => None,
        _ => Some(at(10_000 - (number as i64 * 37 % 11) * 100)),
    };
    for number in 1..=40 {
        lead(&store, number, &format!("P{number}"));
        let mut call = activity(number, ContactId(id(1, number)), Some(OpportunityId(id(4, number))));
        call.due_at = due(number);
        if number % 7 == 0 {
            call.state = ActivityState::Done;
        }
        put(&store, &call);
        // A second step on some: the earlier one counts, and the card comes once.
        if number % 3 == 0 {
            let mut other = activity(1_000 + number, ContactId(id(1, number)), Some(OpportunityId(id(4, number))));
            other.due_at = Some(at(9_000 + number as i64));
            put(&store, &other);
        }
    }
    let filter = corong_store::BoardFilter {
        funnel: FunnelKey::from("b2b"),
        status: Status::Open,
        event: None,
        owner: None,
        unplanned_or_due_before: None,
    };
    let late = corong_store::BoardFilter { unplanned_or_due_before: Some(at(9_200)), ..filter.clone() };
    let stage = StageKey::from("captured");
    for filter in [&filter, &late] {
        for limit in [1, 7, 30, 39, 100] {
            let small = read(&store, |r| r.board_cards(filter, &stage, 40, limit));
            let large = read(&store, |r| r.board_cards(filter, &stage, 1_000_000, limit));
            assert_eq!(small, large, "at most {limit}");
        }
    }
    assert_eq!(read(&store, |r| r.board_cards(&filter, &stage, 40, 100)).len(), 40);
}

#[test]
fn activities_by_when_they_are_due() {
    let store = Store::in_memory().unwrap();
    lead(&store, 1, "Siti");
    let person = ContactId(id(1, 1));
    for (number, due, done) in
        [(10, Some(500), None), (11, Some(2_000), None), (12, None, None), (13, Some(1), Some(1_500))]
    {
        put(
            &store,
            &corong_domain::activity::Activity {
                due_at: due.map(at),
                done_at: done.map(at),
                state: if done.is_some() { ActivityState::Done } else { ActivityState::Open },
                ..activity(number, person, None)
            },
        );
    }
    let numbers = |which| -> Vec<u64> {
        let rows = read(&store, |r| r.activities(which, 100));
        assert!(rows.iter().all(|row| row.contact == "Siti"));
        rows.iter().map(|row| (row.activity.id.0.as_u128() & 0xffff) as u64).collect()
    };
    assert_eq!(numbers(Due::Before(at(1_000))), [10]);
    assert_eq!(numbers(Due::Between(at(1_000), at(3_000))), [1, 11]);
    assert_eq!(numbers(Due::Undated), [12]);
    assert_eq!(numbers(Due::Done(at(0), at(9_999))), [13]);
    assert_eq!(read(&store, |r| r.captured(at(0), at(1))).len(), 1);
    assert_eq!(read(&store, |r| r.captured(at(1), at(9))).len(), 0);
}

#[test]
fn duplicates_share_keys() {
    let store = Store::in_memory().unwrap();
    lead(&store, 1, "Siti");
    lead(&store, 2, "Siti R.");
    put(&store, &email(50, ContactId(id(1, 2)), "P1@example.org"));
    let first = ContactId(id(1, 1));
    let card = DuplicateKeys { emails: vec!["p1@Example.org".into()], ..DuplicateKeys::default() };
    assert_eq!(read(&store, |r| r.duplicate_candidates(&card, 9)), [first, ContactId(id(1, 2))]);
    assert_eq!(read(&store, |r| r.duplicates_of(first, 9)), [ContactId(id(1, 2))]);
    assert_eq!(read(&store, |r| r.duplicate_pairs(9)), [(first, ContactId(id(1, 2)))]);
    store.write::<_, Error>(meta(Act::ContactEdited, 9), |tx| tx.delete::<Email>(EmailId(id(3, 1)))).unwrap();
    assert!(read(&store, |r| r.duplicates_of(first, 9)).is_empty());
    assert!(read(&store, |r| r.duplicate_candidates(&DuplicateKeys::default(), 9)).is_empty());
}
