//! Own funnels on the command line: files out and in, policies with their rehearsal, homes, undo.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod support;

use std::fs;

use support::Place;

/// A book with Siti at `engaged`.
fn engaged() -> Place {
    let place = Place::with_card();
    for words in [
        &["opportunity", "move", "Siti Rahma", "ready"][..],
        &["opportunity", "fact", "Siti Rahma", "interest=yes", "--channel", "in-person"],
        &["opportunity", "fact", "Siti Rahma", "credit=accepted", "--checked-by", "Finance"],
    ] {
        assert_eq!(place.run(words).code, 0, "{words:?}");
    }
    assert_eq!(place.json(&["opportunity", "show", "Siti Rahma"]).one()["stage"], "engaged");
    place
}

#[test]
fn funnels_are_listed_and_shown() {
    let place = engaged();
    let lines = place.json(&["funnel", "list"]).lines();
    assert_eq!((lines[0]["key"].as_str(), lines[0]["open"].as_u64()), (Some("b2b"), Some(1)));
    assert_eq!((lines[1]["key"].as_str(), lines[1]["stages"].as_u64()), (Some("b2c"), Some(8)));
    let shown = place.json(&["funnel", "show", "B2B"]).one();
    assert_eq!(shown["stages"][4]["key"], "engaged");
    assert_eq!(shown["stages"][4]["open"], 1);
    assert_eq!(shown["gates"][0]["items"][0]["strength"], "mandatory");
    let human = place.run(&["--lang", "id", "funnel", "show", "b2b"]).out;
    assert!(human.contains("g9: bid_allowed -> bid_sent (ketat)"), "{human}");
    let unknown = place.json(&["funnel", "show", "b2x"]);
    assert_eq!((unknown.code, unknown.error()["detail"]["known"][0].as_str()), (2, Some("b2b")));
}

#[test]
fn a_policy_is_rehearsed_set_and_undone() {
    let place = engaged();
    let moved = place.run(&["opportunity", "move", "Siti Rahma", "exploring", "--reason", "in a hurry"]);
    assert_eq!(moved.code, 0, "{moved:?}");
    let rehearsed = place.json(&["funnel", "rehearse", "b2b", "g6", "strict"]).one();
    assert_eq!((rehearsed["past"].as_u64(), rehearsed["stopped"].as_u64()), (Some(1), Some(1)));
    assert_eq!(rehearsed["items"][0]["item"], "g6_decision_maker");
    let human = place.run(&["funnel", "rehearse", "b2b", "g6", "strict"]).out;
    assert_eq!(human, "g6: would have stopped 1 of 1 past moves, 0 of which were later lost.\n");
    assert_eq!(place.json(&["funnel", "list"]).lines()[0]["changed"], false, "a rehearsal changes nothing");

    let set = place.json(&["funnel", "policy", "b2b", "g6", "strict"]).one();
    assert_eq!((set["changed"].as_bool(), set["rehearsal"][0]["stopped"].as_u64()), (Some(true), Some(1)));
    assert_eq!(place.json(&["funnel", "show", "b2b"]).one()["gates"][5]["policy"], "strict");
    assert_eq!(place.json(&["undo"]).one()["act"], "funnel_edited");
    assert_eq!(place.json(&["funnel", "show", "b2b"]).one()["gates"][5]["policy"], "warn");
    assert_eq!(place.run(&["funnel", "rehearse", "b2b", "g9", "off"]).out, "No rule asks for more than before.\n");
    assert_eq!(place.json(&["funnel", "policy", "b2b", "g99", "off"]).code, 2);
}

