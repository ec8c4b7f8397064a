//! A fixed sequence as a person would type it, with everything it says: the text that the README shows.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod support;

use std::fmt::Write as _;
use std::path::Path;

use support::{NOW, Place, SITI, Said};

const COMMANDS: &[&[&str]] = &[
    &["--lang", "en", "init", "--name", "Anna Bastari"],
    &["event", "add", "Pangan Nusantara Expo", "--from", "2026-11-18", "--to", "2026-11-20", "--cost", "45000000"],
    &["import", "siti.vcf", "--event", "Pangan Nusantara Expo"],
    &["opportunity", "move", "Siti Rahma", "ready"],
    &["opportunity", "fact", "Siti Rahma", "interest=yes", "--channel", "in-person"],
    &["opportunity", "move", "Siti Rahma", "engaged"],
    &["opportunity", "fact", "Siti Rahma", "credit=accepted", "--checked-by", "Finance"],
    &[
        "opportunity",
        "move",
        "Siti Rahma",
        "exploring",
        "--answer",
        "g6_decision_maker=Siti decides",
        "--answer",
        "g6_need=Less waste in the kitchen",
    ],
    &[
        "opportunity",
        "move",
        "Siti Rahma",
        "evaluating",
        "--answer",
        "g7_application=Espresso for 12 outlets",
        "--answer",
        "g7_criteria=Two baristas prefer it",
    ],
    &[
        "opportunity",
        "move",
        "Siti Rahma",
        "bid_allowed",
        "--answer",
        "g8_demonstration=Tasting at the outlet",
        "--answer",
        "g8_feedback=The crema stays",
        "--answer",
        "g8_permission=yes,Siti,on=2026-11-20",
    ],
    &[
        "opportunity",
        "move",
        "Siti Rahma",
        "bid_sent",
        "--answer",
        "g9_amount=12500000",
        "--answer",
        "g9_terms_version=2026-1",
        "--answer",
        "g9_valid_until=2026-12-31",
        "--answer",
        "g9_document=Q-17.pdf",
    ],
    &[
        "opportunity",
        "move",
        "Siti Rahma",
        "agreeing",
        "--answer",
        "g10_receipt=yes",
        "--answer",
        "g10_answer=Delivery on Mondays",
    ],
    &[
        "opportunity",
        "move",
        "Siti Rahma",
        "customer",
        "--answer",
        "g11_terms=2026-1, signed by Siti",
        "--answer",
        "g11_order=PO-77,on=2026-11-20,amount=12500000",
    ],
    &["today"],
    &["check"],
];

#[test]
fn the_transcript_of_the_readme_is_what_the_binary_says() {
    let place = Place::empty();
    place.write("siti.vcf", SITI);
    let mut text = format!("$ export CORONG_BOOK=book.corong    # the clock stands at {NOW}\n");
    for words in COMMANDS {
        let said: Said = place.run(words);
        let typed: Vec<String> = words.iter().map(|word| quoted(word)).collect();
        writeln!(text, "$ corong-cli {}", typed.join(" ")).unwrap();
        text.push_str(&said.out);
        text.push_str(&said.err);
        if said.code != 0 {
            writeln!(text, "(exit code {})", said.code).unwrap();
        }
    }
    let text = masked(&text);
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join("transcript.txt");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&file, &text).unwrap();
    }
    let kept = std::fs::read_to_string(&file).unwrap_or_default().replace("\r\n", "\n");
    assert_eq!(kept, text, "run with UPDATE=1 and look at the difference");
}

fn quoted(word: &str) -> String {
    if !word.contains(' ') {
        return word.to_owned();
    }
    match word.split_once('=') {
        Some((key, value)) if !key.contains(' ') => format!("{key}=\"{value}\""),
        _ => format!("\"{word}\""),
    }
}

/// Ids are new in each book: eight and more hexadecimal digits become the same ones.
fn masked(text: &str) -> String {
    let mut out = String::new();
    let mut run = String::new();
    for c in text.chars().chain(std::iter::once('\n')) {
        if c.is_ascii_hexdigit() && !c.is_ascii_uppercase() {
            run.push(c);
            continue;
        }
        let is_id = matches!(run.len(), 8 | 32) && !run.bytes().all(|byte| byte == b'0') && !is_amount(&out, &run);
        out.push_str(if is_id { if run.len() == 8 { "7f3a90c1" } else { "7f3a90c1…" } } else { &run });
        run.clear();
        out.push(c);
    }
    out.pop();
    out
}

/// What was typed as an amount is no id, whatever its length.
fn is_amount(before: &str, run: &str) -> bool {
    (before.ends_with('=') || before.ends_with("--cost ")) && run.bytes().all(|byte| byte.is_ascii_digit())
}
