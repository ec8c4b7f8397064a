//! Text to glyphs: which font, in which direction, how wide, and where a line ends.
//!
//! Deliberately absent: hyphenation, justified lines, vertical text.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use krilla::text::{GlyphId, KrillaGlyph};
use rustybuzz::{Direction, Script, ShapePlan, UnicodeBuffer};
use unicode_bidi::{BidiInfo, Level};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

use super::PdfError;
use super::fonts::{Case, Weight};

/// The most characters of one text; what follows is cut with an ellipsis.
const LONGEST: usize = 40_000;

/// Text of one font and direction.
pub(super) struct Piece {
    /// Number of the font.
    pub font: usize,
    /// What the glyphs stand for.
    pub text: String,
    /// Glyphs from left to right.
    pub glyphs: Vec<KrillaGlyph>,
    /// Width in em.
    pub width: f32,
}

/// One line from left to right.
#[derive(Default)]
pub(super) struct Shaped {
    /// Its pieces.
    pub pieces: Vec<Piece>,
    /// Width in em.
    pub width: f32,
}

/// How a text is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Style {
    /// How heavy.
    pub weight: Weight,
    /// Size in points.
    pub size: f32,
}

/// Sets text, and remembers what went wrong with it.
pub(super) struct Setter {
    /// The fonts.
    pub case: Case,
    missing: RefCell<BTreeSet<char>>,
    shortened: Cell<bool>,
    /// Plans cost far more than shaping by them.
    plans: RefCell<HashMap<(usize, bool, Script), ShapePlan>>,
    /// Widths of words in em; a document says the same words again and again.
    widths: RefCell<HashMap<(Weight, String), f32>>,
}

/// The most marks on one letter.
const MOST_MARKS: usize = 6;

/// Stands for the font of characters that no font has.
const MISSING: usize = usize::MAX;
/// What is drawn for such a character.
const BOX: char = '□';

/// The most widths of words that are kept.
const KEPT: usize = 20_000;

impl Setter {
    /// With all fonts read.
    pub fn new() -> Result<Self, PdfError> {
        Ok(Self {
            case: Case::open()?,
            missing: RefCell::default(),
            shortened: Cell::new(false),
            plans: RefCell::default(),
            widths: RefCell::default(),
        })
    }

    /// The characters that no font has.
    pub fn missing(&self) -> Vec<char> {
        self.missing.borrow().iter().copied().collect()
    }

    /// Whether a text was cut.
    pub fn shortened(&self) -> bool {
        self.shortened.get()
    }

    /// One line as it is, without ends of lines in it; `base` is the direction of the paragraph that it is from.
    fn shape(&self, text: &str, weight: Weight, base: Option<Level>) -> Shaped {
        let mut shaped = Shaped::default();
        if text.is_ascii() {
            if !text.is_empty() {
                shaped.pieces.push(self.piece(Case::text(weight), text, false));
            }
            shaped.width = shaped.pieces.iter().map(|piece| piece.width).sum();
            return shaped;
        }
        let order = BidiInfo::new(text, base);
        for paragraph in &order.paragraphs {
            let (levels, runs) = order.visual_runs(paragraph, paragraph.range.clone());
            for run in runs {
                let backwards = levels.get(run.start).is_some_and(|level| level.is_rtl());
                let mut parts = self.by_font(text.get(run).unwrap_or_default(), weight);
                if backwards {
                    parts.reverse();
                }
                for (font, part) in parts {
                    let piece = self.piece(font, part, backwards);
                    shaped.width += piece.width;
                    shaped.pieces.push(piece);
                }
            }
        }
        shaped
    }

    /// The width of a text in points.
    pub fn width(&self, text: &str, style: Style) -> f32 {
        let key = (style.weight, text.to_owned());
        if let Some(width) = self.widths.borrow().get(&key) {
            return width * style.size;
        }
        let width = self.shape(text, style.weight, None).width;
        let mut widths = self.widths.borrow_mut();
        if widths.len() < KEPT && text.len() < 64 {
            widths.insert(key, width);
        }
        width * style.size
    }

    /// The lines of a text in a column of so many points, at most so many lines; at least one.
    pub fn wrap(&self, text: &str, style: Style, width: f32, most: usize) -> Vec<Shaped> {
        let text = self.clean(text);
        let mut lines: Vec<String> = Vec::new();
        let mut bases: Vec<Option<Level>> = Vec::new();
        for paragraph in text.split('\n') {
            self.wrap_paragraph(paragraph, style, width, most, &mut lines);
            let base = if paragraph.is_ascii() { Some(Level::ltr()) } else { base_of(paragraph) };
            bases.resize(lines.len(), base);
            if lines.len() > most {
                break;
            }
        }
        if lines.len() > most {
            self.shortened.set(true);
            lines.truncate(most);
            if let Some(last) = lines.last_mut() {
                while !last.is_empty() && self.width(&format!("{last}…"), style) > width {
                    last.pop();
                }
                last.push('…');
            }
        }
        lines.iter().zip(bases).map(|(line, base)| self.shape(line, style.weight, base)).collect()
    }

