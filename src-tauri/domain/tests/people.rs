//! Records of one person found in lists of invented people, with mistakes of every kind put in.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use corong_domain::duplicate::{Agreement, Demand, PairScore, Person, PersonField, same_people};
use proptest::prelude::*;

/// Numbers by Weyl sequence and mixing, so that every run sees the same people.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        ((mixed ^ (mixed >> 27)) >> 11) as usize % limit
    }

    fn one<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }

    fn in_ten(&mut self, times: usize) -> bool {
        self.below(10) < times
    }
}

const GIVEN: &[&str] = &[
    "Agus", "Bambang", "Citra", "Dewi", "Eko", "Fitri", "Gunawan", "Hendra", "Indah", "Joko", "Kartika", "Lestari",
    "Maya", "Nurul", "Oktavia", "Putri", "Ratna", "Sri", "Tono", "Utami", "Vera", "Wahyu", "Yanti", "Zainal",
    "Muhammad", "Siti", "Ahmad", "Dian", "Rina", "Yusuf", "Anna", "Peter", "Maria", "Thomas", "Susan",
];
const FAMILY: &[&str] = &[
    "Santoso",
    "Wijaya",
    "Susilo",
    "Hartono",
    "Kusuma",
    "Pratama",
    "Siregar",
    "Nasution",
    "Simanjuntak",
    "Halim",
    "Gunadi",
    "Setiawan",
    "Suharto",
    "Cahyono",
    "Lubis",
    "Tanjung",
    "Salim",
    "Rahardjo",
    "Hidayat",
    "Ramadhan",
    "Kurniawan",
    "Saputra",
    "Wibowo",
    "Purnomo",
    "Firmansyah",
    "Hakim",
    "Nugroho",
    "Anggraini",
    "Permata",
    "Sihombing",
];
const COMPANY: &[&str] = &[
    "Maju Jaya",
    "Sumber Rejeki",
    "Sinar Terang",
    "Karya Abadi",
    "Mitra Sejati",
    "Boga Rasa",
    "Tirta Kencana",
    "Graha Persada",
    "Nusa Indah",
    "Cahaya Timur",
    "Rimba Raya",
    "Samudra Biru",
    "Kopi Luhur",
    "Batik Ayu",
];
const STREET: &[&str] = &[
    "Sudirman",
    "Diponegoro",
    "Gajah Mada",
    "Merdeka",
    "Pahlawan",
    "Kartini",
    "Veteran",
    "Imam Bonjol",
    "Asia Afrika",
    "Hayam Wuruk",
    "Ahmad Yani",
    "Pemuda",
    "Melati",
    "Kenanga",
    "Cendrawasih",
    "Rajawali",
];
const TOWN: &[&str] = &["Jakarta", "Bandung", "Surabaya", "Medan", "Semarang", "Makassar", "Denpasar", "Malang"];

fn somebody(dice: &mut Dice) -> Person {
    let (given, family) = (dice.one(GIVEN), dice.one(FAMILY));
    let company = dice.one(COMPANY);
    let number = (dice.below(180) + 1).to_string();
    Person {
        name: format!("{given} {} {family}", ["", "Nur", "Adi", "Tri"][dice.below(4)]),
        company: format!("PT {company}"),
        phones: vec![format!("+62812{:08}", dice.below(100_000_000))],
        emails: vec![format!(
            "{}.{}{}@{}.example",
            given.to_lowercase(),
            family.to_lowercase(),
            dice.below(90),
            company.replace(' ', "").to_lowercase()
        )],
        street: format!("Jl. {} No. {number}", dice.one(STREET)),
        suburb: dice.one(TOWN).to_owned(),
        postcode: (10_000 + dice.below(4_000)).to_string(),
        ..Person::default()
    }
}

/// A slip of the finger: a letter doubled, left out, changed, or two turned round.
fn slip(dice: &mut Dice, text: &str) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    if letters.len() < 3 {
        return text.to_owned();
    }
    let at = dice.below(letters.len() - 1);
    match dice.below(4) {
        0 => letters.insert(at, letters[at]),
        1 => drop(letters.remove(at)),
        2 => letters[at] = 'e',
        _ => letters.swap(at, at + 1),
    }
    letters.into_iter().collect()
}

