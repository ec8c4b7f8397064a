//! Days as files write them; the form of a whole column is found from all of its values.
//!
//! Deliberately absent: time zones. A time of day after the date is passed over.

use chrono::NaiveDate;

/// A way to write a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayForm(String);

/// The forms that programs write. Where a column fits two, the first one here counts: the day stands before the month
/// nearly everywhere.
const FORMS: [&str; 10] = [
    "%Y-%m-%d", "%Y/%m/%d", "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%d-%m-%Y", "%m-%d-%Y", "%Y%m%d", "%d %b %Y",
    "%d-%b-%Y",
];

impl DayForm {
    /// A form by its `strftime` pattern, as in `%d/%m/%Y`.
    #[must_use]
    pub fn named(pattern: &str) -> Self {
        Self(pattern.to_owned())
    }

    /// The form that fits all values that are not empty; `None` when none does or all are empty.
    #[must_use]
    pub fn of<'a>(values: impl Iterator<Item = &'a str> + Clone) -> Option<Self> {
        let mut filled = values.filter(|value| !value.trim().is_empty()).peekable();
        filled.peek()?;
        FORMS.into_iter().map(Self::named).find(|form| filled.clone().all(|value| form.read(value).is_some()))
    }

    /// The day that a value names.
    #[must_use]
    pub fn read(&self, value: &str) -> Option<NaiveDate> {
        let value = value.trim();
        // With %Y, chrono takes "17" for the year 17: no sale is that old.
        let parsed = |text: &str| {
            let (day, rest) = NaiveDate::parse_and_remainder(text, &self.0).ok()?;
            (rest.is_empty() || rest.starts_with(['T', ' '])).then_some(day)
        };
        parsed(value).filter(|day| *day >= NaiveDate::from_ymd_opt(1900, 1, 1).unwrap_or(NaiveDate::MIN))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(values: &[&str]) -> Option<DayForm> {
        DayForm::of(values.iter().copied())
    }

    #[test]
    fn the_form_of_a_column_is_found() {
        for (values, first) in [
            (vec!["2017-03-01", "", "2017-12-31"], "2017-03-01"),
            (vec!["2017-03-01T08:00:00Z", "2017-12-31 10:00"], "2017-03-01"),
            (vec!["01/03/2017", "31/12/2017"], "2017-03-01"),
            (vec!["03/01/2017", "12/31/2017"], "2017-03-01"),
            (vec!["01/03/2017", "02/03/2017"], "2017-03-01"),
            (vec!["1.3.2017"], "2017-03-01"),
            (vec!["1 Mar 2017"], "2017-03-01"),
            (vec!["20170301"], "2017-03-01"),
        ] {
            let found = form(&values).unwrap();
            assert_eq!(found.read(values[0]).unwrap().to_string(), first, "{values:?}");
        }
        assert_eq!(form(&["01/03/2017", "2017-03-02"]), None, "two forms in one column");
        assert_eq!(form(&["01/03/17"]), None, "a year of two digits");
        assert_eq!(form(&["", " "]), None);
        assert_eq!(form(&["2017-02-30"]), None);
    }
}
