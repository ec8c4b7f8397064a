//! The stages of the shipped funnels.

use super::super::{Level, Role, Stage, Words};
use crate::ids::StageKey;

/// Key, level, role, floor, planned days, idle days (working days).
type Row = (&'static str, Level, Role, Option<u8>, u32, u32);

const B2B: [Row; 11] = [
    ("captured", Level::Lead, Role::Captured, None, 1, 2),
    ("ready", Level::Lead, Role::Ready, None, 3, 3),
    ("contacted", Level::Lead, Role::Contacted, None, 7, 5),
    ("qualified", Level::QualifiedLead, Role::Qualified, None, 5, 4),
    ("engaged", Level::Prospect, Role::Engaged, Some(0), 7, 5),
    ("exploring", Level::Prospect, Role::Prospect, Some(15), 14, 7),
    ("evaluating", Level::Prospect, Role::Evaluating, Some(35), 21, 10),
    ("bid_allowed", Level::Prospect, Role::BidAllowed, Some(55), 5, 3),
    ("bid_sent", Level::Prospect, Role::BidSent, Some(65), 14, 5),
    ("agreeing", Level::Prospect, Role::Agreeing, Some(80), 10, 5),
    ("customer", Level::Customer, Role::Won, Some(100), 0, 0),
];

const B2C: [Row; 11] = [
    ("captured", Level::Lead, Role::Captured, None, 1, 1),
    ("ready", Level::Lead, Role::Ready, None, 2, 2),
    ("contacted", Level::Lead, Role::Contacted, None, 3, 3),
    ("qualified", Level::QualifiedLead, Role::Qualified, None, 3, 3),
    ("engaged", Level::Prospect, Role::Engaged, Some(0), 4, 3),
    ("exploring", Level::Prospect, Role::Prospect, Some(15), 7, 4),
    ("evaluating", Level::Prospect, Role::Evaluating, Some(40), 7, 4),
    ("bid_allowed", Level::Prospect, Role::BidAllowed, Some(55), 3, 2),
    ("bid_sent", Level::Prospect, Role::BidSent, Some(70), 7, 4),
    ("agreeing", Level::Prospect, Role::Agreeing, Some(80), 5, 3),
    ("customer", Level::Customer, Role::Won, Some(100), 0, 0),
];

pub(super) fn b2b() -> Vec<Stage> {
    B2B.iter().map(|row| stage(row, true)).collect()
}

/// Exploring, permission to bid and agreeing are off; their floors stay for whoever switches them on.
pub(super) fn b2c() -> Vec<Stage> {
    B2C.iter().map(|row| stage(row, !matches!(row.0, "exploring" | "bid_allowed" | "agreeing"))).collect()
}

fn stage(row: &Row, on: bool) -> Stage {
    let (key, level, role, floor, planned_days, idle_days) = *row;
    let (label, guidance) = words(key);
    Stage {
        key: StageKey::from(key),
        level,
        role,
        label,
        guidance,
        floor,
        planned_days,
        idle_days,
        on,
        archived: false,
        place: None,
    }
}

fn words(key: &str) -> (Words, Words) {
    let (label_id, label_en, guidance_id, guidance_en) = match key {
        "captured" => (
            "Tertangkap",
            "Captured",
            "Kartu baru masuk. Periksa nama, perusahaan, dan nomor. Buang yang tidak berguna.",
            "The card just came in. Check name, company and number. Drop what is of no use.",
        ),
        "ready" => (
            "Siap dihubungi",
            "Ready",
            "Data sudah benar. Hubungi dalam 48 jam, selagi pertemuan masih diingat, atau ajukan pemeriksaan kredit.",
            "The details are right. Get in touch within 48 hours, while the meeting is remembered, or ask for the \
             credit check.",
        ),
        "contacted" => (
            "Sudah dihubungi",
            "Contacted",
            "Ia berminat. Mintakan pemeriksaan kredit; tanpa itu belum menjadi prospek.",
            "They are interested. Have the credit checked; until then this is not a prospect.",
        ),
        "qualified" => (
            "Layak kredit",
            "Qualified",
            "Kredit disetujui, tetapi belum ada pembicaraan. Lakukan kontak pertama dan tanyakan minatnya.",
            "Credit is accepted, but nobody has talked yet. Make the first contact and ask for interest.",
        ),
        "engaged" => (
            "Prospek baru",
            "Engaged",
            "Cari tahu siapa yang memutuskan dan apa kebutuhannya, dengan kata-katanya sendiri.",
            "Find out who decides, and what the need is in their own words.",
        ),
        "exploring" => (
            "Menggali kebutuhan",
            "Exploring",
            "Bahas bagaimana produk akan dipakai. Sepakati kapan peragaan atau contoh dianggap berhasil.",
            "Discuss how the product would be used. Agree on what makes a demonstration or sample a success.",
        ),
        "evaluating" => (
            "Peragaan atau contoh",
            "Evaluating",
            "Adakan peragaan atau kirim contoh, catat tanggapannya, lalu minta izin mengajukan penawaran.",
            "Hold the demonstration or send the sample, note the feedback, then ask for permission to submit an offer.",
        ),
        "bid_allowed" => (
            "Boleh menawar",
            "Offer allowed",
            "Susun penawaran: lingkup, jumlah, syarat, dan masa berlaku. Pastikan kredit masih berlaku.",
            "Write the offer: scope, amount, terms and validity. Make sure that the credit still holds.",
        ),
        "bid_sent" => (
            "Penawaran terkirim",
            "Offer sent",
            "Pastikan penawaran diterima. Jawab pertanyaan, dan sepakati kapan keputusan diambil.",
            "Make sure that the offer arrived. Answer questions, and agree on when the decision falls.",
        ),
        "agreeing" => (
            "Membahas syarat",
            "Agreeing",
            "Selesaikan syarat yang masih terbuka. Mintakan persetujuan tertulis dan pesanan.",
            "Settle the open terms. Ask for the acceptance in writing and for the order.",
        ),
        "customer" => (
            "Pelanggan",
            "Customer",
            "Syarat diterima dan pesanan masuk. Serahkan dengan rapi, lalu minta referensi.",
            "Terms accepted and order placed. Hand over neatly, then ask for a referral.",
        ),
        other => (other, other, "", ""),
    };
    (Words::new(label_id, label_en), Words::new(guidance_id, guidance_en))
}
