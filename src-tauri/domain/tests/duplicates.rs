//! Keys by which cards are compared, and how alike two cards are.

use corong_domain::duplicate::{CardKeys, LIKELY, LikenessReason, keys, score};
use proptest::prelude::*;

fn shares(a: &CardKeys<'_>, b: &CardKeys<'_>) -> bool {
    let theirs = keys(b);
    keys(a).iter().any(|key| theirs.contains(key))
}

const EMPTY: CardKeys<'_> = CardKeys { name: "", company: "", phones: &[], emails: &[] };

#[test]
fn mailboxes_fall_together() {
    for (one, other, same) in [
        ("Budi.Santoso@gmail.com", "budisantoso+expo@googlemail.com", true),
        ("sri+kartu@maju.example", "SRI@MAJU.example", true),
        ("s.ri@maju.example", "sri@maju.example", false),
        ("sri@maju.example", "sri@jaya.example", false),
    ] {
        let (a, b) = ([one], [other]);
        assert_eq!(shares(&CardKeys { emails: &a, ..EMPTY }, &CardKeys { emails: &b, ..EMPTY }), same, "{one} {other}");
    }
}

#[test]
fn names_need_a_company_or_its_mail_domain_beside_them() {
    let a = CardKeys { name: "Ir. H. Soekarno Djojo", company: "PT Maju Jaya Tbk", ..EMPTY };
    let b = CardKeys { name: "Joyo Sukarno", company: "maju jaya", ..EMPTY };
    assert!(shares(&a, &b));
    assert!(!shares(&CardKeys { company: "", ..a }, &CardKeys { company: "", ..b }), "a name alone is no key");
    let (work, home) = (["a@maju.example", "x@yahoo.co.id"], ["b@maju.example"]);
    let c = CardKeys { name: "Slamet", emails: &work, ..EMPTY };
    assert!(shares(&c, &CardKeys { name: "Slamet", emails: &home, ..EMPTY }));
    let (free, other) = (["a@yahoo.co.id"], ["b@yahoo.co.id"]);
    let d = CardKeys { name: "Slamet", emails: &free, ..EMPTY };
    assert!(!shares(&d, &CardKeys { name: "Slamet", emails: &other, ..EMPTY }), "free mail is no company");
}

/// These numbers are in books already: a change here would lose every duplicate found so far.
#[test]
fn keys_never_change() {
    let card = CardKeys {
        name: "Muhammad Rizal Chandra",
        company: "PT Maju Jaya Abadi Tbk",
        phones: &["+6281234567890"],
        emails: &["m.rizal@maju.example"],
    };
    assert_eq!(keys(&card), KEPT);
    assert!(keys(&EMPTY).is_empty());
}

const KEPT: [u64; 4] =
    [577_291_028_150_418_096, 2_030_026_916_889_532_872, 13_945_441_785_637_776_061, 16_889_040_002_898_368_961];

#[test]
fn likeness_adds_up_reasons() {
    let phone = ["+6281234567890"];
    let mail = ["sri@maju.example"];
    let shared = ["info@maju.example"];
    let card = |name, company| CardKeys { name, company, ..EMPTY };
    for (a, b, likely) in [
        (CardKeys { phones: &phone, ..EMPTY }, CardKeys { phones: &phone, ..EMPTY }, false),
        (
            CardKeys { phones: &phone, ..card("Sri Wahyuni", "PT Maju") },
            CardKeys { phones: &phone, ..card("Agus Salim", "PT Maju") },
            false,
        ),
        (
            CardKeys { phones: &phone, ..card("Sri Wahyuni", "") },
            CardKeys { phones: &phone, ..card("Ibu Sri Wahyuni, S.E.", "") },
            true,
        ),
        (CardKeys { emails: &mail, ..EMPTY }, CardKeys { emails: &mail, ..EMPTY }, true),
        (
            CardKeys { emails: &shared, ..card("Sri Wahyuni", "PT Maju") },
            CardKeys { emails: &shared, ..card("Agus Salim", "PT Maju") },
            false,
        ),
        (card("Muhammad Rizal", "PT Maju"), card("M. Rizal", "Maju"), true),
        (card("Muhammad Rizal", ""), card("M. Rizal", ""), false),
        (card("Siti Rahma", "PT Maju"), card("Siti", "PT Maju"), false),
        (EMPTY, EMPTY, false),
    ] {
        let likeness = score(&a, &b);
        assert_eq!(likeness.is_likely(), likely, "{a:?} {b:?}: {likeness:?}");
        assert_eq!(score(&b, &a).score, likeness.score, "the same from both sides");
    }
    let both = score(&CardKeys { phones: &phone, ..EMPTY }, &CardKeys { phones: &phone, ..EMPTY });
    assert_eq!(both.reasons, [LikenessReason::SamePhone]);
    assert!(both.score < LIKELY);
}

proptest! {
    #[test]
    fn any_text_gives_keys_and_a_score(
        name in ".{0,60}", company in ".{0,60}", email in ".{0,40}", other in ".{0,60}",
    ) {
        let emails = [email.as_str()];
        let card = CardKeys { name: &name, company: &company, phones: &["+628111"], emails: &emails };
        let found = keys(&card);
        prop_assert!(found.windows(2).all(|pair| pair[0] < pair[1]));
        let likeness = score(&card, &CardKeys { name: &other, ..card });
        prop_assert!((0.0..=1.0).contains(&likeness.score));
    }

    #[test]
    fn the_order_of_the_words_does_not_matter(words in prop::collection::vec("[a-z]{2,9}", 1..5), turn in 0_usize..5) {
        let mut turned = words.clone();
        let by = turn % words.len();
        turned.rotate_left(by);
        let (a, b) = (words.join(" "), turned.join(" "));
        let keys_of = |name: &str| keys(&CardKeys { name, company: "Maju", ..EMPTY });
        // A degree at the end is dropped and one at the beginning is not, so that words like "se" are left out here.
        prop_assume!(words.iter().all(|word| word.len() > 4));
        prop_assert_eq!(keys_of(&a), keys_of(&b));
    }
}
