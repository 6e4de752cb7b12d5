import uPlot from "uplot";

type Paths = Pick<uPlot.Series, "paths">;

/** Bars that begin at their time, as a slide or a second does. */
export function barPaths(size: number, widest: number): Paths {
  const paths = uPlot.paths.bars?.({ size: [size, widest], align: 1 });
  return paths ? { paths } : {};
}
