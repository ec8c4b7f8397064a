//! Offers and reports as PDF, read back by a library that shares nothing with the one that writes them.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use chrono::NaiveDate;
use corong_exchange::pdf::{
    Acceptance, Align, Column, Discount, Kind, Line, MAX_ROWS, Made, Offer, PdfError, Report, Section, TaxRow, Terms,
    Tongue, Totals, offer_pdf, report_pdf,
};

fn line(name: &str, quantity: i64, unit_price: i64) -> Line {
    Line {
        name: name.to_owned(),
        detail: "dua grup, 220 V".to_owned(),
        quantity,
        unit: "unit".to_owned(),
        unit_price,
        discount: Discount::Percent(500),
        tax: Some(1100),
        amount: unit_price * quantity / 1000 * 95 / 100,
    }
}

fn offer(lines: Vec<Line>) -> Offer {
    let subtotal: i64 = lines.iter().map(|line| line.amount).sum();
    let tax = subtotal * 11 / 100 / 100 * 100;
    Offer {
        tongue: Tongue::Id,
        kind: Kind::Quote,
        draft: false,
        letterhead: vec!["PT Kopi Lestari".to_owned(), "Jl. Merdeka 17, Bandung 40111".to_owned()],
        logo: None,
        number: "Q26-AL-0042".to_owned(),
        revision: 1,
        date: NaiveDate::from_ymd_opt(2026, 11, 25).unwrap(),
        valid_until: NaiveDate::from_ymd_opt(2026, 12, 25),
        customer: "Maria Tobing".to_owned(),
        company: "Hotel Danau Biru".to_owned(),
        address: "Jl. Danau 3\nParapat 21174".to_owned(),
        currency: "IDR".to_owned(),
        lines,
        totals: Totals {
            subtotal,
            discount: 0,
            taxable: subtotal,
            taxes: vec![TaxRow { label: "PPN 11%".to_owned(), amount: tax }],
            total: subtotal + tax,
        },
        note: "Pemasangan dan uji coba termasuk.".to_owned(),
        payment: "30% di muka, sisanya 14 hari setelah serah terima.".to_owned(),
        permission: String::new(),
        terms: Some(Terms {
            version: "2026-2".to_owned(),
            hash: "b3:9f86d081".to_owned(),
            text: "1. Harga tetap.".to_owned(),
        }),
        salesperson: vec!["Ayu Lestari".to_owned(), "+62 812 3456 7890".to_owned()],
        acceptance: None,
    }
}

fn pages(made: &Made) -> Vec<String> {
    let document = lopdf::Document::load_mem(&made.bytes).expect("another library reads the file");
    let numbers: Vec<u32> = document.get_pages().keys().copied().collect();
    assert_eq!(numbers.len(), made.pages);
    numbers.iter().map(|number| document.extract_text(&[*number]).expect("the text of a page")).collect()
}

