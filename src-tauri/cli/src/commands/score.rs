//! How well photos are read: the cards of a folder against its truth.json, field by field.
//!
//! Names, job titles and companies are right when their letters and digits are, whatever their case, accents and
//! punctuation; phones by E.164; e-mails letter by letter; web addresses without scheme, `www.` and a last slash;
//! addresses when at most one in ten letters or digits differs. Deliberately absent: any knowledge of the reader.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use corong_book::CardRead;
use corong_domain::text::fold;
use serde::{Deserialize, Serialize};

use super::capture::{book, bytes_of, models, read_sides};
use crate::session::Session;
use crate::trouble::Trouble;

/// What is printed on a card.
#[derive(Debug, Deserialize)]
struct Truth {
    id: String,
    images: Vec<String>,
    name: String,
    title: String,
    company: String,
    phones: Vec<TruePhone>,
    emails: Vec<String>,
    urls: Vec<String>,
    address: String,
    lines: Vec<Vec<String>>,
}

#[derive(Debug, Deserialize)]
struct TruePhone {
    e164: String,
}

/// One field over all cards.
#[derive(Debug, Default, Clone, Serialize)]
struct Tally {
    right: u32,
    wrong: u32,
    missed: u32,
    precision: f64,
    recall: f64,
}

/// A field that was read otherwise than printed.
#[derive(Debug, Serialize)]
struct Wrong {
    field: &'static str,
    printed: Vec<String>,
    read: Vec<String>,
}

#[derive(Debug, Serialize)]
struct CardScore {
    id: String,
    whole: bool,
    character_error_rate: f64,
    seconds: f64,
    wrong: Vec<Wrong>,
}

#[derive(Debug, Serialize)]
struct Score {
    cards: usize,
    fields: BTreeMap<&'static str, Tally>,
    whole_cards: f64,
    character_error_rate: f64,
    seconds_median: f64,
    seconds_p95: f64,
    memory_mib: Option<f64>,
}

/// Reads every card of a folder and prints one record a card and one for all.
pub fn score(session: &mut Session<'_>, folder: &Path) -> Result<(), Trouble> {
    let file = folder.join("truth.json");
    let unreadable = || Trouble::TruthUnreadable(file.display().to_string());
    let truths: Vec<Truth> = serde_json::from_slice(&bytes_of(&file)?).map_err(|_| unreadable())?;
    if truths.is_empty() {
        return Err(unreadable());
    }
    let book = book(session)?;
    let Some(models) = models()? else { return Err(Trouble::ModelsMissing) };
    let mut fields: BTreeMap<&'static str, Tally> = BTreeMap::new();
    let (mut errors, mut letters, mut whole) = (0, 0, 0);
    let mut seconds = Vec::new();
    for truth in &truths {
        let mut sides = Vec::new();
        for image in &truth.images {
            let path = folder.join(image);
            sides.push((path.display().to_string(), bytes_of(&path)?));
        }
        let begun = Instant::now();
        let card = read_sides(&book, &sides, Some(&models))?;
        let took = begun.elapsed().as_secs_f64();
        seconds.push(took);
        let wrong = compare(truth, &card, &mut fields);
        let (off, of) = letters_off(truth, &card);
        errors += off;
        letters += of;
        whole += usize::from(wrong.is_empty());
        let record = CardScore {
            id: truth.id.clone(),
            whole: wrong.is_empty(),
            character_error_rate: share(off, of),
            seconds: took,
            wrong,
        };
        session.say(&record, |_| card_text(&record))?;
    }
    for tally in fields.values_mut() {
        tally.precision = share(tally.right as usize, (tally.right + tally.wrong) as usize);
        tally.recall = share(tally.right as usize, (tally.right + tally.missed) as usize);
    }
    seconds.sort_by(f64::total_cmp);
    let at = |part: f64| {
        let index = ((seconds.len() as f64 * part).ceil() as usize).clamp(1, seconds.len()) - 1;
        seconds.get(index).copied().unwrap_or_default()
    };
    let score = Score {
        cards: truths.len(),
        fields,
        whole_cards: share(whole, truths.len()),
        character_error_rate: share(errors, letters),
        seconds_median: at(0.5),
        seconds_p95: at(0.95),
        memory_mib: peak_memory(),
    };
    session.say(&score, |_| score_text(&score))
}

fn share(part: usize, of: usize) -> f64 {
    if of == 0 { 1.0 } else { part as f64 / of as f64 }
}

