//! TreeSHAP: Shapley values of tree models, exactly, over the paths that training rows take.
//!
//! The value of a set S of inputs is the mean answer of a tree where splits on inputs of S are decided by the case and
//! all others by the covers of their children (Lundberg et al., Nat. Mach. Intell. 2020, path-dependent; as the `shap`
//! package's TreeExplainer). Cost O(leaves · depth²) a tree in the place of all sets.

use super::shapley::Explanation;
use crate::numeric::tree::Tree;

/// Least share of a parent's rows that a child is given, so that no share is 0.
const LEAST_SHARE: f64 = 1e-12;

/// One input on the way from the root.
#[derive(Clone, Copy)]
struct Step {
    /// `None` for the root.
    input: Option<usize>,
    /// Share of the rows that come this way when the input is unknown.
    unknown: f64,
    /// Whether the case comes this way (1 or 0).
    known: f64,
    /// Weight of the sets of each size.
    weight: f64,
}

/// The sum of the trees' answers for a row, taken apart: base is the mean over the training rows.
pub fn tree_shap(trees: &[Tree], row: &[f64]) -> Explanation {
    let mut whole = Explanation { base: 0.0, contributions: vec![0.0; row.len()] };
    for tree in trees {
        whole.base += expected(tree);
        let mut walk = Walk { tree, row, contributions: &mut whole.contributions };
        walk.visit(0, Vec::new(), Step { input: None, unknown: 1.0, known: 1.0, weight: 0.0 });
    }
    whole
}

fn share(tree: &Tree, child: usize, parent: usize) -> f64 {
    match tree.cover[parent] > 0.0 {
        true => (tree.cover[child] / tree.cover[parent]).max(LEAST_SHARE),
        false => 0.5,
    }
}

/// Mean answer; children come after their parents.
fn expected(tree: &Tree) -> f64 {
    let mut weight = vec![1.0; tree.left.len()];
    let mut mean = 0.0;
    for node in 0..tree.left.len() {
        if tree.is_leaf(node) {
            mean += weight[node] * tree.value[node];
            continue;
        }
        for child in [tree.left[node], tree.right[node]].map(|child| child as usize) {
            weight[child] = weight[node] * share(tree, child, node);
        }
    }
    mean
}

struct Walk<'a> {
    tree: &'a Tree,
    row: &'a [f64],
    contributions: &'a mut [f64],
}

impl Walk<'_> {
    /// Goes on from a node that was reached by `path` and then `step`. As deep as the tree, which is bounded.
    fn visit(&mut self, node: usize, mut path: Vec<Step>, step: Step) {
        extend(&mut path, step);
        if self.tree.is_leaf(node) {
            for at in 1..path.len() {
                let Step { input, unknown, known, .. } = path[at];
                if let Some(input) = input {
                    self.contributions[input] +=
                        without(&path, at) * (known - unknown) * self.tree.value[node];
                }
            }
            return;
        }
        let input = self.tree.input[node] as usize;
        let (mut unknown, mut known) = (1.0, 1.0);
        if let Some(at) = path.iter().position(|step| step.input == Some(input)) {
            (unknown, known) = (path[at].unknown, path[at].known);
            unwind(&mut path, at);
        }
        let left = self.tree.goes_left(node, self.row);
        for (child, here) in [(self.tree.left[node], left), (self.tree.right[node], !left)] {
            let child = child as usize;
            let step = Step {
                input: Some(input),
                unknown: unknown * share(self.tree, child, node),
                known: if here { known } else { 0.0 },
                weight: 0.0,
            };
            self.visit(child, path.clone(), step);
        }
    }
}

/// Adds a step: every set on the path may have it or not.
fn extend(path: &mut Vec<Step>, step: Step) {
    let length = path.len();
    path.push(Step { weight: if length == 0 { 1.0 } else { 0.0 }, ..step });
    let total = (length + 1) as f64;
    for at in (0..length).rev() {
        let weight = path[at].weight;
        path[at + 1].weight += step.known * weight * (at + 1) as f64 / total;
        path[at].weight = step.unknown * weight * (length - at) as f64 / total;
    }
}

/// Takes the step at `which` back.
fn unwind(path: &mut Vec<Step>, which: usize) {
    let last = path.len() - 1;
    let weights = weights_without(path, which);
    for at in which..last {
        path[at] = Step { weight: 0.0, ..path[at + 1] };
    }
    path.truncate(last);
    for (step, weight) in path.iter_mut().zip(weights) {
        step.weight = weight;
    }
}

/// Weights of the sets of each size as they would be without a step.
fn weights_without(path: &[Step], which: usize) -> Vec<f64> {
    let (last, total) = (path.len() - 1, path.len() as f64);
    let Step { known, unknown, .. } = path[which];
    let mut weights = vec![0.0; last];
    let mut next = path[last].weight;
    for at in (0..last).rev() {
        let (size, rest) = ((at + 1) as f64, (last - at) as f64);
        weights[at] = if known == 0.0 {
            path[at].weight * total / (unknown * rest)
        } else {
            let weight = next * total / (size * known);
            next = path[at].weight - weight * unknown * rest / total;
            weight
        };
    }
    weights
}

/// Sum of the weights without a step.
fn without(path: &[Step], which: usize) -> f64 {
    weights_without(path, which).iter().sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numeric::tree::Rule;

    /// x0 ≤ 0 ? (x1 ≤ 0 ? 1 : 4) : 6 with covers 6 → 4 (1, 3), 2; then the same input again.
    fn tree() -> Tree {
        let mut tree = Tree::empty(Rule::AtMost);
        tree.push(0.0, 6.0);
        let children = (tree.push(0.0, 4.0), tree.push(6.0, 2.0));
        tree.split(0, (0, 0.0), children);
        let children = (tree.push(1.0, 1.0), tree.push(4.0, 3.0));
        tree.split(1, (1, 0.0), children);
        tree
    }

    #[test]
    fn two_inputs_by_hand() {
        // v(∅) = (1 + 12 + 12)/6; v(0) = (1 + 12)/4; v(1) = 1·4/6 + 6·2/6; v(01) = 1, for the row (−1, −1).
        let (none, first, second, both) = (25.0 / 6.0, 13.0 / 4.0, 16.0 / 6.0, 1.0);
        let found = tree_shap(&[tree()], &[-1.0, -1.0]);
        let expected = [(first - none + both - second) / 2.0, (second - none + both - first) / 2.0];
        assert!((found.base - none).abs() < 1e-12);
        for (a, b) in found.contributions.iter().zip(expected) {
            assert!((a - b).abs() < 1e-12, "{a} {b}");
        }
    }

    #[test]
    fn contributions_add_up_where_an_input_comes_twice() {
        let mut tree = tree();
        let children = (tree.push(-3.0, 1.0), tree.push(9.0, 2.0));
        tree.split(4, (0, -2.0), children);
        for row in [[-3.0, 1.0], [-1.0, 1.0], [1.0, 1.0], [-1.0, -1.0]] {
            let found = tree_shap(&[tree.clone(), self::tree()], &row);
            let sum = found.base + found.contributions.iter().sum::<f64>();
            assert!((sum - tree.predict(&row) - self::tree().predict(&row)).abs() < 1e-12);
        }
    }
}
