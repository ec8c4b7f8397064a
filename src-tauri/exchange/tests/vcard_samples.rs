//! Every contact of exports by real programs comes through whole, as a reader that shares no code with ours saw it.

#![allow(clippy::unwrap_used, reason = "helpers of tests are tests too")]

use std::path::PathBuf;

use corong_domain::contact::PhoneKind;
use corong_exchange::Limits;
use corong_exchange::vcard::{ReadCard, Version, read_vcards};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
struct Expected {
    version: String,
    #[serde(rename = "fn")]
    full_name: Option<String>,
    n: Option<Vec<String>>,
    org: Option<Vec<String>>,
    title: Option<String>,
    tel: Vec<String>,
    email: Vec<String>,
    url: Vec<String>,
    adr: usize,
    photo: usize,
    note: usize,
}

fn fixtures() -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "tests", "fixtures", "vcard"].iter().collect()
}

fn read(name: &str) -> Vec<ReadCard> {
    let file = std::fs::File::open(fixtures().join(name)).unwrap();
    let file = read_vcards(file, Limits::default()).unwrap();
    assert_eq!(file.stray_lines, 0, "{name}");
    file.cards.into_iter().map(|card| card.unwrap_or_else(|refused| panic!("{name}: {refused:?}"))).collect()
}

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn sorted(mut texts: Vec<String>) -> Vec<String> {
    texts.sort();
    texts
}

#[test]
fn every_value_of_the_samples_is_there() {
    let expected = std::fs::read(fixtures().join("expected.json")).unwrap();
    let expected: std::collections::BTreeMap<String, Vec<Expected>> = serde_json::from_slice(&expected).unwrap();
    assert_eq!(expected.len(), 11);
    for (name, cards) in expected {
        let read = read(&name);
        assert_eq!(read.len(), cards.len(), "{name}: number of cards");
        for (index, (card, expected)) in read.iter().zip(&cards).enumerate() {
            compare(&format!("{name} card {index}"), card, expected);
        }
    }
}

fn compare(place: &str, card: &ReadCard, expected: &Expected) {
    let draft = &card.draft;
    let version = match card.version {
        Version::V21 => "2.1",
        Version::V30 => "3.0",
        Version::V40 => "4.0",
        Version::Unknown => "",
    };
    assert_eq!(version, expected.version, "{place}");
    let n: Vec<&str> = expected.n.iter().flatten().map(String::as_str).collect();
    let part = |index: usize| n.get(index).copied().unwrap_or_default();
    assert_eq!(draft.titles_before, part(3), "{place}");
    assert_eq!(draft.titles_after, part(4), "{place}");
    let full = expected.full_name.clone().unwrap_or_else(|| format!("{} {}", part(1), part(0)));
    let whole = format!("{} {} {}", draft.titles_before, draft.name, draft.titles_after);
    for word in words(&full) {
        assert!(words(&whole).contains(&word), "{place}: {word} of the name");
    }
    let titles = [words(part(3)), words(part(4))].concat();
    assert!(words(&draft.name).iter().all(|word| words(&full).contains(word) && !titles.contains(word)), "{place}");
    let given = [part(1), part(2)].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    if !(draft.given_name.is_empty() && draft.family_name.is_empty()) {
        assert_eq!(draft.family_name, part(0), "{place}");
        assert_eq!(words(&draft.given_name), words(&given), "{place}");
    } else {
        assert!(part(0).is_empty() || given.is_empty(), "{place}: the parts of the name");
    }
    let org = expected.org.clone().unwrap_or_default();
    assert_eq!(draft.company, org.first().cloned().unwrap_or_default(), "{place}");
    assert_eq!(draft.department, org.get(1..).unwrap_or_default().join(", "), "{place}");
    if let Some(title) = &expected.title {
        assert_eq!(&draft.job_title, title, "{place}");
    }
    let values = |texts: &[String]| sorted(texts.to_vec());
    assert_eq!(sorted(draft.phones.iter().map(|p| p.raw.clone()).collect()), values(&expected.tel), "{place}");
    assert_eq!(sorted(draft.emails.iter().map(|e| e.value.clone()).collect()), values(&expected.email), "{place}");
    assert_eq!(
        sorted(draft.links.iter().filter(|l| l.value.starts_with("http")).map(|l| l.value.clone()).collect()),
        values(&expected.url),
        "{place}"
    );
    assert_eq!(draft.addresses.len(), expected.adr, "{place}");
    let linked = card.unread.iter().filter(|(name, _)| name.starts_with("PHOTO")).count();
    assert_eq!(usize::from(card.photo.is_some()) + linked, expected.photo, "{place}");
    assert!(expected.note == 0 || draft.note.len() > 10, "{place}");
    assert!(card.warnings.is_empty(), "{place}: {:?}", card.warnings);
}

