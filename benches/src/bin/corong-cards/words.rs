//! What is printed on the generated cards. Nothing here is read by the reader of cards, and nothing of it was copied from
//! the reader's lists: names, trades and firms were made up, with numbers and domains that nobody has.

/// One kind of card: people of one language with what they print.
pub struct Culture {
    /// Language tag.
    pub language: &'static str,
    /// Given names.
    pub given: &'static [&'static str],
    /// Family names; an empty one leaves the given name alone.
    pub family: &'static [&'static str],
    /// Before the name.
    pub before: &'static [&'static str],
    /// After the name.
    pub after: &'static [&'static str],
    /// Job titles.
    pub titles: &'static [&'static str],
    /// Companies.
    pub companies: &'static [&'static str],
    /// Address lines.
    pub addresses: &'static [&'static [&'static str]],
    /// Mobile numbers: E.164 and the national digits, from which the printed forms are made.
    pub mobile: (&'static str, &'static [&'static str]),
    /// Office numbers.
    pub office: (&'static str, &'static [&'static str]),
    /// What a national number begins with at home.
    pub trunk: &'static str,
    /// The ending of domains.
    pub ending: &'static [&'static str],
    /// Labels: mobile, office, mail, web.
    pub labels: &'static [[&'static str; 4]],
    /// Lines that are no field.
    pub slogans: &'static [&'static str],
}

