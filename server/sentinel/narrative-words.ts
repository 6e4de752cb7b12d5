/** Ordinary words that a sentence may begin with: what else has a capital letter is taken for a name. */
export const OPENERS = new Set(
  `a about account accounts across action after all also although amid among an and another any apart around as at attackers attention
  because before beginning behind below beside besides between both but by check control controls current currently customers data
  despite during each early either elsewhere end evidence every finally find findings first following for from further gaps given have
  hold however immediate immediately important in including investigate it its known later likely look looking meanwhile more moreover
  most move moves multiple next now of on once one only other others our outside over overall part please priority prompt prompted
  questions recommend recommended related remaining review roughly scan scans separately serious several shared shortly since some somebody someone
  standing starting stop such suspicious take taken that the their then there these they this those though through throughout today
  together top treat two under unrelated until up urgent very watch we what when where which while who whose with within withdrawals
  you your`.split(/\s+/),
);

/** Words that say a number, or that all is well: they stay only where the template has them. */
export const GUARDED = new Set(
  `zero two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty
  thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million millions billion billions dozen dozens
  score scores half halves third thirds quarter quarters fifth tenth twice thrice double doubled doubles triple tripled quadruple
  quadrupled couple
  nothing none never not no without harmless normal normally safe safely calm fine benign unconcerning ordinary routine ignore
  ignored dismiss unlikely mistaken resolved solved`.split(/\s+/),
);
