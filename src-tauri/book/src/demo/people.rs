//! The people of the demo event. All of them are invented.

use corong_domain::contact::Temperature;

/// How far the demo carries one of its cards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// A stage that is reached by answering every gate on the way.
    Stage(&'static str),
    /// Parked after being contacted.
    Nurture,
    /// Disqualified early.
    Disqualified,
    /// Lost after the offer.
    Lost,
    /// Won, as many days ago as the second figure of the card says.
    Won,
}

/// One card of the demo.
#[derive(Debug, Clone, Copy)]
pub struct DemoCard {
    /// Name.
    pub name: &'static str,
    /// Company.
    pub company: &'static str,
    /// Job title.
    pub job_title: &'static str,
    /// Phone number as typed.
    pub phone: &'static str,
    /// How warm.
    pub temperature: Temperature,
    /// One line of context, in Indonesian and English.
    pub note: (&'static str, &'static str),
    /// How far it got.
    pub reach: Reach,
    /// Days since the card was captured.
    pub captured_days_ago: i64,
    /// Days from today on which the next step is due; negative is late, `None` leaves nothing planned.
    pub due_in: Option<i64>,
    /// Value in millions of rupiah; 0 for none.
    pub value: i64,
}

use Reach::{Disqualified, Lost, Nurture, Stage, Won};
use Temperature::{Cold, Hot, Warm};

#[allow(clippy::too_many_arguments)]
const fn card(
    name: &'static str,
    company: &'static str,
    job_title: &'static str,
    phone: &'static str,
    temperature: Temperature,
    note: (&'static str, &'static str),
    reach: Reach,
    captured_days_ago: i64,
    due_in: Option<i64>,
    value: i64,
) -> DemoCard {
    DemoCard { name, company, job_title, phone, temperature, note, reach, captured_days_ago, due_in, value }
}

