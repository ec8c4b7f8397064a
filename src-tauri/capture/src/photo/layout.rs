//! The order in which the lines of a card are read: pieces of one row are joined, columns are read one after the other,
//! and wide gaps part blocks.
//!
//! Deliberately absent: what the lines say, except that labels and their values stay beside each other.

use super::PhotoLine;
use super::quad::{Point, Quad};
use crate::text::is_label;

/// A line with its level rectangle: the card's own slant is taken out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    /// Which line, in the order given.
    pub line: usize,
    /// Left edge.
    pub left: f32,
    /// Upper edge.
    pub top: f32,
    /// Right edge.
    pub right: f32,
    /// Lower edge.
    pub bottom: f32,
    /// How much higher the gap above it is than usual, in line heights; 0 for the first line of a column.
    pub gap: f32,
    /// Begins a column or stands beside the line before.
    pub beside: bool,
}

impl Place {
    /// Its height.
    #[must_use]
    pub fn height(&self) -> f32 {
        self.bottom - self.top
    }

    fn middle(&self) -> f32 {
        f32::midpoint(self.top, self.bottom)
    }
}

/// The slant that most of the text has, in radians.
fn slant(quads: &[Quad]) -> f32 {
    let mut angles: Vec<(f32, f32)> = quads.iter().map(|quad| (quad.angle(), quad.width())).collect();
    angles.sort_by(|a, b| a.0.total_cmp(&b.0));
    let half = angles.iter().map(|(_, width)| width).sum::<f32>() / 2.0;
    let mut passed = 0.0;
    for (angle, width) in angles {
        passed += width;
        if passed >= half {
            return angle;
        }
    }
    0.0
}

fn level(quads: &[Quad]) -> Vec<Place> {
    let (sin, cos) = slant(quads).sin_cos();
    let mut places = Vec::with_capacity(quads.len());
    for (line, quad) in quads.iter().enumerate() {
        let turned = quad.map(|p| Point { x: p.x * cos + p.y * sin, y: p.y * cos - p.x * sin });
        let [a, b, c, d] = turned.0;
        places.push(Place {
            line,
            left: f32::midpoint(a.x, d.x),
            right: f32::midpoint(b.x, c.x),
            top: f32::midpoint(a.y, b.y),
            bottom: f32::midpoint(c.y, d.y),
            gap: 0.0,
            beside: false,
        });
    }
    places
}

fn same_row(a: &Place, b: &Place) -> bool {
    let overlap = a.bottom.min(b.bottom) - a.top.max(b.top);
    overlap > 0.55 * a.height().min(b.height())
}

/// Joins pieces of one row that stand no further apart than words do, and gives the lines in reading order.
pub(super) fn joined(lines: Vec<PhotoLine>) -> Vec<PhotoLine> {
    let quads: Vec<Quad> = lines.iter().map(|line| line.quad).collect();
    let mut places = level(&quads);
    places.sort_by(|a, b| a.left.total_cmp(&b.left));
    let mut rows: Vec<Vec<Place>> = Vec::new();
    for place in places {
        let follows = rows.iter_mut().find(|row| {
            row.last().is_some_and(|last| {
                let gap = place.left - last.right;
                let height = last.height().min(place.height());
                let alike = last.height().max(place.height()) < 1.5 * height;
                same_row(last, &place) && alike && gap > -1.2 * height && gap < 0.45 * height
            })
        });
        match follows {
            Some(row) => row.push(place),
            None => rows.push(vec![place]),
        }
    }
    let whole: Vec<PhotoLine> = rows.iter().filter_map(|row| join(row, &lines)).collect();
    let quads: Vec<Quad> = whole.iter().map(|line| line.quad).collect();
    let texts: Vec<&str> = whole.iter().map(|line| line.text.as_str()).collect();
    let order = in_reading_order(&quads, &texts);
    order.iter().filter_map(|place| whole.get(place.line).cloned()).collect()
}

fn join(row: &[Place], lines: &[PhotoLine]) -> Option<PhotoLine> {
    let mut parts = row.iter().filter_map(|place| lines.get(place.line));
    let mut whole = parts.next()?.clone();
    for part in parts {
        let (own, other) = (whole.text.chars().count() as f32, part.text.chars().count() as f32);
        whole.confidence = (whole.confidence * own + part.confidence * other) / (own + other).max(1.0);
        whole.text.push(' ');
        whole.text.push_str(&part.text);
        let ([a, _, _, d], [_, b, c, _]) = (whole.quad.0, part.quad.0);
        whole.quad = Quad([a, b, c, d]);
    }
    Some(whole)
}

/// The lines in reading order with their level rectangles and gaps.
#[must_use]
pub fn in_reading_order(quads: &[Quad], texts: &[&str]) -> Vec<Place> {
    let places = level(quads);
    let mut heights: Vec<f32> = places.iter().map(Place::height).collect();
    heights.sort_by(f32::total_cmp);
    let usual = heights.get(heights.len() / 2).copied().unwrap_or(1.0).max(1.0);
    let mut ordered = Vec::with_capacity(places.len());
    cut(places, usual, texts, &mut ordered, 0);
    ordered
}

