//! Four corners of a line of text, and the smallest rectangle around points.
//!
//! Deliberately absent: pixels.

use serde::{Deserialize, Serialize};
use specta::Type;

/// A place on a picture, in pixels from its upper left corner.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize, Type)]
pub struct Point {
    /// To the right.
    pub x: f32,
    /// Down.
    pub y: f32,
}

/// The corners of a line in the order of its text: upper left, upper right, lower right, lower left.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize, Type)]
pub struct Quad(pub [Point; 4]);

fn distance(a: Point, b: Point) -> f32 {
    (a.x - b.x).hypot(a.y - b.y)
}

impl Quad {
    /// An upright rectangle.
    #[must_use]
    pub fn upright(left: f32, top: f32, right: f32, bottom: f32) -> Self {
        Self([
            Point { x: left, y: top },
            Point { x: right, y: top },
            Point { x: right, y: bottom },
            Point { x: left, y: bottom },
        ])
    }

    /// The same with every corner moved.
    #[must_use]
    pub fn map(&self, change: impl Fn(Point) -> Point) -> Self {
        Self(self.0.map(change))
    }

    /// The length of its upper and lower edge, on average.
    #[must_use]
    pub fn width(&self) -> f32 {
        let [a, b, c, d] = self.0;
        f32::midpoint(distance(a, b), distance(d, c))
    }

    /// The length of its left and right edge, on average.
    #[must_use]
    pub fn height(&self) -> f32 {
        let [a, b, c, d] = self.0;
        f32::midpoint(distance(a, d), distance(b, c))
    }

    /// Width times height.
    #[must_use]
    pub fn area(&self) -> f32 {
        self.width() * self.height()
    }

    /// The angle of its upper edge in radians; positive falls to the right.
    #[must_use]
    pub fn angle(&self) -> f32 {
        let [a, b, _, _] = self.0;
        (b.y - a.y).atan2(b.x - a.x)
    }

    /// Left, top, right and bottom of the upright rectangle around it.
    #[must_use]
    pub fn bounds(&self) -> (f32, f32, f32, f32) {
        let fold = |pick: fn(&Point) -> f32, start: f32, choose: fn(f32, f32) -> f32| {
            self.0.iter().map(pick).fold(start, choose)
        };
        (
            fold(|p| p.x, f32::MAX, f32::min),
            fold(|p| p.y, f32::MAX, f32::min),
            fold(|p| p.x, f32::MIN, f32::max),
            fold(|p| p.y, f32::MIN, f32::max),
        )
    }

    /// The same line when the whole picture is turned by 180 degrees.
    #[must_use]
    pub fn turned_around(&self, width: f32, height: f32) -> Self {
        let [a, b, c, d] = self.map(|p| Point { x: width - p.x, y: height - p.y }).0;
        Self([c, d, a, b])
    }

    /// The upright rectangle around this and another one.
    #[must_use]
    pub fn with(&self, other: &Self) -> Self {
        let (a, b) = (self.bounds(), other.bounds());
        Self::upright(a.0.min(b.0), a.1.min(b.1), a.2.max(b.2), a.3.max(b.3))
    }
}

/// The smallest rectangle, at any angle, around the corners of a convex shape; grown by `grow` on every side. Its
/// corners begin at the upper left one.
pub(super) fn smallest_rectangle(hull: &[Point], grow: impl Fn(f32, f32) -> f32) -> Option<Quad> {
    let mut best: Option<(f32, f32, [f32; 4])> = None;
    for (index, from) in hull.iter().enumerate() {
        let to = hull.get((index + 1) % hull.len()).copied().unwrap_or_default();
        let angle = (to.y - from.y).atan2(to.x - from.x);
        let (sin, cos) = angle.sin_cos();
        let mut sides = [f32::MAX, f32::MAX, f32::MIN, f32::MIN];
        let [left, top, right, bottom] = &mut sides;
        for point in hull {
            let (x, y) = (point.x * cos + point.y * sin, point.y * cos - point.x * sin);
            (*left, *top) = (left.min(x), top.min(y));
            (*right, *bottom) = (right.max(x), bottom.max(y));
        }
        let area = (*right - *left) * (*bottom - *top);
        if best.is_none_or(|(least, _, _)| area < least) {
            best = Some((area, angle, sides));
        }
    }
    let (_, angle, [left, top, right, bottom]) = best?;
    let by = grow(right - left, bottom - top);
    let (sin, cos) = angle.sin_cos();
    let back = |x: f32, y: f32| Point { x: x * cos - y * sin, y: x * sin + y * cos };
    let corners = [
        back(left - by, top - by),
        back(right + by, top - by),
        back(right + by, bottom + by),
        back(left - by, bottom + by),
    ];
    // Whichever edge the rectangle was found from: the corner that is up and left comes first.
    let first = corners
        .iter()
        .enumerate()
        .min_by(|(_, a), (_, b)| (a.x + a.y).total_cmp(&(b.x + b.y)))
        .map_or(0, |(index, _)| index);
    let mut corners = corners;
    corners.rotate_left(first);
    Some(Quad(corners))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_smallest_rectangle_follows_its_points() {
        let square = [(0.0, 0.0), (10.0, 0.0), (10.0, 4.0), (0.0, 4.0)].map(|(x, y)| Point { x, y });
        let turned = square.map(|p| Point { x: p.x * 0.8 - p.y * 0.6, y: p.x * 0.6 + p.y * 0.8 });
        for (hull, angle) in [(square, 0.0_f32), (turned, 0.6_f32.atan2(0.8))] {
            let quad = smallest_rectangle(&hull, |_, _| 1.0).unwrap();
            assert!((quad.width() - 12.0).abs() < 1e-3 && (quad.height() - 6.0).abs() < 1e-3, "{quad:?}");
            assert!((quad.angle() - angle).abs() < 1e-3, "{quad:?}");
        }
        assert_eq!(smallest_rectangle(&[], |_, _| 1.0), None);
    }

    #[test]
    fn turning_around_twice_changes_nothing() {
        let quad = Quad::upright(2.0, 3.0, 20.0, 8.0);
        let turned = quad.turned_around(100.0, 50.0);
        assert_eq!(turned.0[0], Point { x: 80.0, y: 42.0 });
        assert_eq!(turned.turned_around(100.0, 50.0), quad);
    }
}
