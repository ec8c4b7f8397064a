//! What is written comes back as it was, in both versions.

#![allow(clippy::unwrap_used, reason = "helpers of tests are tests too")]

use chrono::{DateTime, TimeZone, Utc};
use corong_domain::contact::{AddressDraft, ContactDraft, LabelledDraft, PhoneDraft, PhoneKind, Temperature};
use corong_exchange::Limits;
use corong_exchange::vcard::{OutCard, OutVersion, Photo, Version, read_vcards, write_vcards};
use proptest::option;
use proptest::prelude::*;

/// A text as a field of one line holds it: trimmed, not empty, no control characters.
fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Za-z0-9 .,;:\\\\\"'=^@<>éß山😀()+-]{1,40}",
        "\\PC{1,60}",
        Just("C:\\new\\temp; \\, \\n".to_owned()),
        "[a-zé山]{200,260}",
    ]
    .prop_map(|text| text.replace(['\u{2028}', '\u{2029}'], "").trim().to_owned())
    .prop_filter("not empty", |text| !text.is_empty())
}

fn maybe() -> impl Strategy<Value = String> {
    option::of(line()).prop_map(Option::unwrap_or_default)
}

/// A part of an address: it does not end in a comma.
fn part() -> impl Strategy<Value = String> {
    line().prop_map(|text| format!("{text}x"))
}

fn label() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        "work|home|other|linkedin|instagram|pref|voice|blog",
        "[A-Z][A-Za-z ,;:\\\\\"é]{0,12}x".prop_map(|text| text.trim().to_owned()),
    ]
}

fn labelled(value: impl Strategy<Value = String>) -> impl Strategy<Value = LabelledDraft> {
    (value, label()).prop_map(|(value, label)| LabelledDraft { value, label, id: String::new() })
}

fn phone() -> impl Strategy<Value = PhoneDraft> {
    let kind = prop_oneof![
        Just(PhoneKind::Mobile),
        Just(PhoneKind::Work),
        Just(PhoneKind::Home),
        Just(PhoneKind::Fax),
        Just(PhoneKind::Other)
    ];
    (prop_oneof!["[+0-9() -]{0,20}[0-9]".prop_map(|text| text.trim().to_owned()), line()], option::of(kind))
        .prop_map(|(raw, kind)| PhoneDraft { raw, kind, id: None })
}

fn address() -> impl Strategy<Value = AddressDraft> {
    let maybe_part = || option::of(part()).prop_map(Option::unwrap_or_default);
    let apart = (maybe_part(), part(), maybe_part(), maybe_part(), maybe_part(), option::of(part())).prop_map(
        |(street, city, region, postcode, country, text)| {
            let parts = [&street, &city, &region, &postcode, &country];
            let parts: Vec<&str> = parts.into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
            let text = text.unwrap_or_else(|| parts.join(", "));
            AddressDraft { text, street, city, region, postcode, country, ..AddressDraft::default() }
        },
    );
    let whole = part().prop_map(|text| AddressDraft { text, ..AddressDraft::default() });
    (prop_oneof![apart, whole], label()).prop_map(|(address, label)| AddressDraft { label, ..address })
}

fn note() -> impl Strategy<Value = String> {
    proptest::collection::vec(maybe(), 0..4).prop_map(|lines| lines.join("\n").trim().to_owned())
}

fn tags() -> impl Strategy<Value = Vec<String>> {
    let tag = line().prop_map(|tag| tag.split_whitespace().collect::<Vec<_>>().join(" "));
    proptest::collection::btree_set(tag, 0..4).prop_map(|tags| tags.into_iter().collect())
}