/// Forty cards over all stages, some of them late.
#[rustfmt::skip]
pub const CARDS: &[DemoCard] = &[
    card("Budi Santoso", "PT Maju Jaya Abadi", "Manajer Pembelian", "0812 3456 7890", Hot, ("Butuh 2 mesin, minta sampel kopi", "Needs 2 machines, asks for a coffee sample"), Stage("captured"), 0, Some(0), 0),
    card("Sri Lestari", "CV Sumber Rejeki", "Pemilik", "0813 2211 4455", Warm, ("Tanya sewa bulanan", "Asks about monthly rent"), Stage("captured"), 4, Some(-2), 0),
    card("Agus", "Warung Kopi Pojok", "", "0857 1100 2233", Cold, ("Hanya lihat-lihat", "Just looking"), Stage("captured"), 0, Some(2), 0),
    card("Dewi Kartika", "Toko Makmur", "Kepala Toko", "0811 9988 7766", Warm, ("Minta brosur penggiling", "Asks for a grinder leaflet"), Stage("captured"), 1, Some(1), 0),
    card("H. Yusuf Maulana", "UD Berkah Pangan", "Direktur", "0812 7000 1122", Warm, ("Cabang baru di Bekasi", "New branch in Bekasi"), Stage("captured"), 1, Some(0), 0),
    card("Andi Wijaya", "PT Karya Baru", "Kepala Pengadaan", "0818 4455 6677", Warm, ("Tender triwulan depan", "Tender next quarter"), Stage("ready"), 3, Some(1), 40),
    card("Tuti Handayani", "Kedai Teh Melati", "Pemilik", "0878 3344 5566", Cold, ("Mesin teh, bukan kopi", "Tea machine, not coffee"), Stage("ready"), 5, Some(3), 25),
    card("Reza Fahlevi", "PT Samudra Roti", "Manajer Keuangan", "0812 5566 7788", Warm, ("NPWP dan laporan menyusul", "Tax number and report to follow"), Stage("ready"), 6, Some(0), 60),
    card("Ni Luh Ayu", "Vila Sawah Hijau", "General Manager", "0819 1234 5678", Hot, ("Sarapan untuk 60 tamu", "Breakfast for 60 guests"), Stage("ready"), 2, Some(-1), 54),
    card("Slamet", "Kantin Sejahtera", "", "0856 7788 9900", Cold, ("Titip kartu lewat panitia", "Card left with the organiser"), Stage("ready"), 9, None, 0),
    card("Maya Puspita", "Klinik Sehat Keluarga", "Administrasi", "0813 8877 6655", Warm, ("Ruang tunggu pasien", "Patients' waiting room"), Stage("contacted"), 7, Some(2), 30),
    card("Bayu Pratama", "Studio Kreatif Lintas", "Produser", "0821 3344 1122", Hot, ("Mau demo minggu depan", "Wants a demo next week"), Stage("contacted"), 6, Some(0), 35),
    card("Rina Oktaviani", "Bimbel Cerdas", "Koordinator", "0852 6677 8899", Warm, ("Kredit menunggu kantor", "Credit waits for the office"), Stage("contacted"), 8, Some(-3), 22),
    card("Dewi Anggraini", "Toko Makmur Sentosa", "Pemilik", "0811 2233 4455", Cold, ("Kredit lama masih baik", "Old credit still good"), Stage("qualified"), 12, Some(0), 45),
    card("Hendra Gunawan", "PT Nusantara Boga", "Direktur Operasi", "0816 5544 3322", Warm, ("Kunjungan Jumat pagi", "Visit on Friday morning"), Stage("qualified"), 11, Some(3), 120),
    card("Lina Kusuma", "Kafe Rimba", "Manajer", "0817 8899 0011", Hot, ("Tiga gerai di Bogor", "Three outlets in Bogor"), Stage("qualified"), 16, None, 38),
    card("Joko Purnomo", "RM Padang Jaya", "Pemilik", "0813 4433 2211", Warm, ("Telepon setelah jam dua", "Call after two"), Stage("qualified"), 10, Some(6), 62),
    card("Vera Sihombing", "Hotel Tepi Danau", "Manajer F&B", "0812 6655 4433", Hot, ("Renovasi selesai Maret", "Renovation done in March"), Stage("qualified"), 13, Some(1), 210),
    card("Ni Made Sari", "Resto Pantai Timur", "Pemilik", "0819 8765 4321", Warm, ("Ganti mesin tua", "Replaces an old machine"), Stage("engaged"), 20, Some(2), 54),
    card("Fajar Nugroho", "Koperasi Karyawan Bersama", "Ketua", "0822 1122 3344", Warm, ("Rapat anggota tanggal 10", "Members meet on the 10th"), Stage("engaged"), 18, Some(-1), 41),
    card("Grace Simatupang", "Hotel Danau Indah", "Purchasing", "0813 7766 5544", Hot, ("Butuh dua grup", "Needs two groups"), Stage("engaged"), 15, Some(0), 95),
    card("Hendrik Tan", "CV Roti Selera", "Direktur", "0816 1234 0987", Cold, ("Bandingkan dengan merek lain", "Compares with another brand"), Stage("exploring"), 30, Some(-4), 132),
    card("Bambang Irawan", "CV Dapur Sentosa", "Pemilik", "0811 5566 4433", Warm, ("200 cangkir sehari", "200 cups a day"), Stage("exploring"), 26, Some(2), 67),
    card("Citra Maharani", "Kafe Senja", "Pemilik", "0857 9988 1122", Warm, ("Ingin susu nabati", "Wants plant milk"), Stage("exploring"), 24, Some(4), 41),
    card("Maria Tobing", "Hotel Danau Biru", "Manajer F&B", "0813 6600 4412", Hot, ("Chef suka uapnya, suara terlalu keras", "Chef likes the steam, finds it too loud"), Stage("evaluating"), 45, Some(0), 148),
    card("Yosef Lamba", "Sekolah Boga Toraja", "Kepala Sekolah", "0823 4455 6677", Warm, ("Sampel 2 kg Gayo", "Sample of 2 kg Gayo"), Stage("evaluating"), 38, Some(-1), 88),
    card("Putri Amelia", "PT Kuliner Kota", "Manajer Proyek", "0812 3300 9911", Warm, ("Uji coba dua minggu", "Trial of two weeks"), Stage("evaluating"), 41, Some(3), 110),
    card("Rina Marlina", "PT Sejahtera Boga", "Direktur", "0811 7700 6655", Hot, ("Minta penawaran tertulis", "Asks for a written offer"), Stage("bid_allowed"), 50, Some(1), 310),
    card("Doni Saputra", "Restoran Bahari", "Pemilik", "0813 2200 1199", Warm, ("Dua pilihan harga", "Two price options"), Stage("bid_allowed"), 47, Some(5), 76),
    card("Agus Salim", "PT Dapur Timur", "Kepala Pengadaan", "0812 8811 2244", Warm, ("Penawaran di meja direksi", "Offer lies with the board"), Stage("bid_sent"), 60, Some(3), 92),
    card("Ratna Dewanti", "Yayasan Pendidikan Harapan", "Bendahara", "0818 9900 8877", Warm, ("Anggaran cair Januari", "Budget in January"), Stage("bid_sent"), 55, Some(-2), 58),
    card("Eko Prasetyo", "PT Rasa Prima", "Direktur", "0811 3322 1100", Hot, ("Bahas syarat pembayaran", "Discusses payment terms"), Stage("agreeing"), 70, Some(0), 265),
    card("Yusuf Hakim", "UD Berkah Makmur", "Pemilik", "0812 4400 5500", Warm, ("Pelanggan baru", "New customer"), Won, 85, Some(5), 60),
    card("Clara Widjaja", "PT Roti Pagi", "Direktur", "0816 7788 6655", Hot, ("Serah terima minggu ini", "Hand-over this week"), Won, 92, Some(0), 95),
    card("Imam Syafii", "Koperasi Tani Subur", "Ketua", "0813 1199 2288", Warm, ("Pesan ulang Desember", "Re-order in December"), Won, 110, Some(12), 41),
    card("Dr. Surya Atmaja", "Klinik Mata Terang", "Kepala Klinik", "0811 8800 7711", Cold, ("Tahun depan saja", "Next year rather"), Nurture, 33, None, 28),
    card("Wulan Sari", "Butik Kain Nusantara", "Pemilik", "0857 2233 8899", Cold, ("Menunggu gerai baru", "Waits for a new shop"), Nurture, 40, None, 19),
    card("Tono", "", "", "0899 1122 3344", Cold, ("Mahasiswa, cari magang", "Student, looks for an internship"), Disqualified, 3, None, 0),
    card("Lukman Hakim", "CV Cepat Saji", "Manajer", "0812 9090 8080", Warm, ("Memilih merek lain karena harga", "Chose another brand for its price"), Lost, 75, None, 84),
    card("Shinta Permata", "Hotel Bukit Asri", "Purchasing", "0813 5050 6060", Warm, ("Anggaran dibatalkan", "Budget was cancelled"), Lost, 66, None, 130),
];
