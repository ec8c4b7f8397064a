//! Text for comparing and sorting: folded case and accents, and digits alone. Used by search, sorting and duplicates,
//! so that all three agree on what "the same letters" means.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Lower case without accents, white space runs as one blank, trimmed: `"  ÉCLAT  Jaya"` becomes `"eclat jaya"`.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    if text.is_ascii() {
        for byte in text.bytes() {
            push_folded(&mut folded, char::from(byte.to_ascii_lowercase()));
        }
    } else {
        for c in text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
            match c {
                'ß' => folded.push_str("ss"),
                'æ' => folded.push_str("ae"),
                'œ' => folded.push_str("oe"),
                'ø' => folded.push('o'),
                'đ' | 'ð' => folded.push('d'),
                'ł' => folded.push('l'),
                'ı' => folded.push('i'),
                _ => push_folded(&mut folded, c),
            }
        }
    }
    if folded.ends_with(' ') {
        folded.pop();
    }
    folded
}

fn push_folded(folded: &mut String, c: char) {
    if c.is_whitespace() {
        if !folded.is_empty() && !folded.ends_with(' ') {
            folded.push(' ');
        }
    } else if !c.is_control() {
        folded.push(c);
    }
}

/// The ASCII digits of a text, in order.
#[must_use]
pub fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_drops_case_accents_and_runs_of_blanks() {
        for (text, folded) in [
            ("  ÉCLAT \t Jaya ", "eclat jaya"),
            ("Straße", "strasse"),
            ("Łódź", "lodz"),
            ("ＡＢＣ", "abc"),
            ("", ""),
            ("Siti\u{a0}Rahma", "siti rahma"),
        ] {
            assert_eq!(fold(text), folded, "{text:?}");
        }
    }
}
