//! Binary decision trees as flat arrays: one walk for every kind of tree model.

use serde::{Deserialize, Serialize};

/// When a row goes left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// value ≤ threshold (scikit-learn, LightGBM, trees grown here).
    AtMost,
    /// value < threshold, both rounded to 32 bits (XGBoost).
    BelowF32,
    /// value rounded to 32 bits ≤ threshold (trees of scikit-learn, whose inputs are 32-bit).
    F32AtMost,
}

/// Where a row goes that has no value of a node's input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Missing {
    /// Right.
    Right,
    /// Left.
    Left,
    /// Where 0 goes (LightGBM, missing type None).
    AsZero,
    /// Right, and 0 counts as missing (LightGBM, missing type Zero).
    ZeroRight,
    /// Left, and 0 counts as missing.
    ZeroLeft,
}

/// What LightGBM takes for 0.
const ZERO: f64 = 1e-35;
/// Deepest tree that is read from a file.
const DEEPEST: usize = 256;

/// A tree; node 0 is the root. A leaf has `left` 0 (no node's child is the root).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tree {
    /// When a row goes left.
    pub rule: Rule,
    /// Input that is compared; 0 in leaves.
    pub input: Vec<u32>,
    /// What it is compared with; 0 in leaves.
    pub threshold: Vec<f64>,
    /// Node to go to on the left; 0 marks a leaf.
    pub left: Vec<u32>,
    /// Node to go to on the right.
    pub right: Vec<u32>,
    /// Answer of a leaf; of an inner node 0.
    pub value: Vec<f64>,
    /// Training rows (or their weight) in a node.
    pub cover: Vec<f64>,
    /// For every node, where rows go that lack its input; empty for trees grown here, which take whole rows only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<Missing>,
}

impl Tree {
    /// A tree without nodes, to be filled by [`Self::push`].
    pub fn empty(rule: Rule) -> Self {
        Self::with_room(rule, 0)
    }

    /// The same, with room for as many nodes.
    pub fn with_room(rule: Rule, nodes: usize) -> Self {
        let (numbers, places) = (|| Vec::with_capacity(nodes), || Vec::with_capacity(nodes));
        let (input, left, right) = (places(), places(), places());
        let (threshold, value, cover) = (numbers(), numbers(), numbers());
        Self { rule, input, threshold, left, right, value, cover, missing: Vec::new() }
    }

    /// Adds a leaf and gives its number.
    pub fn push(&mut self, value: f64, cover: f64) -> usize {
        self.input.push(0);
        self.threshold.push(0.0);
        self.left.push(0);
        self.right.push(0);
        self.value.push(value);
        self.cover.push(cover);
        self.left.len() - 1
    }

    /// Makes a leaf an inner node with two children that exist.
    pub fn split(&mut self, node: usize, (input, threshold): (usize, f64), (left, right): (usize, usize)) {
        self.input[node] = input as u32;
        self.threshold[node] = threshold;
        self.left[node] = left as u32;
        self.right[node] = right as u32;
        self.value[node] = 0.0;
    }

    /// Whether a node is a leaf.
    pub fn is_leaf(&self, node: usize) -> bool {
        self.left[node] == 0
    }

    /// Whether a row goes left at an inner node.
    pub fn goes_left(&self, node: usize, row: &[f64]) -> bool {
        let (mut value, threshold) = (row[self.input[node] as usize], self.threshold[node]);
        match self.missing.get(node) {
            Some(way @ (Missing::Right | Missing::Left)) if value.is_nan() => return *way == Missing::Left,
            Some(way @ (Missing::ZeroRight | Missing::ZeroLeft)) if value.is_nan() || value.abs() <= ZERO => {
                return *way == Missing::ZeroLeft;
            }
            Some(Missing::AsZero) if value.is_nan() => value = 0.0,
            _ => {}
        }
        match self.rule {
            Rule::AtMost => value <= threshold,
            Rule::BelowF32 => (value as f32) < threshold as f32,
            Rule::F32AtMost => f64::from(value as f32) <= threshold,
        }
    }