/// Cuts a block at its widest gap, between columns or between rows, until nothing is left to cut.
fn cut(mut block: Vec<Place>, usual: f32, texts: &[&str], ordered: &mut Vec<Place>, depth: usize) {
    if block.len() < 2 || depth > 12 {
        return read_rows(block, ordered);
    }
    if let Some((at, _)) = widest_gap(&mut block, |place| (place.left, place.right), 0.9 * usual)
        && are_columns(&block, at, texts)
    {
        let right = block.split_off(at);
        cut(block, usual, texts, ordered, depth + 1);
        let begin = ordered.len();
        cut(right, usual, texts, ordered, depth + 1);
        if let Some(first) = ordered.get_mut(begin) {
            first.beside = true;
        }
        return;
    }
    if let Some((at, gap)) = widest_gap(&mut block, |place| (place.top, place.bottom), -0.25 * usual) {
        let below = block.split_off(at);
        cut(block, usual, texts, ordered, depth + 1);
        let begin = ordered.len();
        cut(below, usual, texts, ordered, depth + 1);
        if let Some(first) = ordered.get_mut(begin) {
            first.gap = gap / usual;
        }
        return;
    }
    read_rows(block, ordered);
}

/// Sorts a block along one direction and gives the place of its widest gap, if one is wider than `least`.
fn widest_gap(block: &mut [Place], extent: fn(&Place) -> (f32, f32), least: f32) -> Option<(usize, f32)> {
    block.sort_by(|a, b| extent(a).0.total_cmp(&extent(b).0));
    let mut reach = f32::MIN;
    let mut best: Option<(usize, f32)> = None;
    for (index, place) in block.iter().enumerate() {
        let (from, to) = extent(place);
        let gap = from - reach;
        if index > 0 && gap > least && best.is_none_or(|(_, widest)| gap > widest) {
            best = Some((index, gap));
        }
        reach = reach.max(to);
    }
    best
}

/// Columns are read one after the other unless the left one only labels the rows of the right one, or one of them is a
/// single piece in the row of another.
fn are_columns(block: &[Place], at: usize, texts: &[&str]) -> bool {
    let (left, right) = block.split_at_checked(at).unwrap_or_default();
    let text = |place: &Place| texts.get(place.line).copied().unwrap_or_default();
    let beside = left.iter().filter(|place| right.iter().any(|other| same_row(place, other))).count();
    let labelled = left.iter().filter(|place| is_label(text(place))).count();
    let labels = beside == left.len() && labelled * 4 >= left.len() * 3;
    !labels && (left.len() >= 2 || right.len() >= 2)
}

fn read_rows(mut block: Vec<Place>, ordered: &mut Vec<Place>) {
    block.sort_by(|a, b| a.middle().total_cmp(&b.middle()));
    let mut rows: Vec<Vec<Place>> = Vec::new();
    for place in block {
        match rows.last_mut().filter(|row| row.first().is_some_and(|first| same_row(first, &place))) {
            Some(row) => row.push(place),
            None => rows.push(vec![place]),
        }
    }
    for mut row in rows {
        row.sort_by(|a, b| a.left.total_cmp(&b.left));
        for (index, place) in row.iter_mut().enumerate() {
            place.beside = index > 0;
        }
        ordered.extend(row);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(lines: &[(&str, [f32; 4])]) -> Vec<String> {
        let quads: Vec<Quad> = lines.iter().map(|(_, [l, t, r, b])| Quad::upright(*l, *t, *r, *b)).collect();
        let texts: Vec<&str> = lines.iter().map(|(text, _)| *text).collect();
        in_reading_order(&quads, &texts).iter().map(|place| texts[place.line].to_owned()).collect()
    }

    #[test]
    fn columns_are_read_one_after_the_other() {
        let lines = [
            ("Jl. Merdeka 5", [500.0, 100.0, 800.0, 130.0]),
            ("Siti Rahma", [50.0, 100.0, 300.0, 130.0]),
            ("Jakarta 10110", [500.0, 140.0, 800.0, 170.0]),
            ("Manager", [50.0, 140.0, 300.0, 170.0]),
            ("PT Maju", [300.0, 20.0, 600.0, 60.0]),
        ];
        assert_eq!(order(&lines), ["PT Maju", "Siti Rahma", "Manager", "Jl. Merdeka 5", "Jakarta 10110"]);
    }

    #[test]
    fn labels_stay_beside_their_values() {
        let lines = [
            ("Telp", [50.0, 100.0, 110.0, 130.0]),
            ("Email", [50.0, 140.0, 120.0, 170.0]),
            ("0812-1111-2222", [300.0, 100.0, 560.0, 130.0]),
            ("siti@maju.co.id", [300.0, 140.0, 560.0, 170.0]),
        ];
        assert_eq!(order(&lines), ["Telp", "0812-1111-2222", "Email", "siti@maju.co.id"]);
    }

    #[test]
    fn pieces_of_a_row_are_joined_and_a_slant_does_not_matter() {
        let turned = |l: f32, t: f32, r: f32, b: f32| {
            let (sin, cos) = 0.15_f32.sin_cos();
            Quad::upright(l, t, r, b).map(|p| Point { x: p.x * cos - p.y * sin, y: p.x * sin + p.y * cos })
        };
        let line = |text: &str, quad| PhotoLine { text: text.to_owned(), confidence: 0.9, quad };
        let lines = vec![
            line("below", turned(10.0, 50.0, 400.0, 80.0)),
            line("two", turned(108.0, 10.0, 200.0, 40.0)),
            line("one", turned(10.0, 10.0, 100.0, 40.0)),
        ];
        let texts: Vec<String> = joined(lines).into_iter().map(|line| line.text).collect();
        assert_eq!(texts, ["one two", "below"]);
    }
}
