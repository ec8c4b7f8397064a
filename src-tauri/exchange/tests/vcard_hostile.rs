//! Broken, cut, mangled and malicious files: no panic, no hang, and a clear answer.

#![allow(clippy::unwrap_used, reason = "helpers of tests are tests too")]

use std::io::{BufReader, Read};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use corong_exchange::vcard::{RefusedCode, VcardFile, VcardReader, Warning, read_vcards};
use corong_exchange::{ExchangeError, Limits};
use proptest::prelude::*;

fn samples() -> Vec<(String, Vec<u8>)> {
    let folder: PathBuf = [env!("CARGO_MANIFEST_DIR"), "tests", "fixtures", "vcard"].iter().collect();
    let mut samples: Vec<(String, Vec<u8>)> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "vcf"))
        .map(|path| (path.display().to_string(), std::fs::read(&path).unwrap()))
        .collect();
    samples.sort();
    assert_eq!(samples.len(), 14);
    samples
}

fn read(bytes: &[u8]) -> Result<VcardFile, ExchangeError> {
    let start = Instant::now();
    let file = read_vcards(bytes, Limits::default());
    assert!(start.elapsed() < Duration::from_secs(5), "{:?} for {} bytes", start.elapsed(), bytes.len());
    if let Ok(file) = &file {
        for card in file.cards.iter().flatten() {
            assert!(card.draft.problems(card.photo.is_some()).is_empty(), "a card that was read can be saved");
        }
    }
    file
}

