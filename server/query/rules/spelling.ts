/** Optimal string alignment distance (insert, delete, replace, swap neighbours), or `limit + 1` when it is more than `limit`. */
export function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const next = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min((last[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1, (last[column - 1] ?? 0) + (same ? 0 : 1));
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) cost = Math.min(cost, (before[column - 2] ?? 0) + 1);
      next.push(cost);
    }
    if (Math.min(...next) > limit) return limit + 1;
    before = last;
    last = next;
  }
  return last[b.length] ?? limit + 1;
}

/** How many slips a word of this length may have: short ones none, as they become other words too easily. */
function allowance(length: number): number {
  return length < 4 ? 0 : length < 8 ? 1 : 2;
}

/** The word of the vocabulary that was meant; of equally near ones that with the same beginning and end, then the first. */
export function corrected(word: string, vocabulary: Iterable<string>): string | undefined {
  const limit = allowance(word.length);
  let best: { readonly word: string; readonly score: number } | undefined;
  for (const candidate of limit === 0 ? [] : vocabulary) {
    const slips = distance(word, candidate, limit);
    if (slips > limit) continue;
    const score = slips + (candidate[0] === word[0] ? 0 : 0.5) + (candidate.at(-1) === word.at(-1) ? 0 : 0.1);
    if (best === undefined || score < best.score) best = { word: candidate, score };
  }
  return best?.word;
}
