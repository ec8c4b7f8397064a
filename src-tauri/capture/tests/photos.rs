//! Photos of cards, made by `corong-cards`: fields, turns, codes, and pictures that are refused.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::path::PathBuf;
use std::sync::LazyLock;

use corong_capture::card::{CardDraft, read_card, read_side};
use corong_capture::code::CodeKind;
use corong_capture::phone::read_phone;
use corong_capture::photo::{
    MAX_PIXELS, Models, PhotoError, PictureError, Turn, decode, find_models, is_picture, is_svg, keep, read_photo,
};
use corong_capture::text::{Field, NothingKnown, TextContext};
use image::imageops;
use proptest::prelude::*;

const HERE: TextContext<'static> = TextContext { region: "ID", known: &NothingKnown };

static MODELS: LazyLock<Models> = LazyLock::new(|| {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let root = here.ancestors().nth(2).expect("the workspace is two folders up").to_path_buf();
    let folder = find_models(&[root]).expect("the text models are missing: cargo xtask models fetches them");
    Models::load(&folder).unwrap()
});

fn photo(name: &str) -> Vec<u8> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests").join("material").join("photos");
    std::fs::read(folder.join(name)).unwrap()
}

fn card(name: &str) -> CardDraft {
    let side = read_side(&photo(name), Some(&MODELS), &|| true).unwrap();
    read_card(&[side], &HERE)
}

fn phones(card: &CardDraft) -> Vec<String> {
    card.draft.phones.iter().map(|phone| read_phone(&phone.raw, "ID").e164).collect()
}

#[test]
fn a_scan_gives_its_fields_and_their_places() {
    let card = card("scan.jpg");
    let draft = &card.draft;
    assert_eq!((draft.name.as_str(), draft.titles_after.as_str()), ("Fransiska Halim", "S.E."));
    assert_eq!((draft.job_title.as_str(), draft.company.as_str()), ("Sales Engineer", "RS Bunda Welas Asih"));
    assert_eq!(phones(&card), ["+6282198760473", "+623617741263"]);
    assert_eq!(draft.emails.first().map(|email| email.value.as_str()), Some("fransiska.halim@rs.or.id"));
    assert_eq!(draft.addresses.first().map(|address| address.postcode.as_str()), Some("65318"));
    let name = card.marks.iter().find(|mark| mark.field == Field::Name).unwrap();
    let line = card.lines_of(name).next().unwrap();
    assert!(line.text.contains("FRANSISKA") && name.confidence > 0.5 && name.confidence <= 1.0);
    let (left, top, right, bottom) = line.quad.bounds();
    assert!(right - left > 5.0 * (bottom - top) && top < 200.0, "{:?}", line.quad);
}

#[test]
fn a_card_that_lies_on_its_side_is_read_and_traced_back() {
    let side = read_side(&photo("turned.jpg"), Some(&MODELS), &|| true).unwrap();
    assert_eq!((side.side.turn, side.side.original), (Turn::Right, (960, 1280)));
    let line = side.side.lines.iter().find(|line| line.text.contains("Ratih")).unwrap();
    let (left, top, right, bottom) = side.side.to_original(&line.quad).bounds();
    assert!(bottom - top > right - left, "on the photo as it was given the name stands upright: {line:?}");
    assert!(left > 200.0 && right < 500.0 && top > 400.0 && bottom < 1000.0, "{left} {top} {right} {bottom}");
    let card = read_card(&[side], &HERE);
    assert_eq!((card.draft.name.as_str(), card.draft.company.as_str()), ("Ratih", "Batik Kirana"));
    assert_eq!(card.draft.emails.first().map(|email| email.value.as_str()), Some("ratih@batik.net"));
}

#[test]
fn a_photo_upside_down_says_the_same() {
    let upright = decode(&photo("scan.jpg")).unwrap().picture;
    let turned = keep(&imageops::rotate180(&upright)).unwrap();
    let read = read_photo(&turned, &MODELS, &|| true).unwrap();
    assert_eq!(read.turn, Turn::Around);
    assert!(read.lines.iter().any(|line| line.text.contains("FRANSISKA HALIM")), "{:?}", read.lines);
}

