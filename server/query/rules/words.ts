import type { CompareOp } from "../../../shared/plan.ts";

export type Aggregate = "avg" | "median" | "sum" | "max" | "min";
export type Grain = "hour" | "day" | "week" | "month" | "quarter" | "year" | "hourOfDay" | "weekday" | "dayOfMonth";

/** What a word of the language itself, rather than of the data, does in a question. */
export type Word =
  | { readonly tag: "ask"; readonly ask: "howMany" | "howMuch" | "which" | "who" | "show" | "when" | "whether" | "howLong" }
  | { readonly tag: "aggregate"; readonly fn: Aggregate }
  | { readonly tag: "count" }
  | { readonly tag: "distinct" }
  | { readonly tag: "share" }
  | { readonly tag: "superlative"; readonly direction: "asc" | "desc"; readonly of: "amount" | "count" | "time" | "either" }
  | { readonly tag: "compareOp"; readonly op: CompareOp }
  | { readonly tag: "orMore"; readonly op: CompareOp }
  | { readonly tag: "group"; readonly each: boolean }
  | { readonly tag: "grain"; readonly grain: Grain; readonly adverb?: boolean }
  | { readonly tag: "negation" }
  | { readonly tag: "and" | "or" | "but" | "both" | "either" }
  | { readonly tag: "relative" }
  | { readonly tag: "preposition"; readonly word: string }
  | { readonly tag: "first" | "last" }
  | { readonly tag: "moneyUnit" | "rather" | "apart" | "oneGo" }
  | { readonly tag: "more"; readonly direction: "up" | "down" }
  | { readonly tag: "vagueTalk"; readonly mild?: boolean }
  | { readonly tag: "running" | "growth" | "trend" | "same" | "between" | "less" | "all" | "only" | "per100" | "each" | "within" }
  | { readonly tag: "change"; readonly direction: "up" | "down" | "any" }
  | { readonly tag: "versus" }
  | { readonly tag: "elapsed"; readonly unit: "minutes" | "hours" | "days" | "seconds" }
  | { readonly tag: "pronoun"; readonly word: "they" | "those" | "that" }
  | { readonly tag: "order"; readonly direction: "asc" | "desc" }
  | { readonly tag: "noise" };

type Table = readonly (readonly [Word, string])[];

const preposition = (...words: readonly string[]): Table => words.map((word) => [{ tag: "preposition", word }, word] as const);

