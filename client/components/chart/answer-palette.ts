/** Colours that tell series apart; each has 3:1 against its surface, and none of them is one of a severity. */
const PALETTES = {
  dark: ["#7c9cff", "#3ecfb2", "#e7a95b", "#d88ac5", "#9aa5b8", "#a78bfa", "#67c2e6", "#b3c95a"],
  light: ["#3451d1", "#0b7285", "#a8590b", "#a3327f", "#566074", "#6d3fc0", "#1573a8", "#5b7a10"],
} as const;

export function seriesColor(theme: "dark" | "light", index: number): string {
  const palette = PALETTES[theme];
  return palette[index % palette.length] ?? palette[0];
}