#[test]
fn files_that_are_no_cards_are_told_apart() {
    let error = |bytes: &[u8]| read(bytes).err();
    assert!(matches!(error(b""), Some(ExchangeError::Empty)));
    assert!(matches!(error(b" \r\n\r\n\t"), Some(ExchangeError::Empty)));
    assert!(matches!(error(b"\xef\xbb\xbf"), Some(ExchangeError::Empty)));
    assert!(matches!(error(b"Dear Sir,\nplease call me.\nSiti"), Some(ExchangeError::NoCards)));
    assert!(matches!(error(b"name,phone\nSiti,0812\n"), Some(ExchangeError::NoCards)));
    assert!(matches!(error(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0"), Some(ExchangeError::Binary)));
    assert!(matches!(error(b"PK\x03\x04\x14\0\x06\0\x08\0"), Some(ExchangeError::Binary)));
    assert!(matches!(error(&[0; 5000]), Some(ExchangeError::Binary)));
    let calendar = b"BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nSUMMARY:x\nEND:VEVENT\nEND:VCALENDAR\n";
    assert!(matches!(error(calendar), Some(ExchangeError::NoCards)));
}

#[test]
fn samples_cut_anywhere_keep_the_cards_before_the_cut() {
    for (name, bytes) in samples() {
        let whole = read(&bytes).unwrap().cards.len();
        let step = if bytes.len() > 10_000 { 997 } else { 100 };
        for end in (0..bytes.len()).step_by(step) {
            match read(&bytes[..end]) {
                Ok(file) => {
                    assert!(file.cards.len() <= whole, "{name} cut at {end}");
                    let complete = bytes[..end].windows(9).filter(|w| w.eq_ignore_ascii_case(b"END:VCARD")).count();
                    let read = file.cards.iter().flatten();
                    let ended = read.filter(|card| !card.warnings.contains(&Warning::NotEnded)).count();
                    assert!(complete.min(whole) == ended || name.contains("008"), "{name} cut at {end}");
                }
                Err(ExchangeError::Empty | ExchangeError::NoCards) => {}
                Err(error) => panic!("{name} cut at {end}: {error}"),
            }
        }
    }
}

#[test]
fn flipped_bits_do_no_harm() {
    // A fixed sequence, so that a failure comes again.
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    for (_, bytes) in samples() {
        for _ in 0..60 {
            let mut bytes = bytes.clone();
            for _ in 0..1 + next() % 20 {
                let at = (next() % bytes.len() as u64) as usize;
                bytes[at] ^= 1 << (next() % 8);
            }
            let _ = read(&bytes);
        }
    }
}

#[test]
fn samples_in_utf_16_and_with_mixed_line_ends_read_the_same() {
    for (name, bytes) in samples() {
        let Ok(text) = String::from_utf8(bytes.clone()) else { continue };
        let text = text.replace('\r', "");
        let wanted = read(text.as_bytes()).unwrap();
        let drafts = |file: &VcardFile| file.cards.iter().flatten().map(|card| card.draft.clone()).collect::<Vec<_>>();
        let mixed: String = text
            .split('\n')
            .enumerate()
            .map(|(index, line)| format!("{line}{}", ["\r\n", "\n", "\r\r\n", "\r"][index % 4]))
            .collect();
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_be_bytes).collect();
        for (what, bytes) in [("mixed line ends", mixed.into_bytes()), ("UTF-16 LE", little), ("UTF-16 BE", big)] {
            assert_eq!(drafts(&read(&bytes).unwrap()), drafts(&wanted), "{name} {what}");
        }
    }
}

/// Gives a long line without holding it.
fn long_line(megabytes: u64) -> impl Read {
    "BEGIN:VCARD\nFN:Before\nEND:VCARD\nBEGIN:VCARD\nFN:Siti\nNOTE:"
        .as_bytes()
        .chain(std::io::repeat(b'x').take(megabytes * 1024 * 1024))
        .chain("\nTEL:0812\nEND:VCARD\nBEGIN:VCARD\nFN:After\nEND:VCARD\n".as_bytes())
}

#[test]
fn a_line_of_50_megabytes_costs_its_card_only() {
    let file = read_vcards(BufReader::new(long_line(50)), Limits::default()).unwrap();
    assert_eq!(file.cards.len(), 3);
    let refused = file.cards[1].as_ref().unwrap_err();
    assert_eq!((refused.line, refused.code), (4, RefusedCode::LineTooLong));
    assert_eq!(file.cards[0].as_ref().unwrap().draft.name, "Before");
    assert_eq!(file.cards[2].as_ref().unwrap().draft.name, "After");
}

#[test]
fn a_card_over_a_megabyte_is_refused_and_a_long_note_is_cut() {
    let file = read_vcards(long_line(2), Limits::default()).unwrap();
    assert_eq!(file.cards[1].as_ref().unwrap_err().code, RefusedCode::CardTooLarge);
    let text = format!("BEGIN:VCARD\nFN:Siti\nNOTE:{}\nEND:VCARD\n", "x".repeat(300_000));
    let file = read(text.as_bytes()).unwrap();
    let card = file.cards[0].as_ref().unwrap();
    assert_eq!(card.warnings, [Warning::NoteCut]);
    assert_eq!(card.draft.note.len(), 100_000);
}

#[test]
fn a_file_over_the_limit_is_refused() {
    let limits = Limits { file: 1_000_000, ..Limits::default() };
    let endless = "BEGIN:VCARD\nFN:Siti\nNOTE:".as_bytes().chain(std::io::repeat(b'x'));
    assert!(matches!(read_vcards(endless, limits), Err(ExchangeError::FileTooLarge { limit: 1_000_000 })));
}

#[test]
fn a_picture_over_the_limit_is_left_out() {
    let text = format!(
        "BEGIN:VCARD\nFN:Siti\nPHOTO;ENCODING=b;TYPE=JPEG:{}\nEND:VCARD\n\
         BEGIN:VCARD\nFN:Budi\nPHOTO;ENCODING=b;TYPE=JPEG:?\nEND:VCARD\n",
        "A".repeat(12 * 1024 * 1024)
    );
    let file = read(text.as_bytes()).unwrap();
    let warnings: Vec<_> = file.cards.iter().flatten().map(|card| (&card.photo, card.warnings.as_slice())).collect();
    assert_eq!(warnings, [(&None, &[Warning::PhotoTooLarge][..]), (&None, &[Warning::PhotoUnreadable][..])]);
}

#[test]
fn too_much_of_everything_is_kept_in_the_note() {
    let mut text = "BEGIN:VCARD\r\nFN:Siti\r\n".to_owned();
    for index in 0..150 {
        text += &format!("TEL:{index}\r\nEMAIL:a{index}@b.example\r\nURL:http://{index}.example\r\n");
    }
    text += &format!("TITLE:{}\r\nEMAIL:not an address\r\nEND:VCARD\r\n", "lang ".repeat(200));
    let file = read(text.as_bytes()).unwrap();
    let card = file.cards[0].as_ref().unwrap();
    assert_eq!((card.draft.phones.len(), card.draft.emails.len(), card.draft.links.len()), (100, 100, 100));
    for line in ["TEL: 149", "EMAIL: a149@b.example", "URL: http://149.example", "EMAIL: not an address"] {
        assert!(card.draft.note.lines().any(|found| found == line), "{line}");
    }
    assert!(card.draft.note.lines().any(|line| line.starts_with("TITLE: lang lang")));
}

#[test]
fn cards_inside_cards_and_without_end() {
    let nested = "BEGIN:VCARD\nVERSION:2.1\nFN:Siti\nAGENT:\nBEGIN:VCARD\nVERSION:2.1\nFN:Budi\nTEL:1\nEND:VCARD\n\
                  TEL:2\nEND:VCARD\nBEGIN:VCARD\nFN:Adi\nBEGIN:VCARD\nFN:Eka\nEND:VCARD\n";
    let file = read(nested.as_bytes()).unwrap();
    let cards: Vec<_> = file.cards.iter().map(|card| card.as_ref().unwrap()).collect();
    let names: Vec<_> = cards.iter().map(|card| card.draft.name.as_str()).collect();
    assert_eq!(names, ["Siti", "Adi", "Eka"]);
    assert_eq!(cards[0].draft.phones.iter().map(|phone| phone.raw.as_str()).collect::<Vec<_>>(), ["2"]);
    assert!(cards[0].draft.note.contains("FN:Budi"), "the other card is kept: {}", cards[0].draft.note);
    assert_eq!(cards[1].warnings, [Warning::NotEnded]);
    let deep = "BEGIN:VCARD\n".repeat(20_000) + "FN:Siti\n" + &"END:VCARD\n".repeat(20_000);
    let file = read(deep.as_bytes()).unwrap();
    assert_eq!(file.cards.iter().flatten().count(), 1);
    assert!(file.cards.iter().filter_map(|card| card.as_ref().err()).all(|r| r.code == RefusedCode::EmptyCard));
    let agents = "AGENT:\nBEGIN:VCARD\n".repeat(20_000);
    let _ = read(format!("BEGIN:VCARD\nFN:Siti\n{agents}").as_bytes());
}

#[test]
fn zeros_and_control_characters_leave_the_text() {
    let file = read(b"BEGIN:VCARD\nFN:Si\0ti\x07 Rahma\nTEL:08\x1b12\nEND:VCARD\n\0\0\0\0").unwrap();
    let card = file.cards[0].as_ref().unwrap();
    assert_eq!(card.draft.name, "Siti Rahma");
    assert_eq!(card.draft.phones[0].raw, "0812");
}

#[test]
fn an_error_of_the_disk_is_told_and_ends_the_reading() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("broken"))
        }
    }
    assert!(matches!(VcardReader::new(Broken, Limits::default()), Err(ExchangeError::Read(_))));
    let card = "BEGIN:VCARD\nFN:Siti\nEND:VCARD\n".repeat(10_000);
    let reader = VcardReader::new(card.as_bytes().chain(Broken), Limits::default()).unwrap();
    let results: Vec<_> = reader.collect();
    assert!(matches!(results.last(), Some(Err(ExchangeError::Read(_)))));
    assert!(results.len() > 1_000, "the cards before it were given");
}

