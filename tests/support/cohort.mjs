// A small made-up cohort for tests: a feature table whose columns tell the classes apart a little.

/** Numbers between 0 and 1, the same ones every time. @param {number} seed */
function numbers(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const COLUMNS = ["t1", "t2", "t2fs", "t1ce"].flatMap((sequence) =>
  ["original_shape_MeshVolume", "original_firstorder_Mean", "original_glcm_JointEntropy"].map(
    (name) => `${sequence}_${name}`,
  ),
);

/** A feature table of `cases` rows: half for training, a quarter each for the other cohorts. @param {number} cases */
export function cohort(cases = 120) {
  const next = numbers(7);
  const normal = () => Array.from({ length: 12 }, next).reduce((sum, value) => sum + value, -6);
  const rows = Array.from({ length: cases }, (_, at) => {
    const label = at % 2;
    const split = at < cases / 2 ? "train" : at < 0.75 * cases ? "internal" : "external";
    const values = COLUMNS.map((_, column) => (100 + 10 * normal() + (column % 3 === 2 ? 9 * label : 0)).toFixed(6));
    return [
      `case${at}`,
      split === "external" ? "B" : "A",
      split,
      (48 + 12 * normal() + 9 * label).toFixed(1),
      label,
      ...values,
    ].join(",");
  });
  return `${[["case", "center", "split", "age", "label", ...COLUMNS].join(","), ...rows].join("\n")}\n`;
}
