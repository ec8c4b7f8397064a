//! Habits of programs, each in a small card of our own: what they leave out, fold, encode and name in their own way.

#![allow(clippy::unwrap_used, reason = "helpers of tests are tests too")]

use corong_domain::contact::{ContactDraft, PhoneKind};
use corong_exchange::Limits;
use corong_exchange::vcard::{ReadCard, Version, Warning, read_vcards};

fn cards(bytes: &[u8]) -> Vec<ReadCard> {
    let file = read_vcards(bytes, Limits::default()).unwrap();
    file.cards.into_iter().map(|card| card.unwrap_or_else(|refused| panic!("{refused:?}"))).collect()
}

fn one(text: &str) -> ReadCard {
    let mut cards = cards(text.as_bytes());
    assert_eq!(cards.len(), 1, "{text}");
    cards.remove(0)
}

fn draft(lines: &str) -> ContactDraft {
    one(&format!("BEGIN:VCARD\r\nVERSION:3.0\r\n{lines}\r\nEND:VCARD\r\n")).draft
}

fn old(lines: &str) -> ContactDraft {
    one(&format!("BEGIN:VCARD\r\nVERSION:2.1\r\n{lines}\r\nEND:VCARD\r\n")).draft
}

fn new(lines: &str) -> ContactDraft {
    one(&format!("BEGIN:VCARD\r\nVERSION:4.0\r\n{lines}\r\nEND:VCARD\r\n")).draft
}

fn links(draft: &ContactDraft) -> Vec<(&str, &str)> {
    draft.links.iter().map(|link| (link.value.as_str(), link.label.as_str())).collect()
}

fn phones(draft: &ContactDraft) -> Vec<(&str, Option<PhoneKind>)> {
    draft.phones.iter().map(|phone| (phone.raw.as_str(), phone.kind)).collect()
}

#[test]
fn begin_and_end_may_be_missing() {
    let card = one("VERSION:3.0\nFN:Siti Rahma\nTEL:0812\n");
    assert_eq!((card.draft.name.as_str(), card.line), ("Siti Rahma", 1));
    assert_eq!(card.warnings, [Warning::NotBegun, Warning::NotEnded]);
    let cards = cards(b"FN:Siti\nEND:VCARD\n\nFN:Budi\nEND:VCARD\nBEGIN:VCARD\nFN:Adi\nBEGIN:VCARD\nFN:Eka\n");
    let names: Vec<_> = cards.iter().map(|card| card.draft.name.as_str()).collect();
    assert_eq!(names, ["Siti", "Budi", "Adi", "Eka"]);
    assert_eq!(cards.iter().map(|card| card.line).collect::<Vec<_>>(), [1, 4, 6, 8]);
}

#[test]
fn files_may_be_put_together_without_a_line_end() {
    let cards = cards(
        "BEGIN:VCARD\nFN:Siti\nEND:VCARDBEGIN:VCARD\nFN:Budi\nEND:VCARD\u{feff}BEGIN:VCARD\nFN:Adi\nEND:VCARD"
            .as_bytes(),
    );
    let names: Vec<_> = cards.iter().map(|card| (card.draft.name.as_str(), card.line)).collect();
    assert_eq!(names, [("Siti", 1), ("Budi", 3), ("Adi", 5)]);
}

#[test]
fn a_name_is_found_in_every_case() {
    for (lines, name) in [
        ("N:Rahma;Siti;;;", "Siti Rahma"),
        ("N:Slamet", "Slamet"),
        ("FN:\r\nN:;Budi;;;", "Budi"),
        ("ORG:PT Maju Jaya;Sales", "PT Maju Jaya"),
        ("NICKNAME:Iti,Ti\r\nEMAIL:s@maju.example", "Iti"),
        ("EMAIL:s@maju.example", "s@maju.example"),
        ("TEL:0812", "0812"),
        ("URL:https://maju.example", "https://maju.example"),
        ("NOTE:supir di bandara\\nbaik", "supir di bandara"),
        ("BDAY:1990-01-02", "1990-01-02"),
    ] {
        for version in ["", "VERSION:2.1\r\n", "VERSION:3.0\r\n", "VERSION:4.0\r\n"] {
            let card = one(&format!("BEGIN:VCARD\r\n{version}{lines}\r\nEND:VCARD\r\n"));
            assert_eq!(card.draft.name, name, "{version}{lines}");
        }
    }
    let file = read_vcards("BEGIN:VCARD\nVERSION:3.0\nUID:1\nEND:VCARD\n".as_bytes(), Limits::default()).unwrap();
    assert!(file.cards[0].is_err(), "nothing identifies anybody");
}