/// Text without white space, since a reader may end a line where it likes.
fn dense(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn an_offer_says_all_it_was_given() {
    let mut given =
        offer(vec![line("Mesin espresso K2", 2000, 4_850_000_000), line("Biji kopi Gayo", 2500, 18_500_000)]);
    given.draft = true;
    given.permission = "Diizinkan oleh Budi, 20 November 2026.".to_owned();
    let made = offer_pdf(&given).unwrap();
    assert_eq!((made.pages, made.missing.len(), made.shortened), (1, 0, false));
    let text = dense(&pages(&made).concat());
    for expected in [
        "Penawaran",
        "Q26-AL-0042 · Revisi 1 · DRAF",
        "PT Kopi Lestari",
        "Maria Tobing",
        "Hotel Danau Biru",
        "Parapat 21174",
        "25 November 2026",
        "25 Desember 2026",
        "Mesin espresso K2",
        "48.500.000",
        "92.150.000",
        "2,5",
        "5%",
        "11%",
        "92.589.375",
        "PPN 11%",
        "Rp 102.774.206",
        "Pemasangan dan uji coba termasuk.",
        "30% di muka",
        "Diizinkan oleh Budi",
        "Versi 2026-2",
        "1. Harga tetap.",
        "b3:9f86d081",
        "Ayu Lestari",
        "Nama, tanggal, tanda tangan",
        "Halaman 1 dari 1",
    ] {
        assert!(text.contains(&dense(expected)), "{expected} is not in {text}");
    }
    given.tongue = Tongue::En;
    given.kind = Kind::Order;
    given.acceptance = Some(Acceptance {
        by: "Maria Tobing".to_owned(),
        on: "26 November 2026 10.15".to_owned(),
        how: "Message".to_owned(),
        text: "Setuju, silakan kirim.".to_owned(),
        picture: None,
    });
    let text = dense(&pages(&offer_pdf(&given).unwrap()).concat());
    for expected in
        ["Order confirmation", "Valid until", "48,500,000", "Evidence of acceptance", "Setuju, silakan kirim."]
    {
        assert!(text.contains(&dense(expected)), "{expected} is not in {text}");
    }
    assert!(!text.contains(&dense("Name, date, signature")), "an accepted offer is not signed again");
}

#[test]
fn the_same_offer_gives_the_same_bytes() {
    let given = offer(vec![line("Žluťoučký kůň محمد 王", 1000, 100); 60]);
    assert_eq!(offer_pdf(&given).unwrap().bytes, offer_pdf(&given).unwrap().bytes);
}

#[test]
fn a_long_offer_repeats_its_head_and_carries_its_sums() {
    let given =
        offer((0..120).map(|index| line(&format!("Barang {index}"), 1000, 1_000_000 + index * 10_000)).collect());
    let made = offer_pdf(&given).unwrap();
    let pages: Vec<String> = pages(&made).iter().map(|text| dense(text)).collect();
    assert!(pages.len() > 2, "{}", pages.len());
    let figure = |text: &str| -> i64 { text.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap() };
    let mut carried: Option<String> = None;
    for (index, page) in pages.iter().enumerate() {
        let number = format!("Halaman{}dari{}", index + 1, pages.len());
        assert!(page.contains(&number), "{number} is not in {page}");
        if !page.contains("Barang") {
            continue;
        }
        assert!(page.contains("Hargasatuan"), "page {} has no head", index + 1);
        if let Some(sum) = &carried {
            assert!(page.contains(&format!("Pindahan{sum}")), "page {} does not begin with {sum}", index + 1);
        }
        carried = page.split("Dipindahkan").nth(1).map(|rest| {
            let end = rest.find(|letter: char| !letter.is_ascii_digit() && letter != '.').unwrap_or(rest.len());
            rest[..end].to_owned()
        });
        if let Some(sum) = &carried {
            let last = (0..120).rev().find(|item| page.contains(&format!("Barang{item}"))).unwrap();
            let expected: i64 = given.lines[..=last].iter().map(|line| line.amount).sum();
            assert_eq!(figure(sum) * 100, expected, "after item {last}");
        }
    }
}

#[test]
fn names_of_any_script_are_read_back() {
    for name in [
        "Nguyễn Thị Ánh Đặng",
        "Łukasz Żółkiewski-Ğüneş",
        "Αλέξανδρος Παπαδόπουλος",
        "Екатерина Щербакова",
        "สมชาย",
        "שלום",
        "محمد",
    ] {
        let mut given = offer(vec![line(name, 1000, 100)]);
        given.customer = name.to_owned();
        let made = offer_pdf(&given).unwrap();
        assert!(made.missing.is_empty(), "{name}: {:?}", made.missing);
        let text = dense(&pages(&made).concat());
        let found = dense(name);
        // A line that runs to the left may be read in either order.
        let turned: String = found.chars().rev().collect();
        assert!(text.contains(&found) || text.contains(&turned), "{name} is not in {text}");
    }
}

#[test]
fn what_no_font_has_is_told_and_stays_readable() {
    let mut given = offer(vec![line("Teh 茶 hijau", 1000, 100)]);
    given.customer = "王小明".to_owned();
    let made = offer_pdf(&given).unwrap();
    assert_eq!(made.missing, ['小', '明', '王', '茶']);
    let text = dense(&pages(&made).concat());
    assert!(text.contains("Teh") && text.contains("hijau"), "{text}");
    // The first box carries its character in the font's own table, which every reader knows.
    assert!(text.contains('王'), "{text}");
    let report = Report { tongue: Tongue::En, title: "王".to_owned(), subtitle: String::new(), sections: Vec::new() };
    assert_eq!(report_pdf(&report).unwrap().missing, ['王']);
}

#[test]
fn every_font_is_embedded_in_part_and_has_its_text() {
    let made = offer_pdf(&offer(vec![line("Δοκιμή", 1000, 100)])).unwrap();
    let document = lopdf::Document::load_mem(&made.bytes).unwrap();
    let mut fonts = 0;
    for object in document.objects.values() {
        let Ok(dict) = object.as_dict() else { continue };
        let of = |name: &[u8]| dict.get(name).ok().and_then(|value| value.as_name().ok());
        if of(b"Type") == Some(b"Font") && of(b"Subtype") == Some(b"Type0") {
            assert!(dict.has(b"ToUnicode"));
            fonts += 1;
        }
        if of(b"Type") == Some(b"FontDescriptor") {
            assert!(dict.has(b"FontFile2") || dict.has(b"FontFile3"));
        }
    }
    assert!(fonts >= 2);
    assert!(made.bytes.len() < 60_000, "fonts are reduced to what is used: {}", made.bytes.len());
    assert!(!document.trailer.has(b"Encrypt"));
}

#[test]
fn ten_thousand_lines_are_set() {
    let given = offer((0..10_000).map(|index| line(&format!("Barang nomor {index}"), 1000, 100_000)).collect());
    let made = offer_pdf(&given).unwrap();
    assert!(made.pages > 250 && made.bytes.len() < 12_000_000, "{} {}", made.pages, made.bytes.len());
    let mut given = given;
    given.lines = vec![line("x", 1000, 100); MAX_ROWS + 1];
    assert!(matches!(offer_pdf(&given), Err(PdfError::TooLong { rows }) if rows == MAX_ROWS + 1));
}

#[test]
fn texts_without_end_are_cut_and_told() {
    for long in [
        "x".repeat(1 << 20),
        "Nama ".repeat(1 << 18),
        "\n".repeat(1 << 20),
        "\u{301}".repeat(1 << 19),
        "\0".repeat(1 << 20),
    ] {
        let mut given = offer(vec![line(&long, 1000, 100)]);
        given.customer.clone_from(&long);
        given.letterhead = vec![long.clone(); 20];
        given.number.clone_from(&long);
        given.lines[0].unit.clone_from(&long);
        let made = offer_pdf(&given).unwrap();
        assert!(made.shortened && made.pages <= 6, "{}", made.pages);
    }
}

#[test]
fn extreme_figures_are_printed() {
    let mut given = offer(vec![line("x", i64::MAX, 1)]);
    given.lines[0].unit_price = i64::MIN;
    given.lines[0].amount = i64::MAX;
    given.lines.push(given.lines[0].clone());
    given.totals =
        Totals { subtotal: i64::MAX, discount: i64::MIN, taxable: i64::MIN, taxes: Vec::new(), total: i64::MIN };
    for currency in ["IDR", "JPY", "KWD", "USD", "", "nonsense that is long"] {
        given.currency = currency.to_owned();
        assert!(!offer_pdf(&given).unwrap().bytes.is_empty());
    }
}

fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgba);
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&vec![120; (width * height * 4) as usize]).unwrap();
    writer.finish().unwrap();
    bytes
}

