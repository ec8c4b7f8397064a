//! Bahasa Indonesia: offers, orders and sale credit.

use corong_domain::sale::SaleRefusal;
use corong_domain::sale::offer::OfferStatus;
use corong_domain::sale::order::OrderStatus;

/// Where an offer stands.
pub fn offer_status(status: OfferStatus) -> &'static str {
    match status {
        OfferStatus::Draft => "draf",
        OfferStatus::Sent => "terkirim",
        OfferStatus::Accepted => "diterima",
        OfferStatus::Rejected => "ditolak",
        OfferStatus::Withdrawn => "ditarik",
        OfferStatus::Expired => "kedaluwarsa",
    }
}

/// Where an order stands.
pub fn order_status(status: OrderStatus) -> &'static str {
    match status {
        OrderStatus::Placed => "masuk",
        OrderStatus::Confirmed => "dikonfirmasi",
        OrderStatus::Cancelled => "dibatalkan",
    }
}

/// The effort behind a part.
pub fn effort(effort: u32) -> String {
    if effort == 0 { "tidak ada usaha tercatat; untuk pemilik".to_owned() } else { format!("usaha {effort}") }
}

/// Why a rule refused.
pub fn refusal(refusal: &SaleRefusal) -> String {
    match refusal {
        SaleRefusal::OfferStep(status) => format!("Penawaran {}; langkah ini tidak tersedia.", offer_status(*status)),
        SaleRefusal::OfferExpired => "Masa berlaku penawaran sudah lewat. Buat revisi.".to_owned(),
        SaleRefusal::OfferSent => "Penawaran yang terkirim tidak dapat diubah. Buat revisi.".to_owned(),
        SaleRefusal::OfferEmpty => "Penawaran belum berisi baris.".to_owned(),
        SaleRefusal::OfferReplaced(revision) => format!("Revisi {revision} sudah menggantikannya."),
        SaleRefusal::DraftThere(revision) => format!("Revisi {revision} sedang ditulis. Ubah revisi itu."),
        SaleRefusal::OfferNotAccepted => "Pesanan memerlukan penawaran yang sudah diterima.".to_owned(),
        SaleRefusal::OfferElsewhere => "Penawaran ini milik peluang lain.".to_owned(),
        SaleRefusal::CreditClosed => {
            "Persetujuan kredit sudah lewat atau ditolak, sehingga penawaran tidak dapat dikirim. Mintakan pemeriksaan kredit."
                .to_owned()
        }
        SaleRefusal::OpportunityClosed => "Peluang sudah ditutup. Buka kembali lebih dahulu.".to_owned(),
        SaleRefusal::OrderStep(status) => format!("Pesanan {}; langkah ini tidak tersedia.", order_status(*status)),
        SaleRefusal::OrderThere(number) => format!("Penawaran ini sudah memiliki pesanan: {number}."),
        SaleRefusal::BeyondRest => "Jumlah itu melebihi sisa pesanan.".to_owned(),
        SaleRefusal::NotWhole(total) => format!("Bagian berjumlah {total} basis poin, bukan 10.000."),
        SaleRefusal::CreditFrozen => "Penjualan sudah dimenangkan, bagiannya tetap. Koreksi memerlukan --reason.".to_owned(),
        SaleRefusal::RateMissing(currency) => format!("Belum ada kurs {currency}. Masukkan dengan `rate add`."),
        SaleRefusal::PrefixTaken(prefix) => format!("Awalan {prefix} sudah dipakai tenaga penjual lain."),
    }
}