#[test]
fn hostile_shapes() {
    let q = "=".repeat(10_000);
    let shapes = [
        "BEGIN:VCARD\nFN;CHARSET=nonsense;ENCODING=rot13:Siti\nEND:VCARD".to_owned(),
        format!("BEGIN:VCARD\nFN:x\nNOTE;ENCODING=QUOTED-PRINTABLE:{q}\n{q}\nEND:VCARD"),
        format!("BEGIN:VCARD\nFN:x\n{}:y\nEND:VCARD", "a.".repeat(5_000)),
        format!("BEGIN:VCARD\nFN:x\nTEL{}:y\nEND:VCARD", ";TYPE=\"".repeat(5_001)),
        format!("BEGIN:VCARD\nFN:x\nTEL{}:y\nEND:VCARD", ";A=B".repeat(50_000)),
        format!("BEGIN:VCARD\nFN:x\nN:{}\nEND:VCARD", ";,".repeat(100_000)),
        format!("BEGIN:VCARD\nFN:x\n{}END:VCARD", "NICKNAME:y\n".repeat(50_000)),
        format!("BEGIN:VCARD\nFN:x\n{}END:VCARD", "ADR:;;a;b\nLABEL:c\n".repeat(10_000)),
        format!("BEGIN:VCARD\nFN:x\n{}END:VCARD", "item1.X-ABLabel:y\nitem1.TEL:1\n".repeat(10_000)),
        format!("BEGIN:VCARD\nFN:x\nNOTE:a{}\nEND:VCARD", "\n b".repeat(100_000)),
        format!("BEGIN:VCARD\nFN:x\nNOTE:a{}\nEND:VCARD", "\nb".repeat(100_000)),
        format!("BEGIN:VCARD\nFN:x\nNOTE:{}\nEND:VCARD", "\\".repeat(100_001)),
        "BEGIN:VCARD\n:\n;\n.:\n=:\n,:\n\":\nFN\nEND\nEND:\nFN:x\nBEGIN:VEVENT\nEND:VEVENT\nTEL:1\nEND:VCARD"
            .to_owned(),
        "BEGIN:VCARD\nFN:x\nPHOTO:data:\nPHOTO:data:;base64,\nPHOTO:data:image/png;base64,????\nEND:VCARD".to_owned(),
        "BEGIN:VCARD\nFN:<script>alert(1)</script>\nURL:javascript:alert(1)\nEND:VCARD".to_owned(),
    ];
    for (index, shape) in shapes.iter().enumerate() {
        let file = read(shape.as_bytes()).unwrap_or_else(|error| panic!("shape {index}: {error}"));
        assert_eq!(file.cards.len(), 1, "shape {index}");
        assert!(file.cards[0].is_ok(), "shape {index}: {:?}", file.cards[0]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        let _ = read(&bytes);
    }

    #[test]
    fn any_text_in_a_card(text in "\\PC*(\n\\PC{0,40}){0,20}") {
        let file = read(format!("BEGIN:VCARD\nVERSION:3.0\nFN:x\n{text}\nEND:VCARD\n").as_bytes()).unwrap();
        prop_assert!(!file.cards.is_empty());
    }

    #[test]
    fn any_property(
        name in "FN|N|ADR|TEL|EMAIL|ORG|NOTE|PHOTO|URL|IMPP|LABEL|X-ANDROID-CUSTOM|item1\\.X-ABLabel|CATEGORIES|BDAY|KIND",
        parameters in "(;(TYPE|ENCODING|CHARSET|VALUE|PREF|LABEL|X-USER)?=?(work|b|BASE64|QUOTED-PRINTABLE|utf-8|\"a;b\"|\"|1|uri)){0,3}",
        value in "[ -~\\\\;,:=\r\n\tä山]{0,60}",
    ) {
        let text = format!("BEGIN:VCARD\nFN:x\n{name}{parameters}:{value}\nitem1.TEL:1\nEND:VCARD\n");
        let file = read(text.as_bytes()).unwrap();
        prop_assert!(!file.cards.is_empty());
    }
}
