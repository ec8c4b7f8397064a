//! Search by parts: of a name, a company, an e-mail address, a number, a note.
//!
//! The trigram index names candidates; each one shown was looked at. All words must be found, in any order. Words of one
//! or two letters are beginnings: of the name or the company when alone, of any word beside longer ones.

use std::ops::Range;

use corong_domain::text::{digits, fold};
use rusqlite::params;

use crate::error::{Doing, Result};
use crate::log::contact_card;
use crate::query::contacts::ContactRow;
use crate::query::orders::ContactSort;
use crate::reader::Reader;

/// Up to this many candidates are sorted by reading their names; more of them by the order of all contacts.
const FEW: usize = 500;

/// What is asked for: folded words.
#[derive(Debug)]
struct Query {
    /// At least three letters: found anywhere.
    parts: Vec<String>,
    /// One or two letters: found where a word begins.
    starts: Vec<String>,
}

impl Query {
    fn of(text: &str) -> Self {
        let mut query = Self { parts: Vec::new(), starts: Vec::new() };
        for word in fold(text).split(' ').filter(|word| !word.is_empty()) {
            let word = number(word).unwrap_or_else(|| word.to_owned());
            if word.chars().nth(2).is_some() { query.parts.push(word) } else { query.starts.push(word) }
        }
        query
    }

    /// The trigrams of all parts as a full-text query.
    fn trigrams(&self) -> String {
        let mut grams = Vec::new();
        for part in &self.parts {
            let letters: Vec<char> = part.chars().collect();
            for gram in letters.windows(3) {
                let gram: String = gram.iter().collect();
                let quoted = format!("\"{}\"", gram.replace('"', "\"\""));
                if !grams.contains(&quoted) {
                    grams.push(quoted);
                }
            }
        }
        grams.join(" AND ")
    }

    fn matches(&self, text: &str) -> bool {
        let begins = |start: &String| {
            text.match_indices(start.as_str()).any(|(at, _)| {
                text.get(..at).and_then(|before| before.chars().next_back()).is_none_or(|c| !c.is_alphanumeric())
            })
        };
        self.parts.iter().all(|part| text.contains(part.as_str())) && self.starts.iter().all(begins)
    }
}

/// The digits of a word that is a number as people type it. A leading zero is dropped from longer ones: the index holds
/// the international form, in which it is not there.
fn number(word: &str) -> Option<String> {
    let shaped = word.chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | '(' | ')' | '.' | '/'));
    let digits = digits(word);
    if !shaped || digits.is_empty() {
        return None;
    }
    match digits.strip_prefix('0') {
        Some(rest) if rest.len() >= 3 => Some(rest.to_owned()),
        _ => Some(digits),
    }
}

