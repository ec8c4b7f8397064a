//! Whatever comes in: nothing panics, nothing is lost, and the work is bounded.

#![allow(clippy::unwrap_used)]

mod material;

use corong_capture::phone::{format_phone, read_number, read_phone};
use corong_capture::read::{CaptureError, read, read_bytes};
use corong_capture::text::{Field, MAX_TEXT, NothingKnown, TextContext, read_text};
use material::Dice;
use material::lists::FIRST;
use proptest::prelude::*;

const HERE: TextContext<'static> = TextContext { region: "ID", known: &NothingKnown };

/// Every letter and digit lies in a mark, marks lie inside the text, and notes and leftovers hold what they mark.
fn check(text: &str) {
    let drafts = read_text(text, &HERE);
    let mut covered = vec![false; text.len()];
    for found in &drafts {
        for mark in &found.marks {
            let (start, end) = (mark.start as usize, mark.end as usize);
            let piece = text.get(start..end).unwrap_or_else(|| panic!("{start}..{end} cuts a character of {text:?}"));
            covered[start..end].fill(true);
            assert!((0.0..=1.0).contains(&mark.confidence), "{mark:?} in {text:?}");
            let holder = match mark.field {
                Field::Note => Some(&found.draft.note),
                Field::Leftover => Some(&found.leftover),
                _ => None,
            };
            if let Some(holder) = holder
                && found.marks.iter().filter(|other| other.field == mark.field).count() == 1
            {
                assert!(holder.contains(piece.trim()), "{piece:?} is not in {holder:?} of {text:?}");
            }
        }
    }
    if let Some((index, c)) = text.char_indices().find(|(index, c)| c.is_alphanumeric() && !covered[*index]) {
        panic!("{c:?} at {index} of {text:?} went nowhere: {drafts:#?}");
    }
}

#[test]
fn nothing_of_real_texts_is_lost() {
    let mut dice = Dice::new(5);
    for _ in 0..100 {
        check(&material::signature(&mut dice, &FIRST).text);
        check(&material::quick(&mut dice, &FIRST).text);
        check(&material::labelled(&mut dice, &FIRST).text);
        check(&material::list(&mut dice, &FIRST).0);
    }
}

#[test]
fn mutated_texts_do_no_harm() {
    let odd = [
        '\u{0}', '\n', ',', '@', '+', '(', '0', 'l', 'İ', 'ß', '\u{301}', '🔥', '٣', '|', ':', '\u{202e}', '.', ' ',
        '#',
    ];
    let mut dice = Dice::new(6);
    for round in 0..600 {
        let mut text: Vec<char> = match round % 4 {
            0 => material::signature(&mut dice, &FIRST).text,
            1 => material::quick(&mut dice, &FIRST).text,
            2 => material::labelled(&mut dice, &FIRST).text,
            _ => material::list(&mut dice, &FIRST).0,
        }
        .chars()
        .collect();
        for _ in 0..1 + dice.roll(8) {
            let at = dice.roll(text.len().max(1));
            match dice.roll(4) {
                0 => text.insert(at.min(text.len()), *dice.pick(&odd)),
                1 if at < text.len() => {
                    text.remove(at);
                }
                2 => text.truncate(at + 1),
                _ => {
                    let other = dice.roll(text.len().max(1));
                    if at < text.len() && other < text.len() {
                        text.swap(at, other);
                    }
                }
            }
        }
        check(&text.into_iter().collect::<String>());
    }
}

#[test]
fn long_texts_of_one_kind_are_bounded() {
    for piece in [
        "0",
        "0 ",
        "12 34 ",
        "a",
        "a ",
        "A b, ",
        "@",
        "a@b.co ",
        ":",
        "x:",
        "(",
        "+62 ",
        "\n",
        "Budi 0812345678\n",
        "é",
        "www.a.id ",
    ] {
        let text = piece.repeat(20_000 / piece.len());
        let drafts = read_text(&text, &HERE);
        let rows = drafts.iter().map(|found| found.draft.phones.len().max(found.draft.emails.len())).max().unwrap_or(0);
        assert!(rows <= corong_domain::contact::MAX_ROWS, "{piece:?}");
    }
    let over = "a".repeat(MAX_TEXT + 1);
    assert_eq!(read(&over, &HERE), Err(CaptureError::TooLarge { size: MAX_TEXT + 1, limit: MAX_TEXT }));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_text(text in "\\PC{0,200}") {
        check(&text);
    }

    #[test]
    fn any_text_with_lines(text in "[\\PC\n\r\t]{0,200}") {
        check(&text);
    }

    #[test]
    fn texts_of_field_pieces(pieces in prop::collection::vec(
        prop::sample::select(vec![
            "Budi", "PT", "Maju", "0812", "345", "6789", "HP:", "Telp.", "@", "a@b.id", "Jl.", "No.", "5", "RT", "hot", ",", "\n",
            "(", ")", "Dr.", "S.T.", "#x1", "www.a.id", "Nama:", "ext", "12", "+62", "|", "-", "O8l2", "NPWP", ";", "\n\n", "dari",
        ]), 0..40), blank in prop::bool::ANY) {
        check(&pieces.join(if blank { " " } else { "" }));
    }

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = read_bytes(&bytes, &HERE);
    }

    #[test]
    fn any_phone(raw in "\\PC{0,60}", region in "[A-Za-z]{0,3}") {
        let reading = read_phone(&raw, &region);
        prop_assert!(reading.e164.is_empty() || reading.e164.starts_with('+'));
        let _ = format_phone(&raw, &region);
        let kept = read_number(&raw, &region);
        prop_assert_eq!((kept.e164, kept.kind, kept.extension), (reading.e164, reading.kind, reading.extension));
    }

    #[test]
    fn written_phones_read_back(prefix in prop::sample::select(vec!["811", "812", "857", "878", "21", "31"]), tail in 1_000_000u32..9_999_999) {
        let reading = read_phone(&format!("0{prefix}{tail}"), "ID");
        prop_assert_eq!(&read_number(&format!("0{prefix}{tail}"), "ID").e164, &reading.e164);
        if reading.is_valid() {
            prop_assert_eq!(&read_phone(&reading.national, "ID").e164, &reading.e164);
            prop_assert_eq!(&read_phone(&reading.international, "SG").e164, &reading.e164);
            prop_assert_eq!(read_phone(&format_phone(&reading.e164, "ID"), "ID").e164, reading.e164);
        }
    }
}
