//! Tables of known programs, of people, and of nobody.

use corong_domain::contact::{PhoneKind, Temperature};

use super::*;

fn open(text: &str) -> ContactTable {
    ContactTable::open(text.as_bytes(), None).unwrap()
}

fn first(text: &str) -> ContactDraft {
    open(text).cards().next().unwrap().unwrap().draft
}

fn phones(draft: &ContactDraft) -> Vec<(&str, Option<PhoneKind>)> {
    draft.phones.iter().map(|phone| (phone.raw.as_str(), phone.kind)).collect()
}

fn emails(draft: &ContactDraft) -> Vec<(&str, &str)> {
    draft.emails.iter().map(|email| (email.value.as_str(), email.label.as_str())).collect()
}

fn addresses(draft: &ContactDraft) -> Vec<(&str, &str)> {
    draft.addresses.iter().map(|address| (address.text.as_str(), address.label.as_str())).collect()
}

#[test]
fn google_as_it_is_now() {
    let draft = first(
        "First Name,Middle Name,Last Name,Phonetic First Name,Name Prefix,Name Suffix,Nickname,File As,Organization Name,\
         Organization Title,Organization Department,Birthday,Notes,Photo,Labels,E-mail 1 - Label,E-mail 1 - Value,\
         E-mail 2 - Label,E-mail 2 - Value,Phone 1 - Label,Phone 1 - Value,Address 1 - Label,Address 1 - Formatted,\
         Address 1 - Street,Address 1 - City,Address 1 - Postal Code,Address 1 - Country,Website 1 - Label,Website 1 - Value\n\
         Rina,Dwi,Hartati,x,Dr.,M.Kes,nick,file,PT Sari,Direktur,Pemasaran,1980-01-01,catatan,http://x/p.jpg,\
         Tamu ::: * myContacts,* Work,rina@sari.example,Home,r@mail.example,Mobile,0812 1111 2222 ::: 0813 3333 4444,Work,\
         \"Jl. Braga 5\nBandung 40111\nIndonesia\",Jl. Braga 5,Bandung,40111,Indonesia,,https://sari.example\n",
    );
    assert_eq!((&*draft.name, &*draft.given_name, &*draft.family_name), ("Rina Dwi Hartati", "Rina Dwi", "Hartati"));
    assert_eq!((&*draft.titles_before, &*draft.titles_after), ("Dr.", "M.Kes"));
    assert_eq!((&*draft.company, &*draft.job_title, &*draft.department), ("PT Sari", "Direktur", "Pemasaran"));
    assert_eq!(emails(&draft), [("rina@sari.example", "work"), ("r@mail.example", "home")]);
    let mobile = Some(PhoneKind::Mobile);
    assert_eq!(phones(&draft), [("0812 1111 2222", mobile), ("0813 3333 4444", mobile)]);
    assert_eq!(draft.addresses.len(), 1);
    let address = &draft.addresses[0];
    assert_eq!((&*address.street, &*address.city, &*address.postcode), ("Jl. Braga 5", "Bandung", "40111"));
    assert_eq!(draft.tags, ["Tamu"]);
    assert_eq!((&*draft.note, &*draft.links[0].value), ("catatan", "https://sari.example"));
}

#[test]
fn google_as_it_was() {
    let draft = first(
        "Name,Given Name,Additional Name,Family Name,Yomi Name,Name Prefix,Name Suffix,Birthday,Notes,Group Membership,\
         E-mail 1 - Type,E-mail 1 - Value,Phone 1 - Type,Phone 1 - Value,Phone 2 - Type,Phone 2 - Value,Address 1 - Type,\
         Address 1 - Formatted,Address 1 - Street,Address 1 - City,Address 1 - PO Box,Address 1 - Region,\
         Address 1 - Postal Code,Organization 1 - Type,Organization 1 - Name,Organization 1 - Title,Website 1 - Value\n\
         Prof. Ana de Sousa PhD,Ana,de,Sousa,y,Prof.,PhD,,n,* My Contacts ::: Fair,Home,ana@example.org,Work Fax,021 555,\
         Mobile,0811 777 888,Home,,Rua 1,Dili,,Dili,10000,,Lafaek,Editor,lafaek.example\n",
    );
    assert_eq!((&*draft.name, &*draft.titles_before, &*draft.titles_after), ("Ana de Sousa", "Prof.", "PhD"));
    assert_eq!(phones(&draft), [("021 555", Some(PhoneKind::Fax)), ("0811 777 888", Some(PhoneKind::Mobile))]);
    assert_eq!(addresses(&draft), [("Rua 1, Dili Dili 10000", "home")]);
    assert_eq!(
        (&*draft.company, &*draft.job_title, draft.tags.as_slice()),
        ("Lafaek", "Editor", &["Fair".to_owned()][..])
    );
}

