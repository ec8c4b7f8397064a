//! The log as people read it.

use corong_domain::contact::{Contact, Phone};
use corong_domain::history::Act;
use corong_domain::ids::*;
use corong_store::{Error, Store, Table};

use crate::samples::*;

#[test]
fn a_records_history_is_whole_also_after_its_delete() {
    let store = Store::in_memory().unwrap();
    lead(&store, 1, "Siti");
    lead(&store, 2, "Ani");
    edit(&store, 1, 10, |contact| contact.name = "Siti Rahma".into());
    let person = ContactId(id(1, 1));
    store.write::<_, Error>(meta(Act::ActivityPlanned, 20), |tx| tx.put(&activity(7, person, None))).unwrap();
    store.write::<_, Error>(meta(Act::ContactDeleted, 30), |tx| tx.delete::<Contact>(person)).unwrap();
    let acts = |found: Vec<corong_store::ChangeSummary>| -> Vec<Act> {
        found.into_iter().map(|change| change.act.unwrap()).collect()
    };
    assert_eq!(
        acts(read(&store, |r| r.history(Table::Contact, person.0, 10))),
        [Act::ContactDeleted, Act::ContactEdited, Act::ContactCaptured]
    );
    assert_eq!(
        acts(read(&store, |r| r.contact_history(person, 10))),
        [Act::ContactDeleted, Act::ActivityPlanned, Act::ContactEdited, Act::ContactCaptured]
    );
    assert_eq!(acts(read(&store, |r| r.contact_history(person, 2))), [Act::ContactDeleted, Act::ActivityPlanned]);
    assert_eq!(read(&store, |r| r.recent_changes(2)).len(), 2);
    store.rebuild().unwrap();
    assert_eq!(read(&store, |r| r.history(Table::Contact, person.0, 10)).len(), 3, "also after a rebuild");
}

#[test]
fn a_change_says_what_it_did_cell_by_cell() {
    let store = Store::in_memory().unwrap();
    lead(&store, 1, "Siti");
    let change = edit(&store, 1, 10, |contact| {
        contact.name = "Siti Rahma".into();
        contact.note = "new".into();
    });
    let cells = read(&store, |r| r.change_cells(change));
    let said: Vec<_> = cells.iter().map(|cell| (cell.cell.unwrap(), cell.before.clone(), cell.after.clone())).collect();
    assert_eq!(
        said,
        [
            ("name", vec!["\"Siti\"".to_owned()], Some("\"Siti Rahma\"".to_owned())),
            ("note", vec![], Some("\"new\"".to_owned())),
        ]
    );
    let deleted =
        store.write::<_, Error>(meta(Act::ContactEdited, 20), |tx| tx.delete::<Phone>(PhoneId(id(2, 1)))).unwrap();
    let cells = read(&store, |r| r.change_cells(deleted.change.unwrap()));
    assert_eq!((cells.len(), cells[0].table, cells[0].cell), (1, Table::Phone, None));
}

#[test]
fn the_hint_of_an_edit_is_above_what_it_replaces_whatever_the_clock_says() {
    let (a, b) = (Store::in_memory().unwrap(), Store::in_memory().unwrap());
    lead(&a, 1, "Siti");
    edit(&a, 1, 9_000_000_000, |contact| contact.name = "From the future".into());
    copy(&a, &b);
    edit(&b, 1, -9_000_000_000, |contact| contact.name = "Today".into());
    copy(&b, &a);
    assert_eq!(all_names(&a), ["Today"]);
    let hints: Vec<i64> = changes(&a).iter().map(|change| change.h).collect();
    assert!(hints.is_sorted(), "{hints:?}");
}

#[test]
fn several_puts_of_one_row_in_one_write_are_one_operation() {
    let (a, b) = (Store::in_memory().unwrap(), Store::in_memory().unwrap());
    lead(&a, 1, "Siti");
    let person = ContactId(id(1, 1));
    a.write::<_, Error>(meta(Act::ContactEdited, 10), |tx| {
        for name in ["One", "Two", "Three"] {
            let contact = tx.get::<Contact>(person)?.unwrap();
            tx.put(&Contact { name: name.into(), ..contact })?;
        }
        tx.delete::<Contact>(person)?;
        tx.put(&Contact { name: "Four".into(), ..contact(1, "") })?;
        tx.put(&contact(5, "Short"))?;
        tx.delete::<Contact>(ContactId(id(1, 5)))
    })
    .unwrap();
    copy(&a, &b);
    for book in [&a, &b] {
        assert_eq!(all_names(book), ["Four"]);
        assert_sound(book);
        assert!(read(book, |r| r.looks(9)).is_empty());
    }
    assert_eq!(read(&a, |r| r.state_hashes()), read(&b, |r| r.state_hashes()));
    assert_eq!(changes(&a)[1].body.matches("Three").count(), 0, "only the last value is said");
}
