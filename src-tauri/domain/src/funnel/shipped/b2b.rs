//! The gates of the shipped B2B funnel.

use super::super::{Gate, Item, ItemField, ItemKind};
use super::{ORDER_ITEM, TERMS_ITEM, gate, may, must, should};

pub(super) fn gates() -> Vec<Gate> {
    vec![
        gate("g1", "captured", "ready", g1()),
        gate("interest", "ready", "contacted", interest()),
        gate("credit", "ready", "qualified", credit()),
        gate("g5", "contacted", "engaged", credit()),
        gate("g4", "qualified", "engaged", interest()),
        gate("g6", "engaged", "exploring", g6()),
        gate("g7", "exploring", "evaluating", g7()),
        gate("g8", "evaluating", "bid_allowed", g8()),
        gate("g9", "bid_allowed", "bid_sent", g9()),
        gate("g10", "bid_sent", "agreeing", g10()),
        gate("g11", "agreeing", "customer", g11()),
    ]
}

fn g1() -> Vec<Item> {
    vec![
        must("g1_name", 1, ItemKind::Filled, "Nama atau perusahaan", "Name or company")
            .seen_in(ItemField::NameOrCompany),
        must(
            "g1_channel",
            1,
            ItemKind::Filled,
            "Telepon atau surel yang dapat dihubungi",
            "A phone or e-mail that can be reached",
        )
        .seen_in(ItemField::ReachableChannel),
        must("g1_source", 1, ItemKind::Filled, "Asal kontak", "Source").seen_in(ItemField::Source),
        should(
            "g1_duplicate",
            1,
            ItemKind::Answered,
            "Kemungkinan kembar sudah dilihat",
            "Possible duplicate looked at",
        ),
        should("g1_context", 1, ItemKind::Filled, "Satu baris konteks", "One line of context")
            .seen_in(ItemField::Context),
        should("g1_privacy", 1, ItemKind::Answered, "Pemberitahuan privasi sudah diberikan", "Privacy notice given"),
    ]
}

fn credit() -> Vec<Item> {
    vec![
        must(
            "credit_accepted",
            1,
            ItemKind::MustBeYes,
            "Syarat kredit diperiksa dan disetujui, penuh atau bersyarat",
            "Credit requirement checked and accepted, or accepted with conditions",
        )
        .seen_in(ItemField::Credit)
        .always(),
        must(
            "credit_details",
            1,
            ItemKind::Filled,
            "Diperiksa oleh siapa, berlaku sampai kapan",
            "Checked by whom, valid until when",
        )
        .seen_in(ItemField::CreditDetails),
        should("credit_limit", 1, ItemKind::AmountWithin, "Batas kredit", "Credit limit")
            .seen_in(ItemField::CreditLimit),
        may("credit_reference", 1, ItemKind::Answered, "Referensi dagang", "Trade reference"),
    ]
}

fn interest() -> Vec<Item> {
    vec![
        must(
            "interest_first",
            1,
            ItemKind::Filled,
            "Pembicaraan pertama dicatat: kapan, bagaimana",
            "First interaction logged: when, how",
        )
        .seen_in(ItemField::FirstInteraction),
        must("interest_yes", 1, ItemKind::MustBeYes, "Ingin tahu lebih banyak", "Wants to hear more")
            .seen_in(ItemField::Interest)
            .always(),
        should(
            "interest_next_meeting",
            1,
            ItemKind::ActivityDone,
            "Pertemuan berikutnya disepakati",
            "Next meeting agreed",
        )
        .seen_in(ItemField::NextMeeting),
    ]
}

fn g6() -> Vec<Item> {
    vec![
        must(
            "g6_decision_maker",
            2,
            ItemKind::Answered,
            "Siapa yang memutuskan, atau jalan menuju dia",
            "The decision maker, or the path to one",
        ),
        must(
            "g6_need",
            2,
            ItemKind::Filled,
            "Kebutuhan, dengan kata-kata prospek sendiri",
            "The need in the prospect's own words",
        )
        .seen_in(ItemField::Need),
        should("g6_budget", 1, ItemKind::Answered, "Kisaran anggaran", "Budget range"),
        should("g6_timing", 1, ItemKind::Answered, "Kapan dibutuhkan", "Timing"),
        may("g6_competitors", 1, ItemKind::Answered, "Pesaing", "Competitors"),
    ]
}

