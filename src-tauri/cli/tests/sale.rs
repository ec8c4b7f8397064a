//! One whole sale without a screen: price list, offer, revision, terms, order, win, sale credit, cancellation.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod support;

use serde_json::{Value, json};
use support::{Place, way};

/// A book with Siti allowed to get an offer, two products, terms and a second salesperson.
fn place() -> Place {
    let place = Place::with_card();
    for (words, _, _) in way().iter().take(6) {
        let words: Vec<&str> = std::iter::once("opportunity").chain(words.iter().copied()).collect();
        assert_eq!(place.run(&words).code, 0, "{words:?}");
    }
    place.write("terms.txt", "Payment within 30 days.\n");
    assert_eq!(place.json(&["terms", "add", "2026-1", "terms.txt"]).one()["version"], "2026-1");
    for (name, price) in [("Espresso K2", "48500000"), ("Grinder G75", "9750000")] {
        let made =
            place.json(&["product", "add", "--name", name, "--price", price, "--tax", "11", "--unit", "pc"]).one();
        assert_eq!(made["name"], name);
        assert_eq!(made["price"]["currency"], "IDR");
    }
    assert_eq!(place.json(&["salesperson", "add", "Budi Cahya", "--prefix", "BC"]).one()["prefix"], "BC");
    place
}

fn keys(value: &Value) -> Vec<String> {
    let mut keys: Vec<String> = value.as_object().unwrap().keys().cloned().collect();
    keys.sort();
    keys
}

