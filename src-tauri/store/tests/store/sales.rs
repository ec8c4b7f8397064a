//! Offers, orders and sale credit in the log: concurrent revisions, statuses, history, undo.

use corong_domain::history::Act;
use corong_domain::ids::*;
use corong_domain::sale::ledger::SaleCreditEntry;
use corong_domain::sale::offer::{Offer, OfferStatus, by_offer};
use corong_domain::sale::standing::Held;
use corong_store::{Error, Store, Table};

use crate::samples::*;

fn put(store: &Store, act: Act, millis: i64, offer: &Offer) -> corong_store::ChangeKey {
    store.write::<_, Error>(meta(act, millis), |tx| tx.put(offer)).unwrap().change.unwrap()
}

fn two_books_with_an_offer() -> (Store, Store, Offer) {
    let (a, b) = (Store::in_memory().unwrap(), Store::in_memory().unwrap());
    lead(&a, 1, "Siti");
    let first = Offer { standing: Held::new(OfferStatus::Sent, at(10)), ..offer(1, 1, OpportunityId(id(4, 1))) };
    put(&a, Act::OfferSent, 10, &first);
    copy(&a, &b);
    (a, b, first)
}

#[test]
fn concurrent_revisions_are_both_kept() {
    let (a, b, first) = two_books_with_an_offer();
    let mine = offer(1, 2, first.opportunity_id);
    let theirs = Offer { id: OfferId(id(18, 7)), created_at: at(3), ..mine.clone() };
    put(&a, Act::OfferRevised, 20, &mine);
    put(&b, Act::OfferRevised, 21, &theirs);
    copy(&a, &b);
    copy(&b, &a);
    for book in [&a, &b] {
        let found = read(book, |r| r.of_opportunity::<Offer>(first.opportunity_id));
        let offers = by_offer(&found);
        assert_eq!((offers.len(), offers[0].all.len(), offers[0].has_rivals()), (1, 3, true));
        assert!(read(book, |r| r.looks(9)).is_empty(), "two rows are no conflict of one");
        assert_sound(book);
    }
    assert_eq!(read(&a, |r| r.state_hashes()), read(&b, |r| r.state_hashes()));
}

#[test]
fn what_the_prospect_answered_is_shown_before_what_we_did() {
    let (a, b, first) = two_books_with_an_offer();
    put(&a, Act::OfferAccepted, 20, &Offer { standing: Held::new(OfferStatus::Accepted, at(20)), ..first.clone() });
    put(&b, Act::OfferWithdrawn, 99, &Offer { standing: Held::new(OfferStatus::Withdrawn, at(99)), ..first.clone() });
    copy(&a, &b);
    copy(&b, &a);
    for book in [&a, &b] {
        let shown: Offer = read(book, |r| r.get(first.id)).unwrap();
        assert_eq!(shown.standing.status, OfferStatus::Accepted, "whatever the clocks say");
        assert_eq!(read(book, |r| r.looks(9)).len(), 1, "and a person looks at it");
        assert_sound(book);
    }
}

#[test]
fn a_number_is_known_also_when_its_offer_was_deleted() {
    let (a, _, first) = two_books_with_an_offer();
    a.write::<_, Error>(meta(Act::Undone, 30), |tx| tx.delete::<Offer>(first.id)).unwrap();
    assert_eq!(read(&a, |r| r.offers_numbered(&first.number)).len(), 0);
    assert_eq!(read(&a, |r| r.offer_numbers("Q26-AB-")), ["Q26-AB-0001"]);
    assert!(read(&a, |r| r.offer_numbers("Q26-CD-")).is_empty());
}

#[test]
fn the_history_of_an_offer_is_whole_and_each_step_can_be_undone() {
    let (a, _, first) = two_books_with_an_offer();
    let hashes = |store: &Store| read(store, |r| r.get::<Offer>(first.id));
    let sent = hashes(&a);
    let accepted =
        put(&a, Act::OfferAccepted, 20, &Offer { standing: Held::new(OfferStatus::Accepted, at(20)), ..first.clone() });
    let acts: Vec<Act> =
        read(&a, |r| r.history(Table::Offer, first.id.0, 9)).iter().filter_map(|one| one.act).collect();
    assert_eq!(acts, [Act::OfferAccepted, Act::OfferSent]);
    a.undo(accepted, &meta(Act::Undone, 30)).unwrap();
    assert_eq!(hashes(&a), sent);
    let entry = credit_entry(1, first.opportunity_id, -5);
    let posted = a.write::<_, Error>(meta(Act::OrderConfirmed, 40), |tx| tx.put(&entry)).unwrap().change.unwrap();
    assert_eq!(read(&a, |r| r.get::<SaleCreditEntry>(entry.id)), Some(entry.clone()));
    a.undo(posted, &meta(Act::Undone, 50)).unwrap();
    assert_eq!(read(&a, |r| r.get::<SaleCreditEntry>(entry.id)), None);
    assert_sound(&a);
}
