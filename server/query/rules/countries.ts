/** What the people and things of a country are called, where that is not its name; by ISO 3166-1 alpha-2 code. */
const DEMONYMS = `AE emirati|uae|emirates|united arab emirates;AF afghan;AL albanian;AM armenian;AO angolan;AR argentine|argentinian;AT austrian;AU australian|aussie;AZ azerbaijani;BA bosnian;BB barbadian;BD bangladeshi;BE belgian;BG bulgarian;BH bahraini;BO bolivian;BR brazilian|brasil;BS bahamian;BW botswanan;BY belarusian;CA canadian;CD congolese;CH swiss;CI ivorian;CL chilean;CM cameroonian;CN chinese|prc;CO colombian;CR costa rican;CU cuban;CY cypriot;CZ czech|czechia|czech republic;DE german|deutschland;DK danish|danes|dane;DO dominican;DZ algerian;EC ecuadorian;EE estonian;EG egyptian;ES spanish|spaniards;ET ethiopian;FI finnish|finns;FR french;GB british|uk|great britain|britain|united kingdom|english|england|scottish|scotland|brits;GE georgian;GH ghanaian;GR greek|hellenic;GT guatemalan;HK hong kong|hongkong;HN honduran;HR croatian|croat;HU hungarian;ID indonesian;IE irish;IL israeli;IN indian;IQ iraqi;IR iranian|persian;IS icelandic;IT italian;JM jamaican;JO jordanian;JP japanese;KE kenyan;KH cambodian;KP north korean|dprk;KR korean|south korean|south korea|korea;KW kuwaiti;KZ kazakh|kazakhstani;LB lebanese;LK sri lankan;LT lithuanian;LU luxembourgish;LV latvian;LY libyan;MA moroccan;MC monegasque;MD moldovan;ME montenegrin;MK macedonian;MM burmese|burma;MT maltese;MU mauritian;MX mexican;MY malaysian;NA namibian;NG nigerian;NL dutch|holland|the netherlands|netherlands;NO norwegian;NP nepalese|nepali;NZ new zealander|kiwi;OM omani;PA panamanian;PE peruvian;PH filipino|philippine;PK pakistani;PL polish|poles;PR puerto rican;PT portuguese;PY paraguayan;QA qatari;RO romanian;RS serbian|serb;RU russian|russia;RW rwandan;SA saudi|saudi arabian|ksa;SE swedish|swedes;SG singaporean;SI slovenian;SK slovak|slovakian;SN senegalese;SV salvadoran;SY syrian|syria;TH thai;TN tunisian;TR turkish|turkey|turks;TW taiwanese;TZ tanzanian;UA ukrainian;UG ugandan;US american|usa|us|america|united states|united states of america|the states;UY uruguayan;UZ uzbek;VE venezuelan|venezuela;VN vietnamese|vietnam;XK kosovan|kosovar|kosovo;YE yemeni;ZA south african;ZM zambian;ZW zimbabwean`;

const LETTERS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
/** Codes that are also everyday words: only in capitals are they countries. */
const WORD_CODES = new Set(
  "AM AS AT BE BY CO DO GO HE HI ID IF IN IS IT LA MA ME MS MY NO OF OK ON OR PA PM PS SO TO TV UP US WE TX MO WK ST TD TN SC SD AD AI AR ET GA GB"
    .split(" ")
    .filter((code) => code !== "GB"),
);

export interface CountryName {
  readonly name: string;
  readonly code: string;
}

/** Every country by its English name, by what its people are called, and by other common names; lower case. */
export function countryNames(): CountryName[] {
  const display = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
  const names: CountryName[] = [];
  for (const a of LETTERS) {
    for (const b of LETTERS) {
      const code = a + b;
      const name = display.of(code);
      if (name !== undefined && isCountry(code)) names.push({ name: simple(name), code });
    }
  }
  for (const entry of DEMONYMS.split(";")) {
    const space = entry.indexOf(" ");
    for (const name of entry.slice(space + 1).split("|")) names.push({ name, code: entry.slice(0, space) });
  }
  return names;
}

/** Regions that are no countries, and codes that stand for another, as `DD` does for Germany, are left out. */
function isCountry(code: string): boolean {
  return (
    new Intl.Locale(`und-${code}`).region === code &&
    !["EU", "EZ", "UN", "QO", "ZZ", "XA", "XB", "UK", "AC", "CP", "DG", "EA", "IC", "TA", "CQ"].includes(code)
  );
}

/** The country of a two-letter code as it is written in a text, `UK` included; small letters only where they are no everyday word. */
export function countryOfCode(raw: string): string | undefined {
  const code = raw.toUpperCase() === "UK" ? "GB" : raw.toUpperCase();
  if (!/^[A-Z]{2}$/.test(code)) return undefined;
  if (raw !== raw.toUpperCase() && WORD_CODES.has(code)) return undefined;
  return code;
}

export function countryLabel(code: string): string {
  return new Intl.DisplayNames("en", { type: "region" }).of(code) ?? code;
}

function simple(name: string): string {
  return name
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/&/g, "and")
    .replace(/[^a-z ]/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}
