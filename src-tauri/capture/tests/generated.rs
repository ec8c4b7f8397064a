//! Precision and recall on several hundred generated texts, with a floor for each field.

#![allow(clippy::unwrap_used)]

mod material;

use std::collections::BTreeMap;

use corong_capture::phone::read_phone;
use corong_capture::text::{NothingKnown, TextContext, TextDraft, read_text};
use material::fresh::SECOND;
use material::lists::FIRST;
use material::{Dice, Sample, Truth, Wording, letters};

const HERE: TextContext<'static> = TextContext { region: "ID", known: &NothingKnown };

#[derive(Debug, Default, Clone, Copy)]
struct Count {
    right: u32,
    given: u32,
    wanted: u32,
}

impl Count {
    fn precision(self) -> f64 {
        f64::from(self.right) / f64::from(self.given.max(1))
    }

    fn recall(self) -> f64 {
        f64::from(self.right) / f64::from(self.wanted.max(1))
    }
}

#[derive(Default)]
struct Tally {
    fields: BTreeMap<&'static str, Count>,
    misses: Vec<String>,
}

impl Tally {
    fn one(&mut self, field: &'static str, wanted: &str, given: &str, text: &str) {
        let count = self.fields.entry(field).or_default();
        count.wanted += u32::from(!wanted.is_empty());
        count.given += u32::from(!given.is_empty());
        let right = !wanted.is_empty() && letters(wanted) == letters(given);
        count.right += u32::from(right);
        if !(right || wanted.is_empty() && given.is_empty()) {
            self.misses.push(format!("{field}: wanted {wanted:?}, given {given:?}\n{text}\n"));
        }
    }

    fn many(&mut self, field: &'static str, wanted: &[String], given: &[String], text: &str) {
        let count = self.fields.entry(field).or_default();
        count.wanted += u32::try_from(wanted.len()).unwrap();
        count.given += u32::try_from(given.len()).unwrap();
        count.right += u32::try_from(wanted.iter().filter(|value| given.contains(value)).count()).unwrap();
        let (mut left, mut right) = (wanted.to_vec(), given.to_vec());
        left.sort();
        right.sort();
        if left != right {
            self.misses.push(format!("{field}: wanted {wanted:?}, given {given:?}\n{text}\n"));
        }
    }

    fn compare(&mut self, truth: &Truth, found: &TextDraft, text: &str) {
        let draft = &found.draft;
        let e164 = |raw: &str| {
            let region = if raw.starts_with('(') && !raw.starts_with("(0") { "US" } else { "ID" };
            let reading = read_phone(raw, region);
            format!("{}{}", reading.e164, reading.extension)
        };
        self.one("name", &truth.name, &draft.name, text);
        self.one("titles", &truth.titles, &format!("{}{}", draft.titles_before, draft.titles_after), text);
        self.one("job", &truth.job, &draft.job_title, text);
        self.one("company", &truth.company, &draft.company, text);
        self.many(
            "phone",
            &truth.phones.iter().map(|raw| e164(raw)).collect::<Vec<_>>(),
            &draft.phones.iter().map(|phone| e164(&phone.raw)).collect::<Vec<_>>(),
            text,
        );
        self.many(
            "email",
            &truth.emails,
            &draft.emails.iter().map(|email| email.value.clone()).collect::<Vec<_>>(),
            text,
        );
        let address = draft.addresses.iter().map(|address| address.text.clone()).collect::<Vec<_>>().join(" ");
        self.one("address", &truth.address, &address, text);
        let postcode = draft.addresses.first().map(|address| address.postcode.clone()).unwrap_or_default();
        self.one("postcode", &truth.postcode, &postcode, text);
        self.one("note", &truth.note, &draft.note, text);
    }