#[test]
fn titles_leave_the_name() {
    let card = draft("N:Rahma;Siti;;Ir.,H.;S.T.,M.M.\r\nFN:Ir. H. Siti Rahma\\, S.T.\\, M.M.");
    assert_eq!(card.name, "Siti Rahma");
    assert_eq!((card.titles_before.as_str(), card.titles_after.as_str()), ("Ir. H.", "S.T., M.M."));
    assert_eq!((card.given_name.as_str(), card.family_name.as_str()), ("Siti", "Rahma"));
    let card = draft("N:山田;太郎;;;");
    assert_eq!(card.name, "山田太郎");
}

#[test]
fn character_sets_are_found() {
    let latin = b"BEGIN:VCARD\r\nVERSION:2.1\r\nN:M\xfcller;J\xfcrgen\r\nADR;WORK:;;Stra\xdfe 5;K\xf6ln;;50667;\r\nEND:VCARD\r\n";
    let card = cards(latin).remove(0).draft;
    assert_eq!((card.name.as_str(), card.addresses[0].city.as_str()), ("Jürgen Müller", "Köln"));
    let named = b"BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=SHIFT_JIS:\x8eR\x93c;\x91\xbe\x98Y\r\nEND:VCARD\r\n";
    assert_eq!(cards(named).remove(0).draft.name, "山田太郎");
    let gbk = b"BEGIN:VCARD\r\nVERSION:2.1\r\nFN;CHARSET=GBK;ENCODING=QUOTED-PRINTABLE:=D5=C5=CE=B0\r\nEND:VCARD\r\n";
    assert_eq!(cards(gbk).remove(0).draft.name, "张伟");
    let unnamed = b"BEGIN:VCARD\r\nVERSION:2.1\r\nFN;ENCODING=QUOTED-PRINTABLE:Jos=E9 Mu=F1oz\r\nEND:VCARD\r\n";
    assert_eq!(cards(unnamed).remove(0).draft.name, "José Muñoz");
    let wrong = "BEGIN:VCARD\r\nVERSION:2.1\r\nFN;CHARSET=ISO-8859-1:José Muñoz\r\nEND:VCARD\r\n";
    assert_eq!(one(wrong).draft.name, "José Muñoz", "UTF-8 that says it is not");
    let mark = "\u{feff}BEGIN:VCARD\r\nFN:José\r\nEND:VCARD\r\n\u{feff}BEGIN:VCARD\r\nFN:Mäx\r\nEND:VCARD\r\n";
    assert_eq!(cards(mark.as_bytes()).len(), 2, "files put together, each with its mark");
}

#[test]
fn quoted_printable_goes_on_in_every_way() {
    for lines in [
        "NOTE;ENCODING=QUOTED-PRINTABLE:satu =\r\ndua=0D=0Atiga",
        "NOTE;QUOTED-PRINTABLE:satu =\r\ndua=0D=0Atiga",
        "NOTE;CHARSET=UTF-8;ENCODING=quoted-printable:satu=20=\r\ndua=0d=\r\n=0atiga",
        "NOTE;ENCODING=QUOTED-PRINTABLE:satu dua=0Atiga=\r\n",
    ] {
        assert_eq!(old(&format!("FN:Siti\r\n{lines}")).note, "satu dua\ntiga", "{lines}");
        let bare = one(&format!("BEGIN:VCARD\r\nFN:Siti\r\n{lines}\r\nEND:VCARD"));
        assert_eq!((bare.draft.note.as_str(), bare.version), ("satu dua\ntiga", Version::Unknown));
    }
}

