//! The name of a person from FN and N.
//!
//! Deliberately absent: guessing titles from a list of words; only what the card itself marks as a title is taken out
//! of the name.

/// N, each part joined to one text.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct NameParts {
    pub(crate) family: String,
    /// Given and additional names.
    pub(crate) given: String,
    pub(crate) before: String,
    pub(crate) after: String,
}

impl NameParts {
    /// From the components of N; `old` says that 2.1 wrote it, where a comma is only a comma.
    pub(crate) fn new(components: &[Vec<&str>], old: bool) -> Self {
        let part = |index: usize, separator: &str| {
            let texts = components.get(index).map(Vec::as_slice).unwrap_or_default();
            join(texts.iter().map(|text| one_line(text)), if old { ", " } else { separator })
        };
        let given = join([part(1, " "), part(2, " ")].into_iter(), " ");
        let mut after = part(4, ", ");
        // Generation of RFC 9554: `Jr.` stands apart from the suffixes, and most writers repeat it there.
        let generation = part(6, " ");
        if !generation.is_empty() && !after.contains(&generation) {
            after = join([after, generation].into_iter(), ", ");
        }
        let mut family = part(0, " ");
        let second = part(5, " ");
        if !second.is_empty() && !family.contains(&second) {
            family = join([family, second].into_iter(), " ");
        }
        Self { family, given, before: part(3, " "), after }
    }

    /// The name as people say it: given before family, without a blank where both are written in Han, Kana or Hangul,
    /// and family first there.
    pub(crate) fn whole(&self) -> String {
        let eastern = |text: &str| !text.is_empty() && text.chars().all(is_eastern);
        if eastern(&self.family) && eastern(&self.given) {
            return format!("{}{}", self.family, self.given);
        }
        join([self.given.clone(), self.family.clone()].into_iter(), " ")
    }
}

fn is_eastern(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}')
}

/// FN without the titles that N names.
pub(crate) fn without_titles(full: &str, parts: &NameParts) -> String {
    let mut name = full.trim();
    if !parts.before.is_empty()
        && let Some(rest) = strip_start(name, &parts.before)
    {
        name = rest;
    }
    if !parts.after.is_empty()
        && let Some(rest) = strip_end(name, &parts.after)
    {
        name = rest;
    }
    if name.is_empty() { full.trim().to_owned() } else { name.to_owned() }
}

fn strip_start<'a>(name: &'a str, title: &str) -> Option<&'a str> {
    let start = name.get(..title.len())?;
    let rest = name.get(title.len()..)?;
    let cut = start.to_lowercase() == title.to_lowercase() && rest.starts_with(char::is_whitespace);
    let rest = rest.trim_start();
    (cut && !rest.is_empty()).then_some(rest)
}

fn strip_end<'a>(name: &'a str, title: &str) -> Option<&'a str> {
    let at = name.len().checked_sub(title.len())?;
    let (rest, end) = (name.get(..at)?, name.get(at..)?);
    let cut = end.to_lowercase() == title.to_lowercase() && rest.ends_with(|c: char| c.is_whitespace() || c == ',');
    let rest = rest.trim_end();
    let rest = rest.strip_suffix(',').unwrap_or(rest).trim_end();
    (cut && !rest.is_empty()).then_some(rest)
}

/// Joins what is not empty.
pub(crate) fn join(texts: impl Iterator<Item = String>, separator: &str) -> String {
    let mut whole = String::new();
    for text in texts.filter(|text| !text.is_empty()) {
        if !whole.is_empty() {
            whole.push_str(separator);
        }
        whole.push_str(&text);
    }
    whole
}

/// A text for a field of one line.
pub(crate) fn one_line(text: &str) -> String {
    if text.contains(['\n', '\r', '\t']) {
        join(text.split(['\n', '\r', '\t']).map(|line| line.trim().to_owned()), " ")
    } else {
        text.trim().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_titles_that_the_card_marks_leave_the_name() {
        let parts = |before: &str, after: &str| NameParts {
            before: before.to_owned(),
            after: after.to_owned(),
            ..NameParts::default()
        };
        for (full, before, after, name) in [
            ("Mr. John Richter, James Doe Sr.", "Mr.", "Sr.", "John Richter, James Doe"),
            ("John Doe III", "Mr.", "III", "John Doe"),
            ("Ir. H. Siti Rahma, S.T., M.M.", "Ir. H.", "S.T., M.M.", "Siti Rahma"),
            ("Irma", "Ir", "", "Irma"),
            ("Dr.", "Dr.", "", "Dr."),
            ("Äb", "A", "b", "Äb"),
        ] {
            assert_eq!(without_titles(full, &parts(before, after)), name);
        }
    }

    #[test]
    fn names_are_put_together_as_people_say_them() {
        let whole = |components: &[Vec<&str>]| NameParts::new(components, false).whole();
        assert_eq!(whole(&[vec!["Doe"], vec!["John"], vec!["Richter", "James"]]), "John Richter James Doe");
        assert_eq!(whole(&[vec!["Slamet"]]), "Slamet");
        assert_eq!(whole(&[vec!["山田"], vec!["太郎"]]), "山田太郎");
        assert_eq!(whole(&[]), "");
    }
}
