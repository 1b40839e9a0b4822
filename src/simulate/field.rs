//! Smooth random fields over world space.

use crate::numeric::random::Random;

/// Standard-normal values on a lattice, blended smoothly between the nodes; repeats beyond its extent.
#[derive(Debug, Clone)]
pub struct Field {
    nodes: Vec<f64>,
    size: [usize; 3],
    length_mm: f64,
}

impl Field {
    /// A field that changes over about `length_mm` within a cube of `extent_mm`.
    pub fn draw(extent_mm: f64, length_mm: f64, random: &mut Random) -> Self {
        let nodes = (extent_mm / length_mm).ceil() as usize + 2;
        let count = nodes * nodes * nodes;
        Self { nodes: (0..count).map(|_| random.normal()).collect(), size: [nodes; 3], length_mm }
    }

    /// Value at a world point; mean 0, standard deviation about 0.6 between nodes and 1 at them.
    pub fn at(&self, point_mm: [f64; 3]) -> f64 {
        let mut low = [0; 3];
        let mut weight = [0.0; 3];
        for axis in 0..3 {
            let position = point_mm[axis] / self.length_mm;
            let floor = position.floor();
            low[axis] = (floor as i64).rem_euclid(self.size[axis] as i64) as usize;
            let t = position - floor;
            weight[axis] = t * t * (3.0 - 2.0 * t);
        }
        let mut value = 0.0;
        for corner in 0..8 {
            let mut share = 1.0;
            let mut node = [0; 3];
            for axis in 0..3 {
                let far = corner >> axis & 1;
                node[axis] = (low[axis] + far) % self.size[axis];
                share *= if far == 1 { weight[axis] } else { 1.0 - weight[axis] };
            }
            value += share * self.nodes[node[0] + self.size[0] * (node[1] + self.size[1] * node[2])];
        }
        value
    }
}
