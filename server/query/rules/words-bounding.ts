import type { WordTable } from "./word.ts";

/** Words that rank and bound: the largest, the first, over, at least. */
export const BOUNDING: WordTable = [
  [
    { tag: "superlative", direction: "desc", of: "either" },
    "top|rank|ranks first|comes first|ranked first|ranks highest|most|highest|greatest|leading|highest number of|largest number of|most of|maximum number of",
  ],
  [{ tag: "superlative", direction: "desc", of: "amount" }, "largest|biggest|heaviest|priciest|most expensive|bigest|hi"],
  [
    { tag: "superlative", direction: "desc", of: "count" },
    "busiest|peak|most frequent|most often|most common|most popular|most active|most frequently|most commonly|largest number|highest number",
  ],
  [{ tag: "superlative", direction: "asc", of: "either" }, "lowest|least|bottom|worst performing"],
  [{ tag: "superlative", direction: "asc", of: "amount" }, "smallest|cheapest|tiniest"],
  [
    { tag: "superlative", direction: "asc", of: "count" },
    "fewest|quietest|least often|least common|least frequent|fewest number of|rarest",
  ],
  [{ tag: "superlative", direction: "desc", of: "time" }, "latest|newest|most recent|most recently|youngest"],
  [{ tag: "superlative", direction: "asc", of: "time" }, "oldest|earliest"],
  [{ tag: "first" }, "first|first ever|first time|for the first time|very first|1st|initial|initially"],
  [{ tag: "last" }, "last|final|last ever"],
  [
    { tag: "compareOp", op: "gt" },
    "over|above|more than|greater than|exceeding|exceed|exceeds|exceeded|bigger than|larger than|higher than|in excess of|beyond|north of|upwards of|worth more than|of more than|more then|longer than|slower than|is over|was over|better than|past",
  ],
  [
    { tag: "compareOp", op: "gte" },
    "at least|no less than|no fewer than|not less than|not fewer than|minimum of|min of|a minimum of|at minimum|from at least|at lest|atleast|or more than|min|minimum|not under",
  ],
  [
    { tag: "compareOp", op: "lt" },
    "under|below|less than|fewer than|smaller than|lower than|beneath|south of|worth less than|of less than|less then|shorter than|faster than|is under|short of|within less than",
  ],
  [
    { tag: "compareOp", op: "lte" },
    "at most|no later than|not later than|up to|no more than|not more than|maximum of|max of|a maximum of|not exceeding",
  ],
  [{ tag: "compareOp", op: "eq" }, "exactly|equal to|equals|precisely|just"],
  [{ tag: "orMore", op: "gte" }, "or more|or higher|or greater|or above|and above|or over|and over|and more|or longer|plus"],
  [{ tag: "orMore", op: "lte" }, "or less|or fewer|or lower|or below|and below|or under|and under"],
];