/// The same person on another card.
fn again(dice: &mut Dice, person: &Person) -> Person {
    let mut other = person.clone();
    match dice.below(6) {
        0 => other.name = format!("Ir. H. {}, S.T., M.M.", person.name),
        1 => other.name = person.name.replace("Muhammad", "Moch.").replace('u', "oe").replace('j', "dj"),
        2 => {
            let mut words: Vec<&str> = person.name.split_whitespace().collect();
            words.reverse();
            other.name = words.join(" ");
        }
        3 => other.name = slip(dice, &person.name),
        _ => {}
    }
    if dice.in_ten(5) {
        other.phones.clear();
    }
    if dice.in_ten(6) {
        other.emails.clear();
    }
    if dice.in_ten(3) {
        other.company.clear();
    } else if dice.in_ten(3) {
        other.company = format!("{}, Tbk", slip(dice, &person.company["PT ".len()..]));
    }
    match dice.below(4) {
        0 => other.street.clear(),
        1 => other.street = slip(dice, &person.street),
        _ => {}
    }
    match dice.below(4) {
        0 => other.postcode.clear(),
        1 => other.postcode = slip(dice, &person.postcode),
        _ => {}
    }
    other
}

/// 600 people, a third of them twice, and for every tenth a spouse and a colleague who share what such people share.
fn town(seed: u64) -> (Vec<Person>, Vec<(usize, usize)>) {
    let mut dice = Dice(seed);
    let (mut people, mut truth) = (Vec::new(), Vec::new());
    for number in 0..600 {
        let person = somebody(&mut dice);
        let place = people.len();
        people.push(person.clone());
        if number % 3 == 0 {
            truth.push((place, people.len()));
            let other = again(&mut dice, &person);
            people.push(other);
        }
        if number % 10 == 0 {
            let family = person.name.split_whitespace().next_back().unwrap().to_owned();
            let given = GIVEN[(GIVEN.iter().position(|name| person.name.starts_with(name)).unwrap() + 9) % GIVEN.len()];
            people.push(Person { name: format!("{given} {family}"), emails: Vec::new(), ..person.clone() });
            let stranger = somebody(&mut dice);
            people.push(Person { name: stranger.name, emails: stranger.emails, ..person });
        }
    }
    (people, truth)
}

#[test]
fn people_are_found_again_and_families_and_colleagues_stay_apart() {
    for seed in [1, 2] {
        let (people, truth) = town(seed);
        let found = same_people(&people, Demand::Person);
        let score = PairScore::of(&found, &truth);
        assert!(score.precision >= 0.985, "{seed}: {score:?}");
        assert!(score.recall >= 0.93, "{seed}: {score:?}");
        assert!(score.f1 >= 0.96, "{seed}: {score:?}");
    }
}

#[test]
fn the_answer_does_not_depend_on_the_order() {
    let (people, _) = town(3);
    let turned: Vec<Person> = people.iter().rev().cloned().collect();
    let last = people.len() - 1;
    let mut pairs: Vec<(usize, usize)> =
        same_people(&people, Demand::Person).iter().map(|pair| (pair.a, pair.b)).collect();
    let mut back: Vec<(usize, usize)> =
        same_people(&turned, Demand::Person).iter().map(|pair| (last - pair.b, last - pair.a)).collect();
    pairs.sort_unstable();
    back.sort_unstable();
    let differ = pairs.iter().filter(|pair| back.binary_search(pair).is_err()).count();
    // The samples are taken at other places, so that a pair at the threshold may fall to the other side.
    assert!(differ <= 3 && pairs.len().abs_diff(back.len()) <= 3, "{differ} of {} differ", pairs.len());
    assert_eq!(same_people(&people, Demand::Person), same_people(&people, Demand::Person));
}

/// A crowd, so that chance has a measure, and two more at its end.
fn beside_a_crowd(one: Person, other: Person) -> Option<corong_domain::duplicate::SamePerson> {
    let mut dice = Dice(9);
    let mut people: Vec<Person> = (0..200).map(|_| somebody(&mut dice)).collect();
    people.extend([one, other]);
    same_people(&people, Demand::Person).into_iter().find(|pair| pair.a == 200 && pair.b == 201)
}

fn card(name: &str, company: &str, phone: &str) -> Person {
    let phones = if phone.is_empty() { Vec::new() } else { vec![phone.to_owned()] };
    Person { name: name.into(), company: company.into(), phones, ..Person::default() }
}

