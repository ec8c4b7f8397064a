//! Every transition of the funnel on the command line, T0 to T22 without the merge of contacts, each taken back by one
//! undo and done again.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod support;

use serde_json::Value;
use support::Place;

/// Everything that a person sees of the opportunities and of what is planned.
fn seen(place: &Place) -> Vec<String> {
    [&["opportunity", "list", "--limit", "0"][..], &["today"], &["contact", "list", "--limit", "0"]]
        .map(|words| place.json(words).out)
        .to_vec()
}

fn opportunity(place: &Place, name: &str) -> Value {
    let contact = place.json(&["contact", "show", name]).one()["id"].as_str().unwrap().to_owned();
    let all = place.json(&["opportunity", "list", "--contact", &contact]).lines();
    // The one that is being worked on; of a customer there may be a won one beside it.
    let open = all.iter().find(|one| one["status"] == "open").cloned();
    open.unwrap_or_else(|| all[0].clone())
}

/// Does it, sees where it led, takes it back, sees what was there before, and does it again.
fn step(place: &Place, name: &str, what: &str, words: &[&str], stage: &str, status: &str) {
    let before = seen(place);
    let run = || {
        let said = place.run(words);
        assert_eq!(said.code, 0, "{what}: {said:?}");
        let now = opportunity(place, name);
        assert_eq!((now["stage"].as_str(), now["status"].as_str()), (Some(stage), Some(status)), "{what}");
    };
    run();
    assert_ne!(seen(place), before, "{what} is seen");
    let undone = place.run(&["undo"]);
    assert_eq!(undone.code, 0, "{what}: {undone:?}");
    assert_eq!(seen(place), before, "{what} is taken back whole");
    run();
}

#[test]
fn every_transition_is_reached_and_taken_back() {
    let place = Place::with_book();
    let siti = |what: &str, words: &[&str], stage: &str, status: &str| {
        step(&place, "Siti", what, words, stage, status);
    };
    let card =
        ["contact", "add", "--name", "Siti", "--company", "PT Maju", "--phone", "0811222333", "--source", "walk-in"];
    siti("T0 captured", &card, "captured", "open");
    siti("T1 ready", &["opportunity", "move", "Siti", "ready"], "ready", "open");
    let interested = ["opportunity", "fact", "Siti", "interest=yes", "--channel", "in-person"];
    siti("T3 interest", &interested, "contacted", "open");
    let withdrawn = ["opportunity", "fact", "Siti", "interest=not-now", "--then", "step-back"];
    siti("T22 interest withdrawn", &withdrawn, "ready", "open");
    let accepted = ["opportunity", "fact", "Siti", "credit=accepted", "--checked-by", "Finance"];
    siti("T2 credit", &accepted, "qualified", "open");
    let again = ["opportunity", "fact", "Siti", "interest=yes", "--channel", "phone"];
    siti("T4 interest behind credit", &again, "engaged", "open");
    let on = |stage: &'static str| ["opportunity", "move", "Siti", stage, "--reason", "agreed on the phone"];
    siti("T6 exploring", &on("exploring"), "exploring", "open");
    siti("T12 back", &["opportunity", "move", "Siti", "engaged", "--reason", "too early"], "engaged", "open");
    siti("T13 over a stage", &on("evaluating"), "evaluating", "open");
    siti(
        "T14 disqualified",
        &["opportunity", "disqualify", "Siti", "--reason", "not-a-fit"],
        "evaluating",
        "disqualified",
    );
    siti("T18 reopened", &["opportunity", "reopen", "Siti", "--reason", "they called"], "evaluating", "open");
    siti("T15 lost", &["opportunity", "lose", "Siti", "--reason", "price"], "evaluating", "lost");
    siti("T18 reopened", &["opportunity", "reopen", "Siti", "--reason", "a new budget"], "evaluating", "open");
    let parked = ["opportunity", "nurture", "Siti", "--until", "2027-01-15", "--reason", "timing"];
    siti("T16 parked", &parked, "evaluating", "nurture");
    siti("T17 back to work", &["opportunity", "wake", "Siti"], "evaluating", "open");
    siti("T8 permission", &on("bid_allowed"), "bid_allowed", "open");
    let offer = [
        "opportunity",
        "move",
        "Siti",
        "bid_sent",
        "--answer",
        "g9_amount=12500000",
        "--answer",
        "g9_terms_version=2026-1",
        "--answer",
        "g9_valid_until=2026-12-31",
        "--answer",
        "g9_document=Q-17.pdf",
    ];
    siti("T9 offer", &offer, "bid_sent", "open");
    siti("T10 agreeing", &on("agreeing"), "agreeing", "open");
    let order = [
        "opportunity",
        "move",
        "Siti",
        "customer",
        "--answer",
        "g11_terms=2026-1 signed",
        "--answer",
        "g11_order=PO-77,on=2026-11-20,amount=12500000",
    ];
    siti("T11 won", &order, "customer", "won");
    siti("T19 void", &["opportunity", "void", "Siti", "--reason", "order cancelled"], "agreeing", "open");
    siti("T11 won again", &order, "customer", "won");
    siti("T20 repeat", &["opportunity", "add", "Siti", "--need", "A second machine"], "engaged", "open");

    let budi = |what: &str, words: &[&str], stage: &str| step(&place, "Budi", what, words, stage, "open");
    let referred =
        ["contact", "add", "--name", "Budi", "--company", "CV Baru", "--phone", "0811444555", "--referred-by", "Siti"];
    budi("a referral", &referred, "captured");
    // The source is there, so that G1 asks for nothing more.
    budi("T1 ready", &["opportunity", "move", "Budi", "ready"], "ready");
    budi("T3 interest", &["opportunity", "fact", "Budi", "interest=yes", "--channel", "phone"], "contacted");
    let accepted = ["opportunity", "fact", "Budi", "credit=conditional", "--checked-by", "Finance"];
    budi("T5 credit behind interest", &accepted, "engaged");
    let refused = ["opportunity", "fact", "Budi", "credit=refused", "--then", "nurture=2027-01-15"];
    step(&place, "Budi", "T22 credit refused", &refused, "engaged", "nurture");
}

#[test]
fn a_referral_needs_somebody_who_is_in_the_book() {
    let place = Place::with_book();
    let refused = place.json(&["contact", "add", "--name", "Budi", "--referred-by", "Nobody"]);
    assert_eq!((refused.code, refused.error()["code"].as_str()), (2, Some("not_found")));
    assert_eq!(place.json(&["contact", "list"]).out, "");
}
