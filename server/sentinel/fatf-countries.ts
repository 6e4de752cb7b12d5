/**
 * Countries under increased monitoring or a call for action of the Financial Action Task Force (fatf-gafi.org, lists of October 2025),
 * ISO 3166-1 alpha-2. They change three times a year.
 */
export const FATF_COUNTRIES: readonly string[] = [
  ...["IR", "KP", "MM"],
  ...["AO", "BG", "BO", "CD", "CI", "CM", "DZ", "HT", "KE", "LA", "LB", "MC", "NA", "NP", "SS", "SY", "VE", "VG", "VN", "YE"],
];
