//! Links that may be opened: http, https, mailto and tel, and nothing else.

/// The link in a form that may be handed to the system, or `None`. A bare `maju.example` becomes `https://`.
#[must_use]
pub fn safe_link(text: &str) -> Option<String> {
    let text = text.trim();
    if text.is_empty() || text.len() > 2_000 || text.chars().any(|c| c.is_control() || c.is_whitespace()) {
        return None;
    }
    let scheme = text.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    match scheme.as_deref() {
        Some("http" | "https") => {
            let host = text.split_once("://")?.1;
            (!host.is_empty() && !host.starts_with('/')).then(|| text.to_owned())
        }
        Some("mailto" | "tel") => Some(text.to_owned()),
        // A port is no scheme: `maju.example:8080`.
        Some(other) if !other.contains('.') => None,
        _ if text.contains('.') && !text.starts_with(['/', '\\', '.']) => Some(format!("https://{text}")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_four_kinds_of_links_are_opened() {
        for (text, link) in [
            ("https://maju.example/a?b=c", Some("https://maju.example/a?b=c")),
            ("maju.example", Some("https://maju.example")),
            ("maju.example:8080/x", Some("https://maju.example:8080/x")),
            ("mailto:a@b.example", Some("mailto:a@b.example")),
            ("tel:+62812", Some("tel:+62812")),
            ("javascript:alert(1)", None),
            ("file:///etc/passwd", None),
            ("vbscript:x.y", None),
            ("data:text/html,x", None),
            ("https:///x", None),
            ("a b.example", None),
            ("/etc/x.conf", None),
            ("", None),
        ] {
            assert_eq!(safe_link(text).as_deref(), link, "{text}");
        }
    }
}
