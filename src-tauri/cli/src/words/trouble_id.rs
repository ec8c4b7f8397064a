//! What went wrong, in Indonesian: what happened, what is safe, what to do.

use corong_book::SheetProblem;

use super::Words;
use crate::trouble::Trouble;

/// The sentence of a trouble.
pub fn trouble(words: &dyn Words, trouble: &Trouble) -> String {
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
            format!("Tidak ada {} “{text}” di dalam buku. Tidak ada yang diubah.{list}", words.thing(*thing))
        }
        Trouble::Ambiguous { thing, text, ids } => format!(
            "“{text}” cocok dengan {} data ({}). Tidak ada yang diubah. Sebutkan salah satu ID:\n  {}",
            ids.len(),
            words.thing(*thing),
            ids.join("\n  ")
        ),
        Trouble::Invalid(problems) => {
            let lines: Vec<String> = problems.iter().map(|problem| words.problem(problem)).collect();
            format!("Data tidak dapat disimpan. Tidak ada yang diubah.\n  {}", lines.join("\n  "))
        }
        Trouble::Refused(refusal) => format!("Ditolak; tidak ada yang diubah. {}", words.refusal(refusal)),
        Trouble::SaleRefused(refusal) => format!("Ditolak; tidak ada yang diubah. {}", words.sale_refusal(refusal)),
        Trouble::Asks(fits) => format!(
            "Tahap ini bertumpu pada fakta tersebut. Tidak ada yang diubah. Tentukan kelanjutan peluang: \
             --then step-back (ke {fits}), disqualify, nurture=TANGGAL, atau go-on dengan --reason."
        ),
        Trouble::Homeless(leaving) => {
            let stages: Vec<String> = leaving
                .iter()
                .map(|one| {
                    let choices: Vec<&str> = one.choices.iter().map(|choice| choice.stage.as_str()).collect();
                    format!("\n  {} ({}): --home {}={}", one.stage, one.count, one.stage, choices.join(" | "))
                })
                .collect();
            format!(
                "Ada peluang pada tahap yang akan hilang. Tidak ada yang diubah. Sebutkan ke mana peluang itu pindah:{}",
                stages.concat()
            )
        }
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
        Trouble::FileNoPeople(file) => format!(
            "{file} tidak memiliki kolom nama orang. Tidak ada yang ditulis. Beri nama kolom given_name dan surname, atau name."
        ),
        Trouble::FileNoPairs(file) => {
            format!("{file} tidak memuat pasangan dari daftar ini. Tidak ada yang ditulis. Tulis dua id data per baris.")
        }

        Trouble::SheetUnfit { file, problem } => {
            format!("{} Tidak ada yang diubah. {SHEET_HINT}", sheet_problem(file, problem))
        }
        Trouble::FileTooLarge { file, limit } => {
            format!("{file} lebih besar dari {limit} MiB. Tidak ada yang diubah. Bagi menjadi berkas yang lebih kecil.")
        }
        Trouble::FileShape { file, line } => {
            let at = line.map(|line| format!(", baris {line}")).unwrap_or_default();
            format!(
                "{file}{at}: penulisannya tidak sesuai. Tidak ada yang diubah. Periksa apakah berkasnya benar."
            )
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

const SHEET_HINT: &str = "README menjelaskan cara menulis tabel dan petanya.";

fn sheet_problem(file: &str, problem: &SheetProblem) -> String {
    match problem {
        SheetProblem::NoTable => format!("{file} bukan tabel dengan baris judul."),
        SheetProblem::UnknownHeader => format!(
            "Judul kolom {file} bukan peluang, perusahaan, produk, atau tim; --map menjelaskan arti tiap kolom."
        ),
        SheetProblem::MapUnreadable(why) => format!("Peta {file} tidak dapat dibaca: {}.", why.trim_end_matches('.')),
        SheetProblem::NoColumn(column) => format!("{file} tidak punya kolom “{column}” yang disebut di peta."),
        SheetProblem::NotListed(column) => format!("Peta tidak menyebut kolom “{column}” dari {file}."),
        SheetProblem::ListedTwice(column) => format!("Peta {file} menyebut kolom “{column}” dua kali."),
        SheetProblem::NotDates(column) => format!("“{column}” di {file} bukan tanggal dalam satu bentuk."),
    }
}