#[test]
fn lines_are_folded_in_every_way() {
    let card = draft("FN:Siti\r\nNOTE:sa\r\n tu \r\n\tdua\r\n  tiga\r\n\r\n em\r\n pat\r\nTEL:0812");
    assert_eq!((card.note.as_str(), card.phones.len()), ("satu dua tigaempat", 1));
    let card = draft("FN:Siti\r\nTEL;TYPE=CELL;X-LONG=abc\r\n def;TYPE=\r\n pref:0812");
    assert_eq!(phones(&card), [("0812", Some(PhoneKind::Mobile))]);
    let card = old("FN:Siti\r\nNOTE:satu\r\n dua");
    assert_eq!(card.note, "satu dua", "2.1 folds between words");
    let card = draft("FN:Siti\r\nNOTE:satu\r\ndua tiga\r\nhttps://maju.example\r\nTEL:0812");
    assert_eq!(card.note, "satu\ndua tiga\nhttps://maju.example", "line breaks that were not escaped");
    let card = one("  BEGIN:VCARD\n  VERSION:3.0\n  FN:Siti\n  NOTE:satu\n   dua\n  END:VCARD\n");
    assert_eq!((card.draft.name.as_str(), card.draft.note.as_str()), ("Siti", "satudua"), "indented as a whole");
    let card = one("begin:vcard\nversion:3.0\nfn:Siti\ntel;type=cell:0812\nend:vcard\n");
    assert_eq!(phones(&card.draft), [("0812", Some(PhoneKind::Mobile))]);
}

#[test]
fn backslashes_are_kept_where_they_escape_nothing() {
    assert_eq!(draft("FN:Siti\r\nNOTE:C:\\\\temp\\, D:\\temp \\:x\\;").note, "C:\\temp, D:\\temp :x;");
    assert_eq!(draft("FN:Siti\r\nNOTE:a\\nb\\Nc\\").note, "a\nb\nc\\");
}

#[test]
fn phones_have_kinds() {
    for (parameters, kind) in [
        ("", None),
        (";VOICE", None),
        (";CELL;PREF", Some(PhoneKind::Mobile)),
        (";TYPE=WORK,CELL", Some(PhoneKind::Mobile)),
        (";TYPE=\"work,voice\"", Some(PhoneKind::Work)),
        (";TYPE=home;TYPE=fax", Some(PhoneKind::Fax)),
        (";type=IPHONE;type=CELL", Some(PhoneKind::Mobile)),
        (";TYPE=x-mobil", Some(PhoneKind::Mobile)),
        (";TYPE=MAIN", Some(PhoneKind::Other)),
        (";X-ABLABEL=Mobile", Some(PhoneKind::Mobile)),
        (";TYPE=home;VALUE=uri", Some(PhoneKind::Home)),
    ] {
        assert_eq!(phones(&old(&format!("FN:Siti\r\nTEL{parameters}:0812"))), [("0812", kind)], "{parameters}");
    }
    let card = new("FN:Siti\r\nTEL;VALUE=uri:tel:+62-21-555;ext=12\r\nTEL;PREF=1;TYPE=cell:tel:+62-812");
    assert_eq!(phones(&card), [("+62-812", Some(PhoneKind::Mobile)), ("+62-21-555 ext. 12", None)], "preferred first");
}

