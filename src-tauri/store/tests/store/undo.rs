//! Undo takes back what nobody touched since, and only that.

use corong_domain::activity::Activity;
use corong_domain::company::Company;
use corong_domain::contact::{Contact, Email, Phone};
use corong_domain::history::Act;
use corong_domain::ids::*;
use corong_domain::opportunity::{Opportunity, StageMove, Status, Transition};
use corong_domain::sale::offer::{Offer, OfferStatus};
use corong_domain::sale::standing::Held;
use corong_store::{ChangeKey, Error, Store, TableHash, UndoReport};
use uuid::Uuid;

use crate::convergence::Chance;
use crate::samples::*;

fn visible(store: &Store) -> Vec<TableHash> {
    read(store, |r| r.visible_hashes())
}

fn undo(store: &Store, change: ChangeKey, millis: i64) -> (ChangeKey, UndoReport) {
    let written = store.undo(change, &meta(Act::Undone, millis)).unwrap();
    (written.change.expect("something to undo"), written.value)
}

#[test]
fn a_captured_lead_goes_and_comes_back() {
    let store = Store::in_memory().unwrap();
    lead(&store, 1, "Ani");
    let before = visible(&store);
    let captured = lead(&store, 2, "Siti");
    let after = visible(&store);
    let (first, report) = undo(&store, captured, 10);
    assert_eq!(report, UndoReport { deleted: 5, ..UndoReport::default() });
    assert_eq!(visible(&store), before);
    assert_eq!(names(&store, "siti"), Vec::<String>::new());
    let (again, report) = undo(&store, first, 20);
    assert_eq!(report.restored, 5);
    assert_eq!(visible(&store), after);
    assert_eq!(names(&store, "siti"), ["Siti"]);
    let (third, report) = undo(&store, again, 30);
    assert_eq!(report.deleted, 5, "undoing the undo of an undo deletes again: {report:?}");
    assert_eq!(visible(&store), before);
    undo(&store, third, 40);
    assert_eq!(visible(&store), after);
    assert_sound(&store);
    let summary = read(&store, |r| r.change_summary(first)).unwrap();
    assert_eq!((summary.act, summary.subject.unwrap().id), (Some(Act::Undone), id(1, 2)));
}

#[test]
fn an_edit_gets_its_earlier_value_back_and_later_edits_stay() {
    let store = Store::in_memory().unwrap();
    lead(&store, 1, "Siti");
    let before = visible(&store);
    let change = edit(&store, 1, 10, |contact| {
        contact.name = "Siti Rahma".into();
        contact.temperature = None;
        contact.job_title = "Buyer".into();
    });
    let (undone, report) = undo(&store, change, 20);
    assert_eq!(report.cells, 3);
    assert_eq!(visible(&store), before);
    undo(&store, undone, 30);
    edit(&store, 1, 40, |contact| contact.job_title = "Head buyer".into());
    let (_, report) = undo(&store, change, 50);
    assert_eq!((report.cells, report.kept), (2, 1), "what came back by a redo is the change's again");
}

#[test]
fn later_edits_are_kept() {
    let store = Store::in_memory().unwrap();
    let captured = lead(&store, 1, "Siti");
    let change = edit(&store, 1, 10, |contact| {
        contact.name = "Siti Rahma".into();
        contact.note = "met at the booth".into();
    });
    edit(&store, 1, 20, |contact| contact.note = "met twice".into());
    let (_, report) = undo(&store, change, 30);
    assert_eq!((report.cells, report.kept), (1, 1));
    let contact = read(&store, |r| r.get::<Contact>(ContactId(id(1, 1)))).unwrap();
    assert_eq!((contact.name.as_str(), contact.note.as_str()), ("Siti", "met twice"));
    let before = visible(&store);
    let written = store.undo(captured, &meta(Act::Undone, 40)).unwrap();
    assert!(written.value.kept >= 1);
    assert!(read(&store, |r| r.get::<Contact>(ContactId(id(1, 1)))).is_some(), "edited since: it stays");
    assert_ne!(visible(&store), before, "what was not touched goes: the phone");
    assert_sound(&store);
}