#[test]
fn a_sale_from_price_list_to_sale_credit() {
    let place = place();
    let quote = place.json(&["quote", "new", "Siti Rahma", "--line", "Espresso K2=2", "--line", "grinder g75=2"]).one();
    assert_eq!(keys(&quote), ["id", "number", "opportunity", "revision", "status", "total"]);
    assert_eq!((quote["number"].as_str(), quote["revision"].as_u64()), (Some("Q26-AB-0001"), Some(1)));
    assert_eq!(quote["total"], json!({ "minor": 12_931_500_000_i64, "currency": "IDR" }));
    let amount = |place: &Place| place.json(&["opportunity", "show", "Siti Rahma"]).one()["amount"]["minor"].clone();
    assert_eq!(amount(&place), 12_931_500_000_i64, "the amount follows the offer");
    assert_eq!(place.json(&["quote", "pdf", "Q26-AB-0001", "offer.pdf"]).one()["number"], "Q26-AB-0001");
    assert!(std::fs::read(place.path("offer.pdf")).unwrap().starts_with(b"%PDF-"));
    let sent = place.json(&["quote", "send", "Q26-AB-0001"]).one();
    assert_eq!(sent["status"], "sent");
    let stands = place.json(&["opportunity", "show", "Siti Rahma"]).one();
    assert_eq!(stands["stage"], "bid_sent", "what the last gate asked for stands in the offer");
    let refused = place.json(&["quote", "edit", "Q26-AB-0001", "--discount", "10"]);
    assert_eq!((refused.code, refused.error()["detail"]["refusal"].as_str()), (1, Some("offer_sent")));
    let lost = place.json(&["opportunity", "lose", "Siti Rahma", "--reason", "price"]);
    assert_eq!((lost.code, lost.error()["detail"]["on"].clone()), (1, json!(["Q26-AB-0001"])), "open offers are named");
    let revised = place.json(&["quote", "revise", "Q26-AB-0001", "--discount", "10"]).one();
    assert_eq!((revised["revision"].as_u64(), revised["status"].as_str()), (Some(2), Some("draft")));
    assert_eq!(place.json(&["quote", "send", "Q26-AB-0001"]).one()["revision"], 2);
    let all = place.json(&["quote", "list", "Siti Rahma"]).lines();
    let statuses: Vec<&str> = all.iter().map(|one| one["status"].as_str().unwrap()).collect();
    assert_eq!(statuses, ["withdrawn", "sent"]);
    assert_eq!(amount(&place), 11_638_350_000_i64);
    let early = place.json(&["order", "place", "Siti Rahma", "--quote", "Q26-AB-0001"]);
    assert_eq!((early.code, early.error()["detail"]["refusal"].as_str()), (1, Some("offer_not_accepted")));
    assert_eq!(place.json(&["quote", "accept", "Q26-AB-0001"]).one()["status"], "accepted");
    let text = place.run(&["quote", "text", "Q26-AB-0001"]).out;
    assert!(text.contains("Espresso K2 — 2 pc") && text.contains("Total: Rp 116,383,500"), "{text}");

    let order = place.json(&["order", "place", "Siti Rahma", "--quote", "Q26-AB-0001", "--number", "PO-77"]).one();
    assert_eq!(keys(&order), ["id", "number", "status", "total"]);
    assert_eq!((order["number"].as_str(), order["status"].as_str()), (Some("PO-77"), Some("placed")));
    let before = place.state();
    let refused = place.json(&["order", "confirm", "PO-77"]);
    assert_eq!(refused.code, 1);
    let missing = refused.error()["detail"]["missing"].to_string();
    assert!(missing.contains("g11_terms") && !missing.contains("g11_order"), "{missing}");
    assert_eq!(place.state(), before, "a refused confirmation changes nothing");
    let accepted = ["terms", "accept", "Siti Rahma", "--version", "2026-1", "--by", "Siti Rahma", "--how", "signature"];
    let accepted = place.json(&accepted).one();
    assert_eq!(keys(&accepted), ["hash", "version"]);
    assert_eq!(accepted["hash"].as_str().unwrap().len(), 64);
    let set = place.json(&["sale-credit", "set", "Siti Rahma", "Anna Bastari=5000", "BC=4000"]);
    assert_eq!((set.code, set.error()["detail"]["refusal"].as_str()), (1, Some("not_whole")));
    let parts = place.json(&["sale-credit", "set", "Siti Rahma", "Anna Bastari=6667", "BC=3333"]).lines();
    assert_eq!(keys(&parts[0]), ["amount", "basis_points", "salesperson"]);
    let answers = ["--answer", "g10_receipt=yes", "--answer", "g10_answer=They agree"];
    let confirm: Vec<&str> = ["order", "confirm", "PO-77"].into_iter().chain(answers).collect();
    assert_eq!(place.json(&confirm).one()["status"], "confirmed");
    let won = place.json(&["opportunity", "show", "Siti Rahma"]).one();
    assert_eq!((won["status"].as_str(), won["level"].as_str()), (Some("won"), Some("customer")));
    credit_adds_up(&place, 11_638_350_000);

    let frozen = place.json(&["sale-credit", "set", "Siti Rahma", "Anna Bastari=10000"]);
    assert_eq!((frozen.code, frozen.error()["detail"]["refusal"].as_str()), (1, Some("credit_frozen")));
    let corrected = ["sale-credit", "set", "Siti Rahma", "Anna Bastari=5000", "BC=5000", "--reason", "Both went there"];
    assert_eq!(place.json(&corrected).lines().len(), 2);
    credit_adds_up(&place, 11_638_350_000);
    let part = place.json(&["order", "cancel", "PO-77", "--amount", "16383500", "--reason", "One less"]).one();
    assert_eq!((part["status"].as_str(), part["total"]["minor"].as_i64()), (Some("confirmed"), Some(10_000_000_000)));
    credit_adds_up(&place, 10_000_000_000);
    let too_much = place.json(&["order", "cancel", "PO-77", "--amount", "999999999"]);
    assert_eq!((too_much.code, too_much.error()["detail"]["refusal"].as_str()), (1, Some("beyond_rest")));
    assert_eq!(place.json(&["order", "cancel", "PO-77"]).one()["status"], "cancelled");
    let void = place.json(&["opportunity", "show", "Siti Rahma"]).one();
    assert_eq!((void["status"].as_str(), void["stage"].as_str()), (Some("open"), Some("agreeing")));
    credit_adds_up(&place, 0);
    place.state();
}

/// The volume of all salespeople adds up to what is left of the order.
fn credit_adds_up(place: &Place, minor: i64) {
    let rows = place.json(&["sale-credit", "volume"]).lines();
    let sum: i64 = rows.iter().map(|row| row["amount"]["minor"].as_i64().unwrap()).sum();
    assert_eq!((sum, rows.len()), (minor, 2), "{rows:?}");
}

