//! Made-up people: the same for the same number of leads, in the shape of a real address book.
//!
//! Names come from lists, the common ones far more often than the rare ones; several people work for one company; some
//! have no company. Deliberately absent: chance. Everything follows from the number of the lead.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

const FIRST: &[&str] = &[
    "Siti", "Budi", "Agus", "Dewi", "Sri", "Andi", "Rina", "Joko", "Maria", "Putu", "Wayan", "Hendra", "Nur", "Ahmad",
    "Muhammad", "Rudi", "Ratna", "Indah", "Fitri", "Yanti", "Eko", "Bambang", "Made", "Ketut", "Nyoman", "Lia", "Tono",
    "Dian", "Wulan", "Yusuf", "Ali", "Hasan", "Fajar", "Galih", "Bayu", "Citra", "Melati", "Intan", "Reza", "Dimas",
    "Arief", "Teguh", "Slamet", "Suryani", "Kartika", "Lestari", "Anisa", "Putri", "Rahmat", "Iwan", "Asep", "Dedi",
    "Ujang", "Cecep", "Neneng", "Tuti", "Wati", "Susanti", "Robert", "Michael", "Stephen", "Grace", "Lina", "Mei",
    "Johan", "Markus", "Yohanes", "Paulus", "Kristina", "Theresia", "Oscar", "Vincent", "Felix", "Clara", "Gita",
    "Hadi", "Irfan", "Jamal", "Kevin", "Latifah", "Mira", "Nanda", "Okta", "Pandu", "Qori", "Rangga", "Satria",
    "Tasya", "Umar", "Vera", "Winda", "Yoga", "Zahra", "Zaki",
];
const LAST: &[&str] = &[
    "Santoso",
    "Wijaya",
    "Pratama",
    "Saputra",
    "Hidayat",
    "Kusuma",
    "Nugroho",
    "Rahma",
    "Halim",
    "Susanto",
    "Setiawan",
    "Gunawan",
    "Suryadi",
    "Hartono",
    "Wibowo",
    "Purnomo",
    "Siregar",
    "Nasution",
    "Simanjuntak",
    "Hutapea",
    "Lubis",
    "Harahap",
    "Sinaga",
    "Situmorang",
    "Tanjung",
    "Chaniago",
    "Tan",
    "Lim",
    "Salim",
    "Widjaja",
    "Tanoto",
    "Sutanto",
    "Budiman",
    "Firmansyah",
    "Maulana",
    "Ramadhan",
    "Kurniawan",
    "Hermawan",
    "Suharto",
    "Mulyadi",
    "Prasetyo",
    "Utomo",
    "Handoko",
    "Irawan",
    "Permana",
    "Ardiansyah",
    "Fauzi",
    "Hakim",
    "Iskandar",
    "Jatmiko",
    "Laksana",
    "Mahendra",
    "Novianto",
    "Oktaviani",
    "Puspita",
    "Rahayu",
    "Sulistyo",
    "Tambunan",
    "Utami",
    "Wardhana",
    "Yulianto",
    "Zulkarnain",
    "Adriansyah",
    "Baskoro",
    "Cahyadi",
    "Darmawan",
    "Effendi",
    "Febrianto",
    "Ginting",
    "Hasibuan",
    "Indrawan",
    "Kartawijaya",
    "Lesmana",
    "Manurung",
    "Nababan",
    "Pangestu",
    "Rusli",
    "Sembiring",
    "Tarigan",
    "Wirawan",
];
const MIDDLE: &[&str] =
    &["Nur", "Eka", "Dwi", "Tri", "Ayu", "Adi", "Putra", "Bagus", "Kusuma", "Surya", "Indra", "Jaya"];
