//! Changes of other books: gaps, order, conflicts, newer versions, forgeries.

use corong_domain::contact::{Contact, Phone};
use corong_domain::history::Act;
use corong_domain::ids::*;
use corong_domain::opportunity::{Opportunity, Status};
use corong_store::{ChangeKey, Error, RawChange, Refused, Store, Table};

use crate::samples::*;

fn pair() -> (Store, Store) {
    (Store::in_memory().unwrap(), Store::in_memory().unwrap())
}

#[test]
fn what_replaces_may_come_before_what_it_replaces() {
    let (a, b) = pair();
    lead(&a, 1, "Siti");
    edit(&a, 1, 10, |contact| contact.name = "Siti Rahma".into());
    edit(&a, 1, 20, |contact| contact.name = "Siti Rahmawati".into());
    a.write::<_, Error>(meta(Act::ContactDeleted, 30), |tx| tx.delete::<Phone>(PhoneId(id(2, 1)))).unwrap();
    let mut sent = changes(&a);
    sent.reverse();
    for change in &sent {
        assert_eq!(b.apply(std::slice::from_ref(change)).unwrap().new, 1);
        assert_sound(&b);
    }
    assert_eq!(read(&a, |r| r.dump()), read(&b, |r| r.dump()));
    assert_eq!(read(&a, |r| r.state_hashes()), read(&b, |r| r.state_hashes()));
    assert_eq!(b.apply(&sent).unwrap().known, 4, "the same again changes nothing");
    assert!(read(&b, |r| r.looks(10)).is_empty());
}

#[test]
fn a_row_that_is_only_referred_to_is_hidden() {
    let (a, b) = pair();
    lead(&a, 1, "Siti");
    a.write::<_, Error>(meta(Act::ActivityPlanned, 10), |tx| {
        tx.put(&activity(9, ContactId(id(1, 1)), Some(OpportunityId(id(4, 1)))))
    })
    .unwrap();
    let sent = changes(&a);
    b.apply(&sent[1..]).unwrap();
    assert_eq!(all_names(&b), Vec::<String>::new());
    assert_eq!(read(&b, |r| r.count::<Contact>()), 0);
    assert_sound(&b);
    b.apply(&sent[..1]).unwrap();
    assert_eq!(all_names(&b), ["Siti"]);
    assert_eq!(names(&b, "siti"), ["Siti"]);
    assert_sound(&b);
}

#[test]
fn two_who_did_not_know_each_other_are_a_conflict_until_somebody_decides() {
    let (a, b) = pair();
    lead(&a, 1, "Siti");
    copy(&a, &b);
    edit(&a, 1, 10, |contact| contact.name = "Siti A".into());
    edit(&b, 1, 5, |contact| {
        contact.name = "Siti B".into();
        contact.note = "met".into();
    });
    let report = copy(&b, &a);
    assert_eq!(report.tables[&Table::Contact].conflicting, 1);
    copy(&a, &b);
    for book in [&a, &b] {
        assert_eq!(all_names(book), ["Siti A"], "the later clock is shown first");
        let looks = read(book, |r| r.looks(10));
        assert_eq!(looks.len(), 1);
        let (cell, values) = &looks[0].cells[0];
        assert_eq!(*cell, "name");
        let values: Vec<_> = values.iter().map(|value| value.value.clone().unwrap()).collect();
        assert_eq!(values, ["\"Siti A\"", "\"Siti B\""]);
        assert_eq!(read(book, |r| r.get::<Contact>(ContactId(id(1, 1)))).unwrap().note, "met");
    }
    b.write::<_, Error>(meta(Act::ContactEdited, 1), |tx| {
        let contact = tx.get::<Contact>(ContactId(id(1, 1)))?.unwrap();
        tx.settle(&contact, "name")
    })
    .unwrap();
    copy(&b, &a);
    for book in [&a, &b] {
        assert!(read(book, |r| r.looks(10)).is_empty());
        assert_eq!(all_names(book), ["Siti A"]);
        assert_sound(book);
    }
}

#[test]
fn the_same_said_twice_is_no_conflict() {
    let (a, b) = pair();
    lead(&a, 1, "Siti");
    copy(&a, &b);
    for book in [&a, &b] {
        edit(book, 1, 10, |contact| contact.job_title = "Buyer".into());
    }
    copy(&b, &a);
    assert!(read(&a, |r| r.looks(10)).is_empty());
}