#[test]
fn a_row_that_others_refer_to_stays() {
    let store = Store::in_memory().unwrap();
    let captured = lead(&store, 1, "Siti");
    store.write::<_, Error>(meta(Act::NoteAdded, 10), |tx| tx.put(&activity(7, ContactId(id(1, 1)), None))).unwrap();
    undo(&store, captured, 20);
    assert!(read(&store, |r| r.get::<Contact>(ContactId(id(1, 1)))).is_some());
    assert!(read(&store, |r| r.get::<Activity>(ActivityId(id(5, 7)))).is_some());
    assert!(read(&store, |r| r.get::<Opportunity>(OpportunityId(id(4, 1)))).is_none());
}

#[test]
fn deleted_rows_come_back_with_all_their_values() {
    let store = Store::in_memory().unwrap();
    lead(&store, 1, "Siti");
    edit(&store, 1, 5, |contact| contact.note = "likes tea".into());
    let before = visible(&store);
    let deleted = store
        .write::<_, Error>(meta(Act::ContactDeleted, 10), |tx| {
            tx.delete::<Contact>(ContactId(id(1, 1)))?;
            tx.delete::<Phone>(PhoneId(id(2, 1)))?;
            tx.delete::<Email>(EmailId(id(3, 1)))
        })
        .unwrap()
        .change
        .unwrap();
    assert_eq!(names(&store, "tea"), Vec::<String>::new());
    undo(&store, deleted, 20);
    assert_eq!(visible(&store), before);
    assert_eq!(names(&store, "tea"), ["Siti"]);
    assert_sound(&store);
}

#[test]
fn a_move_is_undone_whole() {
    let store = Store::in_memory().unwrap();
    lead(&store, 1, "Siti");
    let before = visible(&store);
    let opportunity = OpportunityId(id(4, 1));
    let moved = store
        .write::<_, Error>(meta(Act::OpportunityMoved, 10), |tx| {
            let mut it = tx.get::<Opportunity>(opportunity)?.unwrap();
            it.standing = standing(Status::Open, "ready", 1);
            it.high_water = 1;
            tx.put(&it)?;
            tx.put(&StageMove {
                id: MoveId(id(6, 1)),
                opportunity_id: opportunity,
                transition: Transition::Forward,
                from_stage: Some(StageKey::from("captured")),
                to_stage: StageKey::from("ready"),
                from_status: Some(Status::Open),
                to_status: Status::Open,
                at: at(10),
                by: None,
                reason: String::new(),
                reason_code: None,
                waived: Vec::new(),
            })
        })
        .unwrap()
        .change
        .unwrap();
    assert_eq!(read(&store, |r| r.of_opportunity::<StageMove>(opportunity)).len(), 1);
    undo(&store, moved, 20);
    assert_eq!(visible(&store), before);
}

#[test]
fn beside_a_colleagues_value_undo_leaves_the_colleagues() {
    let (a, b) = (Store::in_memory().unwrap(), Store::in_memory().unwrap());
    lead(&a, 1, "Siti");
    copy(&a, &b);
    let mine = edit(&a, 1, 10, |contact| contact.name = "Mine".into());
    edit(&b, 1, 5, |contact| contact.name = "Theirs".into());
    copy(&b, &a);
    assert_eq!(all_names(&a), ["Mine"]);
    undo(&a, mine, 20);
    assert_eq!(all_names(&a), ["Theirs"]);
    assert!(read(&a, |r| r.looks(10)).is_empty());
    copy(&a, &b);
    assert_eq!(all_names(&b), ["Theirs"]);
    assert_eq!(read(&a, |r| r.state_hashes()), read(&b, |r| r.state_hashes()));
}