#[test]
fn each_act_of_a_sale_can_be_undone() {
    let place = place();
    let seen = |place: &Place| {
        let lists =
            [vec!["opportunity", "show"], vec!["quote", "list"], vec!["order", "list"], vec!["sale-credit", "show"]];
        let of = |words: &Vec<&str>| place.json(&[words.as_slice(), &["Siti Rahma"]].concat()).out;
        lists.iter().map(of).collect::<String>() + &place.json(&["sale-credit", "volume"]).out
    };
    let acts: [&[&str]; 9] = [
        &["quote", "new", "Siti Rahma", "--line", "Espresso K2=1", "--line", "Training=1.5@3500000"],
        &["quote", "send", "Q26-AB-0001"],
        &["quote", "accept", "Q26-AB-0001"],
        &["terms", "accept", "Siti Rahma", "--version", "2026-1", "--by", "Siti", "--how", "message"],
        &["sale-credit", "set", "Siti Rahma", "BC=3333", "Anna Bastari=6667"],
        &["order", "place", "Siti Rahma", "--quote", "Q26-AB-0001"],
        &["order", "confirm", "O26-AB-0001", "--answer", "g10_receipt=yes", "--answer", "g10_answer=yes"],
        &["order", "cancel", "O26-AB-0001", "--amount", "1000000"],
        &["order", "cancel", "O26-AB-0001"],
    ];
    let mut states = vec![seen(&place)];
    for act in acts {
        let done = place.run(act);
        assert_eq!(done.code, 0, "{act:?}: {done:?}");
        states.push(seen(&place));
    }
    states.pop();
    while let Some(before) = states.pop() {
        assert_eq!(place.run(&["undo"]).code, 0);
        assert_eq!(seen(&place), before);
    }
    place.state();
}

#[test]
fn an_expired_credit_closes_only_the_gate_to_the_offer() {
    let place = place();
    let at = |words: &[&str]| {
        let mut command = support::bare(place.folder.path());
        command.args(["--json", "--book", "book.corong", "--now", "2027-08-01T09:00:00+07:00"]).args(words);
        support::Said::from(command.output().unwrap())
    };
    let made = at(&["quote", "new", "Siti Rahma", "--line", "Espresso K2=1"]).one();
    assert_eq!(made["number"], "Q27-AB-0001", "a new year begins its own series");
    let stands = at(&["opportunity", "show", "Siti Rahma"]).one();
    assert_eq!((stands["level"].as_str(), stands["stage"].as_str()), (Some("prospect"), Some("bid_allowed")));
    let refused = at(&["quote", "send", "Q27-AB-0001"]);
    assert_eq!((refused.code, refused.error()["detail"]["refusal"].as_str()), (1, Some("credit_closed")));
    assert_eq!(
        at(&[
            "opportunity",
            "fact",
            "Siti Rahma",
            "credit=accepted",
            "--checked-by",
            "Bank",
            "--valid-until",
            "2027-12-31"
        ])
        .code,
        0
    );
    assert_eq!(at(&["quote", "send", "Q27-AB-0001"]).one()["status"], "sent");
}

#[test]
fn changed_terms_void_an_acceptance() {
    let place = place();
    assert_eq!(place.run(&["quote", "new", "Siti Rahma", "--line", "Espresso K2=1"]).code, 0);
    assert_eq!(place.run(&["quote", "send", "Q26-AB-0001"]).code, 0);
    let accept = |version: &str| {
        place.run(&["terms", "accept", "Siti Rahma", "--version", version, "--by", "Siti", "--how", "photo"]).code
    };
    assert_eq!(accept("2026-1"), 0);
    assert_eq!(accept("2099-1"), 2, "a version that nobody entered");
    place.write("terms2.txt", "Payment within 14 days.\n");
    assert_eq!(place.run(&["terms", "add", "2026-2", "terms2.txt"]).code, 0);
    assert_eq!(place.run(&["quote", "revise", "Q26-AB-0001", "--terms", "2026-2"]).code, 0);
    assert_eq!(place.run(&["quote", "send", "Q26-AB-0001"]).code, 0);
    assert_eq!(place.run(&["quote", "accept", "Q26-AB-0001"]).code, 0);
    assert_eq!(place.run(&["order", "place", "Siti Rahma", "--quote", "Q26-AB-0001"]).code, 0);
    let confirm = ["order", "confirm", "O26-AB-0001", "--answer", "g10_receipt=yes", "--answer", "g10_answer=yes"];
    let refused = place.json(&confirm);
    assert!(refused.error()["detail"]["missing"].to_string().contains("g11_terms"), "{refused:?}");
    assert_eq!(accept("2026-2"), 0);
    assert_eq!(place.run(&confirm).code, 0);
}

