//! A plotting area with two axes.

use crate::report::svg::{Anchor, SMALL, Svg, TEXT};
use crate::report::text::fixed;

/// Maps values to pixels in a straight line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    from: (f64, f64),
    to: (f64, f64),
}

impl Scale {
    /// `from` values to `to` pixels; a domain without width is widened, so that every value has a place.
    pub fn new(from: (f64, f64), to: (f64, f64)) -> Self {
        let from = if from.1 > from.0 { from } else { (from.0 - 0.5, from.0 + 0.5) };
        Self { from, to }
    }

    /// Place of a value, kept inside the axis.
    pub fn at(&self, value: f64) -> f64 {
        let share = ((value - self.from.0) / (self.from.1 - self.from.0)).clamp(0.0, 1.0);
        self.to.0 + share * (self.to.1 - self.to.0)
    }

    /// Three to seven round values inside the domain (1, 2 or 5 times a power of ten apart), and the decimals to
    /// write them with.
    pub fn ticks(&self) -> (Vec<f64>, usize) {
        let wanted = (self.from.1 - self.from.0) / 6.0;
        let (mut power, mut decimals) = (1.0, 0_usize);
        while power > wanted && decimals < 12 {
            power /= 10.0;
            decimals += 1;
        }
        while power * 10.0 <= wanted {
            power *= 10.0;
        }
        let factor = [1.0, 2.0, 5.0].into_iter().find(|factor| power * factor >= wanted).unwrap_or(10.0);
        let digits = if factor == 10.0 { decimals.saturating_sub(1) } else { decimals };
        (self.multiples(power * factor), digits)
    }

    fn multiples(&self, step: f64) -> Vec<f64> {
        let first = (self.from.0 / step - 1e-9).ceil();
        let last = (self.from.1 / step + 1e-9).floor();
        let count = (last - first).max(0.0) as usize;
        (0..=count.min(50)).map(|i| (first + i as f64) * step).collect()
    }
}

/// A plotting area.
#[derive(Debug, Clone, Copy)]
pub struct Axes {
    /// Values to pixels from left to right.
    pub x: Scale,
    /// Values to pixels from bottom to top.
    pub y: Scale,
    left: f64,
    top: f64,
    width: f64,
    height: f64,
}

impl Axes {
    /// Area with upper left `corner` and `size`, for values in `x` and `y`.
    pub fn new((left, top): (f64, f64), (width, height): (f64, f64), x: (f64, f64), y: (f64, f64)) -> Self {
        Self {
            x: Scale::new(x, (left, left + width)),
            y: Scale::new(y, (top + height, top)),
            left,
            top,
            width,
            height,
        }
    }

    /// Pixel of a pair of values.
    pub fn at(&self, x: f64, y: f64) -> (f64, f64) {
        (self.x.at(x), self.y.at(y))
    }

    /// Right end in pixels.
    pub fn right(&self) -> f64 {
        self.left + self.width
    }

    /// Lower end in pixels.
    pub fn bottom(&self) -> f64 {
        self.top + self.height
    }

    /// Grid, ticks, numbers and names of both axes.
    pub fn draw(&self, svg: &mut Svg, x_name: &str, y_name: &str) {
        self.draw_y(svg, y_name);
        self.draw_x(svg, x_name);
        svg.line((self.left, self.bottom()), (self.right(), self.bottom()), "axis");
        svg.line((self.left, self.top), (self.left, self.bottom()), "axis");
    }

    /// Vertical grid lines with their numbers, and the name below.
    pub fn draw_x(&self, svg: &mut Svg, name: &str) {
        let (ticks, decimals) = self.x.ticks();
        for tick in ticks {
            let x = self.x.at(tick);
            svg.line((x, self.top), (x, self.bottom()), "grid");
            svg.text((x, self.bottom() + 16.0), Anchor::Middle, SMALL, ("muted", &fixed(tick, decimals)));
        }
        svg.text((self.left + self.width / 2.0, self.bottom() + 34.0), Anchor::Middle, TEXT, ("", name));
    }

    /// Horizontal grid lines with their numbers, and the name on the left.
    pub fn draw_y(&self, svg: &mut Svg, name: &str) {
        let (ticks, decimals) = self.y.ticks();
        for tick in ticks {
            let y = self.y.at(tick);
            svg.line((self.left, y), (self.right(), y), "grid");
            svg.text((self.left - 6.0, y + 4.0), Anchor::End, SMALL, ("muted", &fixed(tick, decimals)));
        }
        svg.upright_text((self.left - 40.0, self.top + self.height / 2.0), TEXT, name);
    }
}

/// Smallest and largest of `values`, with `share` of the width added on both sides; 0 to 1 for none.
pub fn extent(values: impl Iterator<Item = f64>, share: f64) -> (f64, f64) {
    let (low, high) = values
        .filter(|value| value.is_finite())
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
    if low > high {
        return (0.0, 1.0);
    }
    let room = (high - low) * share;
    (low - room, high + room)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(from: f64, to: f64) -> Vec<String> {
        let (ticks, decimals) = Scale::new((from, to), (0.0, 100.0)).ticks();
        ticks.into_iter().map(|tick| fixed(tick, decimals)).collect()
    }

    #[test]
    fn ticks_are_round_and_few() {
        assert_eq!(labels(0.0, 1.0), ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]);
        assert_eq!(labels(0.0, 100.0), ["0", "20", "40", "60", "80", "100"]);
        for (from, to) in
            [(-3.2, 4.1), (0.4, 0.93), (18.0, 91.0), (1e-3, 2.2e-3), (-1e4, 7e5), (5.0, 5.0), (0.0, 0.08)]
        {
            let texts = labels(from, to);
            assert!((3..=11).contains(&texts.len()), "{from} {to}: {texts:?}");
            let mut unique = texts.clone();
            unique.dedup();
            assert_eq!(unique, texts);
        }
    }

    #[test]
    fn values_outside_stay_on_the_edge() {
        let scale = Scale::new((0.0, 1.0), (10.0, 20.0));
        assert_eq!((scale.at(-3.0), scale.at(0.5), scale.at(9.0)), (10.0, 15.0, 20.0));
    }
}