#[test]
fn an_export_of_an_iphone_comes_through() {
    let cards = read("ez-John_Doe_IPHONE.vcf");
    let [card] = cards.as_slice() else { panic!("one card") };
    let draft = &card.draft;
    assert_eq!(draft.name, "John Richter James Doe");
    assert_eq!((draft.titles_before.as_str(), draft.titles_after.as_str()), ("Mr.", "Sr."));
    assert_eq!((draft.company.as_str(), draft.department.as_str()), ("IBM", "Accounting"));
    let phones: Vec<_> = draft.phones.iter().map(|phone| (phone.raw.as_str(), phone.kind)).collect();
    assert_eq!(
        phones,
        [
            ("905-555-1234", Some(PhoneKind::Mobile)),
            ("905-666-1234", Some(PhoneKind::Home)),
            ("905-777-1234", Some(PhoneKind::Work)),
            ("905-888-1234", Some(PhoneKind::Fax)),
            ("905-999-1234", Some(PhoneKind::Fax)),
            ("905-111-1234", Some(PhoneKind::Other)),
            ("905-222-1234", Some(PhoneKind::Other)),
        ]
    );
    let links: Vec<_> = draft.links.iter().map(|link| (link.value.as_str(), link.label.as_str())).collect();
    assert_eq!(links, [("http://www.ibm.com", "web")]);
    let addresses: Vec<_> =
        draft.addresses.iter().map(|address| (address.text.as_str(), address.label.as_str())).collect();
    assert_eq!(
        addresses,
        [
            ("Silicon Alley 5, New York, New York, 12345, United States of America", "home"),
            ("Street4, Building 6, Floor 8, New York, 12345, USA", "work"),
        ]
    );
    assert_eq!(draft.note, "AssistantPhone: 905-222-1234\nBDAY: 2012-06-06\nNICKNAME: Johny");
    let photo = card.photo.as_ref().unwrap();
    assert_eq!((photo.mime.as_str(), photo.bytes.len()), ("image/jpeg", 32_531));
    assert!(photo.bytes.ends_with(&[0xff, 0xd9]), "the end of a JPEG file");
}

#[test]
fn an_export_of_evolution_comes_through() {
    let cards = read("ez-John_Doe_EVOLUTION.vcf");
    let [card] = cards.as_slice() else { panic!("one card") };
    let draft = &card.draft;
    assert_eq!(draft.name, "John Richter, James Doe");
    assert_eq!((draft.company.as_str(), draft.department.as_str()), ("IBM", "Accounting, Dungeon"));
    let phones: Vec<_> = draft.phones.iter().map(|phone| (phone.raw.as_str(), phone.kind)).collect();
    assert_eq!(phones, [("905-666-1234", Some(PhoneKind::Mobile)), ("905-555-1234", Some(PhoneKind::Work))]);
    let links: Vec<_> = draft.links.iter().map(|link| (link.value.as_str(), link.label.as_str())).collect();
    assert_eq!(links, [("johnny5@aol.com", "aim"), ("http://www.ibm.com", "")]);
    assert_eq!(draft.tags, ["VIP"]);
    assert!(draft.note.ends_with("NICKNAME: Johny"));
    for line in ["X-EVOLUTION-SPOUSE: Maria", "X-EVOLUTION-MANAGER: Big Blue", "BDAY: 1980-03-22"] {
        assert!(draft.note.lines().any(|found| found == line), "{line}");
    }
    assert_eq!(card.uid.as_deref(), Some("477343c8e6bf375a9bac1f96a5000837"));
}

#[test]
fn labels_of_groups_come_through() {
    let cards = read("ez-gmail-single.vcf");
    let [card] = cards.as_slice() else { panic!("one card") };
    let draft = &card.draft;
    assert_eq!(draft.addresses.len(), 2);
    assert_eq!(draft.addresses[0].text, "123 Home St, Home City, HM 12345");
    assert_eq!(draft.addresses[1].label, "CustomAdrType");
    assert!(draft.links.iter().any(|link| link.value == "http://TheProfile.com" && link.label == "PROFILE"));
    for line in ["GRAND_CENTRAL: 555 555 2222", "Spouse: MySpouse", "CustomRelationship: MyCustom", "NICKNAME: Gman"] {
        assert!(draft.note.lines().any(|found| found == line), "{line}");
    }
}