fn g7() -> Vec<Item> {
    vec![
        must("g7_application", 2, ItemKind::Answered, "Pemakaian produk disepakati", "Application agreed"),
        must(
            "g7_criteria",
            2,
            ItemKind::Answered,
            "Ukuran berhasil untuk peragaan atau contoh",
            "Success criteria for the demonstration or sample",
        ),
        should("g7_attendees", 1, ItemKind::Answered, "Siapa yang hadir", "Who attends"),
    ]
}

fn g8() -> Vec<Item> {
    vec![
        must(
            "g8_demonstration",
            3,
            ItemKind::ActivityDone,
            "Peragaan diadakan atau contoh diserahkan",
            "Demonstration held or sample delivered",
        )
        .seen_in(ItemField::Demonstration)
        .or_not_applicable(),
        must("g8_feedback", 1, ItemKind::Answered, "Tanggapan dicatat", "Feedback recorded"),
        must(
            "g8_permission",
            3,
            ItemKind::MustBeYes,
            "Izin mengajukan penawaran: dari siapa, kapan",
            "Permission to submit an offer: by whom, when",
        )
        .seen_in(ItemField::Permission),
        should("g8_objections", 1, ItemKind::Answered, "Keberatan sudah dijawab", "Objections answered"),
    ]
}

fn g9() -> Vec<Item> {
    vec![
        must("g9_amount", 2, ItemKind::AmountWithin, "Lingkup dan jumlah", "Scope and amount")
            .seen_in(ItemField::Amount),
        must("g9_terms_version", 2, ItemKind::Answered, "Versi syarat dan ketentuan", "Terms version")
            .seen_in(ItemField::TermsVersion)
            .again(),
        must("g9_valid_until", 1, ItemKind::DateAhead, "Penawaran berlaku sampai", "Offer valid until")
            .seen_in(ItemField::OfferValidUntil)
            .again(),
        must("g9_credit", 2, ItemKind::MustBeYes, "Kredit masih berlaku", "Credit still valid")
            .seen_in(ItemField::CreditValid),
        must(
            "g9_document",
            2,
            ItemKind::Attached,
            "Dokumen penawaran dibuat atau dilampirkan",
            "Offer document generated or attached",
        )
        .seen_in(ItemField::OfferDocument)
        .again(),
        should("g9_second_reader", 1, ItemKind::Answered, "Dibaca orang kedua", "Second reader").again(),
    ]
}

fn g10() -> Vec<Item> {
    vec![
        must("g10_receipt", 1, ItemKind::MustBeYes, "Penawaran dipastikan diterima", "Receipt confirmed").again(),
        must("g10_answer", 2, ItemKind::Answered, "Jawaban atau pertanyaan dicatat", "Answer or questions logged")
            .again(),
        should("g10_close_date", 1, ItemKind::DateAhead, "Tanggal keputusan disepakati", "Close date agreed")
            .seen_in(ItemField::ExpectedOn),
    ]
}

fn g11() -> Vec<Item> {
    vec![
        must(
            TERMS_ITEM,
            3,
            ItemKind::Attached,
            "Syarat diterima: versi, oleh siapa, bagaimana",
            "Terms accepted: version, by whom, how",
        )
        .seen_in(ItemField::TermsAccepted)
        .again()
        .always(),
        must(
            ORDER_ITEM,
            3,
            ItemKind::Attached,
            "Pesanan masuk: nomor atau bukti, tanggal, jumlah",
            "Order placed: number or evidence, date, amount",
        )
        .seen_in(ItemField::OrderPlaced)
        .again()
        .always(),
        must("g11_sale_credit", 1, ItemKind::Filled, "Bagian penjualan berjumlah 100 %", "Sale credit totals 100 %")
            .seen_in(ItemField::SaleCredit),
        should("g11_handover", 1, ItemKind::Answered, "Catatan serah terima", "Hand-over note"),
    ]
}
