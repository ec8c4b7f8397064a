//! How fast and how big, beside bare SQLite in the same run: `speed [LEADS]`. Writes a table to the file named by a
//! second argument, or to `speed.txt` in the present folder.

use std::error::Error;
use std::fmt::Write as _;
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use corong_domain::activity::{Activity, ActivityKind, ActivityState, Preset};
use corong_domain::company::Company;
use corong_domain::contact::{Contact, Email, Phone, PhoneKind, Temperature};
use corong_domain::history::Act;
use corong_domain::ids::*;
use corong_domain::money::Money;
use corong_domain::opportunity::{CreditFact, InterestFact, Opportunity, Source, Standing, Status};
use corong_store::{Access, ContactSort, Meta, RawChange, Store};
use rusqlite::{Connection, params};
use uuid::Uuid;

type Outcome<T> = Result<T, Box<dyn Error>>;

const FIRST: &[&str] =
    &["Siti", "Budi", "Agus", "Dewi", "Rina", "Joko", "Sri", "Andi", "Maria", "Putu", "Wayan", "Hendra"];
const LAST: &[&str] =
    &["Rahma", "Santoso", "Wijaya", "Lestari", "Pratama", "Nugroho", "Hidayat", "Kusuma", "Saputra", "Halim"];
const TRADE: &[&str] = &["Maju", "Sinar", "Sumber", "Karya", "Mitra", "Bumi", "Cahaya", "Tirta", "Indo", "Prima"];

struct Lead {
    contact: Contact,
    phone: Phone,
    email: Email,
    opportunity: Opportunity,
    activity: Activity,
}

fn at(millis: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(1_764_000_000_000 + millis).unwrap_or_default()
}

fn pick<'a>(list: &[&'a str], number: usize) -> &'a str {
    list.get(number % list.len()).copied().unwrap_or_default()
}

fn name(n: usize) -> String {
    let mixed = n.wrapping_mul(2_654_435_761) >> 8;
    format!("{} {} {}", pick(FIRST, mixed), pick(LAST, mixed / 12), pick(TRADE, mixed / 120))
}

fn lead(n: usize, companies: &[Company]) -> Lead {
    let id = || Uuid::now_v7();
    let contact_id = ContactId(id());
    let created_at = at(n as i64);
    let opportunity_id = OpportunityId(id());
    let name = name(n);
    Lead {
        phone: Phone {
            id: PhoneId(id()),
            contact_id,
            kind: PhoneKind::Mobile,
            e164: format!("+62812{n:07}"),
            raw: format!("0812-{n:07}"),
            extension: String::new(),
            position: 0,
        },
        email: Email {
            id: EmailId(id()),
            contact_id,
            address: format!(
                "{}{n}@{}.co.id",
                name.split(' ').next().unwrap_or_default().to_lowercase(),
                pick(TRADE, n)
            ),
            label: "work".to_owned(),
            position: 0,
        },
        opportunity: Opportunity {
            id: opportunity_id,
            contact_id,
            funnel: FunnelKey::from("b2b"),
            standing: Standing {
                status: Status::Open,
                stage: StageKey::from(pick(&["captured", "ready", "contacted", "qualified", "engaged"], n)),
                rank: (n % 5) as u32,
                since: created_at,
                status_since: created_at,
                reason: None,
                reason_text: String::new(),
                competitor: String::new(),
                wake_on: None,
                paused_days: 0,
            },
            credit: CreditFact::unknown(),
            interest: InterestFact::unknown(),
            estimate: Some(Money::new(1_000_000 + n as i64, "IDR")),
            need: String::new(),
            source: Some(Source::Event),
            referred_by: None,
            event_id: None,
            owner_id: None,
            expected_on: None,
            attempt: 1,
            high_water: 0,
            created_at,
        },
        activity: Activity {
            id: ActivityId(id()),
            contact_id,
            opportunity_id: Some(opportunity_id),
            kind: ActivityKind::Call,
            preset: Some(Preset::FollowUp),
            subject: String::new(),
            result: String::new(),
            inbound: false,
            state: ActivityState::Open,
            due_at: Some(at(172_800_000 + n as i64)),
            done_at: None,
            owner_id: None,
            created_at,
        },
        contact: Contact {
            id: contact_id,
            name,
            titles_before: String::new(),
            titles_after: String::new(),
            given_name: String::new(),
            family_name: String::new(),
            job_title: "Purchasing Manager".to_owned(),
            department: String::new(),
            company_id: companies.get(n % companies.len().max(1)).map(|company| company.id),
            note: String::new(),
            temperature: Some(Temperature::Warm),
            language: String::new(),
            to_type: false,
            merged_into: None,
            created_at,
        },
    }
}

/// Prints lines into a table.
#[derive(Default)]
struct Table(String);

