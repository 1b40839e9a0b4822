//! Nomogram of a linear model: points of each input, total points, probability.

use crate::numeric::order;
use crate::report::axes::Scale;
use crate::report::figure::coefficients::LONGEST_NAME;
use crate::report::linear::{Linear, Points, Term};
use crate::report::study::Study;
use crate::report::svg::{Anchor, CHARACTER, Figure, SMALL, Svg, widest};
use crate::report::text::{fixed, short, shortened};

/// How much wider bold text is.
const BOLD: f64 = 1.2;
/// Height of a scale with its numbers.
const ROW: f64 = 38.0;
/// Name of the last scale.
const PROBABILITY: &str = "Probability of metastasis";
/// Width of the scale of 100 points.
const WIDTH: f64 = 520.0;
/// Closest that two numbers of a scale stand, in pixels.
const ROOM: f64 = 30.0;
/// Totals whose probability is nearer to 0 or 1 than this are not drawn: they would take most of the scale.
const CERTAIN: f64 = 0.002;

/// The nomogram; `None` when no input has any weight.
pub fn draw(study: &Study, linear: &Linear) -> Option<Figure> {
    let points = Points::of(linear)?;
    let model = study.models[study.primary].full_name();
    let terms: Vec<&Term> = linear.terms.iter().filter(|term| term.coefficient != 0.0).collect();
    let names: Vec<String> = terms.iter().map(|term| shortened(&term.name, LONGEST_NAME)).collect();
    let left = 24.0 + BOLD * widest(&names, SMALL).max(widest(&[PROBABILITY.to_owned()], SMALL));
    let title = format!("Nomogram of {model}");
    let description = "Read the points of each input off the top scale, add them, and read the probability below the total.";
    let height = ROW * (terms.len() as f64 + 3.0) + 24.0;
    let mut svg = Svg::new((left + WIDTH + 40.0, height), &title, description);
    let top = Scale::new((0.0, 100.0), (left, left + WIDTH));
    let mut row = Row { svg: &mut svg, left, y: 24.0 };
    row.scale("Points", every(&top, |point| top.at(point), |point| fixed(point, 0)), (left, left + WIDTH));
    for (term, name) in terms.iter().zip(&names) {
        let ticks = if term.is_flag { Vec::new() } else { Scale::new(term.range, (0.0, 1.0)).ticks().0 };
        let mut values = vec![term.range.0];
        values.extend(ticks.into_iter().filter(|tick| (term.range.0..=term.range.1).contains(tick)));
        values.push(term.range.1);
        let place = |value: f64| top.at(points.points(term, value));
        let marks: Vec<(f64, String)> =
            values.iter().map(|&value| (place(value), said(term, value))).collect();
        row.scale(name, marks, (place(term.range.0), place(term.range.1)));
    }
    let ends = (points.total(CERTAIN).max(0.0), points.total(1.0 - CERTAIN).min(points.most));
    let ends = if ends.0 < ends.1 { ends } else { (0.0, points.most) };
    let total = Scale::new(ends, (left, left + WIDTH));
    row.scale("Total points", every(&total, |t| total.at(t), |t| fixed(t, 0)), (left, left + WIDTH));
    let range = (points.probability(ends.0), points.probability(ends.1));
    let round = [0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99];
    let inside = round.into_iter().filter(|p| (range.0..=range.1).contains(p));
    let marks =
        inside.map(|p| (total.at(points.total(p)), fixed(p, if (0.06..0.94).contains(&p) { 1 } else { 2 })));
    row.scale(PROBABILITY, marks.collect(), (left, left + WIDTH));
    let cut = ends.0 > 0.0 || ends.1 < points.most;
    let beyond = if cut { " Totals beyond the scale: below 0.2 % or above 99.8 %." } else { "" };
    Some(svg.finish("nomogram", &format!("{title}. Inputs whose coefficient is 0 are left out.{beyond}")))
}

/// A value as its scale has it.
fn said(term: &Term, value: f64) -> String {
    match term.is_flag {
        true => if value == 1.0 { "yes" } else { "no" }.to_owned(),
        false => short(value),
    }
}

/// Ticks of a scale with their places and texts.
fn every(scale: &Scale, place: impl Fn(f64) -> f64, text: impl Fn(f64) -> String) -> Vec<(f64, String)> {
    scale.ticks().0.into_iter().map(|tick| (place(tick), text(tick))).collect()
}

/// Draws scales one below the other.
struct Row<'a> {
    svg: &'a mut Svg,
    left: f64,
    y: f64,
}

impl Row<'_> {
    /// A horizontal scale; numbers that would touch one another are left out, those at the ends last, and their marks
    /// stay. A scale too short for both ends has them beside it.
    fn scale(&mut self, name: &str, mut marks: Vec<(f64, String)>, (from, to): (f64, f64)) {
        self.svg.text((self.left - 14.0, self.y + 4.0), Anchor::End, SMALL, ("strong", name));
        self.svg.line((from.min(to), self.y), (from.max(to), self.y), "axis");
        order::sort(&mut marks, &|a, b| a.0.total_cmp(&b.0));
        let half = |text: &str| (text.chars().count() as f64 * SMALL * CHARACTER / 2.0).max(ROOM / 2.0 - 4.0);
        for (x, _) in &marks {
            self.svg.line((*x, self.y), (*x, self.y + 5.0), "axis");
        }
        if let [(from, first), .., (to, last)] = marks.as_slice() {
            let (mut free, end) = (from + half(first) + 4.0, to - half(last) - 4.0);
            if free > end {
                let both = format!("{first} to {last}");
                self.svg.text((to + 10.0, self.y + 4.0), Anchor::Start, SMALL, ("muted", &both));
            } else {
                self.number(*from, first);
                self.number(*to, last);
                for (x, text) in &marks[1..marks.len() - 1] {
                    if x - half(text) >= free && x + half(text) <= end {
                        self.number(*x, text);
                        free = x + half(text) + 4.0;
                    }
                }
            }
        } else if let [(x, text)] = marks.as_slice() {
            self.number(*x, text);
        }
        self.y += ROW;
    }

    /// A number below the scale.
    fn number(&mut self, x: f64, text: &str) {
        self.svg.text((x, self.y + 18.0), Anchor::Middle, SMALL, ("muted", text));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numeric::float;

    #[test]
    fn points_add_up_to_the_log_odds() {
        let term = |coefficient: f64, mean: f64, sd: f64, range: (f64, f64)| Term {
            name: "x".to_owned(),
            is_flag: false,
            coefficient,
            interval: None,
            mean,
            sd,
            range,
        };
        let terms = vec![term(1.2, 50.0, 15.0, (18.0, 90.0)), term(-0.4, 3.0, 2.0, (-1.0, 9.0))];
        let linear = Linear { intercept: 0.3, terms, interval_note: String::new(), events: (10, 10) };
        let points = Points::of(&linear).unwrap();
        for (age, other) in [(18.0, 9.0), (40.0, 2.5), (90.0, -1.0)] {
            let total = points.points(&linear.terms[0], age) + points.points(&linear.terms[1], other);
            let logit = 0.3 + 1.2 * (age - 50.0) / 15.0 - 0.4 * (other - 3.0) / 2.0;
            assert!((points.probability(total) - float::logistic(logit)).abs() < 1e-12);
            assert!((points.total(float::logistic(logit)) - total).abs() < 1e-9);
            assert!((-1e-9..=points.most + 1e-9).contains(&total));
        }
        assert!(Points::of(&Linear { terms: Vec::new(), ..linear }).is_none());
    }
}