#[test]
fn logos_are_taken_within_limits() {
    let mut given = offer(vec![line("x", 1000, 100)]);
    given.logo = Some(png(300, 120));
    let made = offer_pdf(&given).unwrap();
    let document = lopdf::Document::load_mem(&made.bytes).unwrap();
    let images = document.objects.values().filter_map(|object| object.as_stream().ok());
    let images = images
        .filter(|stream| stream.dict.get(b"Subtype").and_then(|one| one.as_name()).is_ok_and(|name| name == b"Image"));
    assert!(images.count() >= 1);
    let mut wide = png(8, 8);
    wide[16..24].copy_from_slice(&[0, 1, 0, 0, 0, 1, 0, 0]);
    let good = png(64, 64);
    for (logo, is_large) in [
        (vec![0; 5 << 20], true),
        (wide, true),
        (Vec::new(), false),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(), false),
        (b"GIF89a\x01\0\x01\0\0\0\0;".to_vec(), false),
        (good[..good.len() / 2].to_vec(), false),
        (b"\xff\xd8\xff\xe0\0\x10JFIF".to_vec(), false),
    ] {
        given.logo = Some(logo);
        match offer_pdf(&given) {
            Err(PdfError::PictureTooLarge) => assert!(is_large),
            Err(PdfError::PictureUnreadable) => assert!(!is_large),
            other => panic!("{:?}", other.map(|made| made.pages)),
        }
    }
}

