//! The main job without a screen: a card from import to customer, through every gate.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod support;

use serde_json::Value;
use support::{Place, SITI, way};

fn opportunity(words: &[&'static str]) -> Vec<&'static str> {
    std::iter::once("opportunity").chain(words.iter().copied()).collect()
}

#[test]
fn one_card_becomes_a_customer_through_every_gate() {
    let place = Place::with_book();
    let event = place.json(&["event", "add", "Pangan Nusantara Expo", "--from", "2026-11-18", "--cost", "45000000"]);
    assert_eq!(event.one()["cost"]["minor"], 4_500_000_000_i64);
    place.write("siti.vcf", SITI);
    let report = place.json(&["import", "siti.vcf", "--event", "pangan nusantara expo"]).one();
    assert_eq!(report.to_string(), r#"{"created":1,"file":"siti.vcf","read":1,"refused":[],"skipped":0,"updated":0}"#);
    for (words, level, stage) in way() {
        let after = place.json(&opportunity(&words)).one();
        assert_eq!((after["level"].as_str().unwrap(), after["stage"].as_str().unwrap()), (level, stage), "{words:?}");
    }
    let won = place.json(&["opportunity", "show", "Siti Rahma"]).one();
    assert_eq!(won["status"], "won");
    assert_eq!(won["percent"], 100);
    assert_eq!(won["amount"], serde_json::json!({ "minor": 1_250_000_000_i64, "currency": "IDR" }));
    assert_eq!(won["missing"], serde_json::json!([]));
    let contact = place.json(&["contact", "show", "Siti Rahma"]).one();
    assert_eq!(contact["level"], "customer");
    let today = place.json(&["today"]).lines();
    assert_eq!(today.len(), 1, "only the referral is left: {today:?}");
    assert_eq!(today[0]["text"], "Ask for a referral");
    place.state();
}

#[test]
fn each_gate_refuses_a_bare_move_and_nothing_changes() {
    let place = Place::with_card();
    for (words, _, stage) in way() {
        let words = opportunity(&words);
        if words[1] == "move" && stage != "ready" {
            let before = place.state();
            let refused = place.json(&["opportunity", "move", "Siti Rahma", stage]);
            assert_eq!(refused.code, 1, "{stage}: {refused:?}");
            let error = refused.error();
            assert_eq!(error["code"], "refused");
            let missing = error["detail"]["missing"].as_array().unwrap();
            let mandatory = missing.iter().filter(|item| item["strength"] == "mandatory").count();
            assert!(mandatory >= 2, "every missing item at once: {error}");
            for item in missing {
                assert!(!item["text"].as_str().unwrap().is_empty());
            }
            assert_eq!(place.state(), before, "{stage}");
        }
        assert_eq!(place.run(&words).code, 0, "{words:?}");
    }
}

#[test]
fn a_half_answered_move_keeps_none_of_its_answers() {
    let place = Place::with_card();
    for (words, _, _) in way().iter().take(3) {
        assert_eq!(place.run(&opportunity(words)).code, 0);
    }
    let before = place.state();
    let refused = place.run(&["opportunity", "move", "Siti Rahma", "exploring", "--answer", "g6_need=Less waste"]);
    assert_eq!(refused.code, 1);
    assert!(refused.err.contains("M g6_decision_maker") && !refused.err.contains("M g6_need"), "{refused:?}");
    assert_eq!(place.state(), before);
    let let_go = ["opportunity", "move", "Siti Rahma", "exploring", "--reason", "Known from last year"];
    assert_eq!(place.run(&let_go).code, 0, "a warning gate passes with one reason");
}

#[test]
fn undo_takes_back_step_by_step_and_history_says_so() {
    let place = Place::with_card();
    // What can be seen; the log keeps what was undone, so its hash differs.
    let seen = |place: &Place| {
        let contact = place.json(&["contact", "show", "Siti Rahma"]).out;
        contact + &place.json(&["opportunity", "show", "Siti Rahma"]).out
    };
    let captured = seen(&place);
    assert_eq!(place.run(&["opportunity", "move", "Siti Rahma", "ready"]).code, 0);
    let ready = seen(&place);
    assert_ne!(captured, ready);
    assert_eq!(place.run(&["contact", "edit", "Siti Rahma", "--note", "Call after lunch", "--tag", "kopi"]).code, 0);
    let undone = place.json(&["undo"]).one();
    assert_eq!(undone["act"], "contact_edited");
    assert_eq!(seen(&place), ready);
    let history = place.json(&["history", "Siti Rahma"]).lines();
    let moved = history.iter().find(|entry| entry["act"] == "opportunity_moved").unwrap();
    let name = moved["change"].as_str().unwrap();
    assert_eq!(place.json(&["undo", &name[..8]]).one()["undone"], name, "a change by the beginning of its name");
    assert_eq!(seen(&place), captured);
    let history = place.json(&["history"]).lines();
    let undone: Vec<&Value> = history.iter().filter(|entry| entry["undone"] == true).collect();
    assert_eq!(undone.len(), 2, "{history:?}");
    assert_eq!(place.json(&["undo"]).one()["act"], "contacts_imported", "the next one back");
    assert_eq!(place.json(&["contact", "list"]).lines().len(), 0);
}

#[test]
fn the_outcomes_lead_out_and_back_in() {
    let place = Place::with_card();
    for (words, _, _) in way().iter().take(4) {
        assert_eq!(place.run(&opportunity(words)).code, 0);
    }
    let status = |words: &[&str]| {
        let mut all = vec!["opportunity", words[0], "Siti Rahma"];
        all.extend(&words[1..]);
        place.json(&all)
    };
    assert_eq!(
        status(&["nurture", "--until", "2026-11-01", "--reason", "timing"]).error()["detail"]["refusal"],
        "wake_up_not_ahead"
    );
    assert_eq!(status(&["nurture", "--until", "2027-01-15", "--reason", "timing"]).one()["status"], "nurture");
    assert_eq!(status(&["wake"]).one()["stage"], "exploring");
    assert_eq!(status(&["lose", "--reason", "other"]).error()["detail"]["refusal"], "reason_needed");
    assert_eq!(status(&["lose", "--reason", "price", "--competitor", "PT Lain"]).one()["status"], "lost");
    assert_eq!(status(&["disqualify", "--reason", "junk"]).error()["detail"]["refusal"], "not_open");
    assert_eq!(status(&["reopen", "--reason", "New budget"]).one()["stage"], "exploring");
    let asks = status(&["fact", "credit=refused"]);
    assert_eq!((asks.code, asks.error()["code"].as_str()), (1, Some("asks")));
    assert_eq!(status(&["fact", "credit=refused", "--then", "step-back"]).one()["stage"], "contacted");
    assert_eq!(status(&["disqualify", "--reason", "credit-refused"]).one()["status"], "disqualified");
    let other = place.json(&["opportunity", "add", "Siti Rahma", "--funnel", "b2c"]).one();
    assert_eq!(other["funnel"], "b2c");
    assert_eq!(place.json(&["opportunity", "list", "--status", "open"]).lines().len(), 1);
    assert_eq!(place.json(&["opportunity", "list"]).lines().len(), 2);
    place.state();
}

#[test]
fn a_won_sale_is_voided_when_its_order_is_cancelled() {
    let place = Place::with_card();
    for (words, _, _) in way() {
        assert_eq!(place.run(&opportunity(&words)).code, 0);
    }
    let void = place.json(&["opportunity", "void", "Siti Rahma", "--reason", "Order cancelled"]).one();
    assert_eq!((void["status"].as_str(), void["stage"].as_str()), (Some("open"), Some("agreeing")));
}