#[test]
fn what_is_shared_by_several_people_is_not_enough() {
    const NUMBER: &str = "+62215550100";
    for (one, other) in [
        (card("", "", NUMBER), card("", "", NUMBER)),
        (card("Sri Wahyuni", "PT Zamrud", NUMBER), card("Agus Salim", "PT Zamrud", NUMBER)),
        (card("Sri Wahyuni", "", NUMBER), card("Hendra Wahyuni", "", NUMBER)),
        (card("", "PT Zamrud", NUMBER), card("Agus Salim", "PT Zamrud", NUMBER)),
    ] {
        assert_eq!(beside_a_crowd(one.clone(), other.clone()), None, "{one:?} {other:?}");
    }
}

#[test]
fn spellings_titles_and_order_are_no_obstacle() {
    const NUMBER: &str = "+62215550100";
    for (one, other) in [
        (card("Muhammad Rizal", "PT Zamrud Tbk", NUMBER), card("M. Rizal", "Zamrud", NUMBER)),
        (card("Ir. H. Soekarno Djojo, M.M.", "PT Zamrud", ""), card("Joyo Sukarno", "CV Zamrud", "")),
        (card("Tjahjo Koesoemo", "", NUMBER), card("Bpk. Cahyo Kusumo", "", NUMBER)),
        (card("Slamet", "PT Zamrud", NUMBER), card("SLAMET", "Zamrud", NUMBER)),
        (card("Sjarifuddin Prawira", "Zamrud Permai", ""), card("Syarifudin Prawira", "PT. Zamrud Permai", "")),
    ] {
        assert!(beside_a_crowd(one.clone(), other.clone()).is_some(), "{one:?} {other:?}");
    }
}

#[test]
fn every_suggestion_says_what_speaks_for_it_and_against() {
    let one = Person {
        suburb: "Bandung".into(),
        postcode: "40111".into(),
        ..card("Xaverius Zamora", "PT Zamrud", "+62215550100")
    };
    let other = Person { suburb: "Medan".into(), ..card("Xaverius Zamorra", "PT Zamrud", "+62215550100") };
    let pair = beside_a_crowd(one, other).unwrap();
    let sum: f64 = pair.evidence.iter().map(|evidence| evidence.bits).sum();
    assert!((sum - pair.bits).abs() < 1e-9, "{pair:?}");
    let of = |field| pair.evidence.iter().find(|evidence| evidence.field == field);
    assert_eq!(of(PersonField::Phone).unwrap().agreement, Agreement::Same);
    assert!(of(PersonField::Phone).unwrap().bits > 5.0);
    assert_eq!(of(PersonField::Suburb).unwrap().agreement, Agreement::Differs);
    assert!(of(PersonField::Suburb).unwrap().bits < 0.0);
    assert_eq!(of(PersonField::FamilyName).unwrap().agreement, Agreement::OtherSpelling);
    assert_eq!(of(PersonField::Postcode), None, "a field that one of them lacks says nothing");
}

#[test]
fn rare_names_say_more_than_common_ones() {
    let mut dice = Dice(4);
    let mut people: Vec<Person> = (0..300).map(|_| somebody(&mut dice)).collect();
    people.extend((0..80).map(|_| Person { name: format!("Siti {}", dice.one(FAMILY)), ..somebody(&mut Dice(77)) }));
    let at = people.len();
    for name in ["Siti Wijaya", "Xanthe Zamora"] {
        people.extend([card(name, "PT Zamrud", "+62215550100"), card(name, "PT Zamrud", "+62215550100")]);
    }
    let found = same_people(&people, Demand::Person);
    let bits = |a: usize| found.iter().find(|pair| pair.a == a && pair.b == a + 1).unwrap().bits;
    assert!(bits(at + 2) > bits(at) + 2.0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_text_is_compared(texts in prop::collection::vec((".{0,20}", ".{0,20}", ".{0,12}"), 0..12)) {
        let people: Vec<Person> = texts
            .iter()
            .map(|(name, street, email)| Person {
                name: name.clone(),
                street: street.clone(),
                company: street.clone(),
                postcode: email.clone(),
                emails: vec![email.clone()],
                ..Person::default()
            })
            .collect();
        for demand in [Demand::Weight, Demand::Person] {
            for pair in same_people(&people, demand) {
                prop_assert!(pair.a < pair.b && pair.b < people.len());
                prop_assert!(pair.bits.is_finite() && (0.0..=1.0).contains(&pair.probability));
            }
        }
    }
}