fn compare(truth: &Truth, card: &CardRead, fields: &mut BTreeMap<&'static str, Tally>) -> Vec<Wrong> {
    let contact = &card.contact;
    let filled = |text: &String| if text.is_empty() { Vec::new() } else { vec![text.clone()] };
    let read_phones: Vec<String> = contact
        .phones
        .iter()
        .map(|phone| if phone.e164.is_empty() { phone.raw.clone() } else { phone.e164.clone() })
        .collect();
    let true_phones: Vec<String> = truth.phones.iter().map(|phone| phone.e164.clone()).collect();
    type Same = fn(&str, &str) -> bool;
    let letters: Same = |a, b| plain(a) == plain(b);
    let rows: [(&'static str, Vec<String>, Vec<String>, Same); 7] = [
        ("name", filled(&truth.name), filled(&contact.name), letters),
        ("title", filled(&truth.title), filled(&contact.job_title), letters),
        ("company", filled(&truth.company), filled(&contact.company), letters),
        ("phones", true_phones, read_phones, |a, b| a == b),
        ("emails", truth.emails.clone(), contact.emails.clone(), |a, b| a.eq_ignore_ascii_case(b)),
        ("urls", truth.urls.clone(), contact.urls.clone(), |a, b| link(a) == link(b)),
        ("address", filled(&truth.address), filled(&contact.address), near),
    ];
    let mut all_wrong = Vec::new();
    for (field, printed, read, same) in rows {
        let mut left = read.clone();
        let mut right = 0;
        for value in &printed {
            if let Some(index) = left.iter().position(|other| same(value, other)) {
                left.swap_remove(index);
                right += 1;
            }
        }
        let missed = printed.len() - right;
        let tally = fields.entry(field).or_default();
        tally.right += right as u32;
        tally.missed += missed as u32;
        tally.wrong += left.len() as u32;
        if missed > 0 || !left.is_empty() {
            all_wrong.push(Wrong { field, printed, read });
        }
    }
    all_wrong
}

fn plain(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

fn link(text: &str) -> String {
    let lower = text.to_lowercase();
    let bare = lower.trim_start_matches("https://").trim_start_matches("http://").trim_start_matches("www.");
    bare.trim_end_matches('/').to_owned()
}

fn near(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (plain(a).chars().collect(), plain(b).chars().collect());
    let off = distances(&a, &b, false).last().copied().unwrap_or_default();
    off * 10 <= a.len().max(b.len())
}

/// The edits from `printed` to every beginning of `read`; with `anywhere`, to the best piece that ends there.
fn distances(printed: &[char], read: &[char], anywhere: bool) -> Vec<usize> {
    let mut row: Vec<usize> = (0..=read.len()).map(|column| if anywhere { 0 } else { column }).collect();
    for (index, letter) in printed.iter().enumerate() {
        let mut diagonal = index;
        let mut left = index + 1;
        if let Some(first) = row.first_mut() {
            *first = left;
        }
        for (slot, other) in row.iter_mut().skip(1).zip(read) {
            let next = (diagonal + usize::from(letter != other)).min(*slot + 1).min(left + 1);
            diagonal = *slot;
            *slot = next;
            left = next;
        }
    }
    row
}

/// Letters read wrongly over letters printed; each printed line is looked for anywhere in what was read.
fn letters_off(truth: &Truth, card: &CardRead) -> (usize, usize) {
    let texts: Vec<&str> = card.lines.iter().map(|line| line.text.as_str()).collect();
    let read: Vec<char> = texts.join("\n").chars().collect();
    let (mut off, mut of) = (0, 0);
    for line in truth.lines.iter().flatten() {
        let words: Vec<&str> = line.split_whitespace().collect();
        let printed: Vec<char> = words.join(" ").chars().collect();
        of += printed.len();
        off += distances(&printed, &read, true).into_iter().min().unwrap_or(printed.len());
    }
    (off, of)
}

/// The most memory that this program has had, in MiB; only Linux tells.
fn peak_memory() -> Option<f64> {
    let status = std::fs::read_to_string(Path::new("/proc").join("self").join("status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: f64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
    Some(kib / 1024.0)
}

fn card_text(card: &CardScore) -> String {
    let mut text = format!("{}  {:.1} %  {:.2} s", card.id, card.character_error_rate * 100.0, card.seconds);
    for wrong in &card.wrong {
        text.push_str(&format!("\n  {}: {:?} | {:?}", wrong.field, wrong.printed, wrong.read));
    }
    text
}

fn score_text(score: &Score) -> String {
    let mut text = String::new();
    for (field, tally) in &score.fields {
        let (precision, recall) = (tally.precision * 100.0, tally.recall * 100.0);
        text.push_str(&format!("{field:<10} {precision:5.1} %  {recall:5.1} %\n"));
    }
    text.push_str(&format!(
        "{} cards  {:.1} % whole  {:.2} % CER  {:.2} s median  {:.2} s p95",
        score.cards,
        score.whole_cards * 100.0,
        score.character_error_rate * 100.0,
        score.seconds_median,
        score.seconds_p95
    ));
    if let Some(memory) = score.memory_mib {
        text.push_str(&format!("  {memory:.0} MiB"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_found_anywhere() {
        let of = |printed: &str, read: &str| {
            let (printed, read): (Vec<char>, Vec<char>) = (printed.chars().collect(), read.chars().collect());
            distances(&printed, &read, true).into_iter().min()
        };
        assert_eq!(of("Siti", "PT Maju\nSiti Rahma"), Some(0));
        assert_eq!(of("Siti", "PT Maju\nSlti Rahma"), Some(1));
        assert_eq!(of("abc", ""), Some(3));
    }

    #[test]
    fn what_counts_as_the_same() {
        assert!(near("Jl. Merdeka No. 5, Bandung 40111", "JI. Merdeka No 5 Bandung 40111"));
        assert!(!near("Jl. Merdeka No. 5, Bandung 40111", "Bandung 40111"));
        assert_eq!(plain("PT. Élan"), plain("pt elan"));
        assert_eq!(link("https://www.maju.co.id/"), link("maju.co.id"));
    }
}
