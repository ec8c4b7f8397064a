//! What cameras do to letters, as far as the line itself or the other lines of the card tell what was printed.
//!
//! Deliberately absent: guesses about names. A letter that could be another one stays as it was read.

use corong_domain::contact::is_email;

/// Signs that an @ is read as.
const LIKE_AT: [char; 12] = ['g', 'q', 'a', 'e', '9', '8', 'Q', '©', '®', 'ø', '&', '0'];

/// Repairs the lines of one card.
pub(super) fn lines(read: &[&str]) -> Vec<String> {
    let plain: Vec<String> = read.iter().map(|line| spaced(line)).collect();
    // What the first round makes readable helps the second.
    let once: Vec<String> = plain.iter().map(|line| addresses(line, &sure_hosts(&plain))).collect();
    let hosts = sure_hosts(&once);
    once.iter().map(|line| addresses(line, &hosts)).collect()
}

/// The hosts of the card. A host that is spelled in the company's name is right; another one that nearly equals it was
/// misread and is left out.
fn sure_hosts(lines: &[String]) -> Vec<String> {
    let mut hosts = hosts(lines);
    let is_word = |word: &str| !word.contains('@') && !is_host(&word.to_ascii_lowercase()) && !word.contains("//");
    let words: String =
        lines.iter().flat_map(|line| line.split(' ')).filter(|word| is_word(word)).map(letters).collect();
    let named =
        |host: &String| host.split('.').next().is_some_and(|name| name.len() >= 5 && words.contains(&letters(name)));
    let sure: Vec<String> = hosts.iter().filter(|host| named(host)).cloned().collect();
    hosts.retain(|host| {
        let misread = |right: &String| right != host && host.len() >= 10 && strsim::levenshtein(right, host) <= 2;
        named(host) || !sure.iter().any(misread)
    });
    hosts
}

/// Narrow signs, single blanks, and a street's abbreviation with its dot.
fn spaced(line: &str) -> String {
    let plain: String = line.chars().map(narrow).collect();
    let words: Vec<String> = plain.split_whitespace().map(street).collect();
    words.join(" ")
}

/// The models know Chinese, and take some signs for their wide sisters.
fn narrow(c: char) -> char {
    match c {
        '：' => ':',
        '，' | '、' => ',',
        '。' => '.',
        '（' => '(',
        '）' => ')',
        '＋' => '+',
        '－' | '一' | '—' => '-',
        '／' => '/',
        '＠' => '@',
        '｜' | '丨' => '|',
        '＆' => '&',
        '＃' => '#',
        '\u{3000}' => ' ',
        other => latin(other),
    }
}

/// Greek and Cyrillic letters that look like Latin ones are Latin: the models read neither language.
fn latin(c: char) -> char {
    const ALIKE: [(&str, &str); 3] =
        [("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEZHIKMNOPTYXo"), ("АВЕКМНОРСТХ", "ABEKMHOPCTX"), ("аеорсху", "aeopcxy")];
    if ('０'..='９').contains(&c) || ('Ａ'..='Ｚ').contains(&c) || ('ａ'..='ｚ').contains(&c) {
        return char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c);
    }
    let found = |(from, to): &(&str, &str)| from.chars().zip(to.chars()).find(|(like, _)| *like == c).map(|(_, to)| to);
    ALIKE.iter().find_map(found).unwrap_or(c)
}

