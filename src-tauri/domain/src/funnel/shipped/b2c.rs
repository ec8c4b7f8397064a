//! The gates of the shipped B2C funnel. The stages that are off keep their gates, so that switching them on needs nothing
//! more than a switch; until then the gates on both of their sides are joined.

use super::super::{Gate, Item, ItemField, ItemKind};
use super::{ORDER_ITEM, TERMS_ITEM, gate, must};

pub(super) fn gates() -> Vec<Gate> {
    vec![
        gate("g1", "captured", "ready", g1()),
        gate("interest", "ready", "contacted", interest()),
        gate("credit", "ready", "qualified", credit()),
        gate("g5", "contacted", "engaged", credit()),
        gate("g4", "qualified", "engaged", interest()),
        gate("g6", "engaged", "exploring", Vec::new()),
        gate("g7", "exploring", "evaluating", g7()),
        gate("g8", "evaluating", "bid_allowed", g8()),
        gate("g9", "bid_allowed", "bid_sent", g9()),
        gate("g10", "bid_sent", "agreeing", Vec::new()),
        gate("g11", "agreeing", "customer", g11()),
    ]
}

fn g1() -> Vec<Item> {
    vec![
        must("g1_name", 1, ItemKind::Filled, "Nama", "Name").seen_in(ItemField::Name),
        must(
            "g1_channel",
            1,
            ItemKind::Filled,
            "Telepon atau surel yang dapat dihubungi",
            "A phone or e-mail that can be reached",
        )
        .seen_in(ItemField::ReachableChannel),
        must("g1_source", 1, ItemKind::Filled, "Asal kontak", "Source").seen_in(ItemField::Source),
        must("g1_consent", 1, ItemKind::MustBeYes, "Setuju dihubungi", "Consent to contact"),
    ]
}

fn credit() -> Vec<Item> {
    vec![
        must(
            "credit_accepted",
            1,
            ItemKind::MustBeYes,
            "Cara bayar dapat diterima (bayar di muka: tidak perlu kredit)",
            "Payment method acceptable (prepayment: no credit needed)",
        )
        .seen_in(ItemField::Credit)
        .always(),
    ]
}

fn interest() -> Vec<Item> {
    vec![
        must("interest_yes", 1, ItemKind::MustBeYes, "Ingin tahu lebih banyak", "Wants to hear more")
            .seen_in(ItemField::Interest)
            .always(),
    ]
}

fn g7() -> Vec<Item> {
    vec![must("g7_need", 1, ItemKind::Filled, "Kebutuhan dicatat", "Need noted").seen_in(ItemField::Need)]
}

fn g8() -> Vec<Item> {
    vec![
        must("g8_shown", 2, ItemKind::ActivityDone, "Sudah diperlihatkan atau dicoba", "Shown or tried")
            .seen_in(ItemField::Demonstration),
        must("g8_offer_wanted", 1, ItemKind::MustBeYes, "Menginginkan penawaran", "Offer wanted")
            .seen_in(ItemField::Permission),
    ]
}

fn g9() -> Vec<Item> {
    vec![
        must("g9_price_told", 1, ItemKind::AmountWithin, "Harga sudah disampaikan", "Price told")
            .seen_in(ItemField::Amount)
            .again(),
        must("g9_terms_available", 1, ItemKind::MustBeYes, "Syarat pembelian tersedia", "Terms available")
            .seen_in(ItemField::TermsVersion)
            .again(),
    ]
}

fn g11() -> Vec<Item> {
    vec![
        must(TERMS_ITEM, 1, ItemKind::MustBeYes, "Syarat diterima", "Terms accepted")
            .seen_in(ItemField::TermsAccepted)
            .again()
            .always(),
        must(ORDER_ITEM, 2, ItemKind::MustBeYes, "Pesanan atau pembayaran", "Order or payment")
            .seen_in(ItemField::OrderPlaced)
            .again()
            .always(),
    ]
}
