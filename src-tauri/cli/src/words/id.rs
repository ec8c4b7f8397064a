//! Bahasa Indonesia, formal.

use corong_book::views::RefusedCode;
use corong_domain::activity::{ActivityKind, ActivityState, Preset};
use corong_domain::contact::Temperature;
use corong_domain::funnel::Level;
use corong_domain::funnel::decide::Refusal;
use corong_domain::funnel::time_frame::TimeFrameKind;
use corong_domain::history::Act;
use corong_domain::opportunity::Status;
use corong_domain::problem::{Problem, Rule};
use corong_domain::settings::Language;

use super::{Line, Words};
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
            Line::Unchanged => "Tidak ada yang diubah.",
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

    fn contacts(&self, count: u32) -> String {
        format!("{count} kontak")
    }

    fn deleted(&self, count: u32) -> String {
        format!("{count} kontak dihapus. `undo` mengembalikan semuanya.")
    }

    fn kept(&self, count: u32) -> String {
        format!("{count} kolom sudah diubah sesudahnya dan dibiarkan.")
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
            Refusal::OfferOpen => "Masih ada penawaran terbuka. Tarik penawaran itu lebih dahulu.".to_owned(),
            Refusal::CreditExpired => "Persetujuan kredit sudah lewat. Berikan tanggal di masa depan.".to_owned(),
            Refusal::CreditMissing => "Kredit harus disetujui lebih dahulu.".to_owned(),
            Refusal::WakeUpNotAhead => "Tanggal untuk melanjutkan harus di masa depan.".to_owned(),
            Refusal::NeedMissing => "Diperlukan kebutuhan baru dengan kata-kata (--need).".to_owned(),
            Refusal::TermsMissing => "Syarat yang diterima dan pesanan sama-sama diperlukan untuk menang.".to_owned(),
            Refusal::EmptyCard => "Diperlukan nama, perusahaan, telepon, atau surel.".to_owned(),
        }
    }

    fn trouble(&self, trouble: &Trouble) -> String {
        match trouble {
            Trouble::Pipe => String::new(),
            Trouble::Output(_) => {
                "Keluaran tidak dapat ditulis. Buku tetap aman. Periksa tujuan keluarannya.".to_owned()
            }
            Trouble::Usage(text) => {
                format!("Perintah tidak dipahami. Tidak ada yang diubah. Lihat --help.\n{}", text.trim_end())
            }
            Trouble::Form { given, wanted } => {
                format!("“{given}” tidak dipahami. Tidak ada yang diubah. Tuliskan sebagai {wanted}.")
            }
            Trouble::Together { what, format } => {
                format!("{what} tidak dapat ditulis sebagai {format}. Tidak ada yang ditulis. Lihat `export --help`.")
            }
            Trouble::Unknown { thing, text, known } => {
                let list = if known.is_empty() { String::new() } else { format!(" Yang ada: {}.", known.join(", ")) };
                format!("Tidak ada {} “{text}” di dalam buku. Tidak ada yang diubah.{list}", self.thing(*thing))
            }
            Trouble::Ambiguous { thing, text, ids } => format!(
                "“{text}” cocok dengan {} data ({}). Tidak ada yang diubah. Sebutkan salah satu ID:\n  {}",
                ids.len(),
                self.thing(*thing),
                ids.join("\n  ")
            ),
            Trouble::Invalid(problems) => {
                let lines: Vec<String> = problems.iter().map(|problem| self.problem(problem)).collect();
                format!("Data tidak dapat disimpan. Tidak ada yang diubah.\n  {}", lines.join("\n  "))
            }
            Trouble::Refused(refusal) => format!("Ditolak; tidak ada yang diubah. {}", self.refusal(refusal)),
            Trouble::Asks(fits) => format!(
                "Tahap ini bertumpu pada fakta tersebut. Tidak ada yang diubah. Tentukan kelanjutan peluang: \
                 --then step-back (ke {fits}), disqualify, nurture=TANGGAL, atau go-on dengan --reason."
            ),
            Trouble::CannotUndo => {
                "Tidak ada yang dapat dibatalkan. Tidak ada yang diubah. `history` menampilkan semua perubahan.".to_owned()
            }
            Trouble::BookMissing(file) => {
                format!("Tidak ada buku di {file}. Buat dengan `init`, atau sebutkan berkas lain dengan --book.")
            }
            Trouble::BookExists(file) => {
                format!("Sudah ada berkas di {file}. Berkas itu tidak disentuh. Sebutkan berkas lain dengan --book.")
            }
            Trouble::FolderDenied(folder) => format!(
                "Folder {folder} tidak dapat dibuat. Tidak ada yang ditulis. Pilih folder lain dengan --book."
            ),
            Trouble::BookUnreadable(file) => format!(
                "{file} tidak dapat dibuka. Berkas itu tidak disentuh. Pastikan Anda boleh membaca dan menulis berkas itu."
            ),
            Trouble::NotABook(file) => {
                format!("{file} bukan buku Corong. Berkas itu tidak disentuh. Sebutkan berkas yang benar dengan --book.")
            }
            Trouble::Newer(found) => format!(
                "Buku ini berasal dari Corong yang lebih baru (skema {found}). Buku tidak disentuh. Pasang versi yang lebih baru."
            ),
            Trouble::Damaged => {
                "Buku rusak. Tidak ada yang ditulis. Simpan salinan berkas itu, jalankan `check`, lalu gunakan cadangan."
                    .to_owned()
            }
            Trouble::Busy => {
                "Program lain sedang menulis ke buku. Tidak ada yang diubah. Silakan coba sebentar lagi.".to_owned()
            }
            Trouble::InUse => {
                "Buku sedang dibuka di jendela lain. Tidak ada yang diubah. Tutup jendela itu, lalu coba lagi.".to_owned()
            }
            Trouble::DiskFull => {
                "Ruang penyimpanan penuh. Buku tetap seperti semula. Kosongkan ruang, lalu coba lagi.".to_owned()
            }
            Trouble::ReadOnly => {
                "Buku atau foldernya tidak dapat ditulis. Tidak ada yang diubah. Periksa izinnya, atau salin buku ke folder \
                 lain."
                    .to_owned()
            }
            Trouble::FileMissing(file) => format!("Tidak ada berkas {file}. Tidak ada yang diubah. Periksa namanya."),
            Trouble::FileUnreadable(file) => {
                format!("{file} tidak dapat dibaca. Tidak ada yang diubah. Pastikan Anda boleh membacanya.")
            }
            Trouble::FileIsFolder(file) => {
                format!("{file} adalah folder. Tidak ada yang diubah. Sebutkan berkas di dalamnya.")
            }
            Trouble::FileEmpty(file) => format!("{file} kosong. Tidak ada yang diubah. Ekspor ulang dari sumbernya."),
            Trouble::FileBinary(file) => {
                format!("{file} bukan berkas teks. Tidak ada yang diubah. Pilih berkas vCard (.vcf) atau teks.")
            }
            Trouble::FileNoCards(file) => format!(
                "Tidak ada kartu di dalam {file}, atau berkasnya rusak. Tidak ada yang diubah. Ekspor ulang sebagai vCard (.vcf)."
            ),
            Trouble::FileTooLarge { file, limit } => {
                format!("{file} lebih besar dari {limit} MiB. Tidak ada yang diubah. Bagi menjadi berkas yang lebih kecil.")
            }
            Trouble::TextTooLong => {
                "Teks terlalu panjang untuk dibaca. Tidak ada yang disimpan. Bacalah dalam bagian yang lebih kecil.".to_owned()
            }
            Trouble::PictureTooLarge { file, width, height } => format!(
                "Gambar {file} berukuran {width} x {height} piksel, melebihi batas. Tidak ada yang disimpan. Perkecil gambarnya."
            ),
            Trouble::PictureUnreadable(file) => format!(
                "Gambar {file} tidak dapat dibaca. Tidak ada yang disimpan. Pilih berkas JPEG, PNG, WebP, BMP, GIF, atau TIFF."
            ),
            Trouble::ModelsMissing => {
                "Model pembaca foto tidak ada. Tidak ada yang disimpan. Ambil dengan `cargo xtask models`, atau sebutkan \
                 foldernya di CORONG_MODELS."
                    .to_owned()
            }
            Trouble::TruthUnreadable(file) => {
                format!("{file} tidak menyebutkan isi kartu yang benar. Tidak ada yang diukur. Lihat contoh di README.")
            }
            Trouble::ExportDenied(file) => {
                format!("{file} tidak dapat ditulis. Buku tetap aman. Pilih folder yang boleh Anda tulisi.")
            }
            Trouble::Gone(what) => format!("Data tersebut tidak ada di dalam buku ({what}). Tidak ada yang diubah."),
            Trouble::Internal(text) => {
                format!("Terjadi kesalahan yang tidak terduga ({text}). Tidak ada yang diubah. Jalankan `check`.")
            }
        }
    }
}
