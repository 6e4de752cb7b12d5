/**
 * Words of everyday English that stand within a slip or two of a word that the data or the language has. Whoever writes one of these means
 * it: "pensions" is no misspelt "persons", and a question about them is declined rather than answered for something else. Left out are those
 * that people do slip into, such as "form" for "from" or "mouth" for "month".
 */
export const ENGLISH_WORDS: ReadonlySet<string> = new Set(
  `
  apply approver area arise away ball basis bear beat begin bell beside bill bimonthly bind black blow bone bonus boot border boss
  bots bought broke broker brown burn calm camp care cast cell chair chance chances child clock coal coast cold compete consider
  content cool core counter court cover covers cross dance dare dark dash dawn dead debt debts deep died disk dividend dividends
  doge drag dress dust early ease east easter emit ends enter ether exit fact fair farm fast fate father fear feed feel felt fight
  files filing filings fill film fine fire firm fish flat food fork forms forth fuel game games gate gather gene glass grain grant
  grass green ground hall hand hard hate head heal hear heart hedge hedges hero hide hill hire hole holy hope host hunt ideal iron
  issue jail joint jury kill king kiss lack lady lake land lane layer lead lean lease left lend letter life lift light line lines
  lists litecoin loan loans loop lose losing loud love luck main maker makers mass master match mayor meal meat mere mess mile
  miles mind mine miss mode mood moon mother mount movie mule mules near night nose note notes pace pack pain pair paper part
  pause peace peer pensions pets pipeline pips plain plant plate play player players poem poll port pose post power press pride
  prime prize quit race rain raise rare reach real rear regulator regulators relate rent repeated reports rest retained retention
  rice ride ring river road rock role roof rope round sack safe sail sale sales salt sand save saving scan seal season seasons
  seat seed seek seem seize sell sets shade shake shape sharp shirt shock shoe shoot shop shore shorts shot shout sight simple
  sink skill slice slide slight smart smell snow soft sold song sound spare speak spin sport stack stage stages stair stake
  staking stall starts stay stem stick stir stop store stores storm stuff suit tail tale tall tank tape teach tear teens tend tent
  term test text theme thin think thirds thorough tight tire tired toes token tokens tone tool tools toss totp tough tour tower
  trace trail treat true tube tune vast verb verse vote wage wages wake wall wash water wave wear west white wide width wife wild
  wind wine wing wipe wish woman wood word world worse wound yard yeah yell youth
`
    .trim()
    .split(/\s+/),
);
