//! Sheets as programs write them, and as nobody should.

use super::*;

fn open(text: &str) -> Sheet {
    Sheet::open(text.as_bytes(), &SheetOptions::default()).unwrap()
}

fn cells(sheet: &Sheet) -> Vec<Vec<String>> {
    sheet.rows().map(|row| row.unwrap().cells).collect()
}

fn refused(sheet: &Sheet) -> Vec<(u64, RefusedRowCode)> {
    sheet.rows().filter_map(Result::err).map(|refused| (refused.line, refused.code)).collect()
}

#[test]
fn quotes_line_ends_and_short_rows() {
    let sheet = open("name,note,city\r\n\"Siti \"\"Rahma\"\", Hj.\",\"two\r\nlines\",Bandung\r\n\r\nBudi\r\nX,,\r\n");
    assert_eq!(sheet.header(), ["name", "note", "city"]);
    let rows: Vec<SheetRow> = sheet.rows().map(Result::unwrap).collect();
    assert_eq!(rows[0].cells, ["Siti \"Rahma\", Hj.", "two\r\nlines", "Bandung"]);
    assert_eq!(rows[1].cells, ["Budi", "", ""], "what is left out at the end is empty");
    assert_eq!(rows.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 5, 6]);
    assert_eq!(rows[0].cell(7), "");
}

#[test]
fn the_delimiter_is_found() {
    for (text, delimiter, columns) in [
        ("a,b,c\n1,2,3\n", Delimiter::Comma, 3),
        ("Nama;Harga;Alamat\nKopi;1,5;\"Jl. A, 1\"\nTeh;2,5;Jl. B, 2\n", Delimiter::Semicolon, 3),
        ("a\tb\nx, y, z\t2\nu\t3\n", Delimiter::Tab, 2),
        ("a|b|c\n1|2|3\n", Delimiter::Pipe, 3),
        ("name\nSiti\nBudi\n", Delimiter::Comma, 1),
        ("name;address\nSiti;Jl. A, Bandung, Jawa Barat\nBudi;Jl. B, Solo, Jawa Tengah\n", Delimiter::Semicolon, 2),
        ("sep=|\r\na|b,c\r\n1|2,3\r\n", Delimiter::Pipe, 2),
        ("\"sep=;\"\na;b\n1;2\n", Delimiter::Semicolon, 2),
        ("a,b\n\"x;y;z\",1\n\"x;y;z\",2\n", Delimiter::Comma, 2),
    ] {
        let sheet = open(text);
        assert_eq!((sheet.delimiter(), sheet.header().len()), (delimiter, columns), "{text:?}");
        assert!(refused(&sheet).is_empty(), "{text:?}");
    }
    let said = SheetOptions { delimiter: Some(Delimiter::Comma), ..SheetOptions::default() };
    assert_eq!(Sheet::open("a;b,c\n1;2,3\n".as_bytes(), &said).unwrap().header(), ["a;b", "c"]);
}

#[test]
fn lines_are_counted_below_a_line_that_names_the_delimiter() {
    let sheet = open("sep=;\r\na;b\r\n1;2\r\n3;4;5\r\n");
    assert_eq!(sheet.rows().next().unwrap().unwrap().line, 3);
    assert_eq!(refused(&sheet), [(4, RefusedRowCode::TooManyCells)]);
}

#[test]
fn character_sets_are_found() {
    let text = "nama,kota\nJosé Muñoz,Königstraße 5\nRené,Genève\n";
    let western: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let le = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let be = |text: &str| text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
    let marked = format!("\u{feff}{text}");
    for (bytes, encoding) in [
        (text.as_bytes().to_vec(), "UTF-8"),
        (marked.clone().into_bytes(), "UTF-8"),
        (western.clone(), "windows-1252"),
        (le(&marked), "UTF-16LE"),
        (be(&marked), "UTF-16BE"),
        (le(text), "UTF-16LE"),
        (be(text), "UTF-16BE"),
    ] {
        let sheet = Sheet::from_bytes(bytes, &SheetOptions::default()).unwrap();
        assert_eq!(sheet.encoding(), encoding);
        assert_eq!(sheet.header(), ["nama", "kota"], "{encoding}");
        assert_eq!(cells(&sheet), [["José Muñoz", "Königstraße 5"], ["René", "Genève"]], "{encoding}");
    }
    let told = SheetOptions { encoding: Some("iso-8859-5"), ..SheetOptions::default() };
    let sheet = Sheet::from_bytes(b"a,b\n\xb8,1\n".to_vec(), &told).unwrap();
    assert_eq!(cells(&sheet), [["И", "1"]], "what the user says counts");
    let punctuation =
        Sheet::from_bytes(b"name,note\nReid\x92s place,\x93good\x94\n".to_vec(), &SheetOptions::default());
    assert_eq!(cells(&punctuation.unwrap()), [["Reid’s place", "“good”"]]);
}

#[test]
fn a_broken_byte_in_much_utf_8_changes_nothing_else() {
    let mut bytes = format!("nama\n{}\n", "Müller\n".repeat(40)).into_bytes();
    bytes.extend_from_slice(b"bro\xffken\n");
    let sheet = Sheet::from_bytes(bytes, &SheetOptions::default()).unwrap();
    assert_eq!(sheet.encoding(), "UTF-8");
    assert_eq!(cells(&sheet)[0], ["Müller"]);
    assert_eq!(cells(&sheet)[40], ["bro\u{fffd}ken"]);
}

