//! Backups: what is copied is the book, and a restore never loses what it replaces.

use std::fs;

use corong_store::{Access, ErrorKind, Store, recover_restore, restore, restore_pending, verify_copy};

use crate::files::{folder, kind};
use crate::samples::{all_names, assert_sound, lead};

#[test]
fn a_copy_is_the_book_and_leaves_nothing_beside_it() {
    let folder = folder();
    let store = Store::create(&folder.path().join("book")).unwrap();
    lead(&store, 1, "Siti");
    lead(&store, 2, "Ani");
    let target = folder.path().join("copy");
    let copied = store.verified_copy(&target).unwrap();
    assert_eq!(copied.changes, 2);
    assert_eq!(copied, verify_copy(&target).unwrap());
    let copy = Store::open(&target, Access::ReadOnly).unwrap();
    assert_eq!(all_names(&copy), ["Ani", "Siti"]);
    assert!(!folder.path().join("copy.part").exists());
    assert_eq!(kind(store.verified_copy(&target)), ErrorKind::Exists, "a file is never written over");
}

#[test]
fn a_copy_that_was_changed_is_not_taken_for_a_backup() {
    let folder = folder();
    let store = Store::create(&folder.path().join("book")).unwrap();
    for number in 1..200 {
        lead(&store, number, "Siti");
    }
    let target = folder.path().join("copy");
    store.verified_copy(&target).unwrap();
    let whole = fs::read(&target).unwrap();
    // A byte of a page in the middle; a page cut off; no book at all.
    let mut spoilt = whole.clone();
    for byte in spoilt.iter_mut().skip(whole.len() / 2).take(600) {
        *byte ^= 0x5a;
    }
    for (bytes, what) in [(spoilt, "spoilt"), (whole[..whole.len() - 4_096].to_vec(), "cut"), (b"x".to_vec(), "other")]
    {
        fs::write(&target, bytes).unwrap();
        let error = verify_copy(&target).unwrap_err();
        assert!(matches!(error.kind, ErrorKind::Damaged | ErrorKind::NotABook), "{what}: {error:?}");
        let book = folder.path().join("book");
        assert!(restore(&book, &target, &folder.path().join("aside")).is_err(), "{what}");
        assert!(book.exists() && !folder.path().join("aside").exists(), "{what}: the book is as it was");
    }
    assert_sound(&store);
}

#[test]
fn a_restore_moves_the_book_aside_with_all_that_belongs_to_it() {
    let folder = folder();
    let (book, copy, aside) = (folder.path().join("book"), folder.path().join("copy"), folder.path().join("aside"));
    {
        let store = Store::create(&book).unwrap();
        lead(&store, 1, "Siti");
        store.verified_copy(&copy).unwrap();
        lead(&store, 2, "Ani");
        // As after a crash: the last write is only in the log beside the book.
        std::mem::forget(store);
    }
    assert!(folder.path().join("book-wal").exists());
    restore(&book, &copy, &aside).unwrap();
    assert!(!folder.path().join("book-wal").exists() && !restore_pending(&book));
    let restored = Store::open(&book, Access::ReadWrite).unwrap();
    assert_eq!(all_names(&restored), ["Siti"]);
    lead(&restored, 3, "Budi");
    assert_sound(&restored);
    let earlier = Store::open(&aside.join("book"), Access::ReadWrite).unwrap();
    assert_eq!(all_names(&earlier), ["Ani", "Siti"], "what was acknowledged is still there");
    assert!(copy.exists());
    let mode: String =
        rusqlite::Connection::open(&book).unwrap().query_row("PRAGMA journal_mode", [], |row| row.get(0)).unwrap();
    assert_eq!(mode, "wal", "a copy made by VACUUM has lost it");
}

#[test]
fn a_restore_that_was_cut_off_is_completed_or_forgotten() {
    let folder = folder();
    let (book, copy, aside) = (folder.path().join("book"), folder.path().join("copy"), folder.path().join("aside"));
    let prepare = || {
        let store = Store::create(&book).unwrap();
        lead(&store, 1, "Siti");
        store.verified_copy(&copy).unwrap();
        lead(&store, 2, "Ani");
        std::mem::forget(store);
    };
    prepare();
    // Cut off before the book was touched.
    fs::copy(&copy, folder.path().join("book.restoring")).unwrap();
    assert!(!recover_restore(&book, &aside).unwrap());
    assert_eq!(all_names(&Store::open(&book, Access::ReadOnly).unwrap()), ["Ani", "Siti"]);
    assert!(!restore_pending(&book));
    // Cut off between moving the book aside and moving its log.
    fs::create_dir(&aside).unwrap();
    fs::copy(&copy, folder.path().join("book.restoring")).unwrap();
    fs::rename(&book, aside.join("book")).unwrap();
    assert!(recover_restore(&book, &aside).unwrap());
    assert_eq!(all_names(&Store::open(&book, Access::ReadWrite).unwrap()), ["Siti"]);
    assert_eq!(all_names(&Store::open(&aside.join("book"), Access::ReadWrite).unwrap()), ["Ani", "Siti"]);
}

#[test]
fn a_backup_of_the_first_schema_is_restored_and_migrated() {
    let folder = folder();
    let (book, old, aside) = (folder.path().join("book"), folder.path().join("old"), folder.path().join("aside"));
    rusqlite::Connection::open(&old).unwrap().execute_batch(include_str!("../fixtures/schema-1.sql")).unwrap();
    lead(&Store::create(&book).unwrap(), 1, "Budi");
    restore(&book, &old, &aside).unwrap();
    let restored = Store::open(&book, Access::ReadWrite).unwrap();
    // The derived search index is not part of the dump; a rebuild makes it from the log.
    restored.rebuild().unwrap();
    assert_eq!(all_names(&restored), ["Ani", "Siti Rahma"]);
    assert_sound(&restored);
}
