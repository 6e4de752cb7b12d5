import type { Weighted } from "./random.ts";

export interface Country {
  readonly code: string;
  /** Clock ahead of UTC, hours; the middle of the country will do. */
  readonly offsetHours: number;
  /** What people there pay in. */
  readonly currency: "USD" | "EUR" | "GBP" | "JPY";
  /** Where they travel: a flight of a few hours, so that nobody is in two far places in one morning. */
  readonly near: readonly string[];
}

const country = (code: string, offsetHours: number, currency: Country["currency"], near: string): Country => ({
  code,
  offsetHours,
  currency,
  near: near.split(" "),
});

/** Where customers live, by their share. */
export const COUNTRIES: Weighted<Country> = [
  [country("GB", 0, "GBP", "IE FR ES"), 140],
  [country("DE", 1, "EUR", "AT NL FR"), 120],
  [country("NG", 1, "USD", "GH"), 80],
  [country("BR", -3, "USD", "AR"), 80],
  [country("ZA", 2, "USD", "NA"), 70],
  [country("IN", 5, "USD", "LK AE"), 70],
  [country("MY", 8, "USD", "SG TH"), 60],
  [country("FR", 1, "EUR", "BE ES CH"), 60],
  [country("ES", 1, "EUR", "PT FR"), 55],
  [country("IT", 1, "EUR", "CH FR"), 45],
  [country("KE", 3, "USD", "TZ"), 45],
  [country("ID", 7, "USD", "SG MY"), 45],
  [country("AE", 4, "USD", "OM IN"), 40],
  [country("NL", 1, "EUR", "BE DE"), 30],
  [country("PL", 1, "EUR", "DE CZ"), 30],
  [country("SG", 8, "USD", "MY ID"), 30],
  [country("MX", -6, "USD", "GT"), 25],
  [country("JP", 9, "JPY", "KR"), 25],
  [country("PH", 8, "USD", "HK"), 20],
  [country("PT", 0, "EUR", "ES"), 20],
  [country("SE", 1, "EUR", "DK NO"), 15],
  [country("CH", 1, "EUR", "DE IT"), 15],
  [country("IE", 0, "EUR", "GB"), 12],
  [country("MT", 1, "EUR", "IT"), 10],
  [country("PA", -5, "USD", "CR"), 10],
  [country("CY", 2, "EUR", "GR"), 8],
];
