//! Words that speak for or against a field. They are evidence among other evidence (shape, place, length, e-mail,
//! domain, labels), never a verdict: a job title that is not here is still found by where it stands.
//!
//! Deliberately absent: lists of people's names, of companies and of job titles as a whole.

use std::collections::HashMap;
use std::sync::LazyLock;

/// The head of a job title.
pub(crate) const JOB: u32 = 1;
/// Goes before or after the head of a job title.
pub(crate) const RANK: u32 = 1 << 1;
/// What a department does.
pub(crate) const FIELD_OF_WORK: u32 = 1 << 2;
/// Says "department".
pub(crate) const DEPARTMENT: u32 = 1 << 3;
/// A legal form before the name: PT, CV.
pub(crate) const LEGAL_BEFORE: u32 = 1 << 4;
/// A legal form after the name: Ltd, GmbH, Tbk.
pub(crate) const LEGAL_AFTER: u32 = 1 << 5;
/// What kind of house it is: hotel, bank, group.
pub(crate) const HOUSE: u32 = 1 << 6;
/// Begins a street: Jl., rue.
pub(crate) const STREET: u32 = 1 << 7;
/// Another part of an address: RT, floor, tower.
pub(crate) const PLACE: u32 = 1 << 8;
/// A part of an address that little else is called: RT, kelurahan, Lantai.
pub(crate) const PLACE_SURE: u32 = 1 << 21;
/// A city, province or state.
pub(crate) const CITY: u32 = 1 << 9;
/// A country.
pub(crate) const COUNTRY: u32 = 1 << 10;
/// A word of sentences, not of cards.
pub(crate) const SENTENCE: u32 = 1 << 11;
/// A small word inside names: van, bin, de.
pub(crate) const PARTICLE: u32 = 1 << 12;
/// A title or honorific before a name.
pub(crate) const TITLE_BEFORE: u32 = 1 << 13;
/// A degree after a name.
pub(crate) const TITLE_AFTER: u32 = 1 << 14;
/// Greets or ends a letter.
pub(crate) const GREETING: u32 = 1 << 15;
/// Joins a person to a company: from, dari.
pub(crate) const CONNECTOR: u32 = 1 << 16;
/// Hot, warm, cold.
pub(crate) const TEMPERATURE: u32 = 1 << 17;
/// A very common part of people's names, in no particular culture.
pub(crate) const NAME_PART: u32 = 1 << 18;
/// A lucky or grand word that Indonesian companies like, and some people's names too.
pub(crate) const AUSPICIOUS: u32 = 1 << 20;
/// Joins words inside a title: of, and, &.
pub(crate) const JOINER: u32 = 1 << 19;