#[test]
fn links_come_from_many_properties() {
    let card = draft(
        "FN:Siti\r\nURL;TYPE=WORK:maju.example\r\nitem1.URL:https\\://siti.example\r\nitem1.X-ABLabel:_$!<HomePage>!$_\r\n\
         IMPP;X-SERVICE-TYPE=Skype;TYPE=WORK:skype:siti.r\r\nIMPP:xmpp:siti@maju.example\r\nX-ICQ:123\r\n\
         X-SOCIALPROFILE;type=twitter:https://twitter.com/siti\r\n\
         X-SOCIALPROFILE;type=linkedin;x-user=sitir:x-apple:sitir\r\nX-SKYPE-USERNAME;TYPE=HOME:siti\r\n\
         SOCIALPROFILE;SERVICE-TYPE=Mastodon:https://m.example/@siti",
    );
    assert_eq!(
        links(&card),
        [
            ("maju.example", "work"),
            ("https://siti.example", "web"),
            ("skype:siti.r", "skype"),
            ("xmpp:siti@maju.example", "xmpp"),
            ("123", "icq"),
            ("https://twitter.com/siti", "twitter"),
            ("sitir", "linkedin"),
            ("siti", "skype"),
            ("https://m.example/@siti", "mastodon"),
        ]
    );
}

#[test]
fn emails_are_taken_out_of_what_is_around_them() {
    let card = draft(
        "FN:Siti\r\nEMAIL;TYPE=INTERNET,HOME:mailto:a@b.example\r\nEMAIL:\"Siti\" <s@maju.example>\r\nEMAIL:none",
    );
    let emails: Vec<_> = card.emails.iter().map(|email| (email.value.as_str(), email.label.as_str())).collect();
    assert_eq!(emails, [("a@b.example", "home"), ("s@maju.example", "")]);
    assert_eq!(card.note, "EMAIL: none");
}

#[test]
fn pictures_come_in_every_version() {
    let gif = "R0lGODlhAQABAAAAACH5BAEAAAAALAAAAAABAAEAAAIA";
    for lines in [
        format!("PHOTO;GIF;BASE64:{gif}"),
        format!("PHOTO;TYPE=GIF;ENCODING=BASE64:\r\n {}\r\n {}\r\n\r\n", &gif[..20], &gif[20..]),
        format!("PHOTO;ENCODING=BASE64;TYPE=GIF:{}\r\n{}\r\n\r\n", &gif[..20], &gif[20..]),
        format!("PHOTO;ENCODING=b;TYPE=GIF:{gif}"),
        format!("PHOTO;VALUE=uri:data:image/gif;base64\\,{gif}"),
        format!("PHOTO:data:image/gif;base64,{gif}"),
        format!("PHOTO;X-ABCROP-RECTANGLE=ABClipRectangle_1&0&0&80&80&abc==;ENCODING=b;TYPE=JPEG:{gif}"),
    ] {
        let card = one(&format!("BEGIN:VCARD\r\nFN:Siti\r\n{lines}\r\nTEL:0812\r\nEND:VCARD"));
        let photo = card.photo.unwrap_or_else(|| panic!("{lines}"));
        assert_eq!((photo.mime.as_str(), photo.bytes.len()), ("image/gif", 33), "{lines}");
        assert_eq!((card.draft.phones.len(), card.draft.note.as_str()), (1, ""), "{lines}");
    }
    let only = one("BEGIN:VCARD\r\nVERSION:3.0\r\nPHOTO;ENCODING=b;TYPE=GIF:R0lGODlhAQABAAAAACH5\r\nEND:VCARD");
    assert!(only.photo.is_some(), "a picture alone is a card");
}

#[test]
fn addresses_come_whole() {
    let card = old(
        "FN:Siti\r\nADR;WORK:;Lt. 5;Jl. Sudirman No. 1, RT 01/RW 02;Jakarta Selatan;DKI Jakarta;12190;Indonesia\r\n\
         LABEL;WORK;ENCODING=QUOTED-PRINTABLE:Lt. 5=0D=0AJl. Sudirman No. 1,=0D=0AJakarta Selatan 12190",
    );
    let address = &card.addresses[0];
    assert_eq!(address.text, "Lt. 5, Jl. Sudirman No. 1, Jakarta Selatan 12190");
    assert_eq!(address.street, "Lt. 5, Jl. Sudirman No. 1, RT 01/RW 02");
    assert_eq!((address.city.as_str(), address.postcode.as_str()), ("Jakarta Selatan", "12190"));
    let card = new(
        "FN:Siti\r\nADR;LABEL=\"Jl. Merdeka 1\\nBandung\";TYPE=home:;;Jl. Merdeka 1;Bandung;;;\r\nLABEL:Kantor pusat",
    );
    let texts: Vec<_> = card.addresses.iter().map(|a| (a.text.as_str(), a.label.as_str())).collect();
    assert_eq!(texts, [("Jl. Merdeka 1, Bandung", "home"), ("Kantor pusat", "")]);
}