impl Reader<'_> {
    /// The contacts in which every word of `text` is found, by name, at most `limit`. Nothing for an empty text.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn search_contacts(&self, text: &str, limit: usize) -> Result<Vec<ContactRow>> {
        self.contact_rows(&self.search_keys(text, limit)?)
    }

    /// A page of what [`Reader::search_contacts`] finds, and how many it finds in all: the rows beside the page are not
    /// read.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn search_page(&self, text: &str, most: usize, page: Range<usize>) -> Result<(usize, Vec<ContactRow>)> {
        let found = self.search_keys(text, most)?;
        let end = page.end.min(found.len());
        let rows = self.contact_rows(found.get(page.start.min(end)..end).unwrap_or_default())?;
        Ok((found.len(), rows))
    }

    fn search_keys(&self, text: &str, limit: usize) -> Result<Vec<i64>> {
        let query = Query::of(text);
        if query.parts.is_empty() {
            return self.search_starts(&query, limit);
        }
        let mut statement = self.conn.prepare_cached("SELECT rowid FROM search WHERE search MATCH ?1")?;
        let rows = statement.query_map([query.trigrams()], |row| row.get(0))?;
        let mut hits: Vec<i64> = rows.collect::<rusqlite::Result<_>>().doing("searching")?;
        self.sort_by_name(&mut hits)?;
        // A word of three letters is one trigram: whatever the index names holds it.
        let exact = query.starts.is_empty() && query.parts.iter().all(|part| part.chars().nth(3).is_none());
        let mut found = Vec::with_capacity(limit.min(hits.len()));
        for id in hits {
            if found.len() >= limit {
                break;
            }
            if exact || self.is_in_name(&query, id)? || self.is_in_card(&query, id)? {
                found.push(id);
            }
        }
        Ok(found)
    }

    /// Whether all words stand in the name, which most are asked for.
    fn is_in_name(&self, query: &Query, id: i64) -> Result<bool> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT name_key FROM contact WHERE id = ?1 AND live = 1 AND merged_into IS NULL")?;
        let mut rows = statement.query([id])?;
        let Some(row) = rows.next().doing("searching in names")? else { return Ok(false) };
        let name = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
        Ok(query.matches(name))
    }

    fn is_in_card(&self, query: &Query, id: i64) -> Result<bool> {
        Ok(contact_card(self.conn, id)?.is_some_and(|card| query.matches(&card.text())))
    }

    fn sort_by_name(&self, hits: &mut [i64]) -> Result<()> {
        if hits.len() > FEW || self.kept_order(ContactSort::Name)?.is_some() {
            let order = self.order(ContactSort::Name)?;
            hits.sort_by_key(|id| order.rank(*id).unwrap_or(u32::MAX));
            return Ok(());
        }
        let mut statement = self.conn.prepare_cached("SELECT name_key FROM contact WHERE id = ?1")?;
        let mut named = Vec::with_capacity(hits.len());
        for id in hits.iter() {
            let name: String = statement.query_row([id], |row| row.get(0)).doing("sorting what was found")?;
            named.push((name, *id));
        }
        named.sort_unstable();
        for (slot, (_, id)) in hits.iter_mut().zip(named) {
            *slot = id;
        }
        Ok(())
    }

    /// Contacts whose name, or whose company's name, begins with the first short word, and in which the others begin a word.
    fn search_starts(&self, query: &Query, limit: usize) -> Result<Vec<i64>> {
        let Some(first) = query.starts.first() else { return Ok(Vec::new()) };
        let end = format!("{first}\u{10ffff}");
        let mut found: Vec<i64> = Vec::new();
        for sql in [
            "SELECT id FROM contact INDEXED BY contact_by_name
             WHERE live = 1 AND merged_into IS NULL AND name_key >= ?1 AND name_key < ?2 ORDER BY name_key, id",
            "SELECT c.id FROM company o JOIN contact c ON c.company_id = o.id
             WHERE o.live = 1 AND c.live = 1 AND c.merged_into IS NULL AND o.company_key >= ?1 AND o.company_key < ?2
             ORDER BY o.company_key, o.id, c.id",
        ] {
            let mut statement = self.conn.prepare_cached(sql)?;
            let mut rows = statement.query(params![first, end])?;
            while found.len() < limit
                && let Some(row) = rows.next().doing("searching by the first letters")?
            {
                let id: i64 = row.get(0)?;
                let fits = query.starts.len() == 1
                    || contact_card(self.conn, id)?.is_some_and(|card| query.matches(&card.text()));
                if fits && !found.contains(&id) {
                    found.push(id);
                }
            }
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_parts_and_starts() {
        let query = Query::of("  Siti PT 0812-345 +62 ");
        assert_eq!(query.parts, ["siti", "812345"]);
        assert_eq!(query.starts, ["pt", "62"]);
        assert_eq!(Query::of("a\"bc").trigrams(), "\"a\"\"b\" AND \"\"\"bc\"");
        assert!(query.matches("siti rahma\npt maju\n628123456789\n62812345"));
        assert!(!query.matches("siti rahma\napt maju\n628123456789"));
    }
}