#[test]
fn outlook() {
    let draft = first(
        "Title,First Name,Middle Name,Last Name,Suffix,Company,Department,Job Title,Business Street,Business Street 2,\
         Business City,Business State,Business Postal Code,Business Country/Region,Home Street,Home City,Assistant's Phone,\
         Business Fax,Business Phone,Business Phone 2,Home Phone,Mobile Phone,Pager,Categories,E-mail Address,E-mail Type,\
         E-mail Display Name,E-mail 2 Address,Gender,Notes,Spouse,Web Page\n\
         Mr,Tom,,Baker,Jr,Acme Ltd,Sales,Buyer,1 High St,Floor 2,Leeds,Yorks,LS1,United Kingdom,2 Low Rd,York,999,\
         0113 1,0113 222 3333,0113 222 4444,0113 555 6666,07700 900123,123,Fair;VIP,tom@acme.example,SMTP,Tom (tom@acme.example),\
         t@b.example,M,met,Eve,http://acme.example\n",
    );
    assert_eq!((&*draft.name, &*draft.titles_before, &*draft.titles_after), ("Tom Baker", "Mr", "Jr"));
    assert_eq!((&*draft.job_title, &*draft.company), ("Buyer", "Acme Ltd"));
    let (work, home) = (Some(PhoneKind::Work), Some(PhoneKind::Home));
    assert_eq!(
        phones(&draft),
        [
            ("0113 1", Some(PhoneKind::Fax)),
            ("0113 222 3333", work),
            ("0113 222 4444", work),
            ("0113 555 6666", home),
            ("07700 900123", Some(PhoneKind::Mobile)),
        ]
    );
    assert_eq!(emails(&draft), [("tom@acme.example", ""), ("t@b.example", "")]);
    assert_eq!(
        addresses(&draft),
        [("1 High St, Floor 2, Leeds Yorks LS1, United Kingdom", "work"), ("2 Low Rd, York", "home")]
    );
    assert_eq!(draft.tags, ["Fair", "VIP"]);
}

#[test]
fn hubspot() {
    let draft = first(
        "Record ID,First Name,Last Name,Email,Phone Number,Mobile Phone Number,Contact owner,Lead Status,Create Date,\
         Associated Company,Job Title,Street Address,City,State/Region,Postal Code,Country/Region,Website URL\n\
         51,Lia,Putri,lia@x.example,021 7777 888,0812 9999 000,Budi,NEW,2026-01-01,PT X,CFO,Jl. 1,Bogor,Jawa Barat,16111,Indonesia,x.example\n",
    );
    assert_eq!((&*draft.name, &*draft.company, &*draft.job_title), ("Lia Putri", "PT X", "CFO"));
    assert_eq!(phones(&draft), [("021 7777 888", None), ("0812 9999 000", Some(PhoneKind::Mobile))]);
    assert_eq!(addresses(&draft), [("Jl. 1, Bogor Jawa Barat 16111, Indonesia", "")]);
}

#[test]
fn salesforce() {
    let draft = first(
        "Salutation,First Name,Last Name,Title,Account Name,Mailing Street,Mailing City,Mailing State/Province,\
         Mailing Zip/Postal Code,Mailing Country,Phone,Fax,Mobile,Email,Account Owner,Lead Source\n\
         Ms.,Jo,Lee,VP Sales,Globex,5 Elm,Austin,TX,73301,US,512 555 0100,512 555 0101,512 555 0102,jo@globex.example,Me,Web\n",
    );
    assert_eq!((&*draft.titles_before, &*draft.job_title, &*draft.company), ("Ms.", "VP Sales", "Globex"));
    assert_eq!(phones(&draft).len(), 3);
    assert_eq!(addresses(&draft), [("5 Elm, Austin TX 73301, US", "")]);
}