    fn wrap_paragraph(&self, text: &str, style: Style, width: f32, most: usize, lines: &mut Vec<String>) {
        let space = self.width(" ", style);
        let (mut line, mut used) = (String::new(), 0.0);
        for word in text.split(' ') {
            if lines.len() > most {
                return;
            }
            let wide = self.width(word, style);
            let gap = if line.is_empty() { 0.0 } else { space };
            if used + gap + wide <= width {
                if !line.is_empty() {
                    line.push(' ');
                }
                line.push_str(word);
                used += gap + wide;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            (line, used) =
                if wide <= width { (word.to_owned(), wide) } else { self.break_word(word, style, width, most, lines) };
        }
        lines.push(line);
    }

    /// Breaks a word that is wider than the column; gives what is left of it for the next line, with its width.
    fn break_word(&self, word: &str, style: Style, width: f32, most: usize, lines: &mut Vec<String>) -> (String, f32) {
        let (mut line, mut used) = (String::new(), 0.0);
        for letter in word.graphemes(true) {
            let wide = self.width(letter, style);
            if used + wide > width && !line.is_empty() {
                lines.push(std::mem::take(&mut line));
                used = 0.0;
                if lines.len() > most {
                    return (line, used);
                }
            }
            line.push_str(letter);
            used += wide;
        }
        (line, used)
    }

    /// Text in its composed form, without what steers the direction or the terminal, and not longer than is read.
    pub fn clean(&self, text: &str) -> String {
        let text = match text.char_indices().nth(LONGEST) {
            Some((end, _)) => {
                self.shortened.set(true);
                format!("{}…", text.get(..end).unwrap_or_default())
            }
            None => text.replace("\r\n", "\n"),
        };
        let steers = |letter: char| {
            matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
                || matches!(letter, '\u{fe00}'..='\u{fe0f}' | '\u{ad}')
        };
        let shown = |letter: char| match letter {
            '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
            letter if letter.is_control() => ' ',
            letter => letter,
        };
        // A letter with marks without end would grow over its neighbours and cost time without end.
        let mut marks = 0;
        let bounded = |letter: &char| {
            marks = if is_combining_mark(*letter) { marks + 1 } else { 0 };
            marks <= MOST_MARKS
        };
        text.nfc()
            .filter(|letter| !steers(*letter))
            .filter(bounded)
            .map(shown)
            .collect::<String>()
            .trim_end()
            .to_owned()
    }

    fn by_font<'t>(&self, text: &'t str, weight: Weight) -> Vec<(usize, &'t str)> {
        let mut parts: Vec<(usize, Range<usize>)> = Vec::new();
        for (at, letter) in text.char_indices() {
            let end = at + letter.len_utf8();
            let last = parts.last().map(|(font, _)| *font);
            // Marks and joiners stay with the letter that they change.
            let stays =
                is_combining_mark(letter) || matches!(letter, '\u{200c}' | '\u{200d}' | '\u{200e}' | '\u{200f}');
            let font = match last {
                Some(font) if stays && self.case.has(font, letter) => font,
                Some(_) | None => self.case.find(letter, weight).unwrap_or_else(|| {
                    self.missing.borrow_mut().insert(letter);
                    MISSING
                }),
            };
            match parts.last_mut() {
                Some((same, range)) if *same == font => range.end = end,
                Some(_) | None => parts.push((font, at..end)),
            }
        }
        parts.into_iter().map(|(font, range)| (font, text.get(range).unwrap_or_default())).collect()
    }

    fn piece(&self, font: usize, text: &str, backwards: bool) -> Piece {
        if font == MISSING {
            return self.boxes(text);
        }
        let mut piece = Piece { font, text: text.to_owned(), glyphs: Vec::new(), width: 0.0 };
        let Some(one) = self.case.get(font) else { return piece };
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        let direction = if backwards { Direction::RightToLeft } else { Direction::LeftToRight };
        buffer.set_direction(direction);
        let script = buffer.script();
        let mut plans = self.plans.borrow_mut();
        let plan = plans
            .entry((font, backwards, script))
            .or_insert_with(|| ShapePlan::new(&one.face, direction, Some(script), None, &[]));
        let output = rustybuzz::shape_with_plan(&one.face, plan, buffer);
        let mut starts: Vec<usize> = output.glyph_infos().iter().map(|info| info.cluster as usize).collect();
        starts.sort_unstable();
        starts.dedup();
        for (info, position) in output.glyph_infos().iter().zip(output.glyph_positions()) {
            let start = info.cluster as usize;
            let end = starts.get(starts.partition_point(|one| *one <= start)).copied().unwrap_or(text.len());
            let em = |units: i32| units as f32 / one.units;
            piece.width += em(position.x_advance);
            piece.glyphs.push(KrillaGlyph::new(
                GlyphId::new(info.glyph_id),
                em(position.x_advance),
                em(position.x_offset),
                em(position.y_offset),
                em(position.y_advance),
                start..end,
                None,
            ));
        }
        piece
    }

