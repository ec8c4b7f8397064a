//! Bahasa Indonesia, formal.

use corong_book::views::RefusedCode;
use corong_domain::activity::{ActivityKind, ActivityState, Preset};
use corong_domain::contact::Temperature;
use corong_domain::funnel::decide::Refusal;
use corong_domain::funnel::rehearse::GateRehearsal;
use corong_domain::funnel::time_frame::TimeFrameKind;
use corong_domain::funnel::{Level, Policy};
use corong_domain::history::Act;
use corong_domain::opportunity::Status;
use corong_domain::problem::{Problem, Rule};
use corong_domain::sale::SaleRefusal;
use corong_domain::sale::offer::OfferStatus;
use corong_domain::sale::order::OrderStatus;
use corong_domain::settings::Language;

use super::{Line, Words, sale_id};
use crate::trouble::{Thing, Trouble};

/// Bahasa Indonesia.
pub struct Indonesian;

impl Words for Indonesian {
    fn language(&self) -> Language {
        Language::Id
    }

    fn line(&self, line: Line) -> &'static str {
        match line {
            Line::Late => "Terlambat",
            Line::Today => "Hari ini",
            Line::Week => "Tujuh hari ke depan",
            Line::Waiting => "Menunggu tahap berikutnya",
            Line::Nothing => "Tidak ada apa-apa di sini.",
            Line::Closes => "Penutupan",
            Line::Next => "Berikutnya",
            Line::NothingPlanned => "belum ada rencana",
            Line::Missing => "Belum lengkap untuk",
            Line::GateReady => "Sudah lengkap untuk",
            Line::More => "Masih ada lagi: lanjutkan dengan --after",
            Line::Salesperson => "Tenaga penjual",
            Line::Sound => "Buku dalam keadaan baik.",
            Line::Made => "Buku dibuat:",
            Line::DryRun => "Hanya diperiksa; tidak ada yang ditulis.",
            Line::Undone => "Dibatalkan:",
            Line::WasUndone => "dibatalkan",
            Line::Fingerprint => "Sidik jari",
            Line::Phone => "Telepon",
            Line::Email => "Surel",
            Line::Url => "Situs",
            Line::Differs => "Cetakan berbeda dari kode",
            Line::Address => "Alamat",
            Line::Tags => "Label",
            Line::Note => "Catatan",
            Line::Cold => "kontak pertama lewat dari 48 jam",
            Line::BackupMade => "Cadangan dibuat:",
            Line::BackupSound => "Cadangan utuh:",
            Line::Restored => "Cadangan kini menjadi buku. Buku sebelumnya ada di",
            Line::NoBackupFirst => "Cadangan sebelum impor tidak dapat dibuat: folder cadangan tidak dapat ditulisi.",
            Line::Unchanged => "Tidak ada yang diubah.",
            Line::NotStricter => "Tidak ada aturan yang menuntut lebih dari sebelumnya.",
            Line::Changed => "diubah",
            Line::StageOff => "(mati)",
            Line::Offer => "Penawaran",
            Line::Revision => "revisi",
            Line::Discount => "Diskon",
            Line::Tax => "Pajak",
            Line::Total => "Total",
            Line::ValidUntil => "Berlaku sampai",
            Line::Terms => "Syarat",
        }
    }

    fn level(&self, level: Level) -> &'static str {
        match level {
            Level::Lead => "Lead",
            Level::QualifiedLead => "Lead layak kredit",
            Level::Prospect => "Prospek",
            Level::Customer => "Pelanggan",
        }
    }

    fn status(&self, status: Status) -> &'static str {
        match status {
            Status::Open => "terbuka",
            Status::Nurture => "ditunda",
            Status::Disqualified => "tidak memenuhi syarat",
            Status::Lost => "kalah",
            Status::Won => "menang",
        }
    }

    fn temperature(&self, temperature: Temperature) -> &'static str {
        match temperature {
            Temperature::Hot => "panas",
            Temperature::Warm => "hangat",
            Temperature::Cold => "dingin",
        }
    }

    fn kind(&self, kind: ActivityKind) -> &'static str {
        match kind {
            ActivityKind::Call => "Telepon",
            ActivityKind::Visit => "Kunjungan",
            ActivityKind::Meeting => "Pertemuan",
            ActivityKind::Demonstration => "Peragaan",
            ActivityKind::Sample => "Contoh produk",
            ActivityKind::Message => "Pesan",
            ActivityKind::Note => "Catatan",
            ActivityKind::Task => "Tugas",
        }
    }

    fn state(&self, state: ActivityState) -> &'static str {
        match state {
            ActivityState::Open => "direncanakan",
            ActivityState::Done => "selesai",
            ActivityState::Cancelled => "dibatalkan",
        }
    }

    fn preset(&self, preset: Preset) -> &'static str {
        match preset {
            Preset::FollowUp => "Tindak lanjut",
            Preset::FirstContact => "Hubungi untuk pertama kali",
            Preset::CreditCheck => "Mintakan pemeriksaan kredit",
            Preset::OfferFollowUp => "Tanyakan apakah penawaran sudah diterima",
            Preset::AskReferral => "Mintakan referensi",
            Preset::WakeUp => "Lanjutkan kembali",
            Preset::SendOffer => "Kirimkan penawaran",
        }
    }

    fn act(&self, act: Act) -> &'static str {
        match act {
            Act::ContactCaptured => "Kartu disimpan",
            Act::ContactEdited => "Kontak diubah",
            Act::ContactDeleted => "Kontak dihapus",
            Act::ContactsMerged => "Kontak digabung",
            Act::ContactsImported => "Kontak diimpor",
            Act::OpportunityOpened => "Peluang dibuka",
            Act::OpportunityMoved => "Peluang dipindahkan",
            Act::StatusChanged => "Status diubah",
            Act::FactSet => "Fakta dicatat",
            Act::ItemAnswered => "Syarat dijawab",
            Act::OpportunityEdited => "Peluang diubah",
            Act::ActivityPlanned => "Kegiatan direncanakan",
            Act::ActivityEdited => "Kegiatan diubah",
            Act::ActivityDone => "Kegiatan selesai",
            Act::NoteAdded => "Catatan ditulis",
            Act::EventSaved => "Acara disimpan",
            Act::CompanyEdited => "Perusahaan diubah",
            Act::SalespersonSaved => "Tenaga penjual disimpan",
            Act::FunnelEdited => "Corong diubah",
            Act::DemoLoaded => "Acara contoh dimuat",
            Act::DemoRemoved => "Acara contoh dihapus",
            Act::Undone => "Pembatalan",
            Act::ProductSaved => "Produk disimpan",
            Act::ProductsImported => "Daftar harga diimpor",
            Act::OfferBegun => "Penawaran dibuat",
            Act::OfferEdited => "Penawaran diubah",
            Act::OfferRevised => "Penawaran direvisi",
            Act::OfferSent => "Penawaran dikirim",
            Act::OfferAccepted => "Penawaran diterima",
            Act::OfferRejected => "Penawaran ditolak",
            Act::OfferWithdrawn => "Penawaran ditarik",
            Act::OfferDocumented => "Dokumen penawaran dibuat",
            Act::PermissionGiven => "Izin menawarkan dicatat",
            Act::TermsAdded => "Syarat pembelian dimasukkan",
            Act::TermsAccepted => "Syarat pembelian diterima",
            Act::OrderPlaced => "Pesanan dicatat",
            Act::OrderConfirmed => "Pesanan dikonfirmasi",
            Act::OrderCancelled => "Pesanan dibatalkan",
            Act::SaleCreditSet => "Bagian penjualan diatur",
            Act::RateSaved => "Kurs disimpan",
        }
    }

    fn estimate(&self, kind: TimeFrameKind) -> &'static str {
        match kind {
            TimeFrameKind::Plan => "menurut rencana",
            TimeFrameKind::Pace => "menurut laju saat ini",
            TimeFrameKind::Data => "menurut penjualan serupa",
            TimeFrameKind::None => "belum diketahui",
        }
    }

    fn days_late(&self, days: u32) -> String {
        format!("terlambat {days} hari")
    }

    fn imported(&self, file: &str, read: u32, created: u32, updated: u32, skipped: u32, refused: u32) -> String {
        format!("{file}: {read} dibaca, {created} baru, {updated} dilengkapi, {skipped} dibiarkan, {refused} ditolak")
    }

    fn refused_row(&self, row: u32, code: RefusedCode) -> String {
        let why = match code {
            RefusedCode::Empty => "tidak ada data yang mengenali kontak",
            RefusedCode::Unreadable => "tidak ditulis sebagai kartu",
            RefusedCode::TooLarge => "lebih besar daripada batas sebuah kartu",
            RefusedCode::FieldTooLong => "ada kolom yang melebihi batas panjang",
        };
        format!("Kartu {row} dilewati: {why}.")
    }

    fn exported(&self, file: &str, records: u32) -> String {
        format!("{file}: {records} data")
    }

    fn evaluated(&self, found: &corong_book::Evaluated) -> String {
        super::estimate_id::evaluated(found)
    }

    fn stage_estimate(&self, found: &corong_book::StageEstimate) -> String {
        super::estimate_id::stage(found)
    }

    fn win_chance(&self, chance: &corong_domain::estimate::chance::WinChance) -> String {
        super::estimate_id::chance(chance)
    }

    fn contacts(&self, count: u32) -> String {
        format!("{count} kontak")
    }

    fn deleted(&self, count: u32) -> String {
        format!("{count} kontak dihapus. `undo` mengembalikan semuanya.")
    }

    fn kept(&self, count: u32) -> String {
        format!("{count} kolom sudah diubah sesudahnya dan dibiarkan.")
    }

    fn holidays(&self, added: u32, total: u32, left_out: u32) -> String {
        format!("{added} hari libur baru, {total} diketahui, {left_out} entri dilewati karena bukan hari penuh")
    }

    fn funnel_counts(&self, stages: u32, open: u32) -> String {
        format!("{stages} tahap, {open} terbuka")
    }

    fn funnel_saved(&self, name: &str, moved: u32) -> String {
        match moved {
            0 => format!("{name}: tersimpan."),
            more => format!("{name}: tersimpan. {more} peluang pindah ke tahap barunya."),
        }
    }

    fn rehearsed(&self, gate: &GateRehearsal) -> String {
        let GateRehearsal { gate, past, stopped, later_lost, asked, items: _ } = gate;
        let stops = format!(
            "{gate}: akan menahan {stopped} dari {past} perpindahan yang lalu, {later_lost} di antaranya kemudian kalah"
        );
        if *asked == 0 { format!("{stops}.") } else { format!("{stops}; akan meminta alasan pada {asked} lagi.") }
    }

    fn policy(&self, policy: Policy) -> &'static str {
        match policy {
            Policy::Strict => "ketat",
            Policy::Warn => "peringatan",
            Policy::Off => "mati",
        }
    }

    fn scored(&self, score: &crate::show::ScoreOut) -> String {
        let mut text = format!(
            "{} data, {} pasangan benar, {} ditemukan: presisi {:.4}, recall {:.4}, F1 {:.4}, dalam {:.2} detik",
            score.records, score.pairs, score.found, score.precision, score.recall, score.f1, score.seconds
        );
        if score.unknown > 0 {
            text.push_str(&format!(". {} baris menyebut data yang tidak ada dalam daftar.", score.unknown));
        }
        text
    }

    fn merged(&self, merge: &crate::show::MergeOut) -> String {
        let mut text = format!("{} kontak digabungkan ke {}.", merge.merged, merge.contact);
        for field in &merge.fields {
            text.push_str(&format!("\n  {}", field.value));
            if !field.others.is_empty() {
                text.push_str(&format!("  (masuk ke catatan: {})", field.others.join("; ")));
            }
        }
        text.push_str(&format!(
            "\n{} nomor telepon, {} alamat surel, {} peluang, dan {} kegiatan dipindahkan.",
            merge.phones.len(),
            merge.emails.len(),
            merge.opportunities,
            merge.activities
        ));
        text
    }

    fn thing(&self, thing: Thing) -> &'static str {
        match thing {
            Thing::Contact => "kontak",
            Thing::Opportunity => "peluang",
            Thing::Activity => "kegiatan",
            Thing::Event => "acara",
            Thing::Change => "perubahan",
            Thing::Stage => "tahap",
            Thing::Funnel => "corong",
            Thing::Product => "produk",
            Thing::Offer => "penawaran",
            Thing::Order => "pesanan",
            Thing::Salesperson => "tenaga penjual",
            Thing::Backup => "cadangan",
            Thing::Gate => "gerbang",
        }
    }

    fn problem(&self, problem: &Problem) -> String {
        let why = match problem.rule {
            Rule::EmptyCard => "diperlukan nama, perusahaan, telepon, atau surel",
            Rule::Required => "tidak boleh kosong",
            Rule::TooLong => "melebihi batas panjang",
            Rule::EmailShape => "bukan alamat surel",
            Rule::PhoneShape => "bukan nomor telepon",
            Rule::LinkShape => "bukan alamat situs",
            Rule::DateShape => "bukan tanggal; tuliskan seperti 2026-12-31",
            Rule::DatePast => "harus di masa depan",
            Rule::DateOrder => "mendahului tanggal mulai",
            Rule::AmountShape => "bukan jumlah uang; tuliskan seperti 1250000 atau 99.90",
            Rule::CurrencyUnknown => "bukan kode mata uang seperti IDR",
            Rule::ReasonNeeded => "memerlukan alasan",
            Rule::Unknown => "tidak dikenal",
            Rule::KeyShape => "harus berupa huruf kecil, angka, dan garis bawah, paling banyak 40",
            Rule::Twice => "ada dua kali",
            Rule::OutOfRange => "lebih kecil atau lebih besar dari yang diperbolehkan",
            Rule::OutOfOrder => "urutannya tidak benar",
            Rule::RulesNeedIt => "diperlukan oleh aturan corong",
            Rule::NoWay => "tidak terletak pada jalan gerbang dari tahap pertama ke tahap terakhir",
            Rule::Fixed => "tidak dapat diubah, karena ada peluang yang merujuk kepadanya",
            Rule::NumberShape => "tidak sesuai bentuk yang diminta",
        };
        format!("{}: {why}", problem.field)
    }

    fn refusal(&self, refusal: &Refusal) -> String {
        match refusal {
            Refusal::Gate(report) if report.reason_enough => {
                "Syarat tahap ini belum lengkap. Jawab syaratnya, atau lewati dengan satu --reason.".to_owned()
            }
            Refusal::Gate(report) if report.blocking().all(|missing| missing.item.no_waiver) => {
                "Syarat tahap ini belum lengkap. Jawab dengan --answer.".to_owned()
            }
            Refusal::Gate(_) => {
                "Syarat tahap ini belum lengkap. Jawab dengan --answer, atau lewati satu per satu dengan --waive."
                    .to_owned()
            }
            Refusal::ReasonNeeded => "Diperlukan alasan dengan kata-kata.".to_owned(),
            Refusal::ReasonNotHere => "Alasan ini tidak sesuai. Pilih alasan lain.".to_owned(),
            Refusal::NotOpen => "Peluang tidak terbuka. Lanjutkan atau buka kembali lebih dahulu.".to_owned(),
            Refusal::NotParked => "Peluang tidak sedang ditunda.".to_owned(),
            Refusal::NotClosed => "Peluang belum ditutup.".to_owned(),
            Refusal::NotWon => "Peluang belum dimenangkan.".to_owned(),
            Refusal::NotProspect => "Hanya prospek yang dapat dinyatakan kalah. Gunakan disqualify.".to_owned(),
            Refusal::UnknownStage => "Corong ini tidak memakai tahap tersebut.".to_owned(),
            Refusal::UnknownItem(item) => format!("Corong ini tidak memiliki syarat {item}."),
            Refusal::SetTheFact(item) => {
                format!("Syarat {item} adalah fakta. Catat dengan `opportunity fact`, atau jawab yes atau no.")
            }
            Refusal::AlwaysApplies(item) => format!("Syarat {item} selalu berlaku."),
            Refusal::NoWaiver(item) => format!("Syarat {item} tidak dapat dilewati."),
            Refusal::SkipNotAllowed => "Corong ini tidak mengizinkan melompati tahap.".to_owned(),
            Refusal::BelowFacts(stage) => format!("Menurut faktanya, peluang tidak dapat mundur melewati {stage}."),
            Refusal::AgainstFacts(stage) => format!("Menurut faktanya, peluang berada pada {stage}."),
            Refusal::OfferOpen(numbers) => {
                format!("Masih ada penawaran terbuka ({}). Tarik atau catat hasilnya lebih dahulu.", numbers.join(", "))
            }
            Refusal::CreditExpired => "Persetujuan kredit sudah lewat. Berikan tanggal di masa depan.".to_owned(),
            Refusal::CreditMissing => "Kredit harus disetujui lebih dahulu.".to_owned(),
            Refusal::WakeUpNotAhead => "Tanggal untuk melanjutkan harus di masa depan.".to_owned(),
            Refusal::NeedMissing => "Diperlukan kebutuhan baru dengan kata-kata (--need).".to_owned(),
            Refusal::TermsMissing => "Syarat yang diterima dan pesanan sama-sama diperlukan untuk menang.".to_owned(),
            Refusal::EmptyCard => "Diperlukan nama, perusahaan, telepon, atau surel.".to_owned(),
        }
    }

    fn offer_status(&self, status: OfferStatus) -> &'static str {
        sale_id::offer_status(status)
    }

    fn order_status(&self, status: OrderStatus) -> &'static str {
        sale_id::order_status(status)
    }

    fn effort(&self, effort: u32) -> String {
        sale_id::effort(effort)
    }

    fn sale_refusal(&self, refusal: &SaleRefusal) -> String {
        sale_id::refusal(refusal)
    }

    fn trouble(&self, trouble: &Trouble) -> String {
        super::trouble_id::trouble(self, trouble)
    }
}