#[test]
fn won_beats_a_later_clock() {
    let (a, b) = pair();
    lead(&a, 1, "Siti");
    copy(&a, &b);
    let put = |book: &Store, status, millis| {
        book.write::<_, Error>(meta(Act::OpportunityMoved, millis), |tx| {
            let mut opportunity = tx.get::<Opportunity>(OpportunityId(id(4, 1)))?.unwrap();
            opportunity.standing = standing(status, "x", 3);
            tx.put(&opportunity)
        })
        .unwrap();
    };
    put(&a, Status::Won, 10);
    put(&b, Status::Lost, 99_999);
    copy(&b, &a);
    copy(&a, &b);
    for book in [&a, &b] {
        let shown = read(book, |r| r.get::<Opportunity>(OpportunityId(id(4, 1)))).unwrap();
        assert_eq!(shown.standing.status, Status::Won);
        assert_eq!(read(book, |r| r.looks(10)).len(), 1, "it stays flagged");
    }
}

#[test]
fn an_edit_that_the_delete_had_not_seen_keeps_the_row_and_wants_a_look() {
    let (a, b) = pair();
    lead(&a, 1, "Siti");
    copy(&a, &b);
    a.write::<_, Error>(meta(Act::ContactDeleted, 10), |tx| tx.delete::<Contact>(ContactId(id(1, 1)))).unwrap();
    assert_eq!(names(&a, "siti"), Vec::<String>::new());
    edit(&b, 1, 5, |contact| contact.note = "wants a sample".into());
    copy(&a, &b);
    copy(&b, &a);
    for book in [&a, &b] {
        assert_eq!(names(book, "sample"), ["Siti"]);
        assert!(read(book, |r| r.looks(10))[0].deleted_and_edited);
        assert_sound(book);
    }
    a.write::<_, Error>(meta(Act::ContactEdited, 20), |tx| tx.keep::<Contact>(ContactId(id(1, 1)))).unwrap();
    copy(&a, &b);
    assert!(read(&b, |r| r.looks(10)).is_empty());
    assert_eq!(all_names(&b), ["Siti"]);
}

fn raw(writer: u8, seq: u64, body: &str) -> RawChange {
    RawChange {
        key: ChangeKey { writer: [writer; 8], seq },
        h: 1,
        at: 1,
        by: None,
        act: "teleported".to_owned(),
        subject: None,
        batch: None,
        body: body.to_owned(),
    }
}

#[test]
fn what_a_newer_version_says_is_kept_and_passed_on() {
    let body = r#"[{"t":"hologram","r":"not base64","f":{"x":[1,{"y":2}]},"zz":1},
        {"t":"contact","r":"AZgAAAAAcACAAQAAAAAAAQ","f":{"name":"Siti","aura":{"colour":"blue"},"temperature":"tepid"},
        "p":{"aura":[["0101010101010101",9]]},"q":null}]"#;
    let (a, b) = pair();
    assert_eq!(a.apply(&[raw(7, 1, body)]).unwrap().new, 1);
    let contact = read(&a, |r| r.all::<Contact>()).pop().unwrap();
    assert_eq!((contact.name.as_str(), contact.temperature), ("Siti", None));
    edit(&a, 1, 5, |contact| contact.note = "edited here".into());
    copy(&a, &b);
    assert_eq!(changes(&b)[0].body, body, "byte for byte");
    assert_eq!(read(&b, |r| r.recent_changes(5)).len(), 0, "none of them was made here");
    assert_eq!(read(&a, |r| r.fingerprint()), read(&b, |r| r.fingerprint()));
    assert_sound(&b);
}

