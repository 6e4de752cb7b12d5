import type { WordTable } from "./word.ts";

/** Words that set one figure against another or follow it through time. */
export const CHANGING: WordTable = [
  [
    { tag: "running" },
    "cumulative|cumulatively|running total|running|running sum|cumulated|accumulated|running total of|cumulative total|cumul|cum|running count|cumulative sum|cumulative number of|cumulative count of|build up|built up|builds up|building up|pile up|piled up|add up over time",
  ],
  [
    { tag: "growth" },
    "vs prev month|vs previous month|vs the previous month|vs last period|vs prev|compared to the previous month|relative to the month before|relative to the previous month|pct vs prev month|growth rate|growth|growth rates|percentage change|percent change|percentage growth|rate of change|rate of growth|pct change|pct growth|change rate|relative change|mom|mom growth|wow|yoy|mom change|m o m|wow growth",
  ],
  [
    { tag: "trend" },
    "trend|over time|trends|evolution|evolve|evolved|develop|developed|development|timeline|time series|timeseries|history of|progress|progression|trending|the trend|the trend of|the evolution of|trend of",
  ],
  [{ tag: "same" }, "same|the same|one and the same|identical"],
  [
    { tag: "change", direction: "any" },
    "up or down on|up or down from|up or down vs|up or down against|up or down|higher or lower than|higher or lower|more or less than|change|changed|changes|differ|difference|differed|shift|shifted|delta|move|moved|vary|difference between|the difference between|difference in|change in|swing",
  ],
  [
    { tag: "change", direction: "up" },
    "increase|increased|rise|rose|risen|grow|grew|grown|climb|climbed|gained|gain|went up|gone up|go up|higher|increases|up from|improved|jump|jumped",
  ],
  [
    { tag: "change", direction: "down" },
    "decrease|decreased|fall|fell|fallen|drop|dropped|decline|declined|shrank|shrink|went down|gone down|lost|lower|go down|dip|dipped|falls|down from|shrunk",
  ],
  [
    { tag: "versus" },
    "vs|versus|compared with|compared to|against|compare|compared|relative to|in comparison to|in comparison with|comparing|comparison|as against|v|comparison of|compared against|than",
  ],
  [
    { tag: "moneyUnit" },
    "in usd|in dollars|in us dollars|usd terms|in usd terms|in dollar terms|dollar terms|usd value|us dollars|dollars|dollar|in money terms|by value|in value|in money|in value terms|value wise|by amount",
  ],
  [{ tag: "rather" }, "rather than|instead of|not converted to|and not in|as opposed to"],
  [{ tag: "more", direction: "up" }, "more|more often|more frequently"],
  [{ tag: "more", direction: "down" }, "fewer|less|less often|less frequently"],
  [{ tag: "less" }, "minus|less|net of|subtract|subtracting|after subtracting|deducting|after deducting"],
];
