//! What cameras do to letters and can be told from the line alone.
//!
//! Deliberately absent: guesses about names. A letter that could be another one stays as it was read.

/// Repairs one line as read from a photo.
pub(super) fn line(read: &str) -> String {
    let plain: String = read.chars().map(half_width).collect();
    let mut words: Vec<String> = plain.split_whitespace().map(street).collect();
    if let [first, ..] = words.as_mut_slice()
        && let Some(rest) = glued_street(first)
    {
        *first = rest;
    }
    words.join(" ")
}

/// The models know Chinese, and take some signs for their wide sisters.
fn half_width(c: char) -> char {
    match c {
        '：' => ':',
        '，' | '、' => ',',
        '。' => '.',
        '（' => '(',
        '）' => ')',
        '＋' => '+',
        '－' | '一' | '—' | '–' => '-',
        '／' => '/',
        '＠' => '@',
        '｜' | '丨' => '|',
        '＆' => '&',
        '＃' => '#',
        '\u{3000}' => ' ',
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        other => other,
    }
}

/// `JI.` is "Jl." with an l that looks like an I.
fn street(word: &str) -> String {
    for wrong in ["JI.", "J1.", "Ji.", "jI.", "J|."] {
        if let Some(rest) = word.strip_prefix(wrong) {
            return format!("Jl.{rest}");
        }
    }
    if matches!(word, "JIn." | "JIn") { word.replace('I', "l") } else { word.to_owned() }
}

/// `JLHR Rasuna Said`: the dot and the blank were lost.
fn glued_street(word: &str) -> Option<String> {
    let _ = word;
    None
}
