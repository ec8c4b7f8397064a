//! Book files that are not as they should be, and two who want the same one.

use std::fs;

use corong_domain::contact::Contact;
use corong_domain::history::Act;
use corong_domain::settings::{Settings, Theme};
use corong_store::{Access, Error, ErrorKind, Meta, SCHEMA_VERSION, Store, WindowLock, schema_version};
use tempfile::TempDir;

use crate::samples::*;

pub fn kind<T>(result: Result<T, Error>) -> ErrorKind {
    match result {
        Ok(_) => panic!("it should have failed"),
        Err(error) => error.kind,
    }
}

pub fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

#[test]
fn a_book_is_found_again_as_it_was_left() {
    let folder = folder();
    let path = folder.path().join("buku kas – ü.corong");
    let (fingerprint, dump) = {
        let store = Store::create(&path).unwrap();
        for number in 1..20 {
            lead(&store, number, "Siti");
        }
        store.save_settings(&Settings { theme: Theme::Dark, ..Settings::default() }).unwrap();
        store.save_local("draft/1", Some("half a card")).unwrap();
        store.save_local("draft/2", Some("x")).unwrap();
        store.save_local("draft/2", None).unwrap();
        read(&store, |r| Ok((r.fingerprint()?, r.dump()?)))
    };
    assert_eq!(kind(Store::create(&path)), ErrorKind::Exists);
    assert_eq!(schema_version(&path).unwrap(), SCHEMA_VERSION);
    let store = Store::open(&path, Access::ReadWrite).unwrap();
    assert_eq!(read(&store, |r| Ok((r.fingerprint()?, r.dump()?))), (fingerprint, dump));
    assert_eq!(read(&store, |r| r.settings()).theme, Theme::Dark);
    assert_eq!(read(&store, |r| r.locals("draft/")), [("draft/1".to_owned(), "half a card".to_owned())]);
    let first = read(&store, |r| r.recent_changes(1))[0].key;
    let second = lead(&store, 99, "Ani");
    assert_ne!(first.writer, second.writer, "a new start has a new writer id");
    assert_eq!(second.seq, 1);
    assert_sound(&store);
}

#[test]
fn what_is_not_a_book_is_not_touched() {
    let folder = folder();
    let path = folder.path().join("x");
    assert_eq!(kind(Store::open(&path, Access::ReadWrite)), ErrorKind::NotFound);
    assert!(!path.exists(), "opening makes nothing");
    for bytes in [&b""[..], b"hello", &[0xff; 5_000], b"SQLite format 3\0"] {
        fs::write(&path, bytes).unwrap();
        for access in [Access::ReadWrite, Access::ReadOnly] {
            let kind = kind(Store::open(&path, access));
            assert!(matches!(kind, ErrorKind::NotABook | ErrorKind::Damaged), "{kind:?}");
        }
        assert_eq!(fs::read(&path).unwrap(), bytes);
    }
    fs::remove_file(&path).unwrap();
    let other = rusqlite::Connection::open(&path).unwrap();
    other.execute_batch("CREATE TABLE t(x); INSERT INTO t VALUES(1)").unwrap();
    drop(other);
    assert_eq!(kind(Store::open(&path, Access::ReadWrite)), ErrorKind::NotABook);
}

#[test]
fn a_truncated_or_overwritten_book_is_damaged() {
    let folder = folder();
    let path = folder.path().join("book");
    {
        let store = Store::create(&path).unwrap();
        for number in 1..200 {
            lead(&store, number, "Siti");
        }
    }
    let whole = fs::read(&path).unwrap();
    for length in [100, 4_096, whole.len() / 2 / 4_096 * 4_096, whole.len() - 4_096, whole.len() - 1_000] {
        fs::write(&path, &whole[..length]).unwrap();
        let found = Store::open(&path, Access::ReadWrite).and_then(|store| store.check(true));
        match found {
            Ok(report) => assert!(!report.is_sound(), "{length} of {} bytes", whole.len()),
            Err(error) => {
                assert!(matches!(error.kind, ErrorKind::Damaged | ErrorKind::NotABook), "{error:?}");
            }
        }
    }
}

