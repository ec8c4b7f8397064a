//! vCards in and out, with a report per row, as one undo step.

use std::path::{Path, PathBuf};

use corong_book::BookError;
use corong_book::views::{ContactsRequest, DuplicatePolicy, ExportFormat, ExportRequest, RefusedCode, UndoRequest};

use crate::desk::Desk;

fn write(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let file = folder.join(name);
    std::fs::write(&file, bytes).unwrap();
    file
}

const TWO: &str = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Santoso;Budi;;;\r\nFN:Budi Santoso\r\nORG:PT Maju\r\nTEL;TYPE=CELL:0812 1111 2222\r\n\
                   EMAIL:budi@maju.example\r\nEND:VCARD\r\nBEGIN:VCARD\r\nVERSION:3.0\r\nNOTE:nobody\r\nEND:VCARD\r\n\
                   BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Sri Lestari\r\nEMAIL:sri@rejeki.example\r\nEND:VCARD\r\n";

#[test]
fn a_file_is_previewed_imported_and_undone_as_one_step() {
    let desk = Desk::new();
    let folder = tempfile::tempdir().unwrap();
    let file = write(folder.path(), "cards.vcf", TWO.as_bytes());
    let before = desk.book.check(false).unwrap().fingerprint;
    let preview = desk.book.import_preview(std::slice::from_ref(&file), DuplicatePolicy::Fill).unwrap();
    assert_eq!((preview.files[0].read, preview.files[0].created), (3, preview.rows.len() as u32));
    assert_eq!(desk.book.check(false).unwrap().fingerprint, before, "a preview writes nothing");
    let done = desk.book.import_run(std::slice::from_ref(&file), DuplicatePolicy::Fill, None).unwrap();
    assert_eq!(done.value.files, preview.files, "the import does what the preview said");
    let count = || desk.book.book_status().unwrap().counts.contacts;
    assert_eq!(count(), preview.files[0].created);
    let again = desk.book.import_run(&[file], DuplicatePolicy::Skip, None).unwrap().value;
    assert_eq!(
        again.files[0].created,
        preview.files[0].created - 2 + again.files[0].refused.len() as u32,
        "known people are skipped"
    );
    let note = done.note.unwrap();
    desk.book.change_undo(&UndoRequest { change: Some(note.change) }).unwrap();
    assert!(desk.book.check(false).unwrap().ok);
}

#[test]
fn an_empty_card_is_refused_by_row_and_line() {
    let desk = Desk::new();
    let folder = tempfile::tempdir().unwrap();
    let text = "BEGIN:VCARD\nVERSION:3.0\nFN:Budi\nEND:VCARD\nBEGIN:VCARD\nVERSION:3.0\nEND:VCARD\n";
    let file = write(folder.path(), "cards.vcf", text.as_bytes());
    let report = desk.book.import_run(&[file], DuplicatePolicy::Keep, None).unwrap().value.files.remove(0);
    assert_eq!((report.created, report.refused.len()), (1, 1));
    assert_eq!((report.refused[0].row, report.refused[0].line, report.refused[0].code), (2, 5, RefusedCode::Empty));
}

#[test]
fn what_goes_out_comes_back_the_same() {
    let desk = Desk::new();
    desk.maria();
    let folder = tempfile::tempdir().unwrap();
    for format in [ExportFormat::Vcard4, ExportFormat::Vcard3] {
        let file = folder.path().join("out.vcf");
        let done = desk.book.contacts_export(&ExportRequest { contacts: vec![], format }, &file).unwrap();
        assert_eq!(done.records, 1);
        let other = Desk::new();
        other.book.import_run(&[file], DuplicatePolicy::Keep, None).unwrap();
        let page = other.book.contacts_page(&ContactsRequest { limit: 5, ..ContactsRequest::default() }).unwrap();
        let (row, ours) = (
            &page.rows[0],
            desk.book.contacts_page(&ContactsRequest { limit: 5, ..ContactsRequest::default() }).unwrap(),
        );
        let ours = &ours.rows[0];
        assert_eq!(
            (&row.name, &row.company, &row.job_title, &row.phone, &row.email, row.temperature),
            (&ours.name, &ours.company, &ours.job_title, &ours.phone, &ours.email, ours.temperature),
            "{format:?}"
        );
    }
}

#[test]
fn files_that_are_no_vcards_are_named_and_change_nothing() {
    let desk = Desk::new();
    let folder = tempfile::tempdir().unwrap();
    let good = write(folder.path(), "good.vcf", TWO.as_bytes());
    let before = desk.book.check(false).unwrap().fingerprint;
    let huge = folder.path().join("huge.vcf");
    std::fs::File::create(&huge).unwrap().set_len(1 << 30).unwrap();
    type Case = (PathBuf, fn(&BookError) -> bool);
    let cases: Vec<Case> = vec![
        (write(folder.path(), "picture.vcf", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0"), |error| {
            matches!(error, BookError::FileForeign { .. })
        }),
        (write(folder.path(), "empty.vcf", b""), |error| matches!(error, BookError::FileForeign { .. })),
        (write(folder.path(), "prose.vcf", b"Dear diary, nothing happened."), |error| {
            matches!(error, BookError::FileForeign { .. })
        }),
        (huge, |error| matches!(error, BookError::FileTooLarge { limit: 256, .. })),
        (folder.path().to_owned(), |error| matches!(error, BookError::FileForeign { .. })),
        (folder.path().join("missing.vcf"), |error| matches!(error, BookError::FileUnreadable { .. })),
    ];
    for (file, expected) in cases {
        // Beside a good file: nothing of that one may stay either.
        let outcome = desk.book.import_run(&[good.clone(), file.clone()], DuplicatePolicy::Keep, None);
        let error = outcome.expect_err("it is no vCard file");
        assert!(expected(&error), "{}: {error:?}", file.display());
        assert_eq!(desk.book.check(false).unwrap().fingerprint, before, "{}", file.display());
    }
}

#[test]
fn an_export_into_nowhere_is_refused_and_leaves_nothing() {
    let desk = Desk::new();
    desk.maria();
    let folder = tempfile::tempdir().unwrap();
    let blocked = write(folder.path(), "file", b"x").join("below-a-file.vcf");
    let denied = desk.book.contacts_export(&ExportRequest { contacts: vec![], format: ExportFormat::Csv }, &blocked);
    assert!(matches!(denied, Err(BookError::ExportDenied { .. })), "{denied:?}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}
