#![allow(clippy::unwrap_used)]
//! Texts with known contents, made from lists that the parser does not read.
//!
//! The wording differs from the parser's word lists on purpose: unusual trades, companies without a legal form, names
//! of many cultures. Nothing here may be copied into the parser.

#![allow(dead_code)]

pub mod fresh;
pub mod lists;

/// One set of wording.
pub struct Wording {
    pub names: &'static [&'static str],
    /// Company and domain; the domain does not always look like the company.
    pub companies: &'static [(&'static str, &'static str)],
    pub jobs: &'static [&'static str],
    /// Country, lines of the address, postcode.
    pub places: &'static [(&'static str, &'static [&'static str], &'static str)],
    /// Titles before and after a name.
    pub titled: &'static [(&'static str, &'static str)],
    pub notes: &'static [&'static str],
}

/// A generator with a fixed course, so that figures can be compared between runs.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from((self.0 >> 11) % sides as u64).unwrap()
    }

    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        let index = self.roll(list.len());
        &list[index]
    }
}

/// What a text says.
#[derive(Debug, Clone, Default)]
pub struct Truth {
    pub name: String,
    pub titles: String,
    pub job: String,
    pub company: String,
    pub phones: Vec<String>,
    pub emails: Vec<String>,
    pub address: String,
    pub postcode: String,
    pub note: String,
}

#[derive(Debug, Clone)]
pub struct Sample {
    pub text: String,
    pub truth: Truth,
}

pub fn letters(text: &str) -> String {
    corong_domain::text::fold(text).chars().filter(char::is_ascii_alphanumeric).collect()
}

fn digits(dice: &mut Dice, count: usize) -> String {
    (0..count).map(|_| char::from(b'0' + u8::try_from(dice.roll(10)).unwrap())).collect()
}

/// A mobile and a desk number of the place's country, in one of the ways they are printed.
fn phones(dice: &mut Dice, country: &str) -> (String, String) {
    let tail = digits(dice, 4);
    let four = format!("{}{}", 2 + dice.roll(8), digits(dice, 3));
    let style = dice.roll(4);
    match country {
        "ID" => {
            let prefix = *dice.pick(&["811", "812", "813", "857", "878", "896", "821"]);
            let mobile = match style {
                0 => format!("0{prefix}-{four}-{tail}"),
                1 => format!("+62 {prefix} {four} {tail}"),
                2 => format!("0{prefix}{four}{tail}"),
                _ => format!("0{prefix}.{four}.{tail}"),
            };
            let area = *dice.pick(&["21", "31", "22", "24", "61"]);
            let desk = match style {
                0 => format!("(0{area}) {four}{tail}"),
                1 => format!("+62 {area} {four} {tail}"),
                2 => format!("0{area}-{four}{tail}"),
                _ => format!("(0{area}) {four}-{tail} ext 1{style}"),
            };
            (mobile, desk)
        }
        "US" => (format!("(415) 7{}-{tail}", digits(dice, 2)), format!("+1 212-6{}-{tail}", digits(dice, 2))),
        "GB" => (format!("+44 7911 12{tail}"), format!("+44 (0)20 7946 {tail}")),
        "SG" => (format!("+65 9{} {tail}", digits(dice, 3)), format!("+65 63{} {tail}", digits(dice, 2))),
        _ => (format!("+49 171 3{}{tail}", digits(dice, 2)), format!("+49 (0)89 23{tail}")),
    }
}

fn person(dice: &mut Dice, from: &Wording) -> (Truth, Vec<String>, &'static str) {
    let name = *dice.pick(from.names);
    let (company, domain) = *dice.pick(from.companies);
    let job = *dice.pick(from.jobs);
    let (country, lines, postcode) = *dice.pick(from.places);
    let (mobile, desk) = phones(dice, country);
    let parts: Vec<String> = name.split(' ').map(letters).filter(|part| !part.is_empty()).collect();
    let first = parts.first().cloned().unwrap_or_else(|| "me".to_owned());
    let last = parts.last().cloned().unwrap_or_else(|| "me".to_owned());
    let initial: String = first.chars().take(1).collect();
    let local = match dice.roll(5) {
        0 if parts.len() > 1 => format!("{first}.{last}"),
        1 if parts.len() > 1 => format!("{initial}{last}"),
        2 => "info".to_owned(),
        3 if parts.len() > 1 => format!("{first}_{last}{}", dice.roll(90) + 10),
        _ => first,
    };
    let host = if dice.roll(5) == 0 { "gmail.com" } else { domain };
    let truth = Truth {
        name: name.to_owned(),
        job: job.to_owned(),
        company: company.to_owned(),
        phones: vec![mobile, desk],
        emails: vec![format!("{local}@{host}")],
        address: lines.join(", "),
        postcode: postcode.to_owned(),
        ..Truth::default()
    };
    (truth, lines.iter().map(|line| (*line).to_owned()).collect(), domain)
}