    /// Whether a row may lack inputs.
    pub fn takes_missing(&self) -> bool {
        !self.missing.is_empty()
    }

    /// Leaf a row ends in.
    pub fn leaf(&self, row: &[f64]) -> usize {
        let mut node = 0;
        while !self.is_leaf(node) {
            node = if self.goes_left(node, row) { self.left[node] } else { self.right[node] } as usize;
        }
        node
    }

    /// Answer for a row.
    pub fn predict(&self, row: &[f64]) -> f64 {
        self.value[self.leaf(row)]
    }

    /// Mean answer over the training rows, by cover.
    pub fn mean(&self) -> f64 {
        let leaves = (0..self.left.len()).filter(|&node| self.is_leaf(node));
        leaves.map(|node| self.value[node] * self.cover[node]).sum::<f64>() / self.cover[0]
    }

    /// Whether what was read from a file is a tree of `inputs` inputs: arrays of one length, children after their
    /// parents and of one parent each (so that every walk ends), not too deep, finite numbers.
    pub fn is_sound(&self, inputs: usize) -> bool {
        let nodes = self.left.len();
        let lengths =
            [self.input.len(), self.right.len(), self.threshold.len(), self.value.len(), self.cover.len()];
        let ways = self.missing.is_empty() || self.missing.len() == nodes;
        if nodes == 0 || !ways || lengths.iter().any(|&length| length != nodes) {
            return false;
        }
        let mut depth = vec![0; nodes];
        for node in 0..nodes {
            let finite = self.threshold[node].is_finite() && self.value[node].is_finite();
            if !(finite && self.cover[node].is_finite() && self.cover[node] >= 0.0) {
                return false;
            }
            // Every node but the root was reached from a node before it, once.
            if (node > 0 && depth[node] == 0) || depth[node] > DEEPEST {
                return false;
            }
            if self.is_leaf(node) {
                continue;
            }
            if self.input[node] as usize >= inputs {
                return false;
            }
            for child in [self.left[node], self.right[node]].map(|child| child as usize) {
                if child <= node || child >= nodes || depth[child] != 0 {
                    return false;
                }
                depth[child] = depth[node] + 1;
            }
        }
        self.cover[0] > 0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stump() -> Tree {
        let mut tree = Tree::empty(Rule::AtMost);
        let root = tree.push(0.0, 4.0);
        let children = (tree.push(-1.0, 1.0), tree.push(2.0, 3.0));
        tree.split(root, (1, 0.5), children);
        tree
    }

    #[test]
    fn rows_walk_to_their_leaves() {
        let tree = stump();
        assert_eq!((tree.predict(&[9.0, 0.5]), tree.predict(&[0.0, 0.6]), tree.mean()), (-1.0, 2.0, 1.25));
        assert!(tree.is_sound(2) && !tree.is_sound(1));
    }

    #[test]
    fn a_tree_that_would_walk_in_circles_is_not_sound() {
        let mut tree = stump();
        tree.right[0] = 0;
        assert!(!tree.is_sound(2));
        let mut shared = stump();
        shared.right[0] = 1;
        assert!(!shared.is_sound(2));
    }

    #[test]
    fn missing_values_go_where_the_node_says() {
        let mut tree = stump();
        let at = |tree: &Tree, value: f64| tree.predict(&[0.0, value]);
        assert_eq!(at(&tree, f64::NAN), 2.0);
        for (way, absent, zero) in [
            (Missing::Right, 2.0, -1.0),
            (Missing::Left, -1.0, -1.0),
            (Missing::AsZero, -1.0, -1.0),
            (Missing::ZeroRight, 2.0, 2.0),
            (Missing::ZeroLeft, -1.0, -1.0),
        ] {
            tree.missing = vec![way; 3];
            assert_eq!((at(&tree, f64::NAN), at(&tree, 0.0), at(&tree, 0.6)), (absent, zero, 2.0), "{way:?}");
        }
    }
}
