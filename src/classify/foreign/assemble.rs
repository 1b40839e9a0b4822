//! Nodes in any order become a tree whose children come after their parents.

use crate::classify::foreign::lists::MAX_NODES;
use crate::error::Result;
use crate::numeric::tree::{Missing, Rule, Tree};
use crate::words::ModelProblem;

/// A node of a file.
#[derive(Debug, Clone, Copy)]
pub struct Node {
    /// The two children's places in the file; `None` for a leaf.
    pub children: Option<(usize, usize)>,
    /// Input that is compared.
    pub input: usize,
    /// What it is compared with.
    pub threshold: f64,
    /// A leaf's answer.
    pub value: f64,
    /// Weight of training rows.
    pub cover: f64,
    /// Where rows without the input go; `None` where the trainer takes whole rows only.
    pub missing: Option<Missing>,
}

/// The tree below node 0, in depth-first order.
///
/// # Errors
/// A child that is not there, or that has two parents.
pub fn assemble(nodes: &[Node], rule: Rule) -> Result<Tree> {
    let mut tree = Tree::with_room(rule, nodes.len());
    let with_missing = nodes.iter().any(|node| node.missing.is_some());
    if with_missing {
        tree.missing.reserve_exact(nodes.len());
    }
    let mut waiting = vec![(0, None)];
    while let Some((at, parent)) = waiting.pop() {
        let node = nodes.get(at).ok_or(ModelProblem::ForeignNode)?;
        if tree.left.len() == nodes.len() {
            return Err(ModelProblem::ForeignParents.into());
        }
        let own = tree.push(node.value, node.cover);
        if with_missing {
            tree.missing.push(node.missing.unwrap_or(Missing::Right));
        }
        match parent {
            Some((above, true)) => tree.left[above] = number(own)?,
            Some((above, false)) => tree.right[above] = number(own)?,
            None => {}
        }
        if let Some((left, right)) = node.children {
            tree.input[own] = number(node.input)?;
            tree.threshold[own] = node.threshold;
            tree.value[own] = 0.0;
            waiting.push((right, Some((own, false))));
            waiting.push((left, Some((own, true))));
        }
    }
    Ok(tree)
}

fn number(value: usize) -> Result<u32> {
    u32::try_from(value).map_err(|_| ModelProblem::ForeignTooMany { most: MAX_NODES, found: value }.into())
}
