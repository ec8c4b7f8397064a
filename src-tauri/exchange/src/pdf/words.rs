//! The words, dates and numbers of documents in both languages.
//!
//! Deliberately absent: words of the screen, the reader's own formats.

use chrono::{Datelike, NaiveDate};
use corong_domain::money::minor_digits;
use serde::{Deserialize, Serialize};

/// The language that a document speaks: the customer's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tongue {
    /// Indonesian.
    Id,
    /// English.
    En,
}

/// The words of documents in one language.
pub(super) struct Words {
    pub code: &'static str,
    pub quote: &'static str,
    pub proposal: &'static str,
    pub bid: &'static str,
    pub order: &'static str,
    pub draft: &'static str,
    pub revision: &'static str,
    pub to: &'static str,
    pub date: &'static str,
    pub valid_until: &'static str,
    pub salesperson: &'static str,
    pub item: &'static str,
    pub quantity: &'static str,
    pub unit: &'static str,
    pub price: &'static str,
    pub discount: &'static str,
    pub tax: &'static str,
    pub amount: &'static str,
    pub subtotal: &'static str,
    pub taxable: &'static str,
    pub total: &'static str,
    pub forward: &'static str,
    pub brought: &'static str,
    pub note: &'static str,
    pub payment: &'static str,
    pub permission: &'static str,
    pub terms: &'static str,
    pub version: &'static str,
    pub fingerprint: &'static str,
    pub regards: &'static str,
    pub agreed: &'static str,
    pub agree_here: &'static str,
    pub name_and_date: &'static str,
    pub accepted_by: &'static str,
    pub accepted_on: &'static str,
    pub accepted_how: &'static str,
    pub page: &'static str,
    pub of: &'static str,
    months: [&'static str; 12],
    thousand: char,
    decimal: char,
}

const ID: Words = Words {
    code: "id",
    quote: "Penawaran",
    proposal: "Proposal",
    bid: "Dokumen penawaran",
    order: "Konfirmasi pesanan",
    draft: "Draf",
    revision: "Revisi",
    to: "Kepada",
    date: "Tanggal",
    valid_until: "Berlaku sampai",
    salesperson: "Penanggung jawab",
    item: "Barang / jasa",
    quantity: "Jml",
    unit: "Satuan",
    price: "Harga satuan",
    discount: "Diskon",
    tax: "Pajak",
    amount: "Jumlah",
    subtotal: "Subtotal",
    taxable: "Dasar pengenaan pajak",
    total: "Total",
    forward: "Dipindahkan",
    brought: "Pindahan",
    note: "Catatan",
    payment: "Pembayaran",
    permission: "Izin mengajukan penawaran",
    terms: "Syarat dan ketentuan",
    version: "Versi",
    fingerprint: "Sidik teks",
    regards: "Hormat kami,",
    agreed: "Bukti persetujuan",
    agree_here: "Disetujui oleh,",
    name_and_date: "Nama, tanggal, tanda tangan",
    accepted_by: "Disetujui oleh",
    accepted_on: "Pada",
    accepted_how: "Dengan cara",
    page: "Halaman",
    of: "dari",
    months: [
        "Januari",
        "Februari",
        "Maret",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Agustus",
        "September",
        "Oktober",
        "November",
        "Desember",
    ],
    thousand: '.',
    decimal: ',',
};

const EN: Words = Words {
    code: "en",
    quote: "Quote",
    proposal: "Proposal",
    bid: "Bid",
    order: "Order confirmation",
    draft: "Draft",
    revision: "Revision",
    to: "To",
    date: "Date",
    valid_until: "Valid until",
    salesperson: "Your contact",
    item: "Product / service",
    quantity: "Qty",
    unit: "Unit",
    price: "Unit price",
    discount: "Discount",
    tax: "Tax",
    amount: "Amount",
    subtotal: "Subtotal",
    taxable: "Taxable amount",
    total: "Total",
    forward: "Carried forward",
    brought: "Brought forward",
    note: "Note",
    payment: "Payment",
    permission: "Permission to submit this offer",
    terms: "Terms",
    version: "Version",
    fingerprint: "Fingerprint of the text",
    regards: "Kind regards,",
    agreed: "Evidence of acceptance",
    agree_here: "Agreed by,",
    name_and_date: "Name, date, signature",
    accepted_by: "Accepted by",
    accepted_on: "On",
    accepted_how: "How",
    page: "Page",
    of: "of",
    months: [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    thousand: ',',
    decimal: '.',
};

impl Words {
    /// The words of a language.
    pub fn of(tongue: Tongue) -> &'static Self {
        match tongue {
            Tongue::Id => &ID,
            Tongue::En => &EN,
        }
    }

    /// A day with the month's name.
    pub fn day(&self, day: NaiveDate) -> String {
        let month = self.months.get(day.month0() as usize).copied().unwrap_or_default();
        format!("{} {month} {}", day.day(), day.year())
    }

    /// A number of `10^-digits` with grouped thousands and all digits after the mark.
    pub fn fixed(&self, number: i64, digits: u32) -> String {
        let scale = 10_u64.checked_pow(digits).unwrap_or(1);
        let (whole, part) = (number.unsigned_abs() / scale, number.unsigned_abs() % scale);
        let plain = whole.to_string();
        let mut text = String::new();
        if number < 0 {
            text.push('−');
        }
        for (index, digit) in plain.chars().enumerate() {
            if index > 0 && (plain.len() - index).is_multiple_of(3) {
                text.push(self.thousand);
            }
            text.push(digit);
        }
        if digits > 0 {
            text.push(self.decimal);
            text.push_str(&format!("{part:0width$}", width = digits as usize));
        }
        text
    }

    /// A number of `10^-digits` without zeros at its end.
    pub fn short(&self, number: i64, digits: u32) -> String {
        let text = self.fixed(number, digits);
        if digits == 0 {
            return text;
        }
        text.trim_end_matches('0').trim_end_matches(self.decimal).to_owned()
    }

    /// Basis points as a percentage.
    pub fn percent(&self, basis_points: i64) -> String {
        format!("{}%", self.short(basis_points, 2))
    }
}

/// How many digits the amounts of a document show: rupiah without sen, unless an amount has some.
pub(super) fn shown_digits(currency: &str, amounts: impl IntoIterator<Item = i64>) -> u32 {
    let digits = minor_digits(currency);
    let whole = |amount: i64| amount % 10_i64.pow(digits) == 0;
    if currency == "IDR" && amounts.into_iter().all(whole) { 0 } else { digits }
}

/// How a currency is written in front of an amount.
pub(super) fn sign(currency: &str) -> &str {
    match currency {
        "IDR" => "Rp",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_days_are_written_in_the_language() {
        let (id, en) = (Words::of(Tongue::Id), Words::of(Tongue::En));
        for (number, digits, in_id, in_en) in [
            (0, 0, "0", "0"),
            (999, 0, "999", "999"),
            (1000, 0, "1.000", "1,000"),
            (148_529_100, 0, "148.529.100", "148,529,100"),
            (123_456, 2, "1.234,56", "1,234.56"),
            (-5, 2, "−0,05", "−0.05"),
            (i64::MIN, 2, "−92.233.720.368.547.758,08", "−92,233,720,368,547,758.08"),
        ] {
            assert_eq!(id.fixed(number, digits), in_id);
            assert_eq!(en.fixed(number, digits), in_en);
        }
        assert_eq!((id.short(2500, 3), id.short(60_000, 3)), ("2,5".to_owned(), "60".to_owned()));
        assert_eq!((id.short(100, 0), en.percent(1100), id.percent(250)), ("100".into(), "11%".into(), "2,5%".into()));
        let day = NaiveDate::from_ymd_opt(2026, 12, 25).unwrap();
        assert_eq!((id.day(day), en.day(day)), ("25 Desember 2026".into(), "25 December 2026".into()));
    }

    #[test]
    fn sen_are_shown_only_where_there_are_some() {
        assert_eq!(shown_digits("IDR", [100, 2500]), 0);
        assert_eq!(shown_digits("IDR", [100, 2550]), 2);
        assert_eq!(shown_digits("USD", [100]), 2);
        assert_eq!(shown_digits("JPY", [100]), 0);
        assert_eq!(shown_digits("KWD", [100]), 3);
    }
}