    /// A box for each character, standing for the character in the text of the file.
    fn boxes(&self, text: &str) -> Piece {
        let font = self.case.find(BOX, Weight::Regular).unwrap_or_else(|| Case::text(Weight::Regular));
        let mut piece = self.piece(font, &BOX.to_string(), false);
        let shown = std::mem::take(&mut piece.glyphs);
        let width = std::mem::take(&mut piece.width);
        piece.text = text.to_owned();
        for (at, letter) in text.char_indices() {
            for glyph in &shown {
                piece.glyphs.push(KrillaGlyph { text_range: at..at + letter.len_utf8(), ..glyph.clone() });
            }
            piece.width += width;
        }
        piece
    }
}

/// The direction of a paragraph: that of its first letter that has one.
fn base_of(paragraph: &str) -> Option<Level> {
    BidiInfo::new(paragraph, None).paragraphs.first().map(|one| one.level)
}

#[cfg(test)]
mod tests {
    use super::*;

    const STYLE: Style = Style { weight: Weight::Regular, size: 10.0 };

    fn text(lines: &[Shaped]) -> Vec<String> {
        lines.iter().map(|line| line.pieces.iter().map(|piece| piece.text.as_str()).collect()).collect()
    }

    #[test]
    fn lines_end_between_words_and_long_words_are_broken() {
        let setter = Setter::new().unwrap();
        assert_eq!(text(&setter.wrap("", STYLE, 100.0, 9)), [""]);
        assert_eq!(text(&setter.wrap("a\nb\r\nc", STYLE, 100.0, 9)), ["a", "b", "c"]);
        for (words, width) in [("satu dua tiga empat lima", 60.0), (&*"x".repeat(90), 60.0), ("Nguyễn Thị Ánh", 20.0)]
        {
            let lines = setter.wrap(words, STYLE, width, 99);
            assert!(lines.len() > 1 && lines.iter().all(|line| line.width * 10.0 <= width + 0.01), "{words}");
            assert_eq!(text(&lines).concat().replace(' ', ""), words.replace(' ', ""));
        }
        assert!(!setter.shortened());
        let lines = setter.wrap(&"kata ".repeat(100), STYLE, 60.0, 3);
        assert!(setter.shortened() && lines.len() == 3 && text(&lines)[2].ends_with('…'));
        assert!(lines.iter().all(|line| line.width * 10.0 <= 60.01));
    }

    #[test]
    fn every_script_of_the_fonts_is_set_and_others_are_told() {
        let setter = Setter::new().unwrap();
        for line in
            ["Đặng Thị Hồng", "Łukasz Żółć", "Νίκος", "Щербаков", "محمد", "דוד", "สมชาย", "राम", "தமிழ்", "5 − 3 ✓", "x̂́"]
        {
            let shaped = setter.shape(line, Weight::Bold, None);
            assert!(shaped.width > 0.5 && setter.missing().is_empty(), "{line}: {:?}", setter.missing());
            let glyphs = shaped.pieces.iter().flat_map(|piece| &piece.glyphs);
            assert!(glyphs.into_iter().all(|glyph| glyph.glyph_id.to_u32() != 0), "{line}");
        }
        let shaped = setter.shape("王 A 😀", Weight::Regular, None);
        assert_eq!(setter.missing(), ['王', '😀']);
        assert!(shaped.width > 1.5, "a box stands for what is missing");
    }

    #[test]
    fn text_that_runs_to_the_left_is_put_in_its_order() {
        let setter = Setter::new().unwrap();
        let shaped = setter.shape("PT שלום 12", Weight::Regular, None);
        let order: Vec<&str> =
            shaped.pieces.iter().map(|piece| piece.text.trim()).filter(|one| !one.is_empty()).collect();
        assert_eq!(order, ["PT", "12", "שלום"]);
        let Some(hebrew) = shaped.pieces.iter().find(|piece| piece.text.contains('ש')) else { panic!("no Hebrew") };
        let starts: Vec<usize> = hebrew.glyphs.iter().map(|glyph| glyph.text_range.start).collect();
        assert!(starts.is_sorted_by(|a, b| a > b), "{starts:?}");
    }

    #[test]
    fn what_steers_is_left_out() {
        let setter = Setter::new().unwrap();
        assert_eq!(setter.clean("a\u{202e}b\u{0}c\td\u{feff}e\u{301}"), "ab c d\u{e9}");
    }
}
