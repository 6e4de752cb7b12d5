/** What may be shipped: permissive licences that ask for a notice at most. SPDX identifiers. */
export const shippedLicences: readonly string[] = [
  "0BSD",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "BlueOak-1.0.0",
  "CC-BY-3.0",
  "CC-BY-4.0",
  "CC0-1.0",
  "ISC",
  "MIT",
  "MIT-0",
  "Python-2.0",
  "Unlicense",
  "WTFPL",
  "Zlib",
];

/** What a tool may have that is used unmodified and never shipped. */
export const toolLicences: readonly string[] = [...shippedLicences, "MPL-2.0"];

/** Texts by which a licence is known, whatever the `license` field says. All phrases of an entry have to be there. */
export const licenceTexts: readonly { readonly licence: string; readonly phrases: readonly RegExp[]; readonly not?: RegExp }[] = [
  { licence: "MIT", phrases: [/permission is hereby granted, free of charge, to any person obtaining a copy/, /above copyright notice/] },
  {
    licence: "MIT-0",
    phrases: [/permission is hereby granted, free of charge, to any person obtaining a copy/],
    not: /above copyright notice/,
  },
  { licence: "ISC", phrases: [/permission to use, copy, modify, and(\/or)? distribute this software/, /above copyright notice/] },
  { licence: "0BSD", phrases: [/permission to use, copy, modify, and\/or distribute this software/], not: /above copyright notice/ },
  {
    licence: "BSD-3-Clause",
    phrases: [/redistribution and use in source and binary forms/, /neither the names? .*nor|may not be used to endorse/],
  },
  {
    licence: "BSD-2-Clause",
    phrases: [/redistribution and use in source and binary forms/],
    not: /neither the names? .*nor|may not be used to endorse/,
  },
  { licence: "Apache-2.0", phrases: [/apache license,? version 2\.0|apache license version 2\.0, january 2004/] },
  { licence: "MPL-2.0", phrases: [/mozilla public license,? version 2\.0/] },
  { licence: "Unlicense", phrases: [/this is free and unencumbered software released into the public domain/] },
  { licence: "CC0-1.0", phrases: [/cc0 1\.0 universal/] },
  { licence: "CC-BY-4.0", phrases: [/creative commons attribution 4\.0|attribution 4\.0 international/] },
  { licence: "BlueOak-1.0.0", phrases: [/blue oak model license/] },
  { licence: "Zlib", phrases: [/this software is provided 'as-is'/, /altered source versions must be plainly marked/] },
  { licence: "Python-2.0", phrases: [/python software foundation license version 2/] },
  { licence: "WTFPL", phrases: [/do what the fuck you want to public license/] },
];

/** Wording that no allowed licence has: a package that carries it is refused even when an allowed text stands beside it. */
export const forbiddenTexts: readonly { readonly pattern: RegExp; readonly not?: RegExp }[] = [
  // MPL-2.0 names the GNU licences as those a larger work may be put under.
  { pattern: /gnu (lesser |affero |library )?general public license/, not: /mozilla public license.*secondary license/ },
  { pattern: /server side public license/ },
  { pattern: /business source license/ },
  { pattern: /elastic license/ },
  { pattern: /commons clause/ },
  { pattern: /polyform/ },
  { pattern: /non-?commercial/ },
  { pattern: /commercial licen[cs]e/ },
  { pattern: /annual (gross )?revenue/ },
  { pattern: /(purchase|paid|enterprise|proprietary) licen[cs]e/ },
];
