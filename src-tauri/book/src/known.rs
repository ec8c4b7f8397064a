//! What the book knows about companies, for the reader of texts.

use corong_capture::text::Known;
use corong_store::Store;

/// A book as the reader of texts asks it. A book that cannot be read knows nothing; the text is read all the same.
pub(crate) struct BookKnown<'b> {
    /// The book.
    pub store: &'b Store,
}

impl Known for BookKnown<'_> {
    fn company(&self, name: &str) -> Option<String> {
        let found: Result<_, corong_store::Error> = self.store.read(|reader| reader.company_named(name));
        found.ok().flatten().map(|company| company.name)
    }

    fn company_of_domain(&self, domain: &str) -> Option<String> {
        let found: Result<_, corong_store::Error> =
            self.store.read(|reader| reader.search_contacts(&format!("@{domain}"), 1));
        let row = found.ok()?.into_iter().next()?;
        (!row.company.is_empty()).then_some(row.company)
    }
}
