//! Points spread over a sphere, and spherical harmonics.

use crate::numeric::float;
use crate::numeric::order;

/// Vertices of an icosahedron whose faces are divided in four `subdivisions` times and pushed out to `radius`.
///
/// 10·4^n + 2 points. Order and rounding are those of trimesh's icosphere: the points before, then the middles of
/// all edges by their later end, then by their earlier.
pub fn icosphere(subdivisions: u32, radius: f64) -> Vec<[f64; 3]> {
    let (mut points, mut faces) = icosahedron();
    if subdivisions == 0 {
        push_out(&mut points, radius);
    }
    for _ in 0..subdivisions {
        let mut edges: Vec<[usize; 2]> = faces.iter().flat_map(edges_of).collect();
        order::sort(&mut edges, &|a, b| (a[1], a[0]).cmp(&(b[1], b[0])));
        edges.dedup();
        let before = points.len();
        points.extend(edges.iter().map(|&[a, b]| middle(points[a], points[b])).collect::<Vec<_>>());
        faces = faces.iter().flat_map(|face| divided(face, &edges, before)).collect();
        push_out(&mut points, radius);
    }
    points
}

/// Twelve vertices on the unit sphere; twenty faces, each three vertices that are each other's nearest.
fn icosahedron() -> (Vec<[f64; 3]>, Vec<[usize; 3]>) {
    const SHORT: f64 = 0.525_731_112_119_133_6;
    const LONG: f64 = 0.850_650_808_352_04;
    let mut points = Vec::with_capacity(12);
    for axis in 0..3 {
        for (long, short) in [(LONG, -SHORT), (LONG, SHORT), (-LONG, -SHORT), (-LONG, SHORT)] {
            let mut point = [0.0; 3];
            point[axis] = short;
            point[(axis + 1) % 3] = long;
            points.push(point);
        }
    }
    let near = |a: usize, b: usize| {
        let gap: f64 = (0..3).map(|i| (points[a][i] - points[b][i]) * (points[a][i] - points[b][i])).sum();
        gap < 1.5
    };
    let mut faces = Vec::with_capacity(20);
    for a in 0..12 {
        for b in (a + 1..12).filter(|&b| near(a, b)) {
            faces.extend((b + 1..12).filter(|&c| near(a, c) && near(b, c)).map(|c| [a, b, c]));
        }
    }
    (points, faces)
}

/// A face's edges, each from its earlier to its later vertex.
fn edges_of(&[a, b, c]: &[usize; 3]) -> [[usize; 2]; 3] {
    [[a, b], [b, c], [c, a]].map(|[a, b]| [a.min(b), a.max(b)])
}

fn middle(a: [f64; 3], b: [f64; 3]) -> [f64; 3] {
    std::array::from_fn(|i| (a[i] + b[i]) / 2.0)
}

/// The four faces within a face; the middle of edge number i is point `before` + i.
fn divided(face: &[usize; 3], edges: &[[usize; 2]], before: usize) -> [[usize; 3]; 4] {
    let place = |edge: [usize; 2]| {
        let found = edges.binary_search_by_key(&[edge[1], edge[0]], |&[low, high]| [high, low]);
        before + found.unwrap_or_else(|_| unreachable!("every edge of a face is among the edges"))
    };
    let [ab, bc, ca] = edges_of(face).map(place);
    let &[a, b, c] = face;
    [[a, ab, ca], [ab, b, bc], [ca, bc, c], [ab, bc, ca]]
}

/// Moves every point along its ray to `radius`.
fn push_out(points: &mut [[f64; 3]], radius: f64) {
    for point in points {
        let length = (point[0] * point[0] + point[1] * point[1] + point[2] * point[2]).sqrt();
        point.iter_mut().for_each(|value| *value += *value / length * (radius - length));
    }
}

/// Spherical harmonic of degree `n`, order `m` as real and imaginary part, with the Condon–Shortley phase.
///
/// Y = √((2n+1)/4π · (n−|m|)!/(n+|m|)!) · P_n^|m|(cos polar) · e^(i m azimuth), times (−1)^m for negative m.
pub fn spherical_harmonic(m: i32, n: i32, azimuth: f64, polar: f64) -> [f64; 2] {
    let order = m.abs();
    let factorials = (n - order + 1..=n + order).fold(1.0, |ratio, k| ratio / f64::from(k));
    let scale = (f64::from(2 * n + 1) / 4.0 / std::f64::consts::PI).sqrt() * factorials.sqrt();
    let sign = if m < 0 && order % 2 == 1 { -1.0 } else { 1.0 };
    let value = sign * scale * legendre(order, n, float::cos(polar));
    let angle = f64::from(m) * azimuth;
    [value * float::cos(angle), value * float::sin(angle)]
}

/// Associated Legendre function P_n^m(x) with (−1)^m, by recursion over the degree.
fn legendre(m: i32, n: i32, x: f64) -> f64 {
    let sine = ((1.0 - x) * (1.0 + x)).sqrt();
    let mut value = (1..=m).fold(1.0, |value, k| value * -f64::from(2 * k - 1) * sine);
    let mut before = 0.0;
    for k in m + 1..=n {
        let next = (f64::from(2 * k - 1) * x * value - f64::from(k + m - 1) * before) / f64::from(k - m);
        (before, value) = (value, next);
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_lie_on_the_sphere_and_are_all_different() {
        for subdivisions in 0..4 {
            let points = icosphere(subdivisions, 1.5);
            assert_eq!(points.len(), 10 * 4_usize.pow(subdivisions) + 2);
            for (i, a) in points.iter().enumerate() {
                let length = a.iter().map(|x| x * x).sum::<f64>().sqrt();
                assert!((length - 1.5).abs() < 1e-15 * 4.0, "{length}");
                assert!(points[..i].iter().all(|b| a != b));
            }
        }
    }

    #[test]
    fn low_harmonics_have_their_closed_form() {
        let pi = std::f64::consts::PI;
        let (azimuth, polar) = (0.7, 1.9);
        let (sin, cos) = (float::sin(polar), float::cos(polar));
        let expected = [
            (0, 0, 0.5 / pi.sqrt()),
            (0, 1, (3.0 / pi).sqrt() / 2.0 * cos),
            (1, 1, -(3.0 / (2.0 * pi)).sqrt() / 2.0 * sin),
            (-1, 1, (3.0 / (2.0 * pi)).sqrt() / 2.0 * sin),
            (1, 2, -(15.0 / (2.0 * pi)).sqrt() / 2.0 * sin * cos),
            (-2, 2, (15.0 / (2.0 * pi)).sqrt() / 4.0 * sin * sin),
        ];
        for (m, n, size) in expected {
            let [re, im] = spherical_harmonic(m, n, azimuth, polar);
            let angle = f64::from(m) * azimuth;
            assert!((re - size * float::cos(angle)).abs() < 1e-15, "Y {m} {n}");
            assert!((im - size * float::sin(angle)).abs() < 1e-15, "Y {m} {n}");
        }
    }
}