#[test]
fn titles_above_the_header_are_passed_over() {
    let sheet = open("Contacts of March\n\nname,phone,city\nSiti,0812,Solo\n");
    assert_eq!(sheet.header(), ["name", "phone", "city"]);
    assert_eq!(cells(&sheet), [["Siti", "0812", "Solo"]]);
    assert_eq!(sheet.rows_with_header().count(), 2);
    assert_eq!(sheet.rows().next().unwrap().unwrap().line, 4);
}

#[test]
fn unnamed_columns_stay() {
    let sheet = open(",name,\n0,Siti,x\n1,Budi,y\n");
    assert_eq!(sheet.header(), ["", "name", ""]);
    assert_eq!(cells(&sheet), [["0", "Siti", "x"], ["1", "Budi", "y"]]);
}

#[test]
fn a_bad_row_costs_itself_only() {
    let sheet = open("a,b\n1,2\n3,4,5\n6,7,,\n\"8,9\n10,11\n12,13\n");
    assert_eq!(refused(&sheet), [(3, RefusedRowCode::TooManyCells), (5, RefusedRowCode::QuoteNotClosed)]);
    let good: Vec<Vec<String>> = sheet.rows().flatten().map(|row| row.cells).collect();
    assert_eq!(good, [["1", "2"], ["6", "7"], ["10", "11"], ["12", "13"]]);
    let raw: Vec<String> = sheet.rows().filter_map(Result::err).map(|refused| refused.raw).collect();
    assert_eq!(raw, ["3,4,5", "\"8,9"]);
}

#[test]
fn old_mac_lines_are_counted() {
    let sheet = open("a,b\r1,2\r3,4,5\r");
    assert_eq!(cells(&open("a,b\r1,2\r")), [["1", "2"]]);
    assert_eq!(refused(&sheet), [(3, RefusedRowCode::TooManyCells)]);
}

#[test]
fn limits_hold() {
    let limits = SheetLimits { file: 2_000, columns: 3, cell: 20, row: 50, rows: 4 };
    let options = SheetOptions { limits, ..SheetOptions::default() };
    let with = |text: &str| Sheet::open(text.as_bytes(), &options);
    let long = "x".repeat(21);
    let row = format!("{0},{0},{0}", "y".repeat(19));
    let sheet = with(&format!("a,b,c\n{long},1,2\n{row}\n1,2,3\n4,5,6\n7,8,9\n")).unwrap();
    assert_eq!(
        refused(&sheet),
        [(2, RefusedRowCode::CellTooLong), (3, RefusedRowCode::RowTooLong), (6, RefusedRowCode::TooManyRows)]
    );
    assert!(matches!(with("a,b,c,d\n1,2,3,4\n"), Err(ExchangeError::TooManyColumns { limit: 3 })));
    assert!(matches!(with(&"x,y\n".repeat(600)), Err(ExchangeError::FileTooLarge { limit: 2_000 })));
    let endless = std::io::repeat(b'x');
    assert!(matches!(Sheet::open(endless, &options), Err(ExchangeError::FileTooLarge { limit: 2_000 })));
}

#[test]
fn what_is_no_sheet_is_said() {
    for nothing in ["", "  \r\n\n", "\u{feff}\n", ",,\n,,\n"] {
        let opened = Sheet::open(nothing.as_bytes(), &SheetOptions::default());
        assert!(matches!(opened, Err(ExchangeError::Empty)), "{nothing:?}");
    }
    let archive = [b"PK\x03\x04\x14\0\x06\0".as_slice(), &[0, 7, 200, 3].repeat(100)].concat();
    assert!(matches!(Sheet::from_bytes(archive, &SheetOptions::default()), Err(ExchangeError::Binary)));
}

#[test]
fn noise_is_read_or_refused_but_never_stops() {
    use proptest::prelude::*;
    proptest!(|(bytes in proptest::collection::vec(prop_oneof![
        Just(b'"'), Just(b','), Just(b'\n'), Just(b'\r'), Just(b';'), any::<u8>()], 0..400))| {
        if let Ok(sheet) = Sheet::from_bytes(bytes.clone(), &SheetOptions::default()) {
            let width = sheet.header().len();
            let mut before = 0;
            for row in sheet.rows().take(1_000) {
                let line = match row {
                    Ok(row) => { prop_assert_eq!(row.cells.len(), width); row.line }
                    Err(refused) => refused.line,
                };
                prop_assert!(line >= before);
                before = line;
            }
            prop_assert!(sheet.rows().count() < 401);
        }
    });
}

#[test]
fn what_is_written_as_csv_is_read_again() {
    use proptest::prelude::*;
    proptest!(|(rows in proptest::collection::vec(proptest::collection::vec("[a-z\"\n;,|ä ]{0,6}x", 3), 1..12))| {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(["one", "two", "three"]).unwrap();
        rows.iter().for_each(|row| writer.write_record(row).unwrap());
        let options = SheetOptions { delimiter: Some(Delimiter::Comma), ..SheetOptions::default() };
        let sheet = Sheet::from_bytes(writer.into_inner().unwrap(), &options).unwrap();
        prop_assert_eq!(cells(&sheet), rows);
    });
}
