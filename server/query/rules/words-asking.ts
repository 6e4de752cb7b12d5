import type { WordTable } from "./word.ts";

/** Words that ask for something and say what of it: how many, which, the average, the share. */
export const ASKING: WordTable = [
  [
    { tag: "ask", ask: "howMany" },
    "how many|how often|number of|the number of|count of|total number of|no of|nr of|num of|# of|amount of times|count the|how mny|hw many|howmany",
  ],
  [
    { tag: "ask", ask: "howMuch" },
    "how much|how many money|how much money|how mch|howmuch|how many dollars|how many usd|how many us dollars",
  ],
  [{ tag: "ask", ask: "howLong" }, "how long"],
  // Of one thing it asks for a figure; of a whole ("how large is the Kenyan market") it does not say for which.
  [{ tag: "ask", ask: "which" }, "how large is a|how large was a|how big is a|how big was a|how high is a|how high was a"],
  [
    { tag: "ask", ask: "which" },
    "which|what|what s|whats|wat|wich|what is|what are|what were|what was|in which|at which|on which|from which",
  ],
  [{ tag: "ask", ask: "who" }, "who|whose|whom|who s|whos|who are|who is"],
  [
    { tag: "ask", ask: "show" },
    "show|list|give|display|find|get|fetch|tell|plot|chart|graph|draw|break|pull|provide|report|see|view|return|identify|name the|name all|need|want|show me|give me|i need|i want|let me see|look up|lookup|present|rank|compute|calculate",
  ],
  [{ tag: "ask", ask: "when" }, "when"],
  [
    { tag: "ask", ask: "whether" },
    "is there|are there|were there|was there|has there been|have there been|did any|do any|has any|have any",
  ],
  [{ tag: "aggregate", fn: "avg" }, "average|avg|mean|on average|averaged|avrg|average of|typical|averge|aver|in average"],
  [{ tag: "aggregate", fn: "median" }, "median|med"],
  [{ tag: "aggregate", fn: "sum" }, "total|sum|in total|sum of|overall|altogether|tot|combined|in all|grand total|aggregate|total of"],
  [{ tag: "aggregate", fn: "max" }, "maximum|max"],
  [{ tag: "aggregate", fn: "min" }, "minimum|min"],
  [{ tag: "count" }, "number|count|counts|cnt|tally|headcount|num|quantity|frequency"],
  [{ tag: "distinct" }, "distinct|different|diff|unique|separate|uniq|various"],
  [
    { tag: "share" },
    "share|percentage|percent|pct|proportion|fraction|perc|what share|what percentage|what percent|what proportion|portion|what portion|which portion|which part of|what part of|rate|ratio|share of|rates|shares",
  ],
  [{ tag: "pronoun", word: "they" }, "they|them|he|she|it|their|his|her|its|themselves"],
  [
    { tag: "pronoun", word: "those" },
    "those|these|ones|the ones|that month|that months|that week|that weeks|the same month|same month|the same week|same week|the same quarter|the same year|that time|in that time|that same day|the same period|same period|that day|that quarter|that year|that period|one|that same month|during the month|in the month|within the month|over the month|during the week|in the week|during the quarter|during the period|in the period|over the period|during that time|in the same month|in the same week|in the same period|during the same month|during the same period|that same week",
  ],
  [
    { tag: "order", direction: "desc" },
    "descending|desc|in descending order|largest first|highest first|newest first|biggest first|most first|high to low|sorted descending",
  ],
  [
    { tag: "order", direction: "asc" },
    "ascending|asc|in ascending order|smallest first|lowest first|oldest first|low to high|alphabetically|in order",
  ],
];
