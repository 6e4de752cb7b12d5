export interface TooltipLine {
  /** Of the mark; undefined for a line without one. */
  readonly color?: string;
  readonly label: string;
  readonly value: string;
}

const SVG = "http://www.w3.org/2000/svg";

function swatch(color: string): SVGElement {
  const mark = document.createElementNS(SVG, "svg");
  const dot = document.createElementNS(SVG, "rect");
  for (const [name, value] of Object.entries({ width: "8", height: "8", "aria-hidden": "true" })) mark.setAttribute(name, value);
  for (const [name, value] of Object.entries({ width: "8", height: "8", rx: "2", fill: color })) dot.setAttribute(name, value);
  mark.append(dot);
  return mark;
}

function element(className: string, ...children: readonly (Node | string)[]): HTMLElement {
  const made = document.createElement("div");
  made.className = className;
  made.append(...children);
  return made;
}

/** What is shown at the pointer, made of nodes: the charts would take a text for markup, and the texts come from the data. */
export function tooltip(title: string, lines: readonly TooltipLine[]): HTMLElement {
  const rows = lines.map(({ color, label, value }) =>
    element(
      "answer-tip-line",
      ...(color === undefined ? [] : [swatch(color)]),
      element("answer-tip-label", label),
      element("answer-tip-value", value),
    ),
  );
  return element("answer-tip", element("answer-tip-title", title), ...rows);
}
