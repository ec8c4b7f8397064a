//! Lines of vCard and iCalendar: escaped, and folded at 75 bytes (RFC 6350 section 3.2, RFC 5545 section 3.1).
//!
//! Deliberately absent: quoted-printable; 2.1 is read, never written.

const WIDTH: usize = 75;

/// Appends one line with its CR LF, folded between characters so that no piece is longer than 75 bytes.
pub(crate) fn push_folded(out: &mut String, line: &str) {
    let mut width = 0;
    for c in line.chars() {
        if width + c.len_utf8() > WIDTH {
            out.push_str("\r\n ");
            width = 1;
        }
        out.push(c);
        width += c.len_utf8();
    }
    out.push_str("\r\n");
}

/// Appends text with the escapes of a text value. Line ends of any kind become `\n`; other control characters but the
/// tab are left out, since no reader agrees on them.
pub(crate) fn push_escaped(out: &mut String, text: &str) {
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' | ',' | ';' => {
                out.push('\\');
                out.push(c);
            }
            '\r' if chars.peek() == Some(&'\n') => {}
            '\n' | '\r' => out.push_str("\\n"),
            '\t' => out.push(c),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
}

/// Text with the escapes of a text value.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    push_escaped(&mut out, text);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_piece_is_longer_than_75_bytes_and_no_character_is_cut() {
        for text in ["x".repeat(75), "x".repeat(76), "é".repeat(100), "山田".repeat(90), "a😀".repeat(80)] {
            let mut out = String::new();
            push_folded(&mut out, &text);
            assert!(out.ends_with("\r\n"));
            for (index, piece) in out.split_terminator("\r\n").enumerate() {
                assert!(piece.len() <= WIDTH, "{piece}");
                assert_eq!(index > 0, piece.starts_with(' '));
            }
            assert_eq!(out.replace("\r\n ", ""), format!("{text}\r\n"));
        }
    }

    #[test]
    fn text_is_escaped() {
        assert_eq!(escaped("a\\b,c;d\r\ne\nf\rg\u{7}"), "a\\\\b\\,c\\;d\\ne\\nf\\ng");
    }
}