/// A signature block or a card's lines, in one of several orders and styles.
pub fn signature(dice: &mut Dice, from: &Wording) -> Sample {
    let (mut truth, address, domain) = person(dice, from);
    let (before, after) = if dice.roll(4) == 0 { *dice.pick(from.titled) } else { ("", "") };
    let mut shown = truth.name.clone();
    if !before.is_empty() {
        shown = format!("{before} {shown}");
    }
    if !after.is_empty() {
        shown = format!("{shown}, {after}");
    }
    truth.titles = format!("{before}{after}");
    let mut job = truth.job.clone();
    if dice.roll(6) == 0 {
        shown = shown.to_uppercase();
        job = job.to_uppercase();
    }
    let labels = *dice.pick(&[
        ["HP", "Telp", "Email"],
        ["Mobile", "Phone", "E-mail"],
        ["M", "T", "E"],
        ["WA", "Tel.", "Email"],
        ["", "", ""],
    ]);
    let label = |name: &str, value: &str| if name.is_empty() { value.to_owned() } else { format!("{name}: {value}") };
    let reach = vec![
        label(labels[0], &truth.phones[0]),
        label(labels[1], &truth.phones[1]),
        label(labels[2], &truth.emails[0]),
        format!("www.{domain}"),
    ];
    let company = truth.company.clone();
    let lines: Vec<String> = match dice.roll(5) {
        0 => [vec![shown, job, company], address, reach].concat(),
        1 => [vec![company, shown, job], reach, address].concat(),
        2 => [vec![shown, job, String::new(), company], address, reach].concat(),
        3 => vec![format!("{shown} | {job}"), company, address.join(", "), reach.join(" | ")],
        _ => [vec!["Best regards,".to_owned(), String::new(), shown, job, company], reach, vec![address.join(", ")]]
            .concat(),
    };
    Sample { text: lines.join("\n"), truth }
}

/// The line that somebody types at a booth.
pub fn quick(dice: &mut Dice, from: &Wording) -> Sample {
    let (person, _, _) = person(dice, from);
    let note = (*dice.pick(from.notes)).to_owned();
    let mobile = person.phones[0].clone();
    let mut truth =
        Truth { name: person.name.clone(), phones: vec![mobile.clone()], note: note.clone(), ..Truth::default() };
    let text = match dice.roll(6) {
        0 => {
            truth.company = person.company.clone();
            format!("{}, {}, {mobile}, {note}", person.name, person.company)
        }
        1 => format!("{} {mobile} {note}", person.name),
        2 => {
            truth.company = person.company.clone();
            truth.job = person.job.clone();
            format!("{}, {}, {}, {mobile}, {note}", person.name, person.job, person.company)
        }
        3 => {
            truth.company = person.company.clone();
            truth.emails = person.emails.clone();
            format!("{} - {} - {mobile} - {} - {note}", person.name, person.company, person.emails[0])
        }
        4 => {
            truth.emails = person.emails.clone();
            format!("{}; {mobile}; {}; {note}", person.name, person.emails[0])
        }
        _ => format!("{}, {mobile}, {note}", person.name.to_lowercase()),
    };
    Sample { text, truth }
}

/// Labelled lines, as forms and chat messages have them.
pub fn labelled(dice: &mut Dice, from: &Wording) -> Sample {
    let (truth, address, _) = person(dice, from);
    let words = *dice.pick(&[
        ["Nama", "Jabatan", "Perusahaan", "Alamat", "No. HP", "Telp", "Email"],
        ["Name", "Title", "Company", "Address", "Mobile", "Phone", "Email"],
        ["Nama lengkap", "Posisi", "Instansi", "Alamat", "WA", "Telepon", "E-mail"],
    ]);
    let colon = *dice.pick(&[": ", " : ", ":"]);
    let values = [
        truth.name.clone(),
        truth.job.clone(),
        truth.company.clone(),
        address.join(", "),
        truth.phones[0].clone(),
        truth.phones[1].clone(),
        truth.emails[0].clone(),
    ];
    let lines: Vec<String> = words.iter().zip(values).map(|(word, value)| format!("{word}{colon}{value}")).collect();
    Sample { text: lines.join("\n"), truth }
}

/// Several people in one text.
pub fn list(dice: &mut Dice, from: &Wording) -> (String, Vec<Truth>) {
    let count = 2 + dice.roll(4);
    let style = dice.roll(4);
    let mut truths = Vec::new();
    let mut blocks = Vec::new();
    for index in 0..count {
        let (person, _, _) = person(dice, from);
        let mobile = person.phones[0].clone();
        let mut truth = Truth { name: person.name.clone(), phones: vec![mobile.clone()], ..Truth::default() };
        blocks.push(match style {
            0 => format!("{} - {mobile}", person.name),
            1 => format!("{}. {} {mobile}", index + 1, person.name),
            2 => {
                truth.company = person.company.clone();
                truth.emails = person.emails.clone();
                format!("{}\n{}\n{mobile}\n{}\n", person.name, person.company, person.emails[0])
            }
            _ => {
                truth.company = person.company.clone();
                format!("{}, {}, {mobile}", person.name, person.company)
            }
        });
        truths.push(truth);
    }
    (blocks.join("\n"), truths)
}