/** Each entry: what it does, and the phrases that do it, separated by `|`. */
const TABLE: Table = [
  [
    { tag: "ask", ask: "howMany" },
    "how many|how often|number of|the number of|count of|total number of|no of|nr of|num of|# of|amount of times|count the|how mny|hw many|howmany",
  ],
  [{ tag: "ask", ask: "howMuch" }, "how much|how mch|howmuch"],
  [{ tag: "ask", ask: "howLong" }, "how long"],
  [
    { tag: "ask", ask: "which" },
    "which|what|what s|whats|wat|wich|what is|what are|what were|what was|in which|at which|on which|from which",
  ],
  [{ tag: "ask", ask: "who" }, "who|whose|whom|who s|whos|who are|who is"],
  [
    { tag: "ask", ask: "show" },
    "show|list|give|display|find|get|fetch|tell|plot|chart|graph|draw|break|pull|provide|report|see|view|return|identify|need|want|show me|give me|i need|i want|let me see|look up|lookup|present|rank|compute|calculate",
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
  [{ tag: "distinct" }, "distinct|different|diff|unique|separate|uniq|individual|various"],
  [
    { tag: "share" },
    "share|percentage|percent|pct|proportion|fraction|perc|what share|what percentage|what percent|what proportion|rate|ratio|share of|rates|shares",
  ],
  [
    { tag: "superlative", direction: "desc", of: "either" },
    "top|most|highest|greatest|leading|highest number of|largest number of|most of|maximum number of",
  ],
  [{ tag: "superlative", direction: "desc", of: "amount" }, "largest|biggest|heaviest|priciest|most expensive|bigest|hi"],
  [
    { tag: "superlative", direction: "desc", of: "count" },
    "busiest|most frequent|most often|most common|most popular|most active|most frequently|most commonly|largest number|highest number",
  ],
  [{ tag: "superlative", direction: "asc", of: "either" }, "lowest|least|bottom|worst performing"],
  [{ tag: "superlative", direction: "asc", of: "amount" }, "smallest|cheapest|tiniest"],
  [
    { tag: "superlative", direction: "asc", of: "count" },
    "fewest|quietest|least often|least common|least frequent|fewest number of|rarest",
  ],
  [{ tag: "superlative", direction: "desc", of: "time" }, "latest|newest|most recent|most recently|youngest"],
  [{ tag: "superlative", direction: "asc", of: "time" }, "oldest|earliest"],
  [{ tag: "first" }, "first|first ever|very first|1st|initial|initially"],
  [{ tag: "last" }, "last|final|last ever"],
  [
    { tag: "compareOp", op: "gt" },
    "over|above|more than|greater than|exceeding|exceed|exceeds|exceeded|bigger than|larger than|higher than|in excess of|beyond|north of|upwards of|worth more than|of more than|more then|longer than|slower than|is over|was over|better than|past",
  ],
  [
    { tag: "compareOp", op: "gte" },
    "at least|no less than|no fewer than|not less than|not fewer than|minimum of|min of|a minimum of|at minimum|from at least|at lest|atleast|or more than",
  ],
  [
    { tag: "compareOp", op: "lt" },
    "under|below|less than|fewer than|smaller than|lower than|beneath|south of|worth less than|of less than|less then|shorter than|faster than|is under|short of|within less than",
  ],
  [{ tag: "compareOp", op: "lte" }, "at most|up to|no more than|not more than|maximum of|max of|a maximum of|not exceeding"],
  [{ tag: "compareOp", op: "eq" }, "exactly|equal to|equals|precisely|just"],
  [{ tag: "orMore", op: "gte" }, "or more|or higher|or greater|or above|and above|or over|and over|and more|or longer|plus"],
  [{ tag: "orMore", op: "lte" }, "or less|or fewer|or lower|or below|and below|or under|and under"],
  [
    { tag: "group", each: false },
    "by|grouped by|split by|broken down by|break down by|breakdown by|broken out by|group by|segmented by|sliced by|separated by|down by|according to|broken down per|breakdown of|breakdown|depending on|split|distribution by|distributed by|divided by|breakdown per|distribution|distribution of|split per|across|across all|spread across|by each",
  ],
  [
    { tag: "group", each: true },
    "per|for each|in each|each|every|for every|of each|at each|within each|on each|from each|in every|on every|to each|each of|for each of|across each|pr|and per|with each",
  ],
  [
    { tag: "grain", grain: "day", adverb: true },
    "daily|day by day|per day|each day|by day|every day|on each of|by date|per calendar day|day over day|a day|over days|day wise|daywise|day on day|/day|by days",
  ],
  [
    { tag: "grain", grain: "week", adverb: true },
    "weekly|week by week|per week|each week|by week|every week|a week|week over week|week wise|week on week|by wk|per wk|by weeks|wkly",
  ],
  [
    { tag: "grain", grain: "month", adverb: true },
    "monthly|month by month|per month|each month|by month|every month|a month|month over month|month wise|month on month|for each month|for each month of|in each month|by mo|per mo|by mth|per mth|by months|mthly|by calendar month",
  ],
  [
    { tag: "grain", grain: "quarter", adverb: true },
    "quarterly|per quarter|by quarter|each quarter|every quarter|quarter on quarter|by qtr|quarter by quarter",
  ],
  [{ tag: "grain", grain: "year", adverb: true }, "yearly|annually|per year|by year|each year|every year|annual|year on year|a year"],
  [{ tag: "grain", grain: "hour", adverb: true }, "hour over hour|by calendar hour"],
  [
    { tag: "grain", grain: "hourOfDay", adverb: true },
    "hourly|by hour|per hour|each hour|by hour of day|by hour of the day|by the hour|hour by hour|by time of day|an hour|every hour|by hr|per hr|per hour of the day|per hour of day|for each hour|for each hour of the day|in each hour|by hours|hour wise",
  ],
  [{ tag: "grain", grain: "hourOfDay" }, "hour of day|hour of the day|hours of the day|time of day|hours of day|time of the day"],
  [
    { tag: "grain", grain: "weekday", adverb: true },
    "by weekday|by day of week|by day of the week|per weekday|per day of the week|each weekday|by weekdays|for each day of the week|for each weekday|on each weekday|on each day of the week|by dow|per day of week",
  ],
  [{ tag: "grain", grain: "weekday" }, "weekday|day of week|day of the week|days of the week|weekdays|dow"],
  [{ tag: "grain", grain: "day" }, "day|days|date|dates|calendar day|calendar days|single day|calendar date"],
  [{ tag: "grain", grain: "week" }, "week|weeks|wk|calendar week"],
  [{ tag: "grain", grain: "month" }, "month|months|calendar month|mth|mnth"],
  [{ tag: "grain", grain: "quarter" }, "quarter|quarters"],
  [{ tag: "grain", grain: "year" }, "year|years"],
  [{ tag: "grain", grain: "hourOfDay" }, "hour|hours"],
  [
    { tag: "negation" },
    "not|no|never|without|none|neither|nor|zero|not even|have not|has not|did not|do not|does not|not yet|never once|nobody|excluding|except|except for|other than|besides|apart from|excl|non|but not|lacking|w o",
  ],
  [{ tag: "and" }, "and|nd|as well as|along with|together with|n|plus also|and also|also|then"],
  [{ tag: "or" }, "or"],
  [{ tag: "but" }, "but|yet|although|though|however"],
  [{ tag: "both" }, "both|both of"],
  [{ tag: "either" }, "either|either of|one of|any of"],
  [{ tag: "relative" }, "that|who|which|with|having|where|whose|has|have|had|holding|with a|with an|showing|show|shows|whom"],
  ...preposition(
    "in",
    "on",
    "at",
    "to",
    "for",
    "of",
    "from",
    "via",
    "through",
    "during",
    "among",
    "amongst",
    "between",
    "behind",
    "into",
    "outside",
    "under",
    "using",
    "with",
    "within",
    "over",
    "out of",
    "about",
    "after",
    "before",
    "against",
    "as",
    "coming from",
    "based in",
    "living in",
    "resident in",
    "residing in",
    "located in",
    "originating from",
    "originating in",
    "done by",
    "made by",
    "paid by",
    "paid with",
    "paid via",
    "paid through",
    "made with",
    "made via",
    "made through",
    "generated by",
    "placed by",
    "per",
    "inside",
    "w",
    "frm",
    "ex",
  ),
  [{ tag: "all" }, "all|any|all of|all the|all our|whole|entire|any kind of|every single|each and every|total"],
  [{ tag: "only" }, "only|just|solely|exclusively|only the"],
  [
    { tag: "running" },
    "cumulative|cumulatively|running total|running|running sum|cumulated|accumulated|running total of|cumulative total|cumul|cum|running count|cumulative sum|cumulative number of|cumulative count of",
  ],
  [
    { tag: "growth" },
    "growth rate|growth|growth rates|percentage change|percent change|percentage growth|rate of change|rate of growth|pct change|pct growth|change rate|relative change|mom|mom growth|wow|yoy|mom change|m o m|wow growth",
  ],
  [
    { tag: "trend" },
    "trend|over time|trends|evolution|evolve|evolved|develop|developed|development|timeline|time series|timeseries|history of|progress|progression|trending|the trend|the trend of|the evolution of|trend of",
  ],
  [{ tag: "same" }, "same|the same|one and the same|identical"],
  [
    { tag: "change", direction: "any" },
    "change|changed|changes|differ|difference|differed|shift|shifted|delta|move|moved|vary|difference between|the difference between|difference in|change in|swing",
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
  [
    { tag: "vagueTalk" },
    "everything|all right|alright|what s up|whats up|movers|big movers|whales|whale|numbers|sus|sketchy|all good|how are things|how is business|how s business|state of things|ok with|okay with|anything odd|anything strange|anything unusual|overview|quick overview|summary|lowdown|rundown|deal with|story with|status quo|situation",
  ],
  [{ tag: "vagueTalk", mild: true }, "happened|happening|going on|happen"],
  [{ tag: "apart" }, "separately|seperately|seperate|respectively|individually|each on its own|one by one|side by side"],
  [{ tag: "oneGo" }, "in one go|at once|in one transaction|in a single transaction|one go|in one transfer|in a single go|single handedly"],
  [{ tag: "more", direction: "up" }, "more"],
  [{ tag: "more", direction: "down" }, "fewer|less"],
  [{ tag: "less" }, "minus|less|net of|subtract|subtracting|after subtracting|deducting|after deducting"],
  [{ tag: "elapsed", unit: "seconds" }, "seconds|how many seconds|in seconds|secs"],
  [{ tag: "elapsed", unit: "minutes" }, "minutes|how many minutes|in minutes|mins"],
  [{ tag: "elapsed", unit: "hours" }, "how many hours|in hours|number of hours|the number of hours|hrs"],
  [{ tag: "elapsed", unit: "days" }, "how many days|in days|number of days|the number of days"],
  [{ tag: "between" }, "pass|passed|elapse|elapsed|lie|time between|lag between|time from|delay between|gap between"],
  [{ tag: "pronoun", word: "they" }, "they|them|he|she|it|their|his|her|its|themselves"],
  [
    { tag: "pronoun", word: "those" },
    "those|these|ones|the ones|that month|that week|that day|that quarter|that year|that period|one|that same month",
  ],
  [
    { tag: "order", direction: "desc" },
    "descending|desc|in descending order|largest first|highest first|newest first|biggest first|most first|high to low|sorted descending",
  ],
  [
    { tag: "order", direction: "asc" },
    "ascending|asc|in ascending order|smallest first|lowest first|oldest first|low to high|alphabetically|in order",
  ],
  [
    { tag: "noise" },
    "a|an|the|please|pls|plz|me|us|we|our|ours|you|your|i|my|be|been|being|is|are|was|were|am|do|does|did|done|doing|will have|would|could|can|should|might|may|so|too|very|really|still|already|ever|yet|now|right now|currently|current|at the moment|at present|presently|today s|there|here|this|ok|okay|hi|hello|hey|thanks|thank|kindly|actually|exactly how|that is|i e|e g|etc|such|own|once|again|out|up|down|off|back|made|make|makes|making|place|placed|places|placing|take|takes|took|taken|took place|taking|occur|occurs|occurred|occurring|happens|come|comes|came|coming|go|goes|went|gone|going|perform|performed|performing|generate|generated|carry|carried|carry out|carried out|initiate|initiated|process|submit|submitted|execute|executed|complete their|receive|received|see|sees|saw|seen|get|gets|got|gotten|hold|holds|held|keep|kept|stand|stands|stood|belong|belongs|belonging|account for|accounted for|accounts for|contribute|contributed|count as|count|counted|counting|record|recorded|register|log|logged as|say|tell|know|known|like|look|looks|looked|look like|called|named|marked|labelled|labeled|classified|rated|considered|tagged|there been|via our|ours|company|business|platform|system|database|data|records|record|entries|entry|rows|row|figures|figure|details|detail|information|info|list of|a list of|profile|profile of|full details of|people s|made up|work out|what about|how about|how|as of|as at|per cent|worth of|worth|money|using|terms|in terms of|terms of|both of them|lot|lots|some|few|bit|kind|kinds|type of|types of|sort|times|time|or so|around|about|approximately|roughly|behind|behind the|made a|single|at all|as a|such as|i d|lets|let s|let|want to know|want to see|need to know|like to know|like to see|wanted|did we|do we|have we|had we|we had|we have|do you|shown|given|gave|anything|something|nonetheless|nevertheless|however|combination of|combination|combinations of|classed|classified as|rated as|build up|built up|new|brand new|ago|level|levels|successfully|amount to|amounted to|amounts to|add up to|come to|came to|comes to|total up to|add|include|by the way|respective|whatsoever|of all time|all time|ever since we started|lifetime|overnight|pls thanks|thx|each one|utc|in utc|gmt|instead|starting|from zero|starting from zero|simply|across the board|so far|to date|until now|ever since|in question|in the|with our|fyi|asap|quick|quickly|question|dear|team|curious|wondering|want|need|tel|giv|gimme|lemme|breakdown please|result in|resulted in|end up|ended up|as usual|first of all|alone|sent|send|sends|put|used|use|uses|using|involve|involved|involving|concerning|regarding|related to|hit|hits|turn|turned|out there|bring|brought|brought in|brings|move|moved|moving|show up|find|found|run|ran|runs|deal|size|sized|sizes|value of each|saw the|experienced|experience|face|faced|exist|exists|existing|appear|appears|appeared|include|includes|included|including|contain|contains|available|possible|whole|book|books|our books|on our books|customer base|user base|base|on file",
  ],
];

const STEM_FREE = new Map<string, Word[]>();
for (const [word, phrases] of TABLE) {
  for (const phrase of phrases.split("|")) {
    const known = STEM_FREE.get(phrase);
    if (!known) STEM_FREE.set(phrase, [word]);
    else known.push(word);
  }
}

/** Every single word of the language's phrases. */
export const LANGUAGE_WORDS: ReadonlySet<string> = new Set([...STEM_FREE.keys()].flatMap((phrase) => phrase.split(" ")));

/** The longest phrase of the language, in words. */
export const LONGEST_PHRASE = Math.max(...[...STEM_FREE.keys()].map((phrase) => phrase.split(" ").length));

/** Where a word is as good a word of the language as of the data, these are taken for the former. */
export const LANGUAGE_FIRST: ReadonlySet<Word["tag"]> = new Set<Word["tag"]>([
  "negation",
  "ask",
  "group",
  "and",
  "or",
  "but",
  "both",
  "either",
  "preposition",
  "aggregate",
  "superlative",
  "share",
  "count",
  "distinct",
  "relative",
  "compareOp",
  "running",
  "growth",
  "versus",
  "grain",
  "first",
  "last",
]);

/** What a phrase does in a question, as it is written (no stems: "first" and "firsts" differ); the first entry is the usual one. */
export function wordsOf(phrase: string): readonly Word[] {
  return STEM_FREE.get(phrase) ?? [];
}