#[test]
fn thunderbird() {
    let draft = first(
        "First Name,Last Name,Display Name,Nickname,Primary Email,Secondary Email,Screen Name,Work Phone,Home Phone,\
         Fax Number,Pager Number,Mobile Number,Home Address,Home Address 2,Home City,Home State,Home ZipCode,Home Country,\
         Work Address,Work City,Job Title,Department,Organization,Web Page 1,Birth Year,Custom 1,Notes,\n\
         Ole,Hansen,Ole Hansen,o,ole@x.example,o@y.example,s,11 22 33 44,55 66 77 88,99 00,p,44 55 66 77,Vei 1,B,Oslo,,0150,Norge,\
         Gate 2,Bergen,Sjef,Salg,Fisk AS,http://fisk.example,1970,c,hei,\n",
    );
    assert_eq!((&*draft.name, &*draft.company, &*draft.job_title), ("Ole Hansen", "Fisk AS", "Sjef"));
    assert_eq!(emails(&draft).len(), 2);
    assert_eq!(addresses(&draft), [("Vei 1, B, Oslo 0150, Norge", "home"), ("Gate 2, Bergen", "work")]);
    assert_eq!(phones(&draft).last(), Some(&("44 55 66 77", Some(PhoneKind::Mobile))));
}

#[test]
fn icloud_and_numbers() {
    let draft = first(
        "First name,Last name,Company,Mobile phone,Home email,Work email\nAmy,Wu,Orchid,0911 222 333,a@h.example,a@w.example\n",
    );
    assert_eq!(emails(&draft), [("a@h.example", "home"), ("a@w.example", "work")]);
    assert_eq!((&*draft.name, &*draft.company), ("Amy Wu", "Orchid"));
}

#[test]
fn what_corong_wrote_comes_back() {
    use crate::contact::{OutContact, OutPhone};
    let contact = OutContact {
        id: "7".to_owned(),
        name: "Siti \"Rahma\"".to_owned(),
        titles: "Ir., M.M.".to_owned(),
        job_title: "=Ketua".to_owned(),
        company: "PT Kopi".to_owned(),
        phones: vec![OutPhone { kind: PhoneKind::Mobile, e164: "+6281234567890".to_owned(), raw: String::new() }],
        emails: vec!["a@b.example".to_owned(), "c@d.example".to_owned()],
        urls: vec!["https://k.example".to_owned()],
        address: "Jl. Merdeka 1, Bandung".to_owned(),
        note: "-10%\nsetuju".to_owned(),
        temperature: Some(Temperature::Hot),
        tags: vec!["a".to_owned(), "b".to_owned()],
        level: Some("lead".to_owned()),
    };
    let mut csv = Vec::new();
    crate::csv::write_csv(&mut csv, [&contact], true).unwrap();
    let mut xlsx = Vec::new();
    crate::xlsx::write_xlsx(&mut xlsx, [&contact]).unwrap();
    for bytes in [csv, xlsx] {
        let table = ContactTable::open(bytes.as_slice(), None).unwrap();
        let draft = table.cards().next().unwrap().unwrap().draft;
        assert_eq!((&*draft.name, &*draft.job_title, &*draft.company), ("Siti \"Rahma\"", "=Ketua", "PT Kopi"));
        assert_eq!(phones(&draft), [("+6281234567890", None)]);
        assert_eq!((draft.emails.len(), &*draft.note, &*draft.titles_before), (2, "-10%\nsetuju", "Ir., M.M."));
        assert_eq!((draft.temperature, draft.tags.len()), (Some(Temperature::Hot), 2));
        assert_eq!(addresses(&draft), [("Jl. Merdeka 1, Bandung", "")]);
    }
}

#[test]
fn headers_that_people_type() {
    for (header, expected) in [
        (
            "Nama Lengkap;No. HP;Alamat Email;Nama Perusahaan;Jabatan",
            [Field::Name, Field::PhoneMobile, Field::Email, Field::Company, Field::JobTitle],
        ),
        ("NAMA;TELP;EMAIL;ALAMAT;KOTA", [Field::Name, Field::Phone, Field::Email, Field::Address, Field::City]),
        (
            "Kontak;WhatsApp;Surel;Instansi;Keterangan",
            [Field::Name, Field::PhoneMobile, Field::Email, Field::Company, Field::Note],
        ),
        (
            "Contact Name;Cell;E-Mail;Organisation;Website",
            [Field::Name, Field::PhoneMobile, Field::Email, Field::Company, Field::Link],
        ),
        (
            "Nama Depan;Nama Belakang;Telepon Kantor;Provinsi;Kode Pos",
            [Field::GivenName, Field::FamilyName, Field::PhoneWork, Field::Region, Field::Postcode],
        ),
        (
            "firstName;lastName;phoneNumber;emailAddress;jobTitle",
            [Field::GivenName, Field::FamilyName, Field::Phone, Field::Email, Field::JobTitle],
        ),
        (
            "first_name;last_name;email_work;phone_home;linkedin_url",
            [Field::GivenName, Field::FamilyName, Field::Email, Field::PhoneHome, Field::Link],
        ),
        (
            "Name;Assistant Phone;Spouse;Email Opt Out;Birthday",
            [Field::Name, Field::Ignore, Field::Ignore, Field::Ignore, Field::Ignore],
        ),
        (
            "Name;Country Code;Contact ID;Status;Suhu",
            [Field::Name, Field::Ignore, Field::Ignore, Field::Ignore, Field::Temperature],
        ),
    ] {
        let names: Vec<String> = header.split(';').map(str::to_owned).collect();
        let found = fields_of(&names);
        assert_eq!(found, expected, "{header}");
    }
}