/// `JI.` is "Jl." with an l that looks like an I; the blank behind it is easily lost, and the dot too.
fn street(word: &str) -> String {
    let mut rest = None;
    for form in ["JI.", "J1.", "Ji.", "jI.", "J|.", "JL.", "Jl."] {
        rest = rest.or_else(|| word.strip_prefix(form));
    }
    if let Some(rest) = rest {
        let kept = if word.starts_with("JL") { "JL." } else { "Jl." };
        return if rest.is_empty() { kept.to_owned() } else { format!("{kept} {rest}") };
    }
    if let Some(rest) = word.strip_prefix("JIn").or_else(|| word.strip_prefix("J1n")) {
        return format!("Jln{rest}");
    }
    // Few words begin with these letters before another capital consonant.
    let glued = ["JL", "Jl"].iter().find_map(|form| word.strip_prefix(form)).filter(|rest| {
        rest.chars().count() >= 2 && rest.chars().next().is_some_and(|c| c.is_uppercase() && !"AEIOU".contains(c))
    });
    glued.map_or_else(|| word.to_owned(), |rest| format!("Jl. {rest}"))
}

/// The hosts of the card's readable mail and web addresses.
fn hosts(lines: &[String]) -> Vec<String> {
    let mut hosts: Vec<String> = Vec::new();
    for word in lines.iter().flat_map(|line| line.split([' ', '|', ',', ';'])) {
        let lower = word.to_ascii_lowercase();
        let rest = match lower.rsplit_once('@') {
            Some((_, host)) => host,
            None => lower.rsplit_once("//").map_or(lower.as_str(), |(_, rest)| rest).trim_start_matches("www."),
        };
        let host = rest.split(['/', '?', ':']).next().unwrap_or_default().trim_matches('.');
        if is_host(host) && !hosts.iter().any(|known| known == host) {
            hosts.push(host.to_owned());
        }
    }
    hosts
}