    fn floor(&self, what: &str, floors: &[(&str, f64)]) {
        let mut report = String::new();
        for (field, count) in &self.fields {
            report.push_str(&format!(
                "{field:9} precision {:.3} recall {:.3} ({} of {})\n",
                count.precision(),
                count.recall(),
                count.right,
                count.wanted
            ));
        }
        if std::env::var_os("CORONG_SHOW_MISSES").is_some() {
            report.push_str(&self.misses.join("\n"));
            std::fs::write(std::env::temp_dir().join(format!("corong-{what}.txt")), &report).unwrap();
        }
        for (field, floor) in floors {
            let count = self.fields[field];
            assert!(count.precision() >= *floor && count.recall() >= *floor, "{what}: {field} under {floor}\n{report}");
        }
    }
}

type Make = fn(&mut Dice, &Wording) -> Sample;

fn measure(make: Make, from: &Wording, seed: u64, count: usize) -> Tally {
    let mut dice = Dice::new(seed);
    let mut tally = Tally::default();
    for _ in 0..count {
        let sample = make(&mut dice, from);
        let drafts = read_text(&sample.text, &HERE);
        let first = drafts.first().cloned().unwrap_or_default();
        tally.compare(&sample.truth, &first, &sample.text);
        tally.one("people", "1", &drafts.len().to_string(), &sample.text);
    }
    tally
}

fn measure_lists(from: &Wording, seed: u64, count: usize) -> Tally {
    let mut dice = Dice::new(seed);
    let mut tally = Tally::default();
    for _ in 0..count {
        let (text, truths) = material::list(&mut dice, from);
        let drafts = read_text(&text, &HERE);
        tally.one("people", &truths.len().to_string(), &drafts.len().to_string(), &text);
        for (index, truth) in truths.iter().enumerate() {
            tally.compare(truth, &drafts.get(index).cloned().unwrap_or_default(), &text);
        }
    }
    tally
}

const WHOLE: [(&str, f64); 7] = [
    ("name", 0.97),
    ("job", 0.95),
    ("company", 0.95),
    ("phone", 0.99),
    ("email", 0.99),
    ("address", 0.95),
    ("people", 0.97),
];

#[test]
fn signature_blocks() {
    let tally = measure(material::signature, &FIRST, 1, 300);
    tally.floor("signatures", &WHOLE);
    tally.floor("signatures", &[("titles", 0.95), ("postcode", 0.95)]);
}

#[test]
fn quick_lines() {
    let floors = [("name", 0.97), ("company", 0.96), ("job", 0.94), ("phone", 0.99), ("email", 0.99), ("note", 0.96)];
    measure(material::quick, &FIRST, 2, 300).floor("quick", &floors);
}

#[test]
fn labelled_lines() {
    measure(material::labelled, &FIRST, 3, 150).floor("labelled", &WHOLE);
}

#[test]
fn several_people() {
    let floors = [("people", 0.97), ("name", 0.97), ("company", 0.96), ("phone", 0.98), ("email", 0.98)];
    measure_lists(&FIRST, 4, 120).floor("people", &floors);
}

#[test]
fn wording_that_nothing_was_adjusted_to() {
    measure(material::signature, &SECOND, 11, 300).floor("fresh-signatures", &FRESH);
    measure(material::quick, &SECOND, 12, 300).floor("fresh-quick", &FRESH_LINE);
    measure(material::labelled, &SECOND, 13, 150).floor("fresh-labelled", &FRESH);
    measure_lists(&SECOND, 14, 120)
        .floor("fresh-people", &[("people", 0.97), ("name", 0.97), ("company", 0.9), ("phone", 0.98)]);
}

const FRESH: [(&str, f64); 7] = [
    ("name", 0.97),
    ("job", 0.93),
    ("company", 0.93),
    ("phone", 0.99),
    ("email", 0.99),
    ("address", 0.87),
    ("people", 0.99),
];
const FRESH_LINE: [(&str, f64); 5] =
    [("name", 0.97), ("company", 0.83), ("phone", 0.99), ("email", 0.99), ("note", 0.95)];