#[test]
fn an_order_typed_at_the_gate_becomes_a_record() {
    let place = Place::with_card();
    for (words, _, _) in way() {
        let words: Vec<&str> = std::iter::once("opportunity").chain(words.iter().copied()).collect();
        assert_eq!(place.run(&words).code, 0, "{words:?}");
    }
    let orders = place.json(&["order", "list", "Siti Rahma"]).lines();
    assert_eq!(
        (orders.len(), orders[0]["number"].as_str(), orders[0]["status"].as_str()),
        (1, Some("PO-77"), Some("confirmed"))
    );
    let parts = place.json(&["sale-credit", "show", "Siti Rahma"]).lines();
    assert_eq!(
        parts[0],
        json!({ "salesperson": "Anna Bastari", "basis_points": 10_000, "amount": { "minor": 1_250_000_000_i64, "currency": "IDR" } })
    );
    assert_eq!(place.run(&["opportunity", "void", "Siti Rahma", "--reason", "Cancelled"]).code, 0);
    assert_eq!(place.json(&["order", "list", "Siti Rahma"]).lines()[0]["status"], "cancelled");
    let volume = place.json(&["sale-credit", "volume"]).lines();
    assert_eq!(volume[0]["amount"]["minor"], 0, "reversed, not deleted");
}

#[test]
fn a_price_list_goes_out_and_comes_in() {
    let place = place();
    assert_eq!(place.json(&["product", "export", "prices.csv"]).one()["records"], 2);
    let out = std::fs::read_to_string(place.path("prices.csv")).unwrap();
    assert!(out.contains("Espresso K2") && out.contains("48500000"), "{out}");
    place.write("more.csv", "kode;nama;harga;pajak\nK2;Espresso K2;49000000;11\n;Susu oat;62000;\n;Rusak;abc;\n");
    let read = place.json(&["product", "import", "more.csv"]).one();
    assert_eq!((read["created"].as_u64(), read["updated"].as_u64()), (Some(2), Some(0)), "{read}");
    assert_eq!(read["refused"][0]["row"], 4);
    assert_eq!(place.json(&["product", "import", "prices.csv"]).one()["skipped"], 2, "the same is left as it is");
    assert_eq!(place.json(&["undo"]).one()["act"], "products_imported");
    assert_eq!(place.json(&["product", "list"]).lines().len(), 2);
}

#[test]
fn another_currency_needs_a_stored_rate() {
    let place = place();
    let dollars = ["quote", "new", "Siti Rahma", "--currency", "USD", "--line", "Espresso K2=1@3000"];
    let refused = place.json(&dollars);
    assert_eq!((refused.code, refused.error()["detail"]["refusal"].as_str()), (1, Some("rate_missing")));
    assert_eq!(place.json(&["rate", "add", "USD", "16250"]).one()["rate"], "16250");
    assert_eq!(place.json(&dollars).one()["total"], json!({ "minor": 333_000, "currency": "USD" }));
    assert_eq!(place.run(&["quote", "new", "Siti Rahma", "--line", "Training=1@1000000"]).code, 0);
    let amount = place.json(&["opportunity", "show", "Siti Rahma"]).one()["amount"].clone();
    assert_eq!(amount, json!({ "minor": 5_511_250_000_i64, "currency": "IDR" }));
}

#[test]
fn a_proposal_names_the_effort_behind_it() {
    let place = place();
    for kind in ["visit", "call", "demonstration"] {
        assert_eq!(place.run(&["activity", "add", "Siti Rahma", "--kind", kind, "--done"]).code, 0);
    }
    let parts = place.json(&["sale-credit", "propose", "Siti Rahma"]).lines();
    assert_eq!((parts.len(), parts[0]["basis_points"].as_u64()), (1, Some(10_000)));
    assert!(parts[0]["effort"].as_u64().unwrap() >= 9, "{parts:?}");
    let taken = place.json(&["salesperson", "add", "Bella Citra", "--prefix", "BC"]);
    assert_eq!((taken.code, taken.error()["detail"]["refusal"].as_str()), (1, Some("prefix_taken")));
}