impl Table {
    fn line(&mut self, what: &str, ours: Duration, bare: Option<Duration>) {
        let micros = ours.as_secs_f64() * 1e3;
        let _ = match bare {
            Some(bare) => writeln!(
                self.0,
                "{what:<46} {micros:>10.3} ms  bare {:>9.3} ms  {:>6.2} x",
                bare.as_secs_f64() * 1e3,
                ours.as_secs_f64() / bare.as_secs_f64()
            ),
            None => writeln!(self.0, "{what:<46} {micros:>10.3} ms"),
        };
    }
}

fn timed<T>(run: impl FnOnce() -> Outcome<T>) -> Outcome<(T, Duration)> {
    let start = Instant::now();
    let value = run()?;
    Ok((value, start.elapsed()))
}

fn median(count: usize, mut run: impl FnMut(usize) -> Outcome<()>) -> Outcome<Duration> {
    let mut times = Vec::with_capacity(count);
    for n in 0..count {
        times.push(timed(|| run(n))?.1);
    }
    times.sort_unstable();
    Ok(times.get(count / 2).copied().unwrap_or_default())
}

fn bare(path: &std::path::Path) -> Outcome<Connection> {
    let conn = Connection::open(path)?;
    conn.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -16384;
         CREATE TABLE contact(id INTEGER PRIMARY KEY, uuid BLOB NOT NULL UNIQUE, name TEXT NOT NULL, company TEXT NOT NULL,
           job_title TEXT NOT NULL, phone TEXT NOT NULL, email TEXT NOT NULL, created_at INTEGER NOT NULL) STRICT;
         CREATE INDEX contact_name ON contact(name);
         CREATE TABLE opportunity(id INTEGER PRIMARY KEY, uuid BLOB NOT NULL UNIQUE, contact_id INTEGER NOT NULL
           REFERENCES contact(id), stage TEXT NOT NULL, status TEXT NOT NULL, amount INTEGER NOT NULL,
           created_at INTEGER NOT NULL) STRICT;
         CREATE INDEX opportunity_contact ON opportunity(contact_id); CREATE INDEX opportunity_stage ON opportunity(stage);",
    )?;
    Ok(conn)
}

fn bare_lead(conn: &Connection, lead: &Lead, company: &str) -> Outcome<()> {
    conn.prepare_cached(
        "INSERT INTO contact(uuid, name, company, job_title, phone, email, created_at) VALUES(?,?,?,?,?,?,?)",
    )?
    .execute(params![
        lead.contact.id.0.as_bytes().as_slice(),
        lead.contact.name,
        company,
        lead.contact.job_title,
        lead.phone.e164,
        lead.email.address,
        lead.contact.created_at.timestamp_millis()
    ])?;
    let contact = conn.last_insert_rowid();
    conn.prepare_cached(
        "INSERT INTO opportunity(uuid, contact_id, stage, status, amount, created_at) VALUES(?,?,?,?,?,?)",
    )?
    .execute(params![
        lead.opportunity.id.0.as_bytes().as_slice(),
        contact,
        lead.opportunity.standing.stage.as_str(),
        "open",
        lead.opportunity.estimate.as_ref().map_or(0, |money| money.minor),
        lead.contact.created_at.timestamp_millis()
    ])?;
    Ok(())
}

fn put(tx: &mut corong_store::Tx<'_, '_>, lead: &Lead) -> corong_store::Result<()> {
    tx.put(&lead.contact)?;
    tx.put(&lead.phone)?;
    tx.put(&lead.email)?;
    tx.put(&lead.opportunity)?;
    tx.put(&lead.activity)?;
    Ok(())
}

fn meta(act: Act) -> Meta {
    Meta::new(act, at(0))
}

fn size(path: &std::path::Path) -> u64 {
    std::fs::metadata(path).map_or(0, |data| data.len())
}