const TRADE: &[&str] = &[
    "Maju",
    "Sinar",
    "Sumber",
    "Karya",
    "Mitra",
    "Bumi",
    "Cahaya",
    "Tirta",
    "Prima",
    "Sentosa",
    "Abadi",
    "Makmur",
    "Sejahtera",
    "Nusantara",
    "Mandiri",
    "Gemilang",
    "Lestari",
    "Pertiwi",
    "Samudra",
    "Anugerah",
    "Berkah",
    "Citra",
    "Delta",
    "Eka",
    "Fajar",
    "Graha",
    "Harapan",
    "Indah",
    "Jaya",
    "Kencana",
    "Lintas",
    "Mega",
    "Niaga",
    "Omega",
    "Panca",
    "Rajawali",
    "Surya",
    "Tunas",
    "Utama",
    "Wahana",
];
const BRANCH: &[&str] = &[
    "Kopi",
    "Logistik",
    "Teknik",
    "Pangan",
    "Tekstil",
    "Farma",
    "Konstruksi",
    "Digital",
    "Elektrik",
    "Kimia",
    "Motor",
    "Plastik",
    "Agro",
    "Medika",
    "Energi",
    "Boga",
    "Media",
    "Baja",
    "Kertas",
    "Furnitur",
];
const JOB: &[&str] = &[
    "Purchasing Manager",
    "Direktur",
    "Owner",
    "Procurement Officer",
    "Operations Manager",
    "Kepala Pembelian",
    "General Manager",
    "Sales Executive",
    "Plant Manager",
    "Finance Director",
    "Store Manager",
    "IT Manager",
];
const PREFIX: &[&str] = &["0811", "0812", "0813", "0821", "0822", "0852", "0856", "0857", "0878", "0896"];
const FREE_MAIL: &[&str] = &["gmail.com", "yahoo.co.id", "outlook.com"];
/// Stage and its place in the funnel, as often as books have them: most cards wait near the beginning.
const STAGE: &[(&str, u32)] = &[
    ("captured", 0),
    ("captured", 0),
    ("captured", 0),
    ("captured", 0),
    ("captured", 0),
    ("ready", 1),
    ("ready", 1),
    ("contacted", 2),
    ("qualified", 3),
    ("engaged", 4),
];