fn report(rows: usize) -> Report {
    let column = |title: &str, align| Column { title: title.to_owned(), align };
    let row = |index: usize| vec![format!("Tahap {index}"), index.to_string(), format!("{}%", index % 100)];
    Report {
        tongue: Tongue::Id,
        title: "Corong penjualan".to_owned(),
        subtitle: "Pangan Nusantara Expo · 25 November 2026".to_owned(),
        sections: vec![
            Section {
                title: "Per tahap".to_owned(),
                text: "Jumlah peluang yang pernah mencapai tahap.".to_owned(),
                columns: vec![
                    column("Tahap", Align::Left),
                    column("Jumlah", Align::Right),
                    column("Lanjut", Align::Right),
                ],
                rows: (0..rows).map(row).collect(),
                last_is_sum: true,
            },
            Section { title: "Catatan".to_owned(), text: "Belum cukup data.".to_owned(), ..Section::default() },
        ],
    }
}

#[test]
fn a_report_has_every_row_once() {
    let made = report_pdf(&report(150)).unwrap();
    let pages: Vec<String> = pages(&made).iter().map(|text| dense(text)).collect();
    assert!(pages.len() >= 4);
    let text = pages.concat();
    for index in 0..150 {
        assert_eq!(text.matches(&format!("Tahap{index}{index}{}%", index % 100)).count(), 1, "row {index}");
    }
    assert!(pages.iter().all(|page| page.contains("Jumlah")), "the head stands on every page");
    assert!(text.contains("Belumcukupdata.") && text.contains(&format!("Halaman1dari{}", pages.len())));
}

#[test]
fn odd_reports_are_made() {
    let mut odd = report(3);
    odd.sections[0].rows = vec![Vec::new(), vec!["x".repeat(5000); 9], vec!["王".to_owned()]];
    let made = report_pdf(&odd).unwrap();
    assert!(made.shortened && made.missing == ['王']);
    odd.sections[0].columns =
        (0..60).map(|index| Column { title: format!("Kolom {index}"), align: Align::Right }).collect();
    assert!(report_pdf(&odd).unwrap().pages >= 1);
    odd.sections[0].rows = vec![Vec::new(); MAX_ROWS + 1];
    assert!(matches!(report_pdf(&odd), Err(PdfError::TooLong { .. })));
    odd.sections.clear();
    odd.title.clear();
    odd.subtitle.clear();
    assert_eq!(report_pdf(&odd).unwrap().pages, 1);
}