#[test]
fn one_identity_with_two_contents_is_refused() {
    let (a, _) = pair();
    let first = raw(1, 1, r#"[{"t":"contact","r":"AZgAAAAAcACAAQAAAAAAAQ","f":{"name":"Siti"}}]"#);
    let forged = RawChange { body: first.body.replace("Siti", "Eve"), ..first.clone() };
    let later = RawChange { h: 2, ..first.clone() };
    let report = a.apply(&[first, forged, later]).unwrap();
    assert_eq!((report.new, report.refused.len()), (1, 2));
    assert!(report.refused.iter().all(|refusal| refusal.why == Refused::IdentityReused));
    assert_eq!(all_names(&a), ["Siti"]);
}

#[test]
fn what_cannot_be_read_is_refused_and_the_rest_is_taken() {
    let (a, _) = pair();
    let good = raw(1, 1, r#"[{"t":"contact","r":"AZgAAAAAcACAAQAAAAAAAQ","f":{"name":"Siti"}}]"#);
    let deep = format!("[{}1{}]", "[".repeat(500), "]".repeat(500));
    let bad = [
        raw(1, 0, "[]"),
        raw(1, u64::MAX, "[]"),
        raw(2, 1, ""),
        raw(2, 2, "{}"),
        raw(2, 3, "[1]"),
        raw(2, 4, &deep),
        raw(2, 5, r#"[{"t":"contact","r":"short","f":{}}]"#),
        raw(2, 6, r#"[{"t":"contact","r":"AZgAAAAAcACAAQAAAAAAAQ","del":[["xyz",1]]}]"#),
        raw(2, 7, r#"[{"t":"contact","r":"AZgAAAAAcACAAQAAAAAAAQ","p":{"name":[["0101010101010101",-1]]}}]"#),
        raw(2, 8, "[{\"t\":\"contact\""),
    ];
    let report = a.apply(&bad).unwrap();
    assert_eq!(report.refused.len(), bad.len(), "{report:?}");
    assert_eq!(read(&a, |r| r.change_count()), 0);
    let report = a.apply(&[bad[2].clone(), good]).unwrap();
    assert_eq!((report.new, report.refused.len()), (1, 1));
    assert_sound(&a);
}

#[test]
fn values_of_the_wrong_kind_are_blank_and_nothing_breaks() {
    let (a, _) = pair();
    let body = r#"[{"t":"contact","r":"AZgAAAAAcACAAQAAAAAAAQ","f":{"name":5,"to_type":"yes","created_at":1e300,
        "company_id":"x","merged_into":7}},{"t":"opportunity","r":"AZgAAAAAcACABAAAAAAAAQ","f":{"standing":{"status":"lost"},
        "estimate":{"minor":"9"},"attempt":-4,"contact_id":null}}]"#;
    assert_eq!(a.apply(&[raw(3, 1, body)]).unwrap().new, 1);
    assert_eq!(read(&a, |r| r.all::<Contact>()).len(), 1);
    assert_eq!(read(&a, |r| r.all::<Opportunity>())[0].attempt, 1);
    assert_sound(&a);
}

#[test]
fn rings_of_replaces_and_deletes_of_oneself_do_no_harm() {
    let (a, b) = pair();
    let row = "AZgAAAAAcACAAQAAAAAAAQ";
    let ring = [
        raw(
            1,
            1,
            &format!(r#"[{{"t":"contact","r":"{row}","f":{{"name":"A"}},"p":{{"name":[["0202020202020202",1]]}}}}]"#),
        ),
        raw(
            2,
            1,
            &format!(r#"[{{"t":"contact","r":"{row}","f":{{"name":"B"}},"p":{{"name":[["0101010101010101",1]]}}}}]"#),
        ),
        raw(3, 1, &format!(r#"[{{"t":"contact","r":"{row}","f":{{"note":"C"}},"del":[["0303030303030303",1]]}}]"#)),
    ];
    a.apply(&ring).unwrap();
    let mut back = ring.to_vec();
    back.reverse();
    b.apply(&back).unwrap();
    assert_eq!(read(&a, |r| r.state_hashes()), read(&b, |r| r.state_hashes()));
    assert_eq!(all_names(&a), Vec::<String>::new());
    assert_sound(&a);
    assert_sound(&b);
}

#[test]
fn a_preview_says_the_same_and_changes_nothing() {
    let (a, b) = pair();
    for number in 1..5 {
        lead(&a, number, "Siti");
    }
    let sent = changes(&a);
    let before = read(&b, |r| Ok((r.fingerprint()?, r.dump()?)));
    let preview = b.preview(&sent).unwrap();
    assert_eq!(read(&b, |r| Ok((r.fingerprint()?, r.dump()?))), before);
    assert_eq!(b.apply(&sent).unwrap(), preview);
    assert_eq!(preview.tables[&Table::Phone].new, 4);
}