pub const CULTURES: &[Culture] = &[
    Culture {
        language: "id",
        given: &[
            "Yohanes", "Ratih", "Gusti Ayu", "Bambang", "Nurul", "Teguh", "Melati", "Cokorda", "Fransiska", "Hendra", "Lestari",
            "Muhammad Iqbal", "Tan Kok", "Maria Goreti", "Slamet", "Dewa Ketut", "Rizky", "Wulan", "Asep", "Butet",
        ],
        family: &[
            "", "Prasetyo", "Kusumawardani", "Simanjuntak", "Gunadi", "Hasanuddin", "Tjandra", "Mangkunegara", "Siahaan",
            "Purnomo", "Wiratama", "Sitorus", "Halim", "Oktaviani", "Lubis", "Suryaningrat", "Rompas", "Tanoesoedibjo",
        ],
        before: &["", "", "", "", "Ir. ", "Drs. ", "Dr. ", "Hj. ", "dr. "],
        after: &["", "", "", "", ", S.E.", ", M.M.", ", S.Kom.", ", S.T., M.T.", ", Ph.D.", ", S.H., M.Kn."],
        titles: &[
            "Kepala Cabang", "Penata Layanan Tamu", "Manajer Area Sulawesi", "Ahli Gizi", "Juru Masak Utama", "Kurator Pameran",
            "Direktur Utama", "Wakil Direktur", "Pengawas Lapangan", "Petugas Pengadaan", "Kepala Gudang", "Konsultan Pajak",
            "Peracik Kopi", "Pimpinan Redaksi", "Penyelia Mutu", "Penanggung Jawab Proyek", "Pembina Yayasan", "Staf Ahli",
            "General Manager", "Sales Engineer", "Business Development", "Marketing & Promosi", "Supervisor Produksi",
        ],
        companies: &[
            "PT Layar Samudra Biru", "CV Rotan Elok", "PT. Gula Aren Nusantara", "UD Tirta Kencana", "Koperasi Petani Lereng Merapi",
            "PT Awan Teknologi Digital", "Warung Kopi Senja", "PT Bahtera Niaga Tbk", "Batik Kirana", "RS Bunda Welas Asih",
            "Klinik Gigi Senyum", "PT Pilar Beton Perkasa", "Studio Foto Lensa Kita", "Universitas Tanah Air", "CV. Pelangi Grafika",
            "PT Nyiur Melambai Resort", "Dinas Pariwisata Kota Palu", "Bengkel Roda Mas", "PT Energi Ombak Selatan (Persero)",
        ],
        addresses: &[
            &["Jl. Cendrawasih No. 27", "Makassar 90125"],
            &["Jl. Raya Kuta Gg. Mawar 3", "Badung, Bali 80361"],
            &["Gedung Menara Utara Lt. 12", "Jl. M.H. Thamrin Kav. 9", "Jakarta Pusat 10230"],
            &["Jalan Gajah Mada 118", "Pontianak 78121", "Kalimantan Barat"],
            &["Perum Griya Asri Blok C5/11", "Sidoarjo 61219"],
            &["Ruko Sentra Niaga A-12", "Jl. Ahmad Yani", "Bekasi 17143"],
            &["Dusun Krajan RT 02/RW 05", "Desa Sumberejo, Kec. Batu", "Kota Batu 65318"],
            &["Kawasan Industri Candi Blok 8", "Semarang 50184", "Indonesia"],
            &["Jl. Dr. Wahidin Sudirohusodo 40, Yogyakarta 55223"],
        ],
        mobile: ("+62", &["81234560087", "85712340956", "82198760451", "87855501234", "89650112233", "8116602345", "85299807766"]),
        office: ("+62", &["2129345678", "3617741200", "4113628900", "2274568901", "317532468", "2748901234", "561739820"]),
        trunk: "0",
        ending: &[".co.id", ".id", ".com", ".or.id", ".net"],
        labels: &[
            ["HP", "Telp", "Email", "Web"], ["M", "T", "E", "W"], ["Mobile", "Kantor", "Surel", "Situs"], ["", "", "", ""],
            ["WA", "Tel", "E-mail", "Website"], ["Hp.", "Telp.", "Email", ""],
        ],
        slogans: &["Melayani sejak 1987", "Rasa yang selalu dirindukan", "NPWP 01.234.567.8-901.000", "Izin Usaha 0220/12/2019"],
    },
    Culture {
        language: "en",
        given: &[
            "Olivia", "Tom", "Priyanka", "Declan", "Margaret", "Xavier", "Aisha", "Wei Ling", "Robert J.", "Kwame", "Hannah", "Sean",
            "Nikhil", "Charlotte", "Akira", "Gwen", "Mohammed", "Penelope",
        ],
        family: &[
            "Hartley", "O'Connor", "Venkataraman", "Blackwood", "Tan", "Okafor", "Van Houten", "McAllister", "Nakamura", "Stone",
            "Al-Farsi", "Whitfield-Jones", "Rossi", "Pemberton", "Chua", "Baker", "Singh",
        ],
        before: &["", "", "", "", "", "Dr. ", "Prof. ", "Ms. "],
        after: &["", "", "", "", ", PhD", ", MBA", ", CPA", " Jr."],
        titles: &[
            "Head of Partnerships", "Senior Buyer", "Happiness Officer", "Growth Lead", "Pastry Chef", "Chief Technology Officer",
            "Vice President, Operations", "Regional Sales Manager", "Solutions Architect", "Managing Partner", "Wine Merchant",
            "Account Executive", "Director of Studies", "Field Technician", "Owner", "Procurement Specialist", "Data Scientist",
            "Export Coordinator", "Landscape Designer", "Community Organiser", "Co-Founder & CEO",
        ],
        companies: &[
            "Silver Birch Analytics", "Harrow & Finch LLP", "Tidewater Foods Inc.", "Beacon Hill Robotics", "Larkspur Textiles Pte Ltd",
            "Ironwood Timber Company", "Quayside Hotel", "The Copper Kettle", "Saffron Lane Catering", "Pinnacle Marine Services Ltd",
            "Juniper Health", "Oakline Furniture Group", "St. Brendan's College", "Meridian Freight Pty Ltd", "Velvet Owl Studios",
            "Northgate Dental Clinic", "Atlas Bearings Corp.",
        ],
        addresses: &[
            &["48 Marlborough Road", "Leeds LS2 9JT", "United Kingdom"],
            &["1275 Harbor Boulevard, Suite 300", "Oakland, CA 94607"],
            &["7 Raffles Quay #14-02", "Singapore 048621"],
            &["Unit 5, 210 Collins Street", "Melbourne VIC 3000", "Australia"],
            &["3rd Floor, Kingsway House", "102 Queen Street", "Glasgow G1 3BX"],
            &["88 Jalan Ampang, Level 9", "50450 Kuala Lumpur", "Malaysia"],
            &["P.O. Box 2201", "Auckland 1140, New Zealand"],
            &["600 Lamar Avenue", "Austin, TX 78703, USA"],
        ],
        mobile: ("", &["+447911123456", "+14155550132", "+6581234567", "+61412345678", "+60123456789", "+64211234567"]),
        office: ("", &["+441132456789", "+15105550147", "+6562345678", "+61398765432", "+60321234567", "+6493334455"]),
        trunk: "",
        ending: &[".com", ".co.uk", ".io", ".com.sg", ".com.au", ".net"],
        labels: &[
            ["Mobile", "Office", "Email", "Web"], ["M", "T", "E", "W"], ["Cell", "Tel", "Email", ""], ["", "", "", ""], ["m", "o", "e", "w"],
            ["Mob.", "Ph.", "E-mail", "www"],
        ],
        slogans: &["Crafted with care since 1962", "Your partner in growth", "ABN 51 824 753 556", "Company No. 04512387"],
    },
    Culture {
        language: "de",
        given: &["Jürgen", "Anke", "Matthias", "Heike", "Sören", "Birgit", "Karl-Heinz", "Ute"],
        family: &["Schäfer", "Vogelsang", "Großmann", "Lindner", "von der Heyde", "Brückner", "Kowalski"],
        before: &["", "", "Dr. ", "Prof. Dr. ", "Dipl.-Ing. "],
        after: &[""],
        titles: &["Leiter Einkauf", "Geschäftsführer", "Verkaufsberaterin", "Projektleitung", "Key Account Manager", "Werkstattmeister", "Prokurist"],
        companies: &["Nordlicht Maschinenbau GmbH", "Backhaus Edelmann", "Rheintal Logistik AG", "Kühne & Söhne KG", "Apfelblüte Naturkost e.K."],
        addresses: &[
            &["Lindenstraße 14", "50674 Köln"],
            &["Am Alten Hafen 3", "20457 Hamburg", "Germany"],
            &["Industriestr. 88", "70565 Stuttgart"],
        ],
        mobile: ("+49", &["15112345678", "17623456789", "1609876543"]),
        office: ("+49", &["2219876540", "407654321", "71112345670"]),
        trunk: "0",
        ending: &[".de", ".com"],
        labels: &[["Mobil", "Tel.", "E-Mail", "Web"], ["Mobil", "Telefon", "Mail", ""], ["M", "T", "E", "W"]],
        slogans: &["Qualität seit 1921", "USt-IdNr. DE123456789"],
    },
    Culture {
        language: "fr",
        given: &["Élodie", "Jean-Luc", "Amélie", "Thierry", "Inès", "Baptiste"],
        family: &["Lefèvre", "Moreau", "de Villiers", "Benali", "Rousseau", "Charpentier"],
        before: &["", "M. ", "Mme "],
        after: &[""],
        titles: &["Directrice commerciale", "Acheteur", "Chargée de clientèle", "Maître fromager", "Responsable export", "Gérant"],
        companies: &["Les Ateliers du Canal", "Boulangerie Saint-Michel SARL", "Groupe Horizon SA", "Vignobles Castelnau"],
        addresses: &[&["12 rue des Tanneurs", "69001 Lyon"], &["45, avenue Foch", "75116 Paris", "France"]],
        mobile: ("+33", &["612345678", "756789012"]),
        office: ("+33", &["478901234", "142345678"]),
        trunk: "0",
        ending: &[".fr", ".com"],
        labels: &[["Port.", "Tél.", "Email", "Site"], ["Mobile", "Tél", "Courriel", ""], ["M", "T", "E", "W"]],
        slogans: &["Depuis 1954", "SIRET 123 456 789 00012"],
    },
];
