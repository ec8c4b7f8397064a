//! The words of real programs: kinds of phones, services, and properties that only programs care about.
//!
//! Deliberately absent: words for the screen.

use corong_domain::contact::PhoneKind;

/// The kind of a phone by its TYPE words or label in small letters; `None` where they say nothing.
pub(crate) fn phone_kind(words: &[String]) -> Option<PhoneKind> {
    let has = |parts: &[&str]| words.iter().any(|word| parts.iter().any(|part| word.contains(part)));
    if has(&["fax"]) {
        Some(PhoneKind::Fax)
    } else if has(&["cell", "mobil", "iphone", "whatsapp", "handy", "ponsel", "pcs"]) {
        Some(PhoneKind::Mobile)
    } else if has(&["work", "business", "office", "kantor"]) {
        Some(PhoneKind::Work)
    } else if has(&["home", "rumah", "private"]) {
        Some(PhoneKind::Home)
    } else if has(&["other", "main", "pager", "car", "isdn", "modem", "bbs", "assistant", "callback", "radio", "telex"])
    {
        Some(PhoneKind::Other)
    } else {
        None
    }
}

/// Whether a phone's label says no more than its kind does.
pub(crate) fn is_plain_phone_label(label: &str) -> bool {
    matches!(
        label,
        "mobile"
            | "cell"
            | "iphone"
            | "work"
            | "home"
            | "main"
            | "fax"
            | "other"
            | "homefax"
            | "workfax"
            | "home fax"
            | "work fax"
            | "pager"
            | "phone"
            | "telephone"
            | "work mobile"
            | "business"
    )
}

/// The first TYPE word that tells an e-mail address or a link apart from others.
pub(crate) fn label_of(types: &[String]) -> String {
    let plain = [
        "pref",
        "internet",
        "x400",
        "smtp",
        "x-internet",
        "voice",
        "uri",
        "url",
        "email",
        "dom",
        "intl",
        "postal",
        "parcel",
    ];
    types.iter().find(|word| !plain.contains(&word.as_str())).cloned().unwrap_or_default()
}

/// The service whose handle a property of its own holds: `X-SKYPE-USERNAME`.
pub(crate) fn service_of(name: &str) -> Option<&'static str> {
    let known = match name {
        "X-AIM" => "aim",
        "X-ICQ" => "icq",
        "X-JABBER" | "X-XMPP" => "jabber",
        "X-MSN" => "msn",
        "X-YAHOO" => "yahoo",
        "X-SKYPE" | "X-SKYPE-USERNAME" => "skype",
        "X-GTALK" | "X-GOOGLE-TALK" => "gtalk",
        "X-QQ" => "qq",
        "X-GADUGADU" => "gadugadu",
        "X-GROUPWISE" => "groupwise",
        "X-TWITTER" => "twitter",
        "X-FACEBOOK" => "facebook",
        "X-LINKEDIN" => "linkedin",
        "X-INSTAGRAM" => "instagram",
        "X-TIKTOK" => "tiktok",
        "X-YOUTUBE" => "youtube",
        "X-TELEGRAM" => "telegram",
        "X-WHATSAPP" => "whatsapp",
        "X-LINE" => "line",
        "X-WECHAT" => "wechat",
        "X-SIGNAL" => "signal",
        "X-VIBER" => "viber",
        "X-MATRIX" => "matrix",
        "X-MASTODON" => "mastodon",
        "X-MS-IMADDRESS" | "X-KADDRESSBOOK-X-IMADDRESS" => "im",
        "X-EVOLUTION-BLOG-URL" | "X-KADDRESSBOOK-BLOGFEED" => "blog",
        "X-EVOLUTION-VIDEO-URL" => "video",
        _ => return None,
    };
    Some(known)
}

/// Properties that say nothing about the person: keys, dates and settings of the program that wrote the card.
pub(crate) fn is_bookkeeping(name: &str) -> bool {
    const EXACT: [&str; 31] = [
        "VERSION",
        "PRODID",
        "PROFILE",
        "MAILER",
        "CLASS",
        "CLIENTPIDMAP",
        "SORT-STRING",
        "BEGIN",
        "END",
        "CREATED",
        "X-CREATED",
        "X-MODIFIED",
        "X-ABLABEL",
        "X-ABUID",
        "X-ABADR",
        "X-ABSHOWAS",
        "X-APPLE-SUBADMINISTRATIVEAREA",
        "X-APPLE-SUBLOCALITY",
        "X-IMAGETYPE",
        "X-IMAGEHASH",
        "X-SHARED-PHOTO-DISPLAY-PREF",
        "X-EVOLUTION-FILE-AS",
        "X-FILE-AS",
        "X-EVOLUTION-WEBDAV-ETAG",
        "X-COUCHDB-APPLICATION-ANNOTATIONS",
        "X-MOZILLA-HTML",
        "X-PREFERMAIL",
        "X-RADICALE-NAME",
        "X-IRMC-LUID",
        "X-LOTUS-CHARSET",
        "JSPROP",
    ];
    EXACT.contains(&name) || name.starts_with("X-MS-OL-") || name.starts_with("X-ADDRESSBOOKSERVER-")
}

/// `Home` for Apple's `_$!<Home>!$_`.
pub(crate) fn plain_label(label: &str) -> &str {
    let label = label.trim();
    label.strip_prefix("_$!<").and_then(|label| label.strip_suffix(">!$_")).unwrap_or(label)
}