#[test]
fn an_import_is_undone_and_done_again_as_one() {
    let store = Store::in_memory().unwrap();
    lead(&store, 1, "Ani");
    let before = visible(&store);
    let (batch, redo, again) = (Uuid::from_u128(1), Uuid::from_u128(2), Uuid::from_u128(3));
    let imported = store.bulk::<_, Error>(|bulk| {
        for number in 10..30 {
            bulk.change::<_, Error>(meta(Act::ContactsImported, 10).in_batch(batch), |tx| {
                let company = Company {
                    id: CompanyId(id(7, number % 3)),
                    name: format!("PT {}", number % 3),
                    domain: String::new(),
                    sector: String::new(),
                    note: String::new(),
                    created_at: at(0),
                };
                tx.put(&company)?;
                tx.put(&Contact { company_id: Some(company.id), ..contact(number, "Imported") })
            })?;
        }
        Ok(())
    });
    assert!(imported.unwrap().change.is_some());
    let after = visible(&store);
    let report = store.undo_batch(batch, &meta(Act::Undone, 20).in_batch(redo)).unwrap().value;
    assert_eq!((report.deleted, report.kept), (23, 0));
    assert_eq!(visible(&store), before);
    let report = store.undo_batch(redo, &meta(Act::Undone, 30).in_batch(again)).unwrap().value;
    assert_eq!(report.restored, 23);
    assert_eq!(visible(&store), after);
    assert_sound(&store);
}

#[test]
fn a_preview_of_undo_changes_nothing_and_a_missing_change_is_said() {
    let store = Store::in_memory().unwrap();
    let captured = lead(&store, 1, "Siti");
    let before = read(&store, |r| Ok((r.fingerprint()?, r.dump()?)));
    assert_eq!(store.preview_undo(captured, &meta(Act::Undone, 5)).unwrap().deleted, 5);
    assert_eq!(read(&store, |r| Ok((r.fingerprint()?, r.dump()?))), before);
    let missing = ChangeKey { writer: [9; 8], seq: 1 };
    let error = store.undo(missing, &meta(Act::Undone, 5)).unwrap_err();
    assert_eq!(error.kind, corong_store::ErrorKind::Missing);
}

/// Random writes by one person, undone from the last to the first, and done again: each state comes back.
#[test]
fn everything_undone_in_turn_is_what_was_before() {
    for seed in 0..120 {
        let mut chance = Chance::new(seed);
        let store = Store::in_memory().unwrap();
        let mut states = vec![visible(&store)];
        let mut done = Vec::new();
        for step in 0..12 {
            let number = chance.below(3) as u64;
            let (pick, word) = (chance.below(8), format!("w{}", chance.below(50)));
            let written = store.write::<_, Error>(meta(Act::ContactEdited, step), |tx| {
                let person = ContactId(id(1, number));
                let present = tx.get::<Contact>(person)?;
                match (pick, present) {
                    (0, _) => tx.delete::<Contact>(person).map(drop),
                    (1, _) => tx.put(&phone(number, person, &word, &word)).map(drop),
                    (6, _) => {
                        let blank = offer(number, 1 + step as u32 % 2, OpportunityId(id(4, number)));
                        let mut offer = tx.get::<Offer>(blank.id)?.unwrap_or(blank);
                        offer.standing = Held::because(OfferStatus::Sent, at(step), &word);
                        tx.put(&credit_entry(step as u64, offer.opportunity_id, step * 100))?;
                        tx.put(&offer).map(drop)
                    }
                    (7, _) => tx.delete::<Offer>(OfferId(id(16, number))).map(drop),
                    (2, Some(mut contact)) => {
                        contact.company_id = Some(CompanyId(id(7, number)));
                        tx.put(&contact).map(drop)
                    }
                    (_, present) => {
                        let mut contact = present.unwrap_or_else(|| contact(number, ""));
                        contact.name = word.clone();
                        contact.note = word.clone();
                        tx.put(&contact).map(drop)
                    }
                }
            });
            if let Some(change) = written.unwrap().change {
                done.push(change);
                states.push(visible(&store));
            }
        }
        let mut undone = Vec::new();
        states.pop();
        for (change, before) in done.iter().rev().zip(states.iter().rev()) {
            let written = store.undo(*change, &meta(Act::Undone, 100)).unwrap();
            undone.extend(written.change);
            assert_eq!(&visible(&store), before, "seed {seed}");
        }
        assert_eq!(undone.len(), done.len());
        assert_sound(&store);
    }
}
