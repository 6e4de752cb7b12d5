import type { WordTable } from "./word.ts";

/** Words that put things apart, by what they are or by periods of time. */
export const GROUPING: WordTable = [
  [
    { tag: "group", each: false },
    "by|distributed across|distributed over|distributed among|spread over|spread among|grouped by|split by|broken down by|break down by|breakdown by|broken out by|group by|segmented by|sliced by|separated by|down by|according to|broken down per|breakdown of|breakdown|depending on|split|distribution by|distributed by|divided by|breakdown per|distribution|distribution of|split per|across|across all|spread across|by each",
  ],
  [
    { tag: "group", each: true },
    "per|for each|in each|each|every|for every|of each|at each|within each|on each|from each|in every|on every|to each|each of|for each of|across each|pr|and per|with each",
  ],
  [
    { tag: "grain", grain: "day", adverb: true },
    "daily|day for day|from one day to the next|from day to day|day to day|day after day|day by day|per day|each day|by day|every day|on each of|by date|per calendar day|day over day|a day|over days|day wise|daywise|day on day|/day|by days",
  ],
  [
    { tag: "grain", grain: "week", adverb: true },
    "weekly|week for week|from one week to the next|from week to week|week to week|week after week|week by week|per week|each week|by week|every week|a week|week over week|week wise|week on week|by wk|per wk|by weeks|wkly",
  ],
  [
    { tag: "grain", grain: "month", adverb: true },
    "monthly|month for month|from one month to the next|from month to month|month to month|month after month|month by month|per month|each month|by month|every month|a month|month over month|month wise|month on month|for each month|for each month of|in each month|by mo|per mo|by mth|per mth|by months|mthly|by calendar month",
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
  [{ tag: "grain", grain: "week" }, "week|weeks|wk|calendar week|calendar weeks"],
  [{ tag: "grain", grain: "month" }, "month|months|calendar month|calendar months|mth|mnth"],
  [{ tag: "grain", grain: "quarter" }, "quarter|quarters"],
  [{ tag: "grain", grain: "year" }, "year|years"],
  [{ tag: "grain", grain: "hourOfDay" }, "hour|hours"],
  [{ tag: "apart" }, "separately|seperately|seperate|respectively|individually|each on its own|one by one|side by side"],
  [{ tag: "oneGo" }, "in one go|at once|in one transaction|in a single transaction|one go|in one transfer|in a single go|single handedly"],
  [{ tag: "elapsed", unit: "seconds" }, "seconds|how many seconds|in seconds|secs"],
  [{ tag: "elapsed", unit: "minutes" }, "minutes|how many minutes|in minutes|mins"],
  [{ tag: "elapsed", unit: "hours" }, "how many hours|in hours|number of hours|the number of hours|hrs"],
  [{ tag: "elapsed", unit: "days" }, "how many days|in days|number of days|the number of days"],
  [{ tag: "between" }, "pass|passed|elapse|elapsed|lie|time between|lag between|time from|delay between|gap between"],
];
