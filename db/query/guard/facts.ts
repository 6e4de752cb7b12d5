/** What is gathered over a whole statement while its tree is checked. */
export interface Facts {
  /** Places for values. */
  parameters: number;
  tableFunctions: boolean;
  /** How many times longer than what they are given the size functions around the current node make their result. */
  growth: number;
}

export function newFacts(): Facts {
  return { parameters: 0, tableFunctions: false, growth: 1 };
}
