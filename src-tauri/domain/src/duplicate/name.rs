//! How a name sounds, so that spellings of one Indonesian name fall together: titles dropped, the many short forms of
//! Muhammad alike, spelling before 1972 (`oe`, `dj`, `tj`, `sj`, `ch`) as today's, doubled and silent letters once.
//! Words have no order, because cards and address books swap them.
//!
//! What comes out goes into kept keys and may never change.

use super::Fnv;
use crate::text::fold;

/// Forms of address and titles, folded and without dots.
const TITLES: &[&str] = &[
    "bapak", "bpk", "pak", "ibu", "bu", "sdr", "sdri", "tn", "ny", "nn", "mr", "mrs", "ms", "miss", "haji", "hajah",
    "hajjah", "hj", "kh", "ir", "dr", "drs", "dra", "drg", "drh", "prof", "raden", "rr",
];
/// Degrees; dropped with dots inside, after a comma, and at the end of a name.
const DEGREES: &[&str] = &[
    "st", "se", "sh", "skom", "spd", "ssi", "ssos", "sip", "sp", "spt", "sked", "skm", "skep", "sfarm", "sag", "sap",
    "sak", "mm", "mt", "mh", "mpd", "msi", "msc", "mkom", "mba", "mkes", "ma", "bsc", "ba", "phd", "amd", "ak", "ca",
    "cpa", "sst", "apt", "ners", "beng", "meng",
];
/// Ways to write Muhammad, folded and without dots.
const MUHAMMAD: &[&str] = &[
    "m",
    "md",
    "mhd",
    "moh",
    "moch",
    "mohd",
    "muh",
    "muhd",
    "mohamad",
    "mohammad",
    "mohamed",
    "mohammed",
    "muhamad",
    "muhammad",
    "muhammed",
    "mochamad",
    "mochammad",
    "muchamad",
    "muchammad",
    "mukhamad",
    "mukhammad",
];

/// The words of a name that tell people apart, as they sound, sorted. Empty for a name without letters.
pub(super) fn words(name: &str) -> Vec<String> {
    let mut words = Vec::with_capacity(4);
    each_word(name, |word| {
        let mut sound = Vec::with_capacity(word.len());
        sound_of(word, |byte| sound.push(byte));
        words.push(String::from_utf8_lossy(&sound).into_owned());
    });
    words.sort_unstable();
    words.dedup();
    words
}

/// The words of a name that tell people apart, folded, in their order.
pub(super) fn spelled(name: &str) -> Vec<String> {
    let mut words = Vec::with_capacity(4);
    each_word(name, |word| words.push(word.chars().filter(|c| c.is_alphanumeric()).collect()));
    words
}

/// One number for how folded words sound, in their order and without the blanks between them.
pub(super) fn word_sound(words: &str) -> u64 {
    let mut hash = Fnv::of(b's');
    sound_of(words, |byte| hash.byte(byte));
    hash.0
}

/// One number for how a name sounds; `None` for a name without letters.
pub(super) fn sound(name: &str) -> Option<u64> {
    let mut hashes: Vec<u64> = Vec::with_capacity(6);
    each_word(name, |word| {
        let mut hash = Fnv::of(b'w');
        sound_of(word, |byte| hash.byte(byte));
        hashes.push(hash.0);
    });
    if hashes.is_empty() {
        return None;
    }
    hashes.sort_unstable();
    hashes.dedup();
    let mut hash = Fnv::of(b'n');
    for word in hashes {
        hash.number(word);
    }
    Some(hash.0)
}

/// Every folded word of a name without titles, degrees and initials; where nothing else is there, those too.
fn each_word(name: &str, mut visit: impl FnMut(&str)) {
    let folded = fold(name);
    let mut kept: Vec<&str> = Vec::with_capacity(8);
    for (part, tokens) in folded.split(',').enumerate() {
        for token in tokens.split(|c: char| c.is_whitespace() || matches!(c, '/' | '(' | ')' | '"')) {
            if token.contains('.') {
                if !is_dotted_title(token) {
                    kept.extend(token.split('.').filter(|piece| is_word(piece) && !TITLES.contains(piece)));
                }
            } else if is_word(token) && !TITLES.contains(&token) && !(part > 0 && DEGREES.contains(&token)) {
                kept.push(token);
            }
        }
    }
    while kept.len() > 1 && kept.last().is_some_and(|last| DEGREES.contains(last)) {
        kept.pop();
    }
    if kept.is_empty() {
        kept.extend(folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()));
    }
    let is_initial = |word: &str| word.len() == 1 && word != "m";
    let only_initials = kept.iter().all(|word| is_initial(word));
    for word in kept {
        if only_initials || !is_initial(word) {
            visit(if MUHAMMAD.contains(&word) { "m" } else { word });
        }
    }
}

