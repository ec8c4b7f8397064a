//! What must never happen: a write that is lost, a file that is touched although it is no book.

use std::sync::Arc;

use corong_book::views::ContactsRequest;
use corong_book::{Book, BookError, FixedClock};

use crate::desk::{Desk, noon};

fn clock() -> Arc<FixedClock> {
    Arc::new(FixedClock::at(noon()))
}

#[test]
fn everything_is_there_after_closing_and_opening() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("deep").join("book.corong");
    let clock = clock();
    let desk = Desk { book: Book::create(&file, Box::new(Arc::clone(&clock))).unwrap(), clock: Arc::clone(&clock) };
    desk.start(false);
    let (contact, opportunity) = desk.maria();
    desk.carry(opportunity, "bid_sent");
    let (seen, check) = (desk.seen(contact), desk.book.check(false).unwrap());
    drop(desk);
    let again = Desk { book: Book::open(&file, Box::new(Arc::clone(&clock))).unwrap(), clock };
    assert_eq!(again.seen(contact), seen);
    let after = again.book.check(true).unwrap();
    assert!(after.ok);
    assert_eq!(
        (after.fingerprint, after.state_hash),
        (check.fingerprint, check.state_hash),
        "a rebuild gives the same tables"
    );
}

#[test]
fn a_second_window_is_told_and_the_command_line_may_look_in() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("book.corong");
    let first = Book::open_or_create(&file).unwrap();
    let second = Book::open_or_create(&file);
    assert!(matches!(second, Err(BookError::InUse)), "the second window says so");
    let beside = Book::open(&file, Box::new(clock())).unwrap();
    assert_eq!(beside.contacts_page(&ContactsRequest::default()).unwrap().total, 0);
    drop(first);
    assert!(Book::open_or_create(&file).is_ok(), "the lock goes with the window");
}

#[test]
fn what_is_no_book_is_not_touched() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("book.corong");
    for bytes in [&b"just a text that somebody keeps"[..], &[0_u8; 4096][..], b""] {
        std::fs::write(&file, bytes).unwrap();
        let opened = Book::open_or_create(&file);
        assert!(matches!(opened, Err(BookError::NotABook | BookError::Damaged)), "{} bytes", bytes.len());
        assert_eq!(std::fs::read(&file).unwrap(), bytes, "not a byte was changed");
    }
}

#[test]
fn a_newer_book_is_refused_and_can_be_looked_at() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("book.corong");
    let clock = clock();
    let desk = Desk { book: Book::create(&file, Box::new(Arc::clone(&clock))).unwrap(), clock };
    desk.start(false);
    let (contact, _) = desk.maria();
    drop(desk);
    // The schema version stands in the header of the file, at offset 60.
    let mut bytes = std::fs::read(&file).unwrap();
    bytes[60..64].copy_from_slice(&99_u32.to_be_bytes());
    std::fs::write(&file, &bytes).unwrap();
    let newer = Book::open_or_create(&file);
    assert!(matches!(newer, Err(BookError::Newer { found: 99 })), "it names the version: {:?}", newer.err());
    let looked = Book::open_read_only(&file, Box::new(corong_book::SystemClock)).unwrap();
    assert_eq!(
        looked.contact_get(&corong_book::views::ContactRequest { contact }).unwrap().contact.name,
        "Maria Tobing"
    );
    let refused = looked.note_add(&corong_book::views::NoteRequest { contact, opportunity: None, text: "x".into() });
    assert!(matches!(refused, Err(BookError::ReadOnly)), "{refused:?}");
}

#[test]
fn a_folder_in_which_nothing_can_be_made_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a-file");
    std::fs::write(&file, b"x").unwrap();
    assert!(Book::open_or_create(&file.join("book.corong")).is_err());
    assert_eq!(std::fs::read(&file).unwrap(), b"x");
}
