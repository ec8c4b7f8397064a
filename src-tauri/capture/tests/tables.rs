//! Texts written by hand, with what each must give.

#![allow(clippy::unwrap_used)]

use corong_capture::phone::read_phone;
use corong_capture::read::{Reading, read};
use corong_capture::text::{Field, Known, NothingKnown, TextContext, TextDraft, read_text};
use corong_domain::contact::{PhoneKind, Temperature};

const HERE: TextContext<'static> = TextContext { region: "ID", known: &NothingKnown };

fn one(text: &str) -> TextDraft {
    let mut drafts = read_text(text, &HERE);
    assert_eq!(drafts.len(), 1, "{text}");
    drafts.remove(0)
}

#[test]
fn quick_lines() {
    use Temperature::{Cold, Hot, Warm};
    type Row = (&'static str, &'static str, &'static str, &'static str, &'static str, Option<Temperature>);
    let rows: [Row; 14] = [
        (
            "Siti Rahma, PT Maju, 081234567890, wants sample, hot",
            "Siti Rahma",
            "PT Maju",
            "081234567890",
            "wants sample",
            Some(Hot),
        ),
        ("Budi 08123 tertarik mesin kopi panas", "Budi", "", "08123", "tertarik mesin kopi", Some(Hot)),
        (
            "siti rahma pt maju jaya 0812 3456 7890 wants sample hot",
            "Siti Rahma",
            "PT Maju Jaya",
            "0812 3456 7890",
            "wants sample",
            Some(Hot),
        ),
        ("budi 0812 3456 7890 minta brosur", "Budi", "", "0812 3456 7890", "minta brosur", None),
        (
            "pak hasan toko makmur 0813 1111 2222 besok telpon lagi",
            "Hasan",
            "Toko Makmur",
            "0813 1111 2222",
            "besok telpon lagi",
            None,
        ),
        (
            "Slamet, 0812-3456-7890, mau beli traktor, dingin",
            "Slamet",
            "",
            "0812-3456-7890",
            "mau beli traktor",
            Some(Cold),
        ),
        (
            "Ibu Yanti - RM Padang Sederhana - 0852 1234 5678 - order 20 kursi - warm",
            "Yanti",
            "RM Padang Sederhana",
            "0852 1234 5678",
            "order 20 kursi",
            Some(Warm),
        ),
        (
            "Wants hot water dispensers, Rina, 081234567890",
            "Rina",
            "",
            "081234567890",
            "Wants hot water dispensers",
            None,
        ),
        ("Siti 🔥", "Siti", "", "", "", Some(Hot)),
        ("Siti", "Siti", "", "", "", None),
        ("PT Maju", "", "PT Maju", "", "", None),
        ("0812 3456 7890", "", "", "0812 3456 7890", "", None),
        (
            "Anna Lindqvist, Nordverk AB, +46 8 123 456 78, call Friday, warm lead",
            "Anna Lindqvist",
            "Nordverk AB",
            "+46 8 123 456 78",
            "call Friday",
            Some(Warm),
        ),
        (
            "Pak Budi dari PT Maju Jaya 08123456789 minta penawaran 2 unit pompa",
            "Budi",
            "PT Maju Jaya",
            "08123456789",
            "minta penawaran 2 unit pompa",
            None,
        ),
    ];
    for (text, name, company, phone, note, temperature) in rows {
        let draft = one(text).draft;
        let first = draft.phones.first().map(|phone| phone.raw.as_str()).unwrap_or_default();
        assert_eq!(
            (draft.name.as_str(), draft.company.as_str(), first, draft.note.as_str(), draft.temperature),
            (name, company, phone, note, temperature),
            "{text}"
        );
    }
}

#[test]
fn an_indonesian_signature_with_everything() {
    let found = one("Dr. Ir. H. Bambang Wijaya, S.T., M.M.\nDirektur Utama\nPT Sumber Makmur Sentosa Tbk\n\
         JI. Jend. Sudirman Kav. 52-53, RT 05/RW 03\nKel. Senayan, Kec. Kebayoran Baru\nJakarta Selatan 12190\n\
         Telp: (021) 555-1234 ext 12\nFax: (021) 555-1235\nHP/WA: O812-3456-789O\nEmail: bambang@sumbermakmur.co.id\n\
         www.sumbermakmur.co.id\nIG: @sumbermakmur\nNPWP: 01.234.567.8-901.000");
    let draft = found.draft;
    assert_eq!(draft.name, "Bambang Wijaya");
    assert_eq!((draft.titles_before.as_str(), draft.titles_after.as_str()), ("Dr. Ir. H.", "S.T., M.M."));
    assert_eq!(draft.job_title, "Direktur Utama");
    assert_eq!(draft.company, "PT Sumber Makmur Sentosa Tbk");
    let phones: Vec<(String, Option<PhoneKind>)> =
        draft.phones.iter().map(|phone| (read_phone(&phone.raw, "ID").e164, phone.kind)).collect();
    assert_eq!(
        phones,
        [
            ("+62215551234".to_owned(), Some(PhoneKind::Work)),
            ("+62215551235".to_owned(), Some(PhoneKind::Fax)),
            ("+6281234567890".to_owned(), Some(PhoneKind::Mobile)),
        ]
    );
    assert_eq!(draft.links.iter().map(|link| link.label.as_str()).collect::<Vec<_>>(), ["web", "instagram"]);
    let address = draft.addresses.first().unwrap();
    assert_eq!(
        address.text,
        "Jl. Jend. Sudirman Kav. 52-53, RT 05/RW 03, Kel. Senayan, Kec. Kebayoran Baru, Jakarta Selatan 12190"
    );
    assert_eq!((address.city.as_str(), address.postcode.as_str()), ("Jakarta Selatan", "12190"));
    assert_eq!(draft.note, "NPWP: 01.234.567.8-901.000", "a tax number is no phone and is not lost");
}

#[test]
fn signatures_of_other_places() {
    type Row = (&'static str, &'static str, &'static str, &'static str, &'static str, &'static str);
    let rows: [Row; 6] = [
        (
            "Best regards,\n\nAnna Schmidt\nHead of Procurement\nBrenner Maschinenbau GmbH\nHauptstraße 12\n80331 München\n\
             Germany\nT +49 89 1234567\na.schmidt@brenner-maschinenbau.de",
            "Anna Schmidt",
            "Head of Procurement",
            "Brenner Maschinenbau GmbH",
            "München",
            "80331",
        ),
        (
            "Michael Tan\nSenior Sales Engineer | APAC\nKeystone Instruments Pte Ltd\n8 Kallang Avenue, #12-01 Aperia Tower 1, \
             Singapore 339509\nD: +65 6123 4567",
            "Michael Tan",
            "Senior Sales Engineer",
            "Keystone Instruments Pte Ltd",
            "Singapore",
            "339509",
        ),
        (
            "Jane Doe, CPA, MBA\nPartner\nSmith, Jones & Brown LLP\n12 Baker Street\nLondon NW1 6XE\n020 7946 0123",
            "Jane Doe",
            "Partner",
            "Smith, Jones & Brown LLP",
            "London",
            "NW1 6XE",
        ),
        (
            "JOSÉ PÉREZ GARCÍA\nGERENTE DE COMPRAS\nACEROS DEL NORTE S.A.\nCalle Mayor 5\n28013 Madrid\n+34 912 345 678",
            "José Pérez García",
            "Gerente de Compras",
            "ACEROS DEL NORTE S.A.",
            "Madrid",
            "28013",
        ),
        (
            "M. Arif Hidayat, S.Kom., M.T.I.\nIT Infrastructure Dept. Head\nBank Sumber Artha\nMenara Artha Lt. 12\n\
             Jl. M.H. Thamrin No. 8, Jakarta 10340\nT. (62-21) 2358 8000 ext. 1234",
            "M. Arif Hidayat",
            "IT Infrastructure Dept. Head",
            "Bank Sumber Artha",
            "Jakarta",
            "10340",
        ),
        ("Сергей Иванов\nДиректор\nООО Ромашка\n+7 495 123-45-67", "Сергей Иванов", "Директор", "ООО Ромашка", "", ""),
    ];
    for (text, name, job, company, city, postcode) in rows {
        let draft = one(text).draft;
        let address = draft.addresses.first().cloned().unwrap_or_default();
        assert_eq!(
            (
                draft.name.as_str(),
                draft.job_title.as_str(),
                draft.company.as_str(),
                address.city.as_str(),
                address.postcode.as_str()
            ),
            (name, job, company, city, postcode),
            "{text}"
        );
        assert_eq!(draft.phones.len(), 1, "{text}");
        assert!(read_phone(&draft.phones[0].raw, "ID").is_valid(), "{text}");
    }
}

#[test]
fn messages_and_headers() {
    let draft = one(
        "Perkenalkan saya Rina Wulandari dari PT Bina Karya, bagian purchasing. Bisa hubungi saya di 081234567890. \
         Kami butuh 3 unit genset untuk bulan depan.",
    )
    .draft;
    assert_eq!((draft.name.as_str(), draft.company.as_str()), ("Rina Wulandari", "PT Bina Karya"));
    assert!(draft.note.contains("Bisa hubungi saya di 081234567890. Kami butuh 3 unit genset"), "{}", draft.note);
    let draft = one("\"Müller, Hans\" <hans.mueller@beispiel-bau.de>").draft;
    assert_eq!((draft.name.as_str(), draft.family_name.as_str()), ("Hans Müller", "Müller"));
    let draft = one("Rini 08567890123 (WA), 021-7654321 (kantor), #expo2026").draft;
    assert_eq!(draft.tags, ["expo2026"]);
    assert_eq!(
        draft.phones.iter().map(|phone| phone.kind).collect::<Vec<_>>(),
        [Some(PhoneKind::Mobile), Some(PhoneKind::Work)]
    );
}

#[test]
fn several_people() {
    for (text, names) in [
        (
            "Halo pak, ini kontaknya:\nBudi Santoso - 0812-1111-2222\nSari Dewi (HRD) - 0813-3333-4444\nSlamet 0857 5555 6666",
            vec!["Budi Santoso", "Sari Dewi", "Slamet"],
        ),
        (
            "PT Indo Sejahtera\n\nDewi Lestari\n0812 3456 7890\ndewi@indosejahtera.id\n\nRudi Hartono\n0813 9999 8888\n\
             rudi@indosejahtera.id",
            vec!["Dewi Lestari", "Rudi Hartono"],
        ),
        ("Budi Santoso\n0812 3456 7890\nSumber Rejeki\nJl. Melati 5\nTelp 021-5551234", vec!["Budi Santoso"]),
    ] {
        let drafts = read_text(text, &HERE);
        assert_eq!(drafts.iter().map(|found| found.draft.name.as_str()).collect::<Vec<_>>(), names, "{text}");
    }
    let drafts = read_text(
        "PT Indo Sejahtera\n\nDewi Lestari\n0812 3456 7890\ndewi@indosejahtera.id\n\nRudi Hartono\n0813 9999 8888\nrudi@indosejahtera.id",
        &HERE,
    );
    assert!(drafts.iter().all(|found| found.draft.company == "PT Indo Sejahtera"), "one domain, one company");
}

#[test]
fn other_numbers_are_no_phones() {
    for text in [
        "Rina\nNPWP 01.234.567.8-901.000",
        "Rina\nNIK: 3174051203850004",
        "Rina\nNo. Rek BCA 1234567890",
        "Rina\nIzin Usaha 0120-0034-5566",
        "Rina\nSIUP: 503/1234/2020",
        "Rina\nLicence No. 0456789",
        "Rina\nJl. Melati 5, Bandung 40115",
        "Rina\n10 Anson Road, Singapore 079903",
        "Rina, lahir 01-02-1990",
        "Rina, Rp 1.250.000",
        "Rina, Rp. 081.250.000",
        "Rina, 12.500.000 rupiah",
        "Rina, buka 08.00 - 17.00",
        "Rina, 2026-11-24",
        "Rina, butuh 15000 unit",
        "Rina\nIBAN DE89 3704 0044 0532 0130 00",
    ] {
        let draft = one(text).draft;
        assert_eq!(draft.phones, [], "{text}");
        assert_eq!(draft.name, "Rina", "{text}");
    }
}

#[test]
fn labels_decide() {
    let draft = one(
        "Nama : Ratna Sari\nJabatan: Manager Purchasing\nPerusahaan: Karya Abadi\nAlamat:Jl. Melati No. 5, Bandung 40115\n\
         HP/WA: 0822 1234 5678\nCatatan: minta katalog mesin, hubungi lusa",
    )
    .draft;
    assert_eq!(
        (draft.name.as_str(), draft.job_title.as_str(), draft.company.as_str(), draft.note.as_str()),
        ("Ratna Sari", "Manager Purchasing", "Karya Abadi", "minta katalog mesin, hubungi lusa")
    );
    assert_eq!(draft.addresses[0].text, "Jl. Melati No. 5, Bandung 40115");
}

struct Book;

impl Known for Book {
    fn company(&self, name: &str) -> Option<String> {
        (name.to_lowercase() == "hans berger").then(|| "Hans Berger".to_owned())
    }

    fn company_of_domain(&self, _domain: &str) -> Option<String> {
        None
    }
}

#[test]
fn the_book_makes_a_guess_surer() {
    let known = TextContext { region: "ID", known: &Book };
    let drafts = read_text("Agus Prasetyo\nHans Berger\n0812 3456 7890", &known);
    assert_eq!((drafts[0].draft.name.as_str(), drafts[0].draft.company.as_str()), ("Agus Prasetyo", "Hans Berger"));
}

#[test]
fn marks_point_at_the_text() {
    let text = "Siti Rahma, PT Maju, HP: 081234567890, wants sample, hot";
    let found = one(text);
    let piece = |field: Field| {
        let mark = found.marks.iter().find(|mark| mark.field == field).unwrap();
        assert!((0.0..=1.0).contains(&mark.confidence));
        &text[mark.start as usize..mark.end as usize]
    };
    assert_eq!(piece(Field::Name), "Siti Rahma");
    assert_eq!(piece(Field::Company), "PT Maju");
    assert_eq!(piece(Field::Phone), "HP: 081234567890");
    assert_eq!(piece(Field::Note), "wants sample");
    assert_eq!(piece(Field::Temperature), "hot");
    assert!(matches!(read(text, &HERE), Ok(Reading::Text(_))));
}
