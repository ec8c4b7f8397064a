//! Reports in Indonesian.

use chrono::NaiveDate;
use corong_book::views::{ReportColumn, ReportName, ReportNote, ReportTableKey, ReportVariant, ReportVerdict};
use corong_domain::funnel::Strength;
use corong_domain::opportunity::{Reason, Source};

use super::id::Indonesian;
use super::report::ReportWords;

impl ReportWords for Indonesian {
    fn report(&self, name: ReportName) -> &'static str {
        match name {
            ReportName::Funnel => "Corong penjualan",
            ReportName::TimeInStage => "Lama di tahap",
            ReportName::WinRate => "Tingkat menang",
            ReportName::Forecast => "Perkiraan",
            ReportName::Velocity => "Kecepatan",
            ReportName::Lost => "Alasan gagal",
            ReportName::Gates => "Gerbang",
            ReportName::Sources => "Sumber",
            ReportName::Events => "Acara",
            ReportName::SaleCredit => "Kredit penjualan",
        }
    }

    fn table(&self, key: ReportTableKey) -> &'static str {
        match key {
            ReportTableKey::Levels => "Per tingkat, yang terjauh",
            ReportTableKey::Stages => "Per tahap, yang terjauh",
            ReportTableKey::Standing => "Keadaannya",
            ReportTableKey::TimeInStage => "Hari di tiap tahap",
            ReportTableKey::WinRate => "Bagian yang menang",
            ReportTableKey::Forecast => "Nilai yang diharapkan",
            ReportTableKey::Weights => "Peluang menang per tahap",
            ReportTableKey::Velocity => "Laju",
            ReportTableKey::Lost => "Alasan dan tahap",
            ReportTableKey::Gates => "Butir gerbang, gagal dibanding menang",
            ReportTableKey::Sources => "Sejauh mana sampainya",
            ReportTableKey::Weeks => "Menjadi prospek, per minggu",
            ReportTableKey::Events => "Biaya dan hasil",
            ReportTableKey::Salespeople => "Per penjual",
            ReportTableKey::Months => "Per bulan",
        }
    }

    fn column(&self, column: ReportColumn) -> &'static str {
        match column {
            ReportColumn::Level => "Tingkat",
            ReportColumn::Stage => "Tahap",
            ReportColumn::Status => "Status",
            ReportColumn::Count => "Jumlah",
            ReportColumn::Reached => "Sampai",
            ReportColumn::StillOpen => "Masih terbuka",
            ReportColumn::WentOn => "Lanjut",
            ReportColumn::StepRate => "Langkah",
            ReportColumn::Amount => "Nilai",
            ReportColumn::Ended => "Selesai",
            ReportColumn::P50 => "P50 hari",
            ReportColumn::P80 => "P80 hari",
            ReportColumn::PlannedDays => "Hari rencana",
            ReportColumn::Variant => "Bagian",
            ReportColumn::Won => "Menang",
            ReportColumn::Of => "Dari",
            ReportColumn::Rate => "Menurut jumlah",
            ReportColumn::WonValue => "Nilai menang",
            ReportColumn::OfValue => "Dari nilai",
            ReportColumn::ValueRate => "Menurut nilai",
            ReportColumn::By => "Sampai",
            ReportColumn::Expected => "Harapan",
            ReportColumn::P10 => "P10",
            ReportColumn::P90 => "P90",
            ReportColumn::Chance => "Peluang menang",
            ReportColumn::Open => "Terbuka",
            ReportColumn::AverageWon => "Rata-rata menang",
            ReportColumn::CycleDays => "Hari siklus",
            ReportColumn::PerMonth => "Dalam 30 hari",
            ReportColumn::Reason => "Alasan",
            ReportColumn::Item => "Butir",
            ReportColumn::Strength => "Sifat",
            ReportColumn::LostOf => "Gagal",
            ReportColumn::LostMissing => "kosong",
            ReportColumn::LostWaived => "dibebaskan",
            ReportColumn::LostLate => "terlambat",
            ReportColumn::WonOf => "Menang",
            ReportColumn::WonMissing => "kosong",
            ReportColumn::WonWaived => "dibebaskan",
            ReportColumn::WonLate => "terlambat",
            ReportColumn::Source => "Sumber",
            ReportColumn::Prospects => "Prospek",
            ReportColumn::ProspectRate => "Tingkat prospek",
            ReportColumn::Customers => "Pelanggan",
            ReportColumn::CustomerRate => "Tingkat pelanggan",
            ReportColumn::Week1 => "Mgg 1",
            ReportColumn::Week2 => "Mgg 2",
            ReportColumn::Week3 => "Mgg 3",
            ReportColumn::Week4 => "Mgg 4",
            ReportColumn::Week5 => "Mgg 5",
            ReportColumn::Week6 => "Mgg 6",
            ReportColumn::Week7 => "Mgg 7",
            ReportColumn::Week8 => "Mgg 8",
            ReportColumn::Event => "Acara",
            ReportColumn::StartsOn => "Mulai",
            ReportColumn::Leads => "Kartu",
            ReportColumn::Qualified => "Memenuhi syarat",
            ReportColumn::Cost => "Biaya",
            ReportColumn::PerLead => "Biaya per prospek awal",
            ReportColumn::PerProspect => "Biaya per prospek",
            ReportColumn::PerCustomer => "Biaya per pelanggan",
            ReportColumn::Return => "Hasil",
            ReportColumn::Verdict => "Penilaian",
            ReportColumn::Maturity => "Kematangan",
            ReportColumn::Salesperson => "Penjual",
            ReportColumn::Month => "Bulan",
        }
    }

    fn variant(&self, variant: ReportVariant) -> &'static str {
        match variant {
            ReportVariant::Begun => "menang dari semua yang dimulai",
            ReportVariant::Closed => "menang dari semua yang selesai",
            ReportVariant::ClosedProspects => "menang dari prospek yang selesai",
        }
    }

    fn verdict(&self, verdict: ReportVerdict) -> &'static str {
        match verdict {
            ReportVerdict::Judged => "dinilai",
            ReportVerdict::TooEarly => "terlalu dini, proyeksi",
            ReportVerdict::SoFar => "sejauh ini",
            ReportVerdict::NoCost => "biaya tidak diketahui",
        }
    }

    fn reason(&self, reason: Reason) -> &'static str {
        match reason {
            Reason::NoInterest => "Tidak berminat",
            Reason::CreditRefused => "Kredit ditolak",
            Reason::NotAFit => "Tidak cocok",
            Reason::NotReachable => "Tidak bisa dihubungi",
            Reason::Duplicate => "Ganda",
            Reason::Junk => "Bukan kontak sungguhan",
            Reason::Competitor => "Membeli di tempat lain",
            Reason::Price => "Terlalu mahal",
            Reason::Budget => "Tidak ada anggaran",
            Reason::Timing => "Belum sekarang",
            Reason::OrderCancelled => "Pesanan dibatalkan",
            Reason::Other => "Lainnya",
        }
    }

    fn source(&self, source: Source) -> &'static str {
        match source {
            Source::Event => "Acara",
            Source::Referral => "Rekomendasi",
            Source::PhoneBook => "Buku telepon",
            Source::WalkIn => "Datang sendiri",
            Source::Website => "Situs web",
            Source::Import => "Impor",
            Source::Other => "Lainnya",
        }
    }

    fn strength(&self, strength: Strength) -> &'static str {
        match strength {
            Strength::Mandatory => "wajib",
            Strength::Recommended => "dianjurkan",
            Strength::Optional => "pilihan",
        }
    }

    fn all(&self) -> &'static str {
        "seluruhnya"
    }

    fn range(&self, column: &str) -> (String, String) {
        (format!("{column}: dari"), format!("{column}: sampai"))
    }

    fn of(&self, hits: u32, n: u32) -> String {
        format!("{hits} dari {n}")
    }

    fn period(&self, from: Option<NaiveDate>, to: Option<NaiveDate>) -> Option<String> {
        match (from, to) {
            (Some(from), Some(to)) => Some(format!("{from} sampai {to}")),
            (Some(from), None) => Some(format!("sejak {from}")),
            (None, Some(to)) => Some(format!("sampai {to}")),
            (None, None) => None,
        }
    }

    fn note(&self, note: ReportNote) -> String {
        match note {
            ReportNote::CohortHighWater { n } => {
                format!("{n} peluang menurut tanggal mulai, masing-masing dihitung sekali di titik terjauhnya.")
            }
            ReportNote::MovedBack { opportunities, moves } => {
                format!("Mundur: {opportunities} peluang, {moves} kali. Langkah di atas tidak memperlihatkannya.")
            }
            ReportNote::ByClosing { n } => format!(
                "{n} akhir menurut hari selesainya. Akhir sebelum dibuka lagi ikut dihitung; kemenangan yang dibatalkan tidak."
            ),
            ReportNote::OpenOnly { n } => format!("{n} peluang terbuka; yang sedang dirawat tidak dihitung."),
            ReportNote::Stays { n } => format!(
                "{n} masa di tahap menurut hari mulainya. Yang masih terbuka dihitung belum selesai; hari dirawat dikeluarkan."
            ),
            ReportNote::OtherCurrency { n } => format!("Nilai dari {n} dalam mata uang lain tidak dihitung."),
            ReportNote::NoAmount { n } => format!("Nilai dari {n} belum diketahui."),
            ReportNote::Rebuilt => {
                "Disusun ulang dari perpindahan. Nilai, penjual, sumber, dan jawaban adalah yang sekarang.".to_owned()
            }
            ReportNote::ChanceOfHistory { n } => format!(
                "Peluang menang: bagian yang menang dari yang pernah mencapai tahap itu, ditarik ke tingkat buku ini; dari {n} yang selesai."
            ),
            ReportNote::ChanceOfPlan { n } => format!(
                "Peluang menang: baru {n} yang selesai, jadi dipakai batas bawah corong, paling sedikit 5%. Itu rencana, bukan pengalaman."
            ),
            ReportNote::DaysOfPlan => {
                "Untuk sebagian tahap, waktunya menurut hari rencana; riwayatnya belum cukup.".to_owned()
            }
            ReportNote::CreditOfOwner => "Kemenangan dikreditkan seluruhnya kepada penjualnya.".to_owned(),
            ReportNote::Margin { percent } => {
                format!("Hasil: (nilai menang × {percent}% − biaya) / biaya. Dinilai mulai kematangan 60%.")
            }
            ReportNote::CountsBelowEight => "Di bawah delapan hanya jumlah yang ditunjukkan.".to_owned(),
            ReportNote::ShrunkToAllTimes => {
                "Tingkat ditarik sedikit ke tingkat sepanjang waktu; dalam kurung rentang 95% dari jumlahnya saja."
                    .to_owned()
            }
            ReportNote::Nothing => "Belum ada yang dapat dilaporkan.".to_owned(),
        }
    }
}