fn draft() -> impl Strategy<Value = ContactDraft> {
    let url =
        prop_oneof!["https://[a-z]{1,8}\\.example/[a-z,;?=&%@~\\\\]{0,20}", "@[a-z]{1,9}", "[a-z]{1,9}\\.example"];
    let email = "[a-zA-Z0-9.+_'-]{1,12}@[a-z]{1,9}\\.example";
    let name = (line(), maybe(), maybe(), option::of((line(), line())));
    let work = (maybe(), maybe(), maybe());
    let reach = (
        proptest::collection::vec(phone(), 0..4),
        proptest::collection::vec(labelled(email), 0..3),
        proptest::collection::vec(labelled(url), 0..3),
        proptest::collection::vec(address(), 0..3),
    );
    let temperature = option::of(prop_oneof![Just(Temperature::Hot), Just(Temperature::Warm), Just(Temperature::Cold)]);
    (name, work, reach, tags(), note(), temperature, "|id|zh-Hant").prop_map(
        |(name, work, reach, tags, note, temperature, language)| {
            let (given_name, family_name) = name.3.unwrap_or_default();
            ContactDraft {
                name: name.0,
                titles_before: name.1,
                titles_after: name.2,
                given_name,
                family_name,
                job_title: work.0,
                department: work.1,
                company: work.2,
                phones: reach.0,
                emails: reach.1,
                links: reach.2,
                addresses: reach.3,
                tags,
                note,
                temperature,
                language,
            }
        },
    )
}

fn card() -> impl Strategy<Value = OutCard> {
    let photo = (proptest::collection::vec(any::<u8>(), 0..300), any::<bool>()).prop_map(|(mut bytes, png)| {
        let (mime, start): (_, &[u8]) =
            if png { ("image/png", b"\x89PNG\r\n\x1a\n") } else { ("image/jpeg", b"\xff\xd8\xff\xe0") };
        bytes.splice(0..0, start.iter().copied());
        Photo { mime: mime.to_owned(), bytes }
    });
    let uid = "|019a0b1c-2d3e-7f40-8123-456789abcdef|card,7;x";
    let rev = option::of((0_i64..4_000_000_000).prop_map(|seconds| Utc.timestamp_opt(seconds, 0).unwrap()));
    (uid, rev, draft(), option::of("T[0-9]{1,2}"), option::of(photo))
        .prop_map(|(uid, rev, draft, level, photo)| OutCard { uid, rev, draft, level, photo })
}

fn round_trip(cards: &[OutCard], version: OutVersion) {
    let mut bytes = Vec::new();
    assert_eq!(write_vcards(&mut bytes, cards, version).unwrap(), cards.len() as u64);
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.split_terminator("\r\n").all(|piece| piece.len() <= 75 && !piece.contains(['\r', '\n'])), "{text}");
    let file = read_vcards(text.as_bytes(), Limits::default()).unwrap();
    assert_eq!((file.cards.len(), file.stray_lines), (cards.len(), 0));
    for (read, card) in file.cards.into_iter().zip(cards) {
        let read = read.unwrap();
        let wanted = if version == OutVersion::V30 { Version::V30 } else { Version::V40 };
        assert_eq!(read.version, wanted);
        assert_eq!(read.draft, card.draft, "{text}");
        assert_eq!(read.level, card.level);
        assert_eq!(read.photo, card.photo);
        assert_eq!(read.uid.unwrap_or_default(), card.uid);
        let rev = read.rev.map(|rev| {
            let rev = chrono::NaiveDateTime::parse_from_str(&rev, "%Y%m%dT%H%M%SZ").unwrap();
            DateTime::<Utc>::from_naive_utc_and_offset(rev, Utc)
        });
        assert_eq!(rev, card.rev);
        assert!(read.warnings.is_empty() && read.unread.is_empty(), "{:?} {:?}\n{text}", read.warnings, read.unread);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn version_3_comes_back(cards in proptest::collection::vec(card(), 1..3)) {
        round_trip(&cards, OutVersion::V30);
    }

    #[test]
    fn version_4_comes_back(cards in proptest::collection::vec(card(), 1..3)) {
        round_trip(&cards, OutVersion::V40);
    }
}

#[test]
fn a_card_without_a_name_is_named_by_what_it_has() {
    let draft = ContactDraft { company: "PT Maju".to_owned(), ..ContactDraft::default() };
    let text = corong_exchange::vcard::vcard_text(&OutCard { draft, ..OutCard::default() }, OutVersion::V30);
    assert!(text.contains("\r\nFN:PT Maju\r\n"), "{text}");
}
