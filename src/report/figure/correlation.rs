//! Heat map of Spearman's correlation between the chosen features, similar ones side by side.

use crate::numeric::statistics::spearman;
use crate::report::figure::coefficients::LONGEST_NAME;
use crate::report::study::{OrReason, Selection};
use crate::report::svg::{Anchor, Figure, SMALL, Svg, widest};
use crate::report::text::{fixed, or_reason, shortened};
use crate::words::ReportGap;

/// Width and height of a cell.
const CELL: f64 = 34.0;

/// Correlation of the features, as the CSV table and the map show them: order of features, matrix in that order.
pub struct Correlations {
    /// Names of the features, similar ones side by side.
    pub names: Vec<String>,
    /// Spearman's rho between them, in that order.
    pub rho: Vec<Vec<f64>>,
}

/// Correlates and orders the chosen features.
///
/// # Errors
/// Fewer than two features, or one that does not vary.
pub fn correlate(selection: &Selection) -> OrReason<Correlations> {
    let features = selection.features.as_ref().map_err(Clone::clone)?;
    if features.len() < 2 {
        return Err(ReportGap::FewFeatures { model: selection.model.clone() });
    }
    let mut rho = vec![vec![1.0; features.len()]; features.len()];
    for a in 0..features.len() {
        for b in 0..a {
            let value = or_reason(spearman(&features[a].1, &features[b].1))?.coefficient;
            rho[a][b] = value;
            rho[b][a] = value;
        }
    }
    let order = cluster(&rho);
    let rho = order.iter().map(|&a| order.iter().map(|&b| rho[a][b]).collect()).collect();
    Ok(Correlations { names: order.iter().map(|&at| features[at].0.clone()).collect(), rho })
}

/// Leaves of an average-linkage tree on 1 − |rho|; of equally close pairs the first.
fn cluster(rho: &[Vec<f64>]) -> Vec<usize> {
    let mut groups: Vec<Vec<usize>> = (0..rho.len()).map(|at| vec![at]).collect();
    let distance = |a: &[usize], b: &[usize]| {
        let sum: f64 = a.iter().flat_map(|&i| b.iter().map(move |&j| 1.0 - rho[i][j].abs())).sum();
        sum / (a.len() * b.len()) as f64
    };
    while groups.len() > 1 {
        let (mut best, mut closest) = ((0, 1), f64::INFINITY);
        for a in 0..groups.len() {
            for b in a + 1..groups.len() {
                let d = distance(&groups[a], &groups[b]);
                if d < closest {
                    (best, closest) = ((a, b), d);
                }
            }
        }
        let second = groups.remove(best.1);
        groups[best.0].extend(second);
    }
    groups.pop().unwrap_or_default()
}

/// The map.
pub fn draw(selection: &Selection, correlations: &Correlations) -> Figure {
    let names: Vec<String> = correlations.names.iter().map(|name| shortened(name, LONGEST_NAME)).collect();
    let left = 46.0 + widest(&names, SMALL);
    let size = CELL * names.len() as f64;
    let title = format!("Spearman correlation of the features of {}", selection.model);
    let mut svg = Svg::new((left + size + 120.0, size.max(150.0) + 60.0), &title, &names.join(", "));
    for (row, name) in names.iter().enumerate() {
        let y = 34.0 + CELL * (row as f64 + 0.5) + 4.0;
        svg.text((left - 8.0, y), Anchor::End, SMALL, ("", &format!("{name}  {}", row + 1)));
        let x = left + CELL * (row as f64 + 0.5);
        svg.text((x, 26.0), Anchor::Middle, SMALL, ("", &(row + 1).to_string()));
        for (column, &rho) in correlations.rho[row].iter().enumerate() {
            let corner = (left + CELL * column as f64, 34.0 + CELL * row as f64);
            svg.tile(corner, (CELL - 1.0, CELL - 1.0), colour(rho));
            let ink = if rho.abs() > 0.6 { "light" } else { "dark" };
            let centre = (corner.0 + CELL / 2.0, corner.1 + CELL / 2.0 + 3.5);
            svg.text(centre, Anchor::Middle, 9.5, (ink, &fixed(rho, 2)));
        }
    }
    key(&mut svg, (left + size + 24.0, 34.0));
    svg.finish("correlation", &title)
}

/// Blue for −1, white for 0, vermilion for 1.
fn colour(rho: f64) -> (u8, u8, u8) {
    let full = if rho < 0.0 { (0.0, 90.0, 160.0) } else { (190.0, 70.0, 0.0) };
    let mix = |c: f64| (250.0 + (c - 250.0) * rho.abs()) as u8;
    (mix(full.0), mix(full.1), mix(full.2))
}

fn key(svg: &mut Svg, (x, y): (f64, f64)) {
    for step in 0..21 {
        let rho = 1.0 - f64::from(step) / 10.0;
        svg.tile((x, y + 6.0 * f64::from(step)), (16.0, 6.0), colour(rho));
    }
    for (place, text) in [(4.0, "1"), (67.0, "0"), (130.0, "\u{2212}1")] {
        svg.text((x + 24.0, y + place), Anchor::Start, SMALL, ("muted", text));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn similar_features_stand_side_by_side() {
        let rho = vec![
            vec![1.0, 0.1, -0.9, 0.0],
            vec![0.1, 1.0, 0.0, 0.8],
            vec![-0.9, 0.0, 1.0, 0.1],
            vec![0.0, 0.8, 0.1, 1.0],
        ];
        assert_eq!(cluster(&rho), [0, 2, 1, 3]);
    }
}