fn is_word(token: &str) -> bool {
    token.chars().any(char::is_alphanumeric)
}

/// `s.t.`, `m.kom.`, `dr.`, `h.`: a title or degree once the dots are gone. `m.rizal` is not.
fn is_dotted_title(token: &str) -> bool {
    let mut letters = [0_u8; 8];
    let mut count = 0;
    for byte in token.bytes().filter(|byte| *byte != b'.') {
        let Some(slot) = letters.get_mut(count) else { return false };
        *slot = byte;
        count += 1;
    }
    let bare = letters.get(..count).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default();
    TITLES.contains(&bare) || DEGREES.contains(&bare)
}

/// The bytes of a folded word as it sounds. Letters outside ASCII sound as themselves.
fn sound_of(word: &str, mut emit: impl FnMut(u8)) {
    let mut bytes = word.bytes().filter(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii()).peekable();
    let mut held: Option<u8> = None;
    let mut begun = false;
    let mut push = |byte: u8| {
        // Held back by one: a doubled letter is said once, and a final h is silent.
        if held != Some(byte) {
            if let Some(before) = held {
                emit(before);
            }
            held = Some(byte);
        }
    };
    while let Some(byte) = bytes.next() {
        let follows = bytes.peek().copied();
        let (sound, both) = match (byte, follows) {
            (b'o', Some(b'e')) => (b'u', true),
            (b'd', Some(b'j')) => (b'i', true),
            (b't', Some(b'j')) => (b'c', true),
            (b'c', Some(b'h')) if !begun => (b'c', true),
            (b'c' | b'k', Some(b'h')) => (b'h', true),
            (b'p', Some(b'h')) => (b'f', true),
            (b'b' | b'd' | b'g' | b't', Some(b'h')) => (byte, true),
            (b'j' | b'y', _) => (b'i', false),
            (b'v', _) => (b'f', false),
            (b'z', _) => (b's', false),
            (b'q', _) => (b'k', false),
            (other, _) => (other, false),
        };
        if both {
            bytes.next();
        }
        begun = true;
        push(sound);
    }
    if let Some(last) = held
        && (last != b'h' || word.len() == 1)
    {
        emit(last);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_sound_alike() {
        for (one, other) in [
            ("Bapak Ir. H. Soekarno, S.T., M.M.", "Sukarno"),
            ("Muhammad Rizal", "M. Rizal"),
            ("Moch. Rizal", "Mohd Rizal"),
            ("M.Rizal", "Rizal Muhammad"),
            ("Djoko Soesilo", "Joko Susilo"),
            ("Tjahjo", "Cahyo"),
            ("Sjarifuddin", "Syarifudin"),
            ("Chandra Wijaya", "Candra Widjaja"),
            ("Achmad Fauzi", "Ahmad Fauzi"),
            ("Budi Santoso ST MM", "Budi Santoso"),
            ("Santoso, Budi", "Budi Santoso"),
            ("Dr. Sarah Yudha", "Sara Yuda"),
            ("Siti N. Rahma", "Siti Rahma"),
            ("Hj. Siti Rahmah", "Siti Rahma"),
            ("Slamet", "SLAMET"),
            ("José Álvarez", "Jose Alvarez"),
        ] {
            assert_eq!(sound(one), sound(other), "{one} / {other}: {:?} / {:?}", words(one), words(other));
        }
    }

    #[test]
    fn other_names_sound_otherwise() {
        for (one, other) in [
            ("Slamet", "Slamet Riyadi"),
            ("Siti Rahma", "Siti Rahmi"),
            ("Budi", "Rudi"),
            ("Muhammad Rizal", "Rizal"),
            ("王小明", "王大明"),
        ] {
            assert_ne!(sound(one), sound(other), "{one} / {other}");
        }
    }

    #[test]
    fn a_name_of_titles_alone_is_still_a_name() {
        assert!(sound("Ibu").is_some());
        assert!(sound("S.T.").is_some());
        assert_eq!(sound(""), None);
        assert_eq!(sound(" .,- "), None);
    }
}