const LISTS: &[(u32, &str)] = &[
    (
        JOB,
        "manager manajer mgr director direktur direktris directeur directrice direktor officer engineer insinyur \
         supervisor spv head kepala lead leader chief ceo cfo coo cto cmo cio ciso chro president presiden owner pemilik \
         founder cofounder co-founder pendiri partner consultant konsultan advisor adviser penasihat executive eksekutif \
         assistant asisten secretary sekretaris staff staf coordinator koordinator koord specialist spesialis analyst \
         analis administrator admin technician teknisi developer programmer designer desainer architect arsitek \
         accountant akuntan auditor lawyer advocate advokat pengacara attorney notary notaris doctor dokter dentist \
         nurse perawat pharmacist apoteker teacher guru lecturer dosen professor principal dean dekan rector rektor \
         researcher peneliti scientist chef cook barista buyer pembelian seller sales salesman salesperson representative \
         perwakilan agent agen broker trader planner inspector inspektur operator driver sopir foreman mandor chairman \
         chairwoman chairperson chair ketua komisaris commissioner vice-president vp svp avp evp bendahara treasurer \
         controller kontroler strategist marketer editor journalist wartawan reporter photographer fotografer producer \
         geschäftsführer geschäftsführerin leiter leiterin abteilungsleiter vertriebsleiter vertrieb mitarbeiter \
         sachbearbeiter einkäufer einkäuferin ingenieur ingenieurin prokurist inhaber inhaberin berater beraterin \
         vorstand gérant gérante responsable chargé chargée acheteur acheteuse commercial ingénieur président \
         présidente gerente jefe jefa directora encargado comprador ingeniero presidente diretor diretora coordenador \
         responsabile direttore direttrice addetto amministratore titolare bedrijfsleider inkoper verkoper eigenaar \
         directeur-generaal pengurus penanggung pengawas kasir kabag kasubag kasi kabid camat lurah bupati walikota \
         gubernur menteri pengusaha wiraswasta associate intern trainee clerk receptionist resepsionis curator \
         ambassador evangelist merchandiser estimator surveyor trainer coach therapist terapis veterinarian pilot \
         captain kapten quality-control ppic hrd ga timbalan pengurusan pengarah eksekutif-pemasaran penyelia jurutera \
         pegawai setiausaha kerani superintendent superintenden mechanic mekanik welder machinist bookkeeper директор менеджер инженер начальник",
    ),
    (
        RANK,
        "senior junior sr jr deputy wakil vice assistant asst general umum regional national nasional area global \
         international country branch cabang group key account utama madya muda pelaksana managing executive acting \
         plt interim corporate principal chief lead associate district zone operational operasional stellvertretender \
         bereichs adjoint generale général générale générales geral",
    ),
    (
        FIELD_OF_WORK,
        "sales penjualan marketing pemasaran purchasing procurement pembelian pengadaan finance keuangan accounting \
         akuntansi tax pajak legal hukum hr hrd human resources resource personnel personalia sdm it technology teknologi \
         engineering teknik teknis technical production produksi operations operation operasi operasional logistics logistik warehouse \
         gudang supply chain quality mutu qa qc research riset development pengembangan business bisnis product produk \
         project proyek customer pelanggan service services layanan relations hubungan public communication komunikasi \
         communications media digital brand creative kreatif security keamanan safety hse ehs k3 maintenance \
         pemeliharaan perawatan export import ekspor impor planning perencanaan training pelatihan general affairs umum \
         administration administrasi compliance audit risk data information informasi systems sistem software network \
         account accounts banquet reservation kitchen dapur food beverage f&b housekeeping distribution distribusi \
         strategy strategi investor einkauf vertrieb personal buchhaltung produktion entwicklung verkauf achats ventes \
         ventas compras acquisti vendite inkoop verkoop innovation inovasi sourcing commercial komersial retail ritel \
         plant pabrik facility facilities laboratory laboratorium medical medis clinical",
    ),
    (
        DEPARTMENT,
        "department dept departemen divisi division div bagian bidang seksi section unit subdit direktorat biro \
         abteilung bereich referat service département departamento dipartimento ufficio afdeling jabatan team tim \
         jurusan fakultas faculty lehrstuhl fakultät institut отдел",
    ),
    (
        LEGAL_BEFORE,
        "pt cv ud pd fa firma koperasi yayasan perumda bumdes kud kpri koptan p.t c.v u.d ооо оао зао ао ип тов",
    ),
    (
        LEGAL_AFTER,
        "tbk persero ltd limited inc incorporated llc llp lp plc corp corporation co company gmbh ag kg ohg ug gbr e.k mbh \
         sa s.a sas sarl s.a.s s.a.r.l srl s.r.l spa s.p.a bv b.v nv n.v oy oyj ab as a/s aps kk k.k pte sdn bhd pty pvt \
         sl s.l slu ltda ltda. eireli s/a sp.z.o.o zoo s.r.o a.s kft zrt fze fzco fzc jsc ooo lda kgaa se ev e.v stiftung \
         gesellschaft bhd. 株式会社 有限公司",
    ),
    (
        HOUSE,
        "group grup holding holdings industries industry industri industrial industrie enterprise enterprises \
         international internasional indonesia nusantara asia pacific pasifik global worldwide solutions solution solusi \
         technologies technology teknologi tech systems system sistem services service consulting consultants \
         konsultan logistics logistik transport transportasi trans cargo ekspedisi express shipping lines airlines \
         construction konstruksi kontraktor contractors builders properti property properties realty estate land \
         developer developers foods food makanan beverage catering katering restaurant restoran resto cafe café kafe kopi coffee \
         bakery roti hotel hotels rumah sakit resort villa spa salon klinik clinic hospital rumahsakit apotek pharma farma \
         pharmaceutical kimia chemical chemicals medika medical laboratorium labs lab studio studios media press \
         penerbit percetakan printing advertising agency travel tours tour wisata bank bpr asuransi insurance finance \
         capital ventures partners securities sekuritas investama universitas university universität institut institute \
         politeknik sekolah school college academy akademi foundation dinas kementerian ministry badan lembaga balai kantor \
         toko store stores mart supermarket swalayan grosir shop boutique butik distributor supplier trading dagang \
         perdagangan niaga ekspor manufacturing manufaktur pabrik factory works mesin machinery elektrik elektronik \
         electronics electric electrical energi energy power oil gas petroleum mining tambang steel baja metal logam \
         plastik plastics textile tekstil garment garmen fashion furniture mebel meubel ceramics keramik agro \
         agriculture tani perkebunan plantation sawit karet farm farms peternakan fishery perikanan bahari marine \
         otomotif automotive motor motors mobil auto bengkel workshop warung depot rm kedai pondok software digital data networks network telecom telekomunikasi \
         werke werk maschinenbau bau handel handels logistik technik spedition verlag & sons brothers bros associates \
         design interior dekorasi garden events event organizer production productions entertainment club klub komunitas \
         association asosiasi perhimpunan gesellschaft société établissements et fils hermanos hijos",
    ),
    (
        AUSPICIOUS,
        "karya jaya makmur sentosa abadi sejahtera mandiri utama perkasa sukses mulia lestari \
         bersama prima cipta mitra sumber rejeki rezeki anugerah berkah maju gemilang cemerlang \
         agung indah permai raya baru kencana bintang sinar cahaya surya mentari fajar pratama perdana nusa bumi \
         harapan setia murni putra putri bahagia wijaya kusuma",
    ),
    (
        STREET,
        "place jl jln jalan jend gg gang lorong lrg rue avenue ave av boulevard blvd street str road rd lane drive calle \
         carrer via viale piazza plaza platz allee weg straße strasse rua avenida avda lebuh persiaran lebuhraya soi jln. \
         highway hwy raya quai chaussée straat laan gracht square sq crescent terrace parkway pkwy route",
    ),
    (
        PLACE,
        "no nomor rt rw rt/rw kel kelurahan kec kecamatan kab kabupaten desa dusun dsn prov provinsi kota lantai lt \
         floor fl level gedung gd menara wisma tower building bldg graha ruko rukan komplek kompleks komp perum \
         perumahan perumnas blok block kav kavling kawasan industri estate park unit suite ste apt apartment apartemen \
         room po p.o box pobox kotak pos kodepos postal zip km kilometer cluster taman sektor sector etage stock bâtiment \
         piso planta esquina poste haus hof center centre plasa mall plaza lot phase jalan pasar simpang seberang near \
         dekat belakang depan samping ground podium north south east west utara selatan timur barat tengah pusat tel. \
         banjar lingkungan",
    ),
    (
        PLACE_SURE,
        "rt rw rt/rw kel kelurahan kec kecamatan kab kabupaten desa dusun dsn lantai lt floor gedung gd ruko rukan komplek \
         kompleks perumahan perum perumnas blok kav kavling kawasan suite ste apt p.o pobox kodepos etage banjar cluster",
    ),
    (
        CITY,
        "jakarta bandung surabaya medan semarang makassar palembang tangerang bekasi depok bogor yogyakarta jogja jogjakarta \
         sleman bantul solo surakarta malang denpasar bali badung gianyar ubud kuta batam pekanbaru padang pontianak banjarmasin \
         balikpapan samarinda manado mataram lombok kupang ambon jayapura kendari palu gorontalo ternate bengkulu jambi \
         lampung serang cilegon cirebon tasikmalaya sukabumi karawang cikarang purwakarta subang garut kudus jepara \
         pekalongan tegal magelang klaten purwokerto cilacap kediri madiun jember banyuwangi sidoarjo gresik mojokerto \
         pasuruan probolinggo blitar tulungagung salatiga aceh sabang binjai pematangsiantar dumai tanjungpinang \
         pangkalpinang bontang tarakan singkawang palangkaraya banten jawa java sumatera sumatra kalimantan sulawesi papua \
         maluku riau diy dki jabar jateng jatim singapore singapura kuala lumpur penang johor selangor bangkok manila \
         hanoi saigon tokyo osaka seoul beijing shanghai shenzhen guangzhou taipei hongkong dubai mumbai delhi bangalore \
         bengaluru chennai sydney melbourne brisbane perth auckland london manchester birmingham leeds glasgow edinburgh \
         dublin paris lyon marseille berlin münchen munich hamburg frankfurt köln cologne stuttgart düsseldorf leipzig \
         dresden hannover nürnberg bremen wien vienna zürich zurich genf geneva bern basel amsterdam rotterdam utrecht \
         eindhoven brussels bruxelles antwerp madrid barcelona valencia sevilla lisboa lisbon porto milano milan roma rome \
         torino napoli stockholm oslo copenhagen københavn helsinki warszawa warsaw praha prague budapest athens istanbul \
         moscow cairo nairobi lagos johannesburg york angeles chicago houston dallas austin boston seattle denver atlanta \
         miami phoenix portland philadelphia francisco diego jose toronto vancouver montreal mexico bogotá lima santiago \
         paulo janeiro aires california texas florida ontario bavaria bayern hessen jakarta-selatan jaksel jakbar \
         jakpus jaktim jakut tangsel",
    ),
    (
        COUNTRY,
        "indonesia singapore malaysia thailand thailandia vietnam philippines filipina japan jepang china tiongkok korea \
         india australia germany deutschland jerman france prancis netherlands nederland belanda belgium belgië españa \
         spain italy italia switzerland schweiz suisse austria österreich uk usa u.s.a england scotland ireland canada \
         brazil brasil portugal poland sweden norway denmark finland taiwan uae emirates kingdom zealand states",
    ),
    (
        SENTENCE,
        "wants want wanted needs need needed interested interest likes like asked asks ask looking please pls call calls send sent \
         follow followup follow-up meet met meeting visit visited demo sample samples quote quotation price harga \
         penawaran tertarik minat berminat minta mau ingin butuh perlu cari mencari beli membeli pesan order kirim kirimkan tolong \
         mohon hubungi telepon besok lusa nanti minggu depan bulan tahun hari senin selasa rabu kamis jumat sabtu tomorrow \
         today yesterday next week month monday tuesday wednesday thursday friday saturday sunday the a an and or but with \
         for to about is are was were will would can could has have had been be i we you he she they it this that these \
         those my our your his her their not no yes yang untuk dengan dan atau tapi tetapi ini itu ada adalah akan sudah \
         belum bisa dapat tidak bukan juga saja lagi sangat sekali saya kami kita anda dia mereka ke pada oleh karena \
         jika kalau supaya agar setelah sebelum sekitar kira-kira tanya nanya tanyakan bertanya datang lihat coba \
         mencoba contoh sampel brosur katalog diskon stok stock budget anggaran wants. urgent segera ready prospek \
         prospect very really super needs. after before since when how what why who here there kontaknya berikut \
         kontak nomor nomornya tadi kemarin habis ganti punya pakai pake lewat sama biar jadi masih baru lama rencana \
         plans plan planning bring bringt möchte braucht interessiert bitte und der die das mit für von ist sind \
         veut cherche besoin avec pour les des une quiere necesita busca con para los las telah mungkin sebaiknya \
         back soon later stand booth pameran expo fair says said told knows wife husband istri suami teman friend \
         forward ping perkenalkan introduce email/phone whatsapp wa tlp telp",
    ),
    (
        PARTICLE,
        "van von de da di del della dos das do der den ter ten zu bin binti ibn ibnu al el la le du bte bt a/l a/p af av \
         san st y e abu",
    ),
    (
        TITLE_BEFORE,
        "bapak bpk pak ibu bu sdr sdri saudara saudari mas mbak kak bang nona tuan nyonya ny tn mr mrs ms miss mx dr drs \
         dra drg drh dr. ir prof h hj kh k.h ust ustadz ustadzah ustad tgk raden rm ra rr gus habib dato datuk datin tan tun sir \
         dame rev fr herr frau hr fr. monsieur madame mme m. señor señora sr sra srta don doña dipl dipl.-ing dipl-ing \
         dipl.-kfm habil h.c rer nat oec med phil jur mag ing dott dott.ssa avv apt kol kapt letjen mayjen brigjen akbp akp iptu kombes hon engr atty pdt \
         pastor ns kompol",
    ),
    (
        TITLE_AFTER,
        "st se sh mm mba msc m.sc bsc b.sc ba ma phd ph.d md cpa cfa cma pmp acca cisa mt mkom skom ssi msi spd mpd sip sos ssos \
         ssn msn sked skm mkes mkm mh llm llb jd jr sr ii iii iv amd a.md s.e s.t s.h m.m m.t s.kom m.kom s.si m.si s.pd \
         m.pd s.sos s.ip s.ked sp.a sp.b sp.og sp.pd sp.jp ph.d. psyd dds esq pe rn mphil beng meng bba mpa mph ak ca cpma \
         bkp wmi cissp ceng ipm ipu asean.eng aca dba edd ing. m.b.a b.a b.eng m.eng m.a m.phil",
    ),
    (
        GREETING,
        "hi hello hey dear halo hai selamat pagi siang sore malam assalamualaikum wassalamualaikum wr wb salam hormat \
         hormatku terima kasih terimakasih thanks thank regards best kind warm warmest sincerely cheers yours faithfully \
         truly respectfully mit freundlichen grüßen viele grüße cordialement bien saludos atentamente makasih tks thx \
         brgds rgds sent from my iphone android dikirim dari ponsel",
    ),
    (CONNECTOR, "from dari at @ di with of works kerja bekerja pada bei chez"),
    (TEMPERATURE, "hot panas warm hangat cold dingin 🔥 heiss heiß kalt"),
    (
        NAME_PART,
        "muhammad mohammad muhamad mohamad mohd moh muh m. md ahmad achmad abdul siti sri nur nurul dwi tri eka putra putri \
         wahyu agus budi dewi i ni made wayan ketut nyoman putu gede kadek komang maria john jean josé anna michael david \
         nguyen tran lee kim chen wang singh kumar ali hassan ibrahim bin binti",
    ),
    (JOINER, "of and & dan for the untuk und für de des du et y e del della di van en atau"),
];

static WORDS: LazyLock<HashMap<String, u32>> = LazyLock::new(|| {
    let mut words = HashMap::new();
    for (flag, list) in LISTS {
        for word in list.split_whitespace() {
            *words.entry(key(word)).or_insert(0) |= flag;
        }
    }
    words
});

/// The form a word is looked up by: folded, without dots at its ends.
pub(crate) fn key(word: &str) -> String {
    corong_domain::text::fold(word).trim_matches(['.', ',', ':', ';']).to_owned()
}

/// What speaks for a word given by its [`key`].
pub(crate) fn flags(key: &str) -> u32 {
    WORDS.get(key).copied().unwrap_or(0)
}
