//! Labels: the printed words that say what follows (`HP:`, `Alamat :`, `Fax`).
//!
//! Deliberately absent: any guess from a label alone. A phone label without a number stays a word.

use std::collections::HashMap;
use std::sync::LazyLock;

use corong_domain::contact::PhoneKind;

use super::words;

/// What a label announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Label {
    /// A phone of this kind; `None` where the number itself decides.
    Phone(Option<PhoneKind>),
    Email,
    /// A web address.
    Web,
    /// A handle on the named service.
    Social(&'static str),
    Name,
    Job,
    Department,
    Company,
    /// The place of an office: an address, or before a number a work phone.
    Office,
    Address,
    City,
    Note,
    Temperature,
    /// A number that is none of ours: tax, licence, account, price, date.
    OtherNumber,
}

const LABELS: &[(Label, &str)] = &[
    (
        Label::Phone(Some(PhoneKind::Mobile)),
        "hp|no hp|nomor hp|handphone|hand phone|mobile|mob|mobil|m|cell|cellphone|cell phone|mobile phone|ponsel|seluler|\
         wa|no wa|nomor wa|whatsapp|whats app|handy|gsm|portable|móvil|celular|cellulare|telemóvel|📱|hape|simpati",
    ),
    (
        Label::Phone(None),
        "phone|ph|telp|tlp|telepon|telephone|telefon|téléphone|teléfono|telefono|tel|telf|t|p|no telp|no tlp|\
         no telepon|nomor telepon|phone number|call|hub|hubungi|kontak|contact|contact person|cp|c|📞|☎|☏|no|nomor|nomornya|tlpn|telpon|no telpon|call center|hotline|hunting",
    ),
    (
        Label::Phone(Some(PhoneKind::Work)),
        "office phone|work|direct|direct line|ddi|d|telp kantor|telepon kantor|tel kantor|büro|desk|o|landline|festnetz",
    ),
    (Label::Phone(Some(PhoneKind::Home)), "home|rumah|telp rumah|telepon rumah|res|residence|privat"),
    (Label::Phone(Some(PhoneKind::Fax)), "fax|faks|faksimili|facsimile|telefax|f|fx|📠|no fax|faximile"),
    (Label::Email, "email|e-mail|e mail|mail|e|surel|courriel|correo|✉|📧|📩|alamat email"),
    (Label::Web, "web|website|site|situs|url|w|www|homepage|internet|🌐|laman|blog"),
    (Label::Social("instagram"), "instagram|ig|insta"),
    (Label::Social("facebook"), "facebook|fb"),
    (Label::Social("linkedin"), "linkedin|linked in|in"),
    (Label::Social("twitter"), "twitter|x"),
    (Label::Social("tiktok"), "tiktok|tik tok"),
    (Label::Social("telegram"), "telegram|tg"),
    (Label::Social("line"), "line|line id|id line"),
    (Label::Social("skype"), "skype"),
    (Label::Social("wechat"), "wechat|weixin"),
    (Label::Social("youtube"), "youtube|yt"),
    (Label::Name, "nama|nama lengkap|name|full name|fullname|nom|nombre|attn|att|up|u p|pic|nama pic|contact name"),
    (
        Label::Job,
        "jabatan|job|job title|title|position|posisi|role|pekerjaan|funktion|fonction|cargo|occupation|designation",
    ),
    (Label::Department, "departemen|department|dept|divisi|division|bagian|abteilung|unit kerja"),
    (
        Label::Company,
        "perusahaan|nama perusahaan|company|company name|pt/cv|instansi|organisasi|organization|organisation|firma|\
         employer|usaha|nama usaha|toko|nama toko|société|empresa|lembaga|asal|asal perusahaan",
    ),
    (
        Label::Office,
        "office|kantor|head office|kantor pusat|ho|hq|headquarters|branch|branch office|cabang|kantor cabang|factory|pabrik|\
         workshop|showroom|gudang|warehouse|plant|site office",
    ),
    (
        Label::Address,
        "alamat|alamat kantor|address|add|addr|a|adresse|anschrift|dirección|indirizzo|office address|alamat rumah|📍|🏢|🏠|lokasi|location|domisili",
    ),
    (Label::City, "kota|city|ort|ville|ciudad"),
    (
        Label::Note,
        "catatan|note|notes|keterangan|ket|remark|remarks|minat|kebutuhan|needs|interest|keperluan|pesan|message|info|\
         memo|komentar|comment|nb|ps",
    ),
    (Label::Temperature, "temperature|temperatur|suhu|temp|prospek|prospect|lead|status"),
    (
        Label::OtherNumber,
        "npwp|nik|ktp|no ktp|sim|siup|nib|tdp|siujk|sk|rek|no rek|norek|rekening|no rekening|account|account no|account \
         number|acc|a/c|acct|iban|bic|swift|vat|vat no|vat id|tax|tax id|tax no|ust|ustid|ust-id|ust-idnr|steuernr|steuernummer|hrb|hra|ein|\
         ssn|gst|gstin|uen|abn|acn|siret|siren|paspor|passport|license|licence|license no|licence no|lisensi|izin|no izin|invoice|inv|\
         invoice no|po number|no po|order|order no|no order|faktur|resi|no resi|sku|reg|no reg|reg no|registration|registrasi|sertifikat|\
         bca|bri|bni|btn|bsi|cimb|mandiri|permata|danamon|no seri|serial|serial no|kode|\
         rp|idr|usd|eur|sgd|harga|price|total|tanggal|tgl|date|datum|dob|lahir|pin|id|member|no anggota|ref|no ref|booth|stand|hall|va|virtual account|sip|nip|nidn|customer no|no pelanggan|strnr|nomor induk",
    ),
];