fn main() -> Outcome<()> {
    let leads: usize = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(10_000);
    let out = std::env::args().nth(2).unwrap_or_else(|| "speed.txt".to_owned());
    let folder = tempfile::tempdir()?;
    let (ours, theirs) = (folder.path().join("book"), folder.path().join("bare"));
    let mut table = Table::default();
    let companies: Vec<Company> = (0..(leads / 5).max(1))
        .map(|n| Company {
            id: CompanyId(Uuid::now_v7()),
            name: format!("PT {} {} {n}", pick(TRADE, n), pick(LAST, n / 10)),
            domain: String::new(),
            sector: String::new(),
            note: String::new(),
            created_at: at(0),
        })
        .collect();
    let all: Vec<Lead> = (0..leads).map(|n| lead(n, &companies)).collect();
    let company = |lead: &Lead| -> String {
        companies.iter().find(|c| Some(c.id) == lead.contact.company_id).map(|c| c.name.clone()).unwrap_or_default()
    };
    let names: Vec<String> =
        if leads <= 20_000 { all.iter().map(company).collect() } else { vec!["PT Maju".to_owned(); leads] };

    let conn = bare(&theirs)?;
    let ((), bare_bulk) = timed(|| {
        conn.execute_batch("BEGIN IMMEDIATE")?;
        for (lead, company) in all.iter().zip(&names) {
            bare_lead(&conn, lead, company)?;
        }
        conn.execute_batch("COMMIT")?;
        Ok(())
    })?;
    let store = Store::create(&ours)?;
    store.bulk::<_, corong_store::Error>(|bulk| {
        bulk.change::<_, corong_store::Error>(meta(Act::CompanyEdited), |tx| {
            companies.iter().try_for_each(|company| tx.put(company).map(drop))
        })
    })?;
    let (_, our_bulk) = timed(|| {
        Ok(store.bulk::<_, corong_store::Error>(|bulk| {
            for lead in &all {
                bulk.certain::<_, corong_store::Error>(meta(Act::ContactCaptured), |tx| put(tx, lead))?;
            }
            Ok(())
        })?)
    })?;
    table.line(&format!("create {leads} leads in bulk, five rows each"), our_bulk, Some(bare_bulk));
    let pair = folder.path().join("pair");
    let two = Store::create(&pair)?;
    let (_, our_two) = timed(|| {
        Ok(two.bulk::<_, corong_store::Error>(|bulk| {
            for lead in &all {
                bulk.certain::<_, corong_store::Error>(meta(Act::ContactCaptured), |tx| {
                    tx.put(&Contact { company_id: None, ..lead.contact.clone() })?;
                    tx.put(&lead.opportunity)
                })?;
            }
            Ok(())
        })?)
    })?;
    drop(two);
    table.line(&format!("create {leads} contacts with opportunity"), our_two, Some(bare_bulk));
    writeln!(table.0, "size: contact with opportunity {} bytes", size(&pair) / leads as u64)?;

    if std::env::var_os("ONLY_CREATE").is_some() {
        std::fs::write(out, table.0)?;
        return Ok(());
    }
    let extra: Vec<Lead> = (leads..leads + 400).map(|n| lead(n, &companies)).collect();
    let bare_one = median(200, |n| {
        conn.execute_batch("BEGIN IMMEDIATE")?;
        if let Some(lead) = extra.get(n) {
            bare_lead(&conn, lead, "PT Maju")?;
        }
        Ok(conn.execute_batch("COMMIT")?)
    })?;
    let our_one = median(200, |n| {
        if let Some(lead) = extra.get(n) {
            store.write::<_, corong_store::Error>(meta(Act::ContactCaptured), |tx| put(tx, lead))?;
        }
        Ok(())
    })?;
    table.line("one durable lead", our_one, Some(bare_one));
    for conn in [&conn, &Connection::open(&ours)?] {
        conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    }
    writeln!(
        table.0,
        "size: ours {} bytes a lead, bare {} bytes a lead, {:.2} x",
        size(&ours) / leads as u64,
        size(&theirs) / leads as u64,
        size(&ours) as f64 / size(&theirs) as f64
    )?;

    sizes(&Connection::open(&ours)?, leads, &mut table)?;
    conn.execute_batch(
        "CREATE VIRTUAL TABLE search USING fts5(name, company, email, phone, content='contact', content_rowid='id', tokenize='trigram');
         INSERT INTO search(search) VALUES('rebuild');",
    )?;
    let asked =
        ["rahma", "siti rah", "wijaya", "812000", "budi1", "karya", "sumber le", "@sinar", "zzzz", "lestari mitra"];
    let mut bare_worst = Duration::ZERO;
    let bare_search = median(100, |n| {
        let parts: Vec<String> =
            pick(&asked, n).split(' ').filter(|p| p.len() > 2).map(|part| format!("\"{part}\"")).collect();
        let start = Instant::now();
        let mut statement = conn.prepare_cached(
            "SELECT c.name, c.company, c.phone FROM search s JOIN contact c ON c.id = s.rowid WHERE search MATCH ?1
             ORDER BY c.name LIMIT 50",
        )?;
        let mut rows = statement.query([parts.join(" AND ")])?;
        while rows.next()?.is_some() {}
        bare_worst = bare_worst.max(start.elapsed());
        Ok(())
    })?;
    let read_search = |n: usize| -> Outcome<()> {
        Ok(store.read::<_, corong_store::Error>(|r| r.search_contacts(pick(&asked, n), 50).map(drop))?)
    };
    let mut worst = Duration::ZERO;
    read_search(0)?;
    for (n, word) in asked.iter().enumerate() {
        let took = median(9, |_| read_search(n))?;
        worst = worst.max(took);
        writeln!(table.0, "    search {word:<20} {:>8.3} ms", took.as_secs_f64() * 1e3)?;
    }
    table.line("search, median", median(100, read_search)?, Some(bare_search));
    table.line("search, slowest word", worst, Some(bare_worst));

    for (what, offset) in [("first page", 0), ("deep page", leads as u64 * 9 / 10)] {
        let bare_page = median(50, |_| {
            let mut statement =
                conn.prepare_cached("SELECT name, company, phone, email FROM contact ORDER BY name LIMIT 50")?;
            let mut rows = statement.query([])?;
            while rows.next()?.is_some() {}
            Ok(())
        })?;
        let page =
            |_| Ok(store.read::<_, corong_store::Error>(|r| r.contacts(ContactSort::Name, offset, 50).map(drop))?);
        table.line(what, median(50, page)?, Some(bare_page));
    }
    let bare_report = median(9, |_| {
        let mut statement =
            conn.prepare_cached("SELECT stage, count(*), sum(amount) FROM opportunity GROUP BY stage")?;
        let mut rows = statement.query([])?;
        while rows.next()?.is_some() {}
        Ok(())
    })?;
    let b2b = FunnelKey::from("b2b");
    let report = median(9, |_| Ok(store.read::<_, corong_store::Error>(|r| r.stage_totals(&b2b).map(drop))?))?;
    table.line("count and sum by stage", report, Some(bare_report));

    let edits = 10_000.min(leads);
    let ((), bare_edit) = timed(|| {
        conn.execute_batch("BEGIN IMMEDIATE")?;
        for lead in all.iter().take(edits) {
            conn.prepare_cached("UPDATE contact SET job_title = ?1 WHERE uuid = ?2")?
                .execute(params!["Head buyer", lead.contact.id.0.as_bytes().as_slice()])?;
        }
        conn.execute_batch("COMMIT")?;
        Ok(())
    })?;
    let twin = Store::create(&folder.path().join("twin"))?;
    let history: Vec<RawChange> = store
        .read::<_, corong_store::Error>(|r| r.changes_since(0, usize::MAX >> 1))?
        .into_iter()
        .map(|(_, change)| change)
        .collect();
    let (_, whole) = timed(|| Ok(twin.apply(&history)?))?;
    table.line(&format!("apply {} changes of whole leads", history.len()), whole, Some(bare_bulk));
    let (_, own_edit) = timed(|| {
        Ok(store.bulk::<_, corong_store::Error>(|bulk| {
            for lead in all.iter().take(edits) {
                bulk.certain::<_, corong_store::Error>(meta(Act::ContactEdited), |tx| {
                    tx.put(&Contact { job_title: "Head buyer".to_owned(), ..lead.contact.clone() })
                })?;
            }
            Ok(())
        })?)
    })?;
    table.line(&format!("edit {edits} contacts in bulk"), own_edit, Some(bare_edit));
    let sent: Vec<RawChange> = store
        .read::<_, corong_store::Error>(|r| r.changes_since(history.len() as i64, usize::MAX >> 1))?
        .into_iter()
        .map(|(_, change)| change)
        .collect();
    let (_, first) = timed(|| Ok(twin.apply(&sent)?))?;
    table.line(&format!("apply {} field changes", sent.len()), first, Some(bare_edit));
    let (_, again) = timed(|| Ok(twin.apply(&sent)?))?;
    table.line("the same again", again, None);
    let (_, undo) = timed(|| {
        let changes = store.read::<_, corong_store::Error>(|r| r.recent_changes(50))?;
        for change in changes {
            store.undo(change.key, &meta(Act::Undone))?;
        }
        Ok(())
    })?;
    table.line("undo 50 changes, durable", undo, None);
    drop(store);
    let (_, open) = timed(|| {
        let store = Store::open(&ours, Access::ReadWrite)?;
        Ok(store.read::<_, corong_store::Error>(|r| r.contacts(ContactSort::Name, 0, 50).map(drop))?)
    })?;
    table.line("open and first page", open, None);
    let store = Store::open(&ours, Access::ReadWrite)?;
    let (report, check) = timed(|| Ok(store.check(true)?))?;
    table.line(&format!("check, {} problems", report.problems.len()), check, None);
    std::fs::write(out, table.0)?;
    Ok(())
}

/// What each table and index weighs per lead.
fn sizes(conn: &Connection, leads: usize, table: &mut Table) -> Outcome<()> {
    let mut statement =
        conn.prepare("SELECT name, sum(pgsize) AS bytes FROM dbstat GROUP BY name ORDER BY bytes DESC LIMIT 24")?;
    let rows = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?)))?;
    for row in rows {
        let (name, bytes) = row?;
        writeln!(table.0, "    {name:<40} {:>6} bytes a lead", bytes / leads as i64)?;
    }
    Ok(())
}