fn letters(text: &str) -> String {
    corong_domain::text::fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// A name under an ending that is given out, or reserved for examples.
fn is_host(host: &str) -> bool {
    let labels: Vec<&str> = host.split('.').collect();
    let letters = |label: &&str| {
        !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') && !label.starts_with('-')
    };
    labels.len() >= 2
        && labels.iter().all(letters)
        && labels.first().is_some_and(|label| label.len() >= 2)
        && (psl::suffix(host.as_bytes())
            .is_some_and(|suffix| suffix.is_known() && suffix.as_bytes().len() < host.len())
            || host.ends_with(".example")
            || host.ends_with(".test"))
}

/// Repairs the mail and web addresses of a line.
fn addresses(line: &str, hosts: &[String]) -> String {
    let joined = joined(line);
    let labelled = says_mail(&joined);
    let words: Vec<String> = joined
        .split(' ')
        .map(|word| {
            // A label may be glued to its value.
            let at = word.find(':').filter(|at| !word.get(*at..).is_some_and(|rest| rest.starts_with(":/")));
            let (label, value) = word.split_at(at.map_or(0, |at| at + 1));
            format!("{label}{}", address(value, labelled || says_mail(label), hosts))
        })
        .collect();
    words.join(" ")
}

/// Blanks beside an @ and behind the dots of an address are none.
fn joined(line: &str) -> String {
    let mut line = line.replace(" @", "@").replace("@ ", "@");
    for begin in ["www ", "www,", "WWW ", "www. ", "WWW. "] {
        if let Some(at) = line.find(begin) {
            line.replace_range(at..at + begin.len(), "www.");
        }
    }
    // "siti@maju. co.id", "siti@maju .co.id"
    let Some(at) = line.find('@').or_else(|| line.find("www.")) else { return line };
    let (head, tail) = line.split_at(at);
    let mut tail = tail.to_owned();
    for (parted, whole) in [(". ", "."), (" .", ".")] {
        while let Some(gap) = tail.find(parted) {
            let next = tail.get(gap + 2..).unwrap_or_default();
            let ending = next.split(|c: char| !c.is_ascii_alphabetic() && c != '.').next().unwrap_or_default();
            let host = tail.get(..gap).and_then(|host| host.trim_start_matches('@').rsplit(' ').next());
            if !is_host(&format!("{}.{ending}", host.unwrap_or_default().trim_start_matches("www."))) {
                break;
            }
            tail.replace_range(gap..gap + 2, whole);
        }
    }
    format!("{head}{tail}")
}

/// Whether a line begins with a word for mail.
fn says_mail(line: &str) -> bool {
    let first = line.split([' ', ':', '.']).next().unwrap_or_default().to_lowercase();
    matches!(
        first.as_str(),
        "e" | "email"
            | "e-mail"
            | "mail"
            | "surel"
            | "emal"
            | "emall"
            | "e-mall"
            | "ema1l"
            | "emai"
            | "suret"
            | "courriel"
    )
}

fn address(word: &str, labelled: bool, hosts: &[String]) -> String {
    let core = word.trim_end_matches([',', ';', '.', '|']);
    let end = word.get(core.len()..).unwrap_or_default();
    if let Some((local, host)) = core.rsplit_once('@') {
        return format!("{}@{}{end}", small_l(local), host_repaired(host, hosts));
    }
    let core = schemed(core);
    let core = core.as_str();
    let lower = core.to_ascii_lowercase();
    if lower.starts_with("www.") || lower.starts_with("http") {
        let (scheme, rest) = core.rsplit_once("//").map_or(("", core), |(scheme, rest)| (scheme, rest));
        let scheme = if scheme.is_empty() { String::new() } else { format!("{scheme}//") };
        let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let (www, host) = host.split_at(if host.to_ascii_lowercase().starts_with("www.") { 4 } else { 0 });
        return format!("{scheme}{www}{}{path}{end}", host_repaired(host, hosts));
    }
    match lost_at(core, labelled, hosts) {
        Some(repaired) => format!("{repaired}{end}"),
        None => word.to_owned(),
    }
}

/// `https:/maju.co.id` lost a slash, `ww.` and `twww.` are `www.`.
fn schemed(word: &str) -> String {
    let mut word = word.to_owned();
    for scheme in ["https:", "http:"] {
        if let Some(rest) = word.strip_prefix(scheme).map(|rest| rest.trim_start_matches('/'))
            && rest.contains('.')
        {
            word = format!("{scheme}//{rest}");
        }
    }
    let (head, rest) = word.split_at(word.find("//").map_or(0, |at| at + 2));
    for wrong in ["ww.", "wwww.", "twww.", "vww.", "wvw.", "wwv."] {
        if let Some(host) = rest.strip_prefix(wrong) {
            return format!("{head}www.{host}");
        }
    }
    word
}

/// `sitigmaju.co.id`: an @ was read as a letter. The host of another address of the card tells where; after a word for
/// mail the ending alone must do.
fn lost_at(word: &str, labelled: bool, hosts: &[String]) -> Option<String> {
    if !word.is_ascii() && !word.contains(['©', '®', 'ø']) || word.contains('/') || !word.contains('.') {
        return None;
    }
    let mut weak = None;
    for (index, sign) in word.char_indices().filter(|(_, c)| LIKE_AT.contains(c)) {
        let (local, host) = (word.get(..index)?, word.get(index + sign.len_utf8()..)?);
        let host = host_repaired(host, hosts);
        let candidate = format!("{}@{host}", small_l(local));
        if local.len() < 2 || !is_email(&candidate) || !is_host(&host) {
            continue;
        }
        if hosts.contains(&host) {
            return Some(candidate);
        }
        // Without a second witness the likest sign in front of a name of some length is taken, the first one of these.
        let name = host.split('.').next().map_or(0, str::len);
        if labelled && weak.is_none() && name >= 4 && matches!(sign, 'g' | 'q' | 'Q' | '©' | '®' | '9' | 'ø') {
            weak = Some(candidate);
        }
    }
    weak
}

/// A capital I among small letters is an l.
fn small_l(local: &str) -> String {
    let small = local.chars().filter(char::is_ascii_lowercase).count();
    let large = local.chars().filter(|c| c.is_ascii_uppercase() && *c != 'I').count();
    if small > 0 && large == 0 { local.replace(['I', '|'], "l") } else { local.to_owned() }
}

/// A host whose ending nobody gives out is tried with the letters that look alike, and beside the card's other hosts.
fn host_repaired(host: &str, hosts: &[String]) -> String {
    let lower = small_l(&host.replace(',', ".")).to_ascii_lowercase();
    let known = |host: &str| hosts.iter().any(|known| known == host);
    if known(&lower) && hosts.len() == 1 {
        return if host.eq_ignore_ascii_case(&lower) { host.to_owned() } else { lower };
    }
    if let Some(near) = hosts.iter().find(|known| {
        let most = if known.len() >= 10 { 2 } else { 1 };
        // A host that is not among the card's own was found misread, or cannot be one.
        **known != lower && strsim::levenshtein(known, &lower) <= most && !hosts.contains(&lower)
    }) {
        return near.clone();
    }
    if is_host(&lower) {
        return if host.eq_ignore_ascii_case(&lower) { host.to_owned() } else { lower };
    }
    let cut = lower.rmatch_indices('.').nth(1).map_or_else(|| lower.find('.').unwrap_or(0), |(at, _)| at);
    let (name, ending) = lower.split_at(cut);
    for (wrong, right) in [("l", "i"), ("1", "i"), ("0", "o"), ("rn", "m"), ("c0", "co"), ("lo", "io"), ("corn", "com")]
    {
        let tried = format!("{name}{}", ending.replace(wrong, right));
        if tried != lower && is_host(&tried) {
            return tried;
        }
    }
    for (glued, ending) in [
        ("coid", ".co.id"),
        ("orid", ".or.id"),
        ("acid", ".ac.id"),
        ("goid", ".go.id"),
        ("com", ".com"),
        ("couk", ".co.uk"),
    ] {
        if let Some(name) = lower.strip_suffix(glued)
            && name.trim_end_matches('.').len() >= 3
            && is_host(&format!("{}{ending}", name.trim_end_matches('.')))
        {
            return format!("{}{ending}", name.trim_end_matches('.'));
        }
    }
    host.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_repaired_by_themselves_and_by_each_other() {
        for (read, repaired) in [
            (vec!["JI. Merdeka No. 5"], vec!["Jl. Merdeka No. 5"]),
            (vec!["Jl.Merdeka 5", "JLHR Rasuna Said"], vec!["Jl. Merdeka 5", "Jl. HR Rasuna Said"]),
            (vec!["JILL BAKER"], vec!["JILL BAKER"]),
            (vec!["Email：siti @maju.co.id"], vec!["Email:siti@maju.co.id"]),
            (vec!["E: sitigmajujaya.co.id"], vec!["E: siti@majujaya.co.id"]),
            (vec!["sitigmaju.co.id", "www.maju.co.id"], vec!["siti@maju.co.id", "www.maju.co.id"]),
            (vec!["E: Ihui@copperfield.com"], vec!["E: lhui@copperfield.com"]),
            (vec!["siti@maju.co.ld"], vec!["siti@maju.co.id"]),
            (vec!["siti@majujaya.coid"], vec!["siti@majujaya.co.id"]),
            (vec!["siti@maju. co.id"], vec!["siti@maju.co.id"]),
            (
                vec!["PT Rimba Kencana", "E: siti@nmbakencana.co.id", "www.rimbakencana.co.id"],
                vec!["PT Rimba Kencana", "E: siti@rimbakencana.co.id", "www.rimbakencana.co.id"],
            ),
            (vec!["Siti Rahma, S.Kom.", "Fergusson Avenue"], vec!["Siti Rahma, S.Kom.", "Fergusson Avenue"]),
            (vec!["W: https://maju.co.id/id"], vec!["W: https://maju.co.id/id"]),
            (vec!["Situs:https:/www.maju.co.id"], vec!["Situs:https://www.maju.co.id"]),
        ] {
            assert_eq!(lines(&read), repaired, "{read:?}");
        }
    }
}