/// The label that a text is, if it is one. Dots, blanks at the ends and case do not matter.
pub(crate) fn label(text: &str) -> Option<Label> {
    let folded = fold_label(text);
    if folded.is_empty() {
        return None;
    }
    if let Some(found) = lookup(&folded) {
        return Some(found);
    }
    // "Telp/Fax", "HP & WA", "Phone / WhatsApp": every part must be a label, the first one counts.
    let mut parts = folded.split(['/', '&', ',', '+']).map(str::trim);
    let first = lookup(parts.next()?)?;
    let mut more = 0;
    for part in parts {
        lookup(part)?;
        more += 1;
    }
    (more > 0).then_some(first)
}

fn fold_label(text: &str) -> String {
    let mut folded = words::key(text);
    folded.retain(|c| c != '.' && c != '(' && c != ')' && c != '\u{fe0f}');
    folded.trim_matches([' ', '-', '*', ':', '=']).to_owned()
}

fn lookup(folded: &str) -> Option<Label> {
    if folded.len() > 24 {
        return None;
    }
    BY_WORD.get(folded).copied()
}

static BY_WORD: LazyLock<HashMap<String, Label>> = LazyLock::new(|| {
    let mut by_word = HashMap::new();
    for (label, list) in LABELS {
        for word in list.split('|') {
            by_word.entry(fold_label(word)).or_insert(*label);
        }
    }
    by_word
});

/// A label that ends where `line_before` ends (blanks, dots and colons between do not matter): its first byte inside
/// `line_before`, and what it announces.
pub(crate) fn label_before(line_before: &str) -> Option<(usize, Label)> {
    let trimmed =
        line_before.trim_end_matches([' ', '\t', ':', '.', '=', '>', '(', '-', '–', '#', '\u{a0}', '\u{fe0f}', '*']);
    if trimmed.is_empty() {
        return None;
    }
    let marked = line_before.get(trimmed.len()..).is_some_and(|rest| rest.contains([':', '=', '.']));
    let mut best = None;
    for (count, (start, _)) in word_starts_backwards(trimmed).enumerate() {
        if count >= 5 {
            break;
        }
        let Some(candidate) = trimmed.get(start..) else { break };
        let before = trimmed.get(..start).unwrap_or_default().trim_end();
        let free = before.is_empty() || before.ends_with([',', ';', '|', '•', '·', '/', ')', '-', '–', ':', '.']);
        if let Some(found) = label(candidate) {
            let single = candidate.chars().filter(|c| c.is_alphanumeric()).count() == 1;
            if !single || marked || free {
                best = Some((start, found));
            }
        }
    }
    best
}

fn word_starts_backwards(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut after_blank = true;
    let starts: Vec<(usize, char)> = text
        .char_indices()
        .filter(move |(_, c)| {
            let blank = c.is_whitespace() || matches!(c, ',' | ';' | '|' | '(' | '•' | '·');
            let begins = after_blank && !blank;
            after_blank = blank;
            begins
        })
        .collect();
    starts.into_iter().rev()
}

/// Whether a label may stand before a free text value (`Nama: Siti`), and its name in the text's own words is kept out
/// of the value.
pub(crate) fn takes_words(label: Label) -> bool {
    match label {
        Label::Name
        | Label::Job
        | Label::Department
        | Label::Company
        | Label::Office
        | Label::Address
        | Label::City
        | Label::Note
        | Label::Temperature => true,
        Label::Phone(_) | Label::Email | Label::Web | Label::Social(_) | Label::OtherNumber => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_in_their_printed_forms() {
        for (text, expected) in [
            ("HP", Some(Label::Phone(Some(PhoneKind::Mobile)))),
            ("Telp.", Some(Label::Phone(None))),
            ("Telp/Fax", Some(Label::Phone(None))),
            ("No. HP", Some(Label::Phone(Some(PhoneKind::Mobile)))),
            ("E-mail", Some(Label::Email)),
            ("N.P.W.P.", Some(Label::OtherNumber)),
            ("Budi", None),
            ("", None),
        ] {
            assert_eq!(label(text), expected, "{text}");
        }
    }

    #[test]
    fn labels_before_a_number() {
        assert_eq!(label_before("Siti, No. HP : "), Some((6, Label::Phone(Some(PhoneKind::Mobile)))));
        assert_eq!(label_before("M "), Some((0, Label::Phone(Some(PhoneKind::Mobile)))));
        assert_eq!(label_before("Anna M "), None, "an initial is no label");
        assert_eq!(label_before("Budi "), None);
    }
}
