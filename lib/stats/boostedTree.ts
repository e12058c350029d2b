/** Nodes of a tree, the root first. Where `left` is 0 the node is a leaf. */
export type Tree = {
  /** Column that a node asks for. */
  column: number[];
  /** Rows at or below this go left. */
  cut: number[];
  left: number[];
  right: number[];
  value: number[];
};

/** Rows to grow a tree on: the columns in bins, what is left to explain, and how much each row weighs. */
export type TreeRows = {
  features: readonly { cuts: Float64Array; bins: Uint8Array }[];
  residuals: Float64Array;
  weight: Float64Array;
};

const LEAVES_MAX = 31;
const LEAF_ROWS_MIN = 20;

type Split = { gain: number; column: number; bin: number };
type Leaf = { node: number; rows: Uint32Array; value: number; split: Split | null };

/**
 * One regression tree over binned columns, grown leaf by leaf where the squared error falls most.
 *
 * What for: the step of `boosting`.
 *
 * @param rate what share of the mean residual a leaf gives
 * @returns the tree, and its leaves with their rows
 * @source Ke et al. 2017, LightGBM
 * @matches the trees of sklearn.ensemble.HistGradientBoostingRegressor
 * @example boostedTree({ features: [], residuals: [1, 3], weight: [1, 1] }, 0.1).leaves[0].value // 0.2
 */
export function boostedTree(data: TreeRows, rate: number): { tree: Tree; leaves: Leaf[] } {
  const tree: Tree = { column: [], cut: [], left: [], right: [], value: [] };
  const grow = (rows: Uint32Array): Leaf => {
    const { sum, weight } = totalsOf(data, rows);
    const leaf = {
      node: tree.value.length,
      rows,
      value: (rate * sum) / weight,
      split: bestSplit(data, rows),
    };
    tree.value.push(leaf.value);
    for (const list of [tree.column, tree.cut, tree.left, tree.right]) list.push(0);
    return leaf;
  };
  const leaves = [grow(Uint32Array.from(data.residuals, (_, i) => i))];
  while (leaves.length < LEAVES_MAX) {
    const at = mostPromising(leaves);
    const leaf = leaves[at];
    if (!leaf?.split) break;
    const { column, bin } = leaf.split;
    const feature = data.features[column];
    const goesLeft = (row: number) => (feature?.bins[row] ?? 0) <= bin;
    const [left, right] = [grow(leaf.rows.filter(goesLeft)), grow(leaf.rows.filter((row) => !goesLeft(row)))];
    tree.column[leaf.node] = column;
    tree.cut[leaf.node] = feature?.cuts[bin] ?? 0;
    tree.left[leaf.node] = left.node;
    tree.right[leaf.node] = right.node;
    leaves.splice(at, 1, left, right);
  }
  return { tree, leaves };
}

/**
 * The value of the leaf that a row falls into.
 *
 * What for: the step of `predictBoosted`.
 *
 * @param row place of the row in the columns
 * @returns the leaf's value
 * @matches nothing
 * @example valueInTree({ column: [0, 0, 0], cut: [1.5, 0, 0], left: [1, 0, 0], right: [2, 0, 0], value: [0, -1, 1] }, [[1, 2]], 1) // 1
 */
export function valueInTree(tree: Tree, columns: readonly ArrayLike<number>[], row: number): number {
  let node = 0;
  while (tree.left[node]) {
    const value = columns[tree.column[node] ?? 0]?.[row] ?? Number.NaN;
    // What is not a number is not above any cut either.
    const next = value > (tree.cut[node] ?? 0) ? tree.right[node] : tree.left[node];
    node = next ?? 0;
  }
  return tree.value[node] ?? 0;
}

function mostPromising(leaves: readonly Leaf[]): number {
  let best = 0;
  leaves.forEach((leaf, i) => {
    if ((leaf.split?.gain ?? 0) > (leaves[best]?.split?.gain ?? 0)) best = i;
  });
  return best;
}

function totalsOf({ residuals, weight }: TreeRows, rows: Uint32Array): { sum: number; weight: number } {
  const totals = { sum: 0, weight: 0 };
  for (const row of rows) {
    totals.sum += (residuals[row] ?? 0) * (weight[row] ?? 0);
    totals.weight += weight[row] ?? 0;
  }
  return totals;
}

/** The cut that lowers the squared error most and leaves enough rows on both sides. */
function bestSplit(data: TreeRows, rows: Uint32Array): Split | null {
  const totals = totalsOf(data, rows);
  let best: Split | null = null;
  if (totals.weight < 2 * LEAF_ROWS_MIN) return best;
  data.features.forEach(({ cuts }, column) => {
    const { sums, weights } = histogram(data, rows, column);
    let [sum, weight] = [0, 0];
    for (let bin = 0; bin < cuts.length; bin++) {
      sum += sums[bin] ?? 0;
      weight += weights[bin] ?? 0;
      const [restSum, rest] = [totals.sum - sum, totals.weight - weight];
      if (rest < LEAF_ROWS_MIN) break;
      if (weight < LEAF_ROWS_MIN) continue;
      const gain = sum ** 2 / weight + restSum ** 2 / rest - totals.sum ** 2 / totals.weight;
      if (gain > (best?.gain ?? 0)) best = { gain, column, bin };
    }
  });
  return best;
}

function histogram({ features, residuals, weight }: TreeRows, rows: Uint32Array, column: number) {
  const bins = features[column]?.bins ?? new Uint8Array();
  const [sums, weights] = [new Float64Array(256), new Float64Array(256)];
  for (const row of rows) {
    const bin = bins[row] ?? 0;
    const own = weight[row] ?? 0;
    sums[bin] = (sums[bin] ?? 0) + (residuals[row] ?? 0) * own;
    weights[bin] = (weights[bin] ?? 0) + own;
  }
  return { sums, weights };
}