#[test]
fn a_newer_book_is_read_but_not_written() {
    let folder = folder();
    let path = folder.path().join("book");
    {
        let store = Store::create(&path).unwrap();
        lead(&store, 1, "Siti");
    }
    let conn = rusqlite::Connection::open(&path).unwrap();
    conn.execute_batch("ALTER TABLE contact ADD COLUMN aura TEXT; PRAGMA user_version = 77").unwrap();
    drop(conn);
    assert_eq!(kind(Store::open(&path, Access::ReadWrite)), ErrorKind::Newer { found: 77 });
    assert_eq!(schema_version(&path).unwrap(), 77);
    let store = Store::open(&path, Access::ReadOnly).unwrap();
    assert_eq!(all_names(&store), ["Siti"]);
    let write = store.write::<_, Error>(meta(Act::ContactEdited, 1), |tx| tx.put(&contact(2, "Ani")));
    assert_eq!(kind(write), ErrorKind::ReadOnly);
    assert_eq!(kind(store.save_local("x", Some("y"))), ErrorKind::ReadOnly);
}

#[test]
fn a_book_of_the_first_schema_opens() {
    let folder = folder();
    let path = folder.path().join("book");
    let dump = include_str!("../fixtures/schema-1.sql");
    let conn = rusqlite::Connection::open(&path).unwrap();
    conn.execute_batch(dump).unwrap();
    drop(conn);
    let kept = folder.path().join(format!("book.before-schema-{SCHEMA_VERSION}"));
    let store = Store::open(&path, Access::ReadWrite).unwrap();
    assert_eq!(schema_version(&kept).unwrap(), 1, "a copy of what it was lies beside it");
    let of = |path: &std::path::Path| {
        let conn = rusqlite::Connection::open(path).unwrap();
        conn.query_row("SELECT changes, hex(fingerprint) FROM log", [], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?))
        })
        .unwrap()
    };
    assert_eq!(of(&kept), of(&path), "with the whole log");
    drop(store);
    let store = Store::open(&path, Access::ReadWrite).unwrap();
    let beside =
        || std::fs::read_dir(folder.path()).unwrap().filter_map(|file| file.unwrap().file_name().into_string().ok());
    assert_eq!(beside().filter(|name| name.contains("before-schema")).count(), 1, "only a migration makes one");
    assert!(beside().all(|name| !name.ends_with(".part")));
    // The derived search index is not part of the dump; a rebuild makes it from the log.
    store.rebuild().unwrap();
    assert_sound(&store);
    assert_eq!(all_names(&store), ["Ani", "Siti Rahma"]);
    assert_eq!(names(&store, "rahma"), ["Siti Rahma"]);
    edit(&store, 1, 99, |contact| contact.note = "still writable".into());
    assert_eq!(read(&store, |r| r.history(corong_store::Table::Contact, id(1, 1), 9)).len(), 3);
}

#[test]
fn a_full_disk_leaves_the_book_as_it_was() {
    let folder = folder();
    let path = folder.path().join("book");
    let store = Store::create(&path).unwrap();
    lead(&store, 1, "Siti");
    let before = read(&store, |r| Ok((r.fingerprint()?, r.dump()?)));
    store.limit_pages(80).unwrap();
    let big = Contact { note: "x".repeat(2_000_000), ..contact(2, "Ani") };
    let write = store.write::<_, Error>(meta(Act::ContactCaptured, 1), |tx| tx.put(&big));
    assert_eq!(kind(write), ErrorKind::DiskFull);
    assert_eq!(read(&store, |r| Ok((r.fingerprint()?, r.dump()?))), before);
    store.limit_pages(1_000_000).unwrap();
    lead(&store, 3, "Budi");
    assert_sound(&store);
}