#[test]
fn tables_without_names() {
    let table = open("Budi Santoso,0812 3456 7890,budi@x.example\nAni,0813 1111 2222,ani@x.example\n");
    assert_eq!(table.fields(), [Field::Name, Field::Phone, Field::Email]);
    assert_eq!(table.cards().count(), 2, "the first row is a contact");
    let table = open("Vorname Nachname,Rufnummer\nKarl Otto,0151 2345 6789\n");
    assert_eq!((table.fields(), table.cards().count()), (&[Field::Name, Field::Phone][..], 1));
    let draft = first("Primary Email\ntest1@domain.example\n");
    assert_eq!(emails(&draft), [("test1@domain.example", "")]);
}

#[test]
fn a_map_decides() {
    let map = ColumnMap::from_toml(
        "[columns]\n\"vorname nachname\" = \"name\"\n\"RUFNUMMER\" = \"phone_work\"\n\"3\" = \"named_note\"\n",
    )
    .unwrap();
    let text = "Vorname Nachname,Rufnummer,Stand\nKarl Otto,0151 2345 6789,B12\n";
    let draft = ContactTable::open(text.as_bytes(), Some(&map)).unwrap().cards().next().unwrap().unwrap().draft;
    assert_eq!((&*draft.name, phones(&draft)), ("Karl Otto", vec![("0151 2345 6789", Some(PhoneKind::Work))]));
    assert_eq!(draft.note, "Stand: B12");
    let ignoring = ColumnMap::from_toml("[columns]\nEmail = \"ignore\"\n").unwrap();
    let text = "Name,Email\nA,a@x.example\n";
    let table = ContactTable::open(text.as_bytes(), Some(&ignoring)).unwrap();
    assert!(table.cards().next().unwrap().unwrap().draft.emails.is_empty());
    for wrong in ["[columns]\na = \"nonsense\"\n", "[rows]\n", "columns = 3", "\"", "[columns]\na = 1"] {
        assert!(ColumnMap::from_toml(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn rows_that_say_nothing_are_refused_with_their_line() {
    let table = open("name,phone,level\nA,0812 000 111,\n,,lead\nB,1,2,3\nC,0812 000 222,\n");
    let refused: Vec<(u64, NoCard)> = table.cards().filter_map(Result::err).map(|row| (row.line, row.code)).collect();
    assert_eq!(refused, [(3, NoCard::Empty), (4, NoCard::Row(RefusedRowCode::TooManyCells))]);
    assert_eq!(table.cards().filter(Result::is_ok).count(), 2);
}

#[test]
fn odd_cells_are_read() {
    let draft = first("name,note,tags,email\n\"AB\",\"'=1+1\",\"x, y;x\",\"a@x.example;A@X.example\"\n");
    assert_eq!((&*draft.name, &*draft.note), ("AB", "=1+1"));
    assert_eq!((draft.tags.len(), draft.emails.len()), (2, 1));
    let western: Vec<u8> = b"name;company\nJos\xe9 Mu\xf1oz;Caf\xe9 \xd1\n".to_vec();
    let draft = ContactTable::open(western.as_slice(), None).unwrap().cards().next().unwrap().unwrap().draft;
    assert_eq!((&*draft.name, &*draft.company), ("José Muñoz", "Café Ñ"));
}

#[test]
fn what_is_no_table_is_refused() {
    for (bytes, is_binary) in [
        (b"\x89PNG\r\n\x1a\n0000".to_vec(), true),
        (b"%PDF-1.7 x".to_vec(), true),
        (b"PK\x03\x04garbage".to_vec(), true),
        (b"name,note\nA\0B,x\n".to_vec(), true),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(), true),
        (Vec::new(), false),
        (b"\n\n  \n".to_vec(), false),
    ] {
        match ContactTable::open(bytes.as_slice(), None).map(drop) {
            Err(ExchangeError::Binary) => assert!(is_binary, "{bytes:?}"),
            Err(ExchangeError::Empty) => assert!(!is_binary, "{bytes:?}"),
            other => panic!("{other:?} for {bytes:?}"),
        }
    }
    let endless = std::io::repeat(b'x').take(LIMITS.file + 10);
    assert!(matches!(ContactTable::open(endless, None), Err(ExchangeError::FileTooLarge { .. })));
}

#[test]
fn a_cell_of_fifty_mebibytes_costs_its_row() {
    let mut text = String::from("name,note\nA,x\nB,");
    text.push_str(&"y".repeat(50 << 20));
    text.push_str("\nC,z\n");
    let table = open(&text);
    assert_eq!(table.cards().filter(Result::is_ok).count(), 2);
    let refused: Vec<RefusedCard> = table.cards().filter_map(Result::err).collect();
    assert!(refused.len() == 1 && refused[0].line == 3 && refused[0].raw.len() <= LIMITS.cell);
}

fn workbook(fill: impl FnOnce(&mut rust_xlsxwriter::Workbook)) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    fill(&mut book);
    book.save_to_buffer().unwrap()
}

#[test]
fn sheets_of_excel() {
    let bytes = workbook(|book| {
        book.add_worksheet().set_name("Kosong").unwrap();
        let sheet = book.add_worksheet();
        sheet.write(0, 0, "Tamu pameran").unwrap();
        for (column, name) in ["Nama", "HP", "Email", "Catatan"].iter().enumerate() {
            sheet.write(2, column as u16, *name).unwrap();
        }
        sheet.write(4, 0, "Dewi, \"D\"").unwrap();
        sheet.write(4, 1, 81_234_567_890_f64).unwrap();
        sheet.write(4, 2, "dewi@x.example").unwrap();
        sheet.write(4, 3, "satu\ndua").unwrap();
        sheet.write(9, 0, "Eko").unwrap();
        sheet.write(9, 3, true).unwrap();
    });
    let table = ContactTable::open(bytes.as_slice(), None).unwrap();
    assert_eq!(table.header(), ["Nama", "HP", "Email", "Catatan"]);
    let cards: Vec<TableCard> = table.cards().map(Result::unwrap).collect();
    assert_eq!(cards.iter().map(|card| card.line).collect::<Vec<_>>(), [5, 10], "lines are the numbers of rows");
    assert_eq!((&*cards[0].draft.name, &*cards[0].draft.note), ("Dewi, \"D\"", "satu\ndua"));
    assert_eq!(phones(&cards[0].draft), [("81234567890", Some(PhoneKind::Mobile))]);
}

#[test]
fn a_lonely_cell_at_the_end_of_a_sheet_is_no_bomb() {
    let bytes = workbook(|book| {
        let sheet = book.add_worksheet();
        sheet.write(0, 0, "Nama").unwrap();
        sheet.write(1_048_575, 0, "Akhir").unwrap();
    });
    let table = ContactTable::open(bytes.as_slice(), None).unwrap();
    assert_eq!(table.cards().next().unwrap().unwrap().line, 1_048_576);
    let wide = workbook(|book| {
        book.add_worksheet().write(0, 16_383, "x").unwrap();
    });
    assert!(matches!(ContactTable::open(wide.as_slice(), None), Err(ExchangeError::TooManyColumns { .. })));
    let empty = workbook(|book| {
        let _ = book.add_worksheet();
    });
    assert!(matches!(ContactTable::open(empty.as_slice(), None), Err(ExchangeError::Empty)));
}

#[test]
fn a_packed_bomb_is_refused() {
    use std::io::Write;
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    archive.start_file("xl/worksheets/sheet1.xml", options).unwrap();
    let zeros = vec![b' '; 1 << 20];
    for _ in 0..256 {
        archive.write_all(&zeros).unwrap();
    }
    let bytes = archive.finish().unwrap().into_inner();
    assert!(bytes.len() < 2 << 20);
    assert!(matches!(ContactTable::open(bytes.as_slice(), None), Err(ExchangeError::FileTooLarge { .. })));
}

#[test]
fn broken_workbooks_never_panic() {
    let good = workbook(|book| {
        let sheet = book.add_worksheet();
        sheet.write(0, 0, "Nama").unwrap();
        sheet.write(1, 0, "Dewi").unwrap();
    });
    for step in 1..60 {
        let cut = good.len() * step / 60;
        assert!(ContactTable::open(&good[..cut], None).is_err(), "cut at {cut}");
        let mut turned = good.clone();
        turned[cut] ^= 0x55;
        if let Ok(table) = ContactTable::open(turned.as_slice(), None) {
            assert!(table.cards().count() < 10);
        }
    }
}