/// Pseudo-random numbers that follow from a seed (SplitMix64, Steele, Lea and Flood 2014).
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    /// Numbers of their own for each seed.
    pub fn of(seed: u64) -> Self {
        Self(seed.wrapping_mul(0xd134_2543_de82_ef95).wrapping_add(0x0063_6f72_6f6e_6721))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`, which is at least 1.
    pub fn below(&mut self, end: u64) -> u64 {
        self.next() % end.max(1)
    }

    /// Each entry equally often.
    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        let at = usize::try_from(self.below(list.len() as u64)).unwrap_or(0);
        #[allow(clippy::indexing_slicing, reason = "below the length; the lists are constants that are not empty")]
        &list[at]
    }

    /// The first entries more often than the last ones: the smaller of two numbers.
    fn common<'a>(&mut self, list: &[&'a str]) -> &'a str {
        let end = list.len() as u64;
        let at = self.below(end).min(self.below(end));
        usize::try_from(at).ok().and_then(|at| list.get(at)).copied().unwrap_or_default()
    }
}

/// One made-up person with an opportunity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The whole name.
    pub name: String,
    /// The company's name, or empty.
    pub company: String,
    /// Job title.
    pub job_title: String,
    /// Phone as printed.
    pub printed: String,
    /// Phone in E.164.
    pub e164: String,
    /// E-mail address.
    pub email: String,
    /// Stage of the opportunity.
    pub stage: &'static str,
    /// Its place in the funnel.
    pub rank: u32,
    /// Estimate in whole rupiah.
    pub amount: i64,
    /// When the card was captured.
    pub at: DateTime<Utc>,
}

/// The day on which all clocks of the benchmark stand.
pub fn now() -> DateTime<Utc> {
    day().and_hms_opt(3, 0, 0).map(|at| at.and_utc()).unwrap_or_default()
}

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 2).unwrap_or_default()
}

/// The company with a number: different numbers, different names.
pub fn company(number: u64) -> String {
    let mut dice = Dice::of(number ^ 0x00c0_ffee);
    let form = dice.pick(&["PT", "PT", "PT", "CV", "UD"]);
    format!("{form} {} {} {}", dice.pick(TRADE), dice.pick(BRANCH), number + 1)
}

/// The person with a number, in a book that has `companies` companies.
pub fn person(number: u64, companies: u64) -> Person {
    let mut dice = Dice::of(number);
    let (first, last) = (dice.common(FIRST), dice.common(LAST));
    let name = match dice.below(3) {
        0 => format!("{first} {} {last}", dice.pick(MIDDLE)),
        _ => format!("{first} {last}"),
    };
    let works_for = dice.below(companies);
    let company = if dice.below(10) == 0 { String::new() } else { company(works_for) };
    let tail = format!("{:08}", (number * 7 + dice.below(7)) % 100_000_000);
    let (a, b) = tail.split_at(4);
    let prefix = dice.pick(PREFIX);
    let domain = if company.is_empty() || dice.below(4) == 0 {
        (*dice.pick(FREE_MAIL)).to_owned()
    } else {
        let words: Vec<String> = company.split(' ').skip(1).map(str::to_lowercase).collect();
        format!("{}.co.id", words.concat())
    };
    let (stage, rank) = *dice.pick(STAGE);
    let minutes = i64::try_from(number % 500_000).unwrap_or(0);
    Person {
        printed: format!("{prefix}-{a}-{b}"),
        e164: format!("+62{}{tail}", prefix.get(1..).unwrap_or_default()),
        email: format!("{}.{}{number}@{domain}", first.to_lowercase(), last.to_lowercase()),
        job_title: (*dice.pick(JOB)).to_owned(),
        amount: i64::try_from(dice.below(500) + 1).unwrap_or(1) * 1_000_000,
        at: now() - TimeDelta::minutes(500_001 - minutes),
        name,
        company,
        stage,
        rank,
    }
}

/// What people type to find somebody: parts of names, companies, e-mail addresses and phone numbers, and what is not there.
pub fn questions(count: usize, contacts: u64, companies: u64) -> Vec<String> {
    (0..count as u64)
        .map(|number| {
            let mut dice = Dice::of(number ^ 0xbeef_0000);
            let one = person(dice.below(contacts), companies);
            let words: Vec<&str> = one.name.split(' ').collect();
            let (first, last) = (words.first().copied().unwrap_or_default(), words.last().copied().unwrap_or_default());
            match number % 9 {
                0 => first.to_owned(),
                1 => part(last, 1, 4),
                2 => format!("{} {}", part(first, 0, 3), part(last, 0, 3)),
                3 => one.name.clone(),
                4 => one.company.split(' ').nth(1).unwrap_or("Maju").to_owned(),
                5 => one.company.split(' ').skip(1).take(2).collect::<Vec<_>>().join(" "),
                6 => one.email.split('@').next().unwrap_or_default().to_owned(),
                // From the operator's digits on: a zero in front would be taken for the national form.
                7 => part(&one.e164, 3, 9),
                _ => format!("{}xq", part(first, 0, 3)),
            }
        })
        .map(|text| if text.chars().count() < 3 { "maju".to_owned() } else { text })
        .collect()
}

fn part(word: &str, from: usize, length: usize) -> String {
    let part: String = word.chars().skip(from).take(length).collect();
    if part.chars().count() < 3 { word.to_owned() } else { part }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn the_same_number_gives_the_same_person_and_phones_and_mails_differ() {
        let people: Vec<Person> = (0..2_000).map(|number| person(number, 800)).collect();
        assert_eq!(people, (0..2_000).map(|number| person(number, 800)).collect::<Vec<_>>());
        assert_eq!(people.iter().map(|one| &one.email).collect::<HashSet<_>>().len(), people.len());
        let names = people.iter().map(|one| &one.name).collect::<HashSet<_>>().len();
        assert!((1_000..2_000).contains(&names), "{names} names");
        let captured = people.iter().filter(|one| one.stage == "captured").count();
        assert!((800..1_200).contains(&captured), "{captured} captured");
        assert!(people.iter().all(|one| one.e164.len() == 14 && one.e164.starts_with("+628")));
    }

    #[test]
    fn every_question_has_at_least_three_letters() {
        let asked = questions(90, 1_000, 400);
        assert_eq!(asked.len(), 90);
        assert!(asked.iter().all(|text| text.chars().count() >= 3), "{asked:?}");
    }
}