#[test]
fn an_error_in_a_write_leaves_nothing_and_the_next_write_works() {
    let store = Store::in_memory().unwrap();
    lead(&store, 1, "Siti");
    let before = read(&store, |r| Ok((r.fingerprint()?, r.dump()?)));
    let failed = store.write::<(), Error>(meta(Act::ContactCaptured, 1), |tx| {
        tx.put(&contact(2, "Ani"))?;
        tx.delete::<Contact>(contact(1, "").id)?;
        Err(Error::new(ErrorKind::Missing, "testing"))
    });
    assert_eq!(kind(failed), ErrorKind::Missing);
    assert_eq!(read(&store, |r| Ok((r.fingerprint()?, r.dump()?))), before);
    let written = store.bulk::<_, Error>(|bulk| {
        for number in 10..20 {
            let one = bulk.change(meta(Act::ContactsImported, 2), |tx| {
                tx.put(&contact(number, "Imported"))?;
                tx.put(&phone(number, contact(number, "").id, "+62812", "0812"))?;
                if number % 2 == 0 { Err(Error::new(ErrorKind::Missing, "testing")) } else { Ok(()) }
            });
            assert_eq!(one.is_err(), number % 2 == 0);
        }
        Ok(())
    });
    assert!(written.unwrap().change.is_some());
    assert_eq!(read(&store, |r| r.count::<Contact>()), 6);
    assert_eq!(names(&store, "imported").len(), 5);
    let before = read(&store, |r| r.fingerprint());
    let spoilt = store.bulk::<_, Error>(|bulk| {
        bulk.certain::<_, Error>(meta(Act::ContactsImported, 3), |tx| tx.put(&contact(30, "Whole")))?;
        let half = bulk.certain::<(), Error>(meta(Act::ContactsImported, 3), |tx| {
            tx.put(&contact(31, "Half"))?;
            Err(Error::new(ErrorKind::Missing, "testing"))
        });
        assert!(half.is_err());
        Ok(())
    });
    assert_eq!(kind(spoilt), ErrorKind::Internal, "half a change is never committed");
    assert_eq!(read(&store, |r| r.fingerprint()), before);
    assert_sound(&store);
}

