//! What a column is, by its name.
//!
//! Names are taken apart into words: where it is (home, work), which one (1, 2), and what it is. That knows the exports of
//! Google (both generations), Outlook, HubSpot, Salesforce, iCloud, Thunderbird and Corong without naming any of them,
//! and most headers that a person types in Indonesian or English.
//!
//! Deliberately absent: lists per program; they age with every release.

use corong_domain::contact::is_email;
use corong_domain::text::{digits, fold};
use serde::{Deserialize, Serialize};
use specta::Type;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// Left out.
    Ignore,
    /// The whole name.
    Name,
    /// Given name.
    GivenName,
    /// Middle name.
    MiddleName,
    /// Family name.
    FamilyName,
    /// Titles before the name.
    TitlesBefore,
    /// Titles after the name.
    TitlesAfter,
    /// Job title.
    JobTitle,
    /// Department.
    Department,
    /// Company.
    Company,
    /// Phone numbers of any kind.
    Phone,
    /// Mobile phones.
    PhoneMobile,
    /// Phones at work.
    PhoneWork,
    /// Phones at home.
    PhoneHome,
    /// Fax machines.
    PhoneFax,
    /// E-mail addresses.
    Email,
    /// Web addresses and handles.
    Link,
    /// A whole postal address.
    Address,
    /// Street.
    Street,
    /// City.
    City,
    /// Province or state.
    Region,
    /// Postcode.
    Postcode,
    /// Country.
    Country,
    /// What the next column is for: `Work`, `Mobile`.
    Label,
    /// Tags.
    Tags,
    /// Free text.
    Note,
    /// Kept in the note, with the name of the column before it.
    NamedNote,
    /// Hot, warm or cold.
    Temperature,
    /// Spoken language.
    Language,
}