#[test]
fn what_has_no_field_stands_in_the_note() {
    let card = draft(
        "FN:Siti\r\nFN:Siti R.\r\nNOTE:catatan\r\nTITLE:Manager\r\nTITLE:Direktur\r\nROLE:Pembelian\r\nORG:PT Maju;Gudang;B\r\n\
         ORG:CV Lain\r\nBDAY:1990-01-02\r\nNICKNAME:Iti\r\nX-SPOUSE:Budi\r\nRELATED;TYPE=child:Adi\r\nGENDER:F\r\n\
         item1.X-ABDATE:2015-06-07\r\nitem1.X-ABLabel:_$!<Anniversary>!$_\r\nUID:1\r\nREV:2\r\nPRODID:x\r\nKEY;ENCODING=b:AAAA",
    );
    assert_eq!(
        (card.job_title.as_str(), card.company.as_str(), card.department.as_str()),
        ("Manager", "PT Maju", "Gudang, B")
    );
    assert_eq!(
        card.note,
        "catatan\nORG: CV Lain\nBDAY: 1990-01-02\nX-SPOUSE: Budi\nRELATED (child): Adi\nGENDER: F\nAnniversary: 2015-06-07\n\
         FN: Siti R.\nTITLE: Direktur\nROLE: Pembelian\nNICKNAME: Iti"
    );
    let card = old(
        "N:Siti\r\nX-ANDROID-CUSTOM:vnd.android.cursor.item/relation;Budi;14;;;;;;;;;;;;;\r\nX-ANDROID-CUSTOM:vnd.android.cursor.item/nickname;Iti;1;;;;;;;;;;;;;",
    );
    assert_eq!(card.note, "RELATION: Budi\nNICKNAME: Iti");
}

#[test]
fn tags_and_languages() {
    let card = draft("FN:Siti\r\nCATEGORIES:Pelanggan,Pameran 2026\\, Jakarta\r\nCATEGORIES:VIP,Pelanggan");
    assert_eq!(card.tags, ["Pelanggan", "Pameran 2026, Jakarta", "VIP"]);
    let card = new("FN:Siti\r\nLANG;PREF=2:en\r\nLANG;PREF=1:id");
    assert_eq!((card.language.as_str(), card.note.as_str()), ("id", "LANG: en"));
}

#[test]
fn ten_thousand_cards_are_read_one_by_one() {
    let text: String = (0..10_000)
        .map(|index| {
            format!(
                "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Rahma;Siti {index};;Ir.;S.T.\r\nFN:Ir. Siti {index} Rahma\\, S.T.\r\n\
                 ORG:PT Maju Jaya {index};Gudang\r\nTITLE:Manajer Pembelian\r\nTEL;TYPE=CELL:+62 812-3456-{index:04}\r\n\
                 TEL;TYPE=WORK,VOICE:(021) 555-{index:04}\r\nEMAIL;TYPE=INTERNET:siti{index}@maju.example\r\n\
                 URL:https://maju.example/{index}\r\nADR;TYPE=WORK:;;Jl. Merdeka {index};Bandung;Jawa Barat;40111;Indonesia\r\n\
                 NOTE:Bertemu di pameran\\, minta contoh\\nhubungi Senin\r\nUID:{index}\r\nEND:VCARD\r\n"
            )
        })
        .collect();
    let file = read_vcards(text.as_bytes(), Limits::default()).unwrap();
    assert_eq!((file.cards.len(), file.count(Version::V30), file.stray_lines), (10_000, 10_000, 0));
    let last = file.cards.last().unwrap().as_ref().unwrap();
    assert_eq!(last.draft.name, "Siti 9999 Rahma");
    assert_eq!(last.line, 9_999 * 14 + 1);
}