#[test]
fn a_panic_in_a_write_leaves_nothing_and_the_next_write_works() {
    let store = Store::in_memory().unwrap();
    lead(&store, 1, "Siti");
    let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        let _ = store.write::<(), Error>(meta(Act::ContactCaptured, 1), |tx| {
            tx.put(&contact(2, "Ani"))?;
            panic!("on purpose");
        });
    }));
    assert!(outcome.is_err());
    lead(&store, 3, "Budi");
    assert_eq!(all_names(&store), ["Budi", "Siti"]);
    assert_sound(&store);
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written_is_said() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder();
    let inside = folder.path().join("inside");
    fs::create_dir(&inside).unwrap();
    {
        let store = Store::create(&inside.join("book")).unwrap();
        lead(&store, 1, "Siti");
    }
    fs::set_permissions(&inside, fs::Permissions::from_mode(0o555)).unwrap();
    fs::set_permissions(inside.join("book"), fs::Permissions::from_mode(0o444)).unwrap();
    // Root may write anywhere: then there is nothing to see here.
    let root = fs::write(inside.join("probe"), "x").is_ok();
    if !root {
        assert_eq!(kind(Store::create(&inside.join("new"))), ErrorKind::ReadOnly);
        let opened = Store::open(&inside.join("book"), Access::ReadWrite);
        assert!(matches!(kind(opened), ErrorKind::ReadOnly | ErrorKind::Io));
    }
    fs::set_permissions(&inside, fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn one_window_at_a_time() {
    let folder = folder();
    let path = folder.path().join("book");
    let lock = WindowLock::take(&path).unwrap();
    assert_eq!(kind(WindowLock::take(&path)), ErrorKind::AlreadyOpen);
    drop(lock);
    WindowLock::take(&path).unwrap();
}

#[test]
fn a_window_and_the_command_line_write_in_turn() {
    let folder = folder();
    let path = folder.path().join("book");
    let window = Store::create(&path).unwrap();
    let line = Store::open(&path, Access::ReadWrite).unwrap();
    std::thread::scope(|scope| {
        for (store, from) in [(&window, 0), (&line, 1_000)] {
            scope.spawn(move || {
                for number in from..from + 40 {
                    lead(store, number, "Siti");
                }
            });
        }
    });
    for store in [&window, &line] {
        assert_eq!(read(store, |r| r.contact_count()), 80);
        assert_sound(store);
    }
}

#[test]
fn a_reader_keeps_its_snapshot_while_somebody_writes() {
    let folder = folder();
    let store = Store::create(&folder.path().join("book")).unwrap();
    lead(&store, 1, "Siti");
    read(&store, |r| {
        let before = r.dump()?;
        lead(&store, 2, "Ani");
        assert_eq!(r.dump()?, before);
        Ok(())
    });
    assert_eq!(all_names(&store), ["Ani", "Siti"]);
}

#[test]
fn a_copy_is_the_same_book() {
    let folder = folder();
    let store = Store::create(&folder.path().join("book")).unwrap();
    lead(&store, 1, "Siti");
    let path = folder.path().join("copy");
    store.copy_to(&path).unwrap();
    assert_eq!(kind(store.copy_to(&path)), ErrorKind::Exists);
    let copy = Store::open(&path, Access::ReadWrite).unwrap();
    assert_eq!(read(&copy, |r| r.state_hashes()), read(&store, |r| r.state_hashes()));
    lead(&copy, 2, "Ani");
    lead(&store, 3, "Budi");
    copy_both(&copy, &store);
    assert_eq!(read(&copy, |r| r.state_hashes()), read(&store, |r| r.state_hashes()));
    assert_sound(&copy);
}

fn copy_both(a: &Store, b: &Store) {
    copy(a, b);
    copy(b, a);
}

#[test]
fn the_check_sees_a_projection_that_was_tampered_with_and_a_rebuild_mends_it() {
    let folder = folder();
    let path = folder.path().join("book");
    {
        let store = Store::create(&path).unwrap();
        for number in 1..30 {
            lead(&store, number, "Siti");
        }
        edit(&store, 3, 50, |contact| contact.name = "Ani".into());
    }
    for harm in [
        "UPDATE contact SET name = 'Eve' WHERE name = 'Ani'",
        "DELETE FROM dup_key WHERE contact = 2",
        "UPDATE phone SET live = 0 WHERE id = 4",
        "UPDATE contact SET ver = x'' WHERE id = 5",
    ] {
        let conn = rusqlite::Connection::open(&path).unwrap();
        conn.execute_batch(harm).unwrap();
        drop(conn);
        let store = Store::open(&path, Access::ReadWrite).unwrap();
        assert!(!store.check(false).unwrap().is_sound(), "{harm}");
        store.rebuild().unwrap();
        assert_sound(&store);
    }
    let conn = rusqlite::Connection::open(&path).unwrap();
    conn.execute_batch("UPDATE change SET at = at + 1 WHERE arrival = 7").unwrap();
    drop(conn);
    let store = Store::open(&path, Access::ReadWrite).unwrap();
    assert!(store.check(false).unwrap().problems.contains(&corong_store::Problem::Log));
    drop(store);
    let conn = rusqlite::Connection::open(&path).unwrap();
    conn.execute_batch("UPDATE change SET body = x'0102ff' WHERE arrival = 7").unwrap();
    drop(conn);
    let store = Store::open(&path, Access::ReadWrite).unwrap();
    assert!(store.check(false).unwrap().problems.contains(&corong_store::Problem::Unreadable(1)));
    assert_eq!(kind(store.rebuild()), ErrorKind::Damaged);
    assert_eq!(all_names(&store).len(), 29, "a rebuild that fails leaves the book as it was");
}

#[test]
fn nothing_put_is_no_change() {
    let store = Store::in_memory().unwrap();
    let written =
        store.write::<_, Error>(Meta::new(Act::ContactEdited, at(0)), |tx| tx.get::<Contact>(contact(1, "").id));
    let written = written.unwrap();
    assert_eq!((written.value, written.change), (None, None));
    assert_eq!(read(&store, |r| r.change_count()), 0);
}
