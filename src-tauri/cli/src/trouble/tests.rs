//! Every trouble has its exit code, its word and its sentences.

use corong_domain::settings::Language;

use super::*;
use crate::words::words;

#[test]
fn every_trouble_has_its_exit_code_and_a_sentence_in_both_languages() {
    let file = || "kartu.vcf".to_owned();
    let book_errors = [
        (BookError::Busy, 4, "book_busy"),
        (BookError::DiskFull, 4, "disk_full"),
        (BookError::ReadOnly, 4, "read_only"),
        (BookError::Damaged, 4, "book_damaged"),
        (BookError::Newer { found: 9 }, 4, "book_newer"),
        (BookError::NotABook, 4, "not_a_book"),
        (BookError::InUse, 4, "book_in_use"),
        (BookError::FileUnreadable { file: file() }, 3, "file_unreadable"),
        (BookError::FileTooLarge { file: file(), limit: 256 }, 3, "file_too_large"),
        (BookError::FileForeign { file: file() }, 3, "file_no_cards"),
        (BookError::SheetUnfit { file: file(), problem: SheetProblem::NoTable }, 3, "sheet_unfit"),
        (BookError::ExportDenied { file: file() }, 3, "export_denied"),
        (BookError::TextTooLong, 3, "text_too_long"),
        (BookError::PictureTooLarge { width: 12_000, height: 9_000 }, 3, "picture_too_large"),
        (BookError::PictureUnreadable, 3, "picture_unreadable"),
        (BookError::ModelsMissing, 3, "models_missing"),
        (BookError::Cancelled, 5, "internal"),
        (BookError::CannotUndo, 1, "cannot_undo"),
        (BookError::SaleRefused(Box::new(SaleRefusal::OfferSent)), 1, "refused"),
        (BookError::NotFound { what: "record" }, 2, "gone"),
        (BookError::Invalid(vec![Problem::new("name", Rule::EmptyCard)]), 1, "invalid"),
        (BookError::Invalid(vec![Problem::new("email", Rule::EmailShape)]), 2, "invalid"),
        (BookError::Internal("odd".into()), 5, "internal"),
    ];
    let own = [
        (Trouble::Homeless(Vec::new()), 1, "homeless"),
        (Trouble::FileShape { file: file(), line: Some(7) }, 3, "file_shape"),
        (Trouble::FileMissing(file()), 3, "file_missing"),
        (Trouble::FileIsFolder(file()), 3, "file_is_folder"),
        (Trouble::FileEmpty(file()), 3, "file_empty"),
        (Trouble::FileBinary(file()), 3, "file_binary"),
        (Trouble::FileNoPeople(file()), 3, "file_no_people"),
        (Trouble::FileNoPairs(file()), 3, "file_no_pairs"),
        (Trouble::TruthUnreadable(file()), 3, "truth_unreadable"),
        (Trouble::BookMissing(file()), 4, "book_missing"),
        (Trouble::BookExists(file()), 4, "book_exists"),
        (Trouble::BookUnreadable(file()), 4, "book_unreadable"),
        (Trouble::FolderDenied(file()), 4, "folder_denied"),
    ];
    let all = book_errors.into_iter().map(|(error, exit, code)| (Trouble::from(error), exit, code)).chain(own);
    for (trouble, exit, code) in all {
        assert_eq!((trouble.exit(), trouble.code()), (exit, code));
        let [en, id] = [Language::En, Language::Id].map(|language| words(language).trouble(&trouble));
        assert_ne!(en, id);
        for text in [&en, &id] {
            let sentences = text.matches(['.', ':']).count();
            assert!(sentences >= 2, "what happened, what is safe, what to do: {text}");
        }
    }
}