#[test]
fn a_file_goes_out_is_changed_and_comes_back() {
    let place = engaged();
    for name in ["b2b.toml", "b2b.json"] {
        assert_eq!(place.json(&["funnel", "export", "b2b", name]).one()["records"], 1);
        let same = place.json(&["funnel", "import", name]).one();
        assert_eq!((same["changed"].as_bool(), same["moved"].as_u64()), (Some(false), Some(0)));
    }
    let text = fs::read_to_string(place.path("b2b.toml")).unwrap();
    assert_eq!(place.run(&["funnel", "export", "b2b"]).out, text);

    // An own funnel with another key.
    let own = text.replacen("key = \"b2b\"", "key = \"office\"", 1);
    place.write("office.toml", own);
    assert_eq!(place.json(&["funnel", "import", "office.toml"]).one()["key"], "office");
    let opened = place.json(&["opportunity", "add", "Siti Rahma", "--funnel", "office", "--need", "Beans"]).one();
    assert_eq!((opened["funnel"].as_str(), opened["stage"].as_str()), (Some("office"), Some("captured")));
    let copied = place.json(&["funnel", "copy", "b2b", "shop", "--name-en", "Shop"]).one();
    assert_eq!(copied["key"], "shop");

    // Engaged switched off while Siti stands at it.
    let off = text.replacen(
        "role = \"engaged\"\nfloor = 0\nplanned_days = 7\nidle_days = 5\non = true",
        "role = \"engaged\"\nfloor = 0\nplanned_days = 7\nidle_days = 5\non = false",
        1,
    );
    assert_ne!(off, text);
    place.write("off.toml", off);
    let asked = place.json(&["funnel", "import", "off.toml"]);
    assert_eq!((asked.code, asked.error()["code"].as_str()), (1, Some("homeless")));
    assert_eq!(asked.error()["detail"]["leaving"][0]["stage"], "engaged");
    let done = place.json(&["funnel", "import", "off.toml", "--home", "engaged=exploring"]).one();
    assert_eq!(done["moved"], 1);
    let stage = |place: &Place| {
        place.json(&["opportunity", "list", "--funnel", "b2b"]).lines()[0]["stage"].as_str().unwrap().to_owned()
    };
    assert_eq!(stage(&place), "exploring");
    assert_eq!(place.run(&["undo"]).code, 0);
    assert_eq!(stage(&place), "engaged");
}

#[test]
fn a_bad_file_names_every_problem_and_changes_nothing() {
    let place = engaged();
    place.run(&["funnel", "export", "b2b", "b2b.toml"]);
    let text = fs::read_to_string(place.path("b2b.toml")).unwrap();
    let bad = text.replace("floor = 35", "floor = 10").replace("from = \"agreeing\"", "from = \"nowhere\"");
    place.write("bad.toml", bad);
    let refused = place.json(&["funnel", "import", "bad.toml"]);
    let error = refused.error();
    let fields: Vec<&str> =
        error["detail"]["problems"].as_array().unwrap().iter().map(|one| one["field"].as_str().unwrap()).collect();
    assert_eq!((error["code"].as_str(), fields), (Some("invalid"), vec!["stages.evaluating.floor", "gates.g11.from"]));
    let words = text.replace("role = \"ready\"", "role = \"fit\"").replace("policy = \"strict\"", "policy = \"hard\"");
    place.write("words.toml", words);
    let error = place.json(&["funnel", "import", "words.toml"]).error();
    assert_eq!(error["detail"]["problems"].as_array().unwrap().len(), 3);
    for (name, bytes) in [("empty.toml", &b""[..]), ("binary.toml", b"\xff\x00\xfe"), ("not.json", b"{\"key\": 1}")] {
        place.write(name, bytes);
        let refused = place.json(&["funnel", "import", name]);
        assert_eq!((refused.code, refused.error()["code"].as_str()), (3, Some("file_shape")), "{name}");
    }
    assert_eq!(place.json(&["funnel", "import", "gone.toml"]).code, 3);
    place.write("large.toml", vec![b'#'; 1024 * 1024 + 1]);
    assert_eq!(place.json(&["funnel", "import", "large.toml"]).error()["code"], "file_too_large");
    assert_eq!(place.json(&["funnel", "list"]).lines()[0]["changed"], false);
}