/// A JPEG with a note of the camera that it was held on its side.
fn with_orientation(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    let tiff = [b"II*\0\x08\0\0\0\x01\0".as_slice(), &[0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0], &[0; 4]];
    let tiff = tiff.concat();
    let length = u16::try_from(tiff.len() + 8).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xff, 0xe1], &length, b"Exif\0\0", &tiff, &jpeg[2..]].concat()
}

#[test]
fn the_camera_s_own_turn_is_followed_and_forgotten() {
    let plain = decode(&photo("scan.jpg")).unwrap();
    let noted = decode(&with_orientation(&photo("scan.jpg"), 6)).unwrap();
    assert_eq!((noted.original.0, noted.original.1), (plain.original.1, plain.original.0));
    assert_eq!(noted.picture, imageops::rotate90(&plain.picture));
    let kept = keep(&noted.picture).unwrap();
    assert!(!kept.windows(4).any(|bytes| bytes == b"Exif"));
    assert_eq!(decode(&kept).unwrap().original, noted.original);
}

#[test]
fn a_code_is_read_with_and_without_models() {
    for models in [None, Some(&*MODELS)] {
        let side = read_side(&photo("code.jpg"), models, &|| true).unwrap();
        let code = side.codes.first().expect("the code is large and sharp");
        assert_eq!(code.kind, CodeKind::Mecard);
        assert!(code.text.contains("cokorda_tjandra@studiofoto.id"));
        assert_eq!(side.side.lines.is_empty(), models.is_none());
    }
}

#[test]
fn somebody_may_stop_waiting() {
    let stopped = read_photo(&photo("scan.jpg"), &MODELS, &|| false);
    assert!(matches!(stopped, Err(PhotoError::Cancelled)));
}

/// A PNG that says in its header how large it is, and has no pixels.
fn header(width: u32, height: u32) -> Vec<u8> {
    let mut chunk = b"IHDR".to_vec();
    chunk.extend(width.to_be_bytes());
    chunk.extend(height.to_be_bytes());
    chunk.extend([8, 2, 0, 0, 0]);
    let mut sum = u32::MAX;
    for byte in &chunk {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = if sum & 1 == 1 { (sum >> 1) ^ 0xedb8_8320 } else { sum >> 1 };
        }
    }
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0d".to_vec();
    bytes.extend(chunk);
    bytes.extend((!sum).to_be_bytes());
    bytes.extend(b"\0\0\0\0IDAT\x35\xaf\x06\x1e");
    bytes
}

#[test]
fn hostile_pictures_are_refused_before_they_are_decoded() {
    let side = 12_000;
    assert!(u64::from(side) * u64::from(side) > MAX_PIXELS);
    for (width, height) in [(side, side), (60_000, 60), (u32::MAX >> 1, u32::MAX >> 1)] {
        let refused = decode(&header(width, height));
        assert!(
            matches!(&refused, Err(PictureError::TooLarge { .. } | PictureError::Damaged)),
            "{width} x {height}: {refused:?}"
        );
    }
    assert!(
        matches!(decode(&header(side, side)), Err(PictureError::TooLarge { width, height }) if (width, height) == (side, side))
    );
    assert!(matches!(decode(&header(4, 4)), Err(PictureError::TooSmall { .. })));
    let svg = b"<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
    assert!(is_svg(svg) && matches!(decode(svg), Err(PictureError::Svg)));
    assert!(!is_picture(b"BEGIN:VCARD") && matches!(decode(b"BEGIN:VCARD"), Err(PictureError::Unknown)));
    let whole = photo("scan.jpg");
    assert!(matches!(decode(&whole[..300]), Err(PictureError::Damaged)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn bytes_of_any_kind_end_no_program(kind in 0..6_usize, bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let heads: [&[u8]; 6] =
            [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"RIFF\x20\0\0\0WEBPVP8 ", b"GIF89a", b"BM", b"II*\0\x08\0\0\0"];
        let _read = decode(&[heads[kind], &bytes].concat());
    }
}