/// A name without case, accents and punctuation.
pub(super) fn normal(name: &str) -> String {
    let mut text = String::new();
    let mut before = ' ';
    for letter in name.chars() {
        // givenName is two words.
        if letter.is_uppercase() && before.is_lowercase() {
            text.push(' ');
        }
        text.push(if letter.is_alphanumeric() { letter } else { ' ' });
        before = letter;
    }
    fold(&text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Words that say where or which one, not what.
const PLACES: &[&str] = &[
    "home",
    "rumah",
    "personal",
    "pribadi",
    "private",
    "work",
    "business",
    "office",
    "kantor",
    "kerja",
    "other",
    "lain",
    "mailing",
    "billing",
    "shipping",
    "primary",
    "utama",
    "main",
    "secondary",
    "contact",
    "kontak",
    "person",
];

/// The name without places and numbers.
fn bare(name: &str) -> String {
    let keep = |word: &&str| !PLACES.contains(word) && !word.chars().all(|letter| letter.is_ascii_digit());
    name.split(' ').filter(keep).collect::<Vec<_>>().join(" ")
}

/// What tells one address, phone or e-mail of a row from another: the places and numbers of its name.
pub(super) fn group(name: &str) -> String {
    let name = normal(name);
    let words: Vec<&str> = name.split(' ').collect();
    // "Street 2" is the second line of a street; "Address 2 - Street" is a second address.
    let keep = |(index, word): &(usize, &str)| {
        PLACES.contains(word) || (word.chars().all(|letter| letter.is_ascii_digit()) && index + 1 < words.len())
    };
    words.iter().copied().enumerate().filter(keep).map(|(_, word)| word).collect::<Vec<_>>().join(" ")
}

/// `work` or `home` out of a name or a label; empty when it says neither.
pub(super) fn place(name: &str) -> &'static str {
    let name = normal(name);
    let has = |wanted: &[&str]| name.split(' ').any(|word| wanted.contains(&word));
    if has(&["work", "business", "office", "kantor", "kerja", "company"]) {
        "work"
    } else if has(&["home", "rumah", "personal", "pribadi", "private"]) {
        "home"
    } else {
        ""
    }
}

/// The fields of columns by their names.
#[must_use]
pub fn fields_of(header: &[String]) -> Vec<Field> {
    let names: Vec<String> = header.iter().map(|name| normal(name)).collect();
    let has = |wanted: Field| names.iter().any(|name| field_of(name) == wanted);
    let (job, whole, parts) = (has(Field::JobTitle), has(Field::Name), has(Field::GivenName) || has(Field::FamilyName));
    let fields = names.iter().map(|name| match name.as_str() {
        // Beside a job title, the title is Mr or Dr; alone it is the job.
        "title" | "titles" if job => Field::TitlesBefore,
        "title" => Field::JobTitle,
        "titles" => Field::TitlesBefore,
        // Where there is no whole name, the name beside given names is the family name.
        "name" | "nama" if parts && !names.iter().any(|one| field_of(one) == Field::FamilyName) => Field::FamilyName,
        // A second name for the same, as Thunderbird and Outlook write it.
        "display name" | "file as" | "full name" if !whole && !parts => Field::Name,
        name => field_of(name),
    });
    fields.collect()
}

fn field_of(name: &str) -> Field {
    if name.is_empty() || is_foreign(name) {
        return Field::Ignore;
    }
    if let Some(field) = whole(name) {
        return field;
    }
    let is_label = name.ends_with(" type") || name.ends_with(" label");
    let stem = name.trim_end_matches(" value").trim_end_matches(" type").trim_end_matches(" label");
    let kind = by_words(stem);
    match kind {
        Field::Email
        | Field::Phone
        | Field::PhoneWork
        | Field::PhoneHome
        | Field::PhoneMobile
        | Field::Address
        | Field::Link
            if is_label =>
        {
            Field::Label
        }
        _ if is_label => Field::Ignore,
        other => other,
    }
}

/// Names that hold a known word and mean something else.
fn is_foreign(name: &str) -> bool {
    const FOREIGN: &[&str] = &[
        "phonetic",
        "yomi",
        "owner",
        "assistant",
        "spouse",
        "manager",
        "birth",
        "birthday",
        "anniversary",
        "created",
        "modified",
        "last activity",
        "pager",
        "telex",
        "ttd",
        "isdn",
        "radio",
        "callback",
        "id",
        "count",
        "display as",
        "po box",
        "relation",
        "custom",
        "symbol",
        "directory",
        "opt out",
        "verified",
        "status",
        "pekerjaan ayah",
    ];
    let words: Vec<&str> = name.split(' ').collect();
    FOREIGN.iter().any(|foreign| {
        let foreign: Vec<&str> = foreign.split(' ').collect();
        words.windows(foreign.len()).any(|window| window == foreign.as_slice())
    }) || name.ends_with("display name") && name.len() > "display name".len()
}

/// Names that are understood as a whole.
fn whole(name: &str) -> Option<Field> {
    Some(match name {
        "name" | "nama" | "full name" | "nama lengkap" | "contact name" | "nama kontak" | "fn" | "contact"
        | "kontak" => Field::Name,
        "display name" | "file as" | "initials" | "nickname" | "nick name" => Field::Ignore,
        "first name" | "given name" | "givenname" | "firstname" | "nama depan" | "forename" => Field::GivenName,
        "middle name" | "additional name" | "nama tengah" => Field::MiddleName,
        "last name" | "family name" | "surname" | "lastname" | "nama belakang" | "nama keluarga" => Field::FamilyName,
        "name prefix" | "prefix" | "salutation" | "sapaan" | "gelar depan" | "honorific prefix" => Field::TitlesBefore,
        "name suffix" | "suffix" | "gelar belakang" | "gelar" | "honorific suffix" => Field::TitlesAfter,
        "job title"
        | "jobtitle"
        | "position"
        | "jabatan"
        | "organization title"
        | "organization 1 title"
        | "role"
        | "posisi"
        | "occupation" => Field::JobTitle,
        "department" | "departemen" | "bagian" | "divisi" | "organization department" | "organization 1 department" => {
            Field::Department
        }
        "company"
        | "company name"
        | "perusahaan"
        | "nama perusahaan"
        | "organization"
        | "organisation"
        | "instansi"
        | "organization name"
        | "organization 1 name"
        | "account name"
        | "associated company"
        | "account"
        | "associated company names"
        | "primary company"
        | "employer"
        | "firma" => Field::Company,
        "tags" | "tag" | "labels" | "categories" | "group membership" | "groups" | "label" | "kategori" => Field::Tags,
        "note" | "notes" | "catatan" | "description" | "keterangan" | "background" | "comments" | "remarks" => {
            Field::Note
        }
        "temperature" | "suhu" | "rating" => Field::Temperature,
        "language" | "bahasa" | "preferred language" => Field::Language,
        "linkedin" | "linked in" | "linkedin url" | "linkedin bio" | "twitter" | "twitter username" | "instagram"
        | "facebook" => Field::Link,
        "lead source" | "industry" | "gender" | "hobby" | "priority" => Field::Ignore,
        "zip" | "zipcode" | "zip code" => Field::Postcode,
        _ => return None,
    })
}

/// Names that are understood by what is left of them without places and numbers.
fn by_words(name: &str) -> Field {
    let bare = bare(name);
    let words: Vec<&str> = bare.split(' ').collect();
    let any = |wanted: &[&str]| words.iter().any(|word| wanted.contains(word));
    // In this order: "email address" is an e-mail, "fax phone" a fax, "mobile phone" a mobile.
    if any(&["email", "emails", "surel", "mail"]) {
        return Field::Email;
    }
    if any(&["fax", "faks", "faksimile"]) {
        return Field::PhoneFax;
    }
    if any(&["mobile", "cell", "cellphone", "hp", "handphone", "ponsel", "whatsapp", "whats", "wa", "gsm"]) {
        return Field::PhoneMobile;
    }
    if any(&["phone", "phones", "telephone", "telepon", "telp", "tel", "tlp", "hotline"]) {
        return match place(name) {
            "work" => Field::PhoneWork,
            "home" => Field::PhoneHome,
            _ => Field::Phone,
        };
    }
    if any(&["website", "url", "urls", "web", "situs", "homepage"]) {
        return Field::Link;
    }
    if any(&["city", "kota", "town", "kabupaten", "locality"]) {
        return Field::City;
    }
    if any(&["state", "region", "province", "provinsi", "county"]) && !any(&["country"]) {
        return Field::Region;
    }
    if any(&["postcode", "postal", "zip", "zipcode", "pos"]) {
        return Field::Postcode;
    }
    if any(&["country", "negara"]) {
        return if any(&["code"]) { Field::Ignore } else { Field::Country };
    }
    if any(&["street", "jalan"]) {
        return Field::Street;
    }
    if any(&["address", "alamat", "addresses"]) {
        return if any(&["extended"]) { Field::Street } else { Field::Address };
    }
    // "Contact" and "Primary" alone say nothing, "Company Name" was known above.
    match bare.as_str() {
        "first name" => Field::GivenName,
        "last name" => Field::FamilyName,
        "name" | "nama" => Field::Name,
        _ => Field::Ignore,
    }
}

/// Whether a first row is a contact, not names of columns.
pub(super) fn is_contact(row: &[String]) -> bool {
    row.iter().any(|cell| is_email(cell.trim()) || is_phone(cell))
}

fn is_phone(cell: &str) -> bool {
    let count = digits(cell).len();
    let is_part = |letter: char| letter.is_ascii_digit() || " +-()./'".contains(letter);
    (7..=16).contains(&count) && cell.chars().all(is_part)
}

/// Fields by what stands in the columns, where no name is known: e-mails, phones, and the first text as the name.
pub(super) fn fields_by_content(columns: usize, rows: &[Vec<String>]) -> Vec<Field> {
    let mut has_name = false;
    let field = |column: usize| {
        let cells: Vec<&str> = rows
            .iter()
            .filter_map(|row| row.get(column))
            .map(|cell| cell.trim())
            .filter(|cell| !cell.is_empty())
            .collect();
        let most = |is: &dyn Fn(&str) -> bool| cells.iter().filter(|cell| is(cell)).count() * 2 > cells.len();
        if cells.is_empty() {
            Field::Ignore
        } else if most(&|cell| is_email(cell)) {
            Field::Email
        } else if most(&is_phone) {
            Field::Phone
        } else if most(&|cell| cell.starts_with("http") || cell.starts_with("www.")) {
            Field::Link
        } else if !has_name && most(&|cell| cell.chars().filter(|letter| letter.is_alphabetic()).count() >= 2) {
            has_name = true;
            Field::Name
        } else {
            Field::Ignore
        }
    };
    (0..columns).map(field).collect()
}
