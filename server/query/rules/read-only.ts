const ORDERS =
  "delete|del|remove|drop|wipe|erase|purge|truncate|suspend|unsuspend|block|unblock|freeze|unfreeze|update|set|change|modify|edit|add|create|insert|register|open an?|unlock|lock|close|reopen|approve|reject|reverse|refund|mark|unmark|flag|unflag|cancel|ban|unban|reset|rename|alter|grant|revoke|promote|demote|upgrade|downgrade|assign|credit|debit|(?:transfer|send|pay|deposit|withdraw|move) \\$?\\d[\\d,.]*k?|verify|restore|merge|replace|overwrite|disable|enable|deactivate|activate|archive|execute|run|void|settle|process|clear|correct|fix|adjust|increase|raise|lower|reduce|double|make (?:customer|user|client|account|cust)|turn (?:on|off)|kick|terminate|nuke|anonymi[sz]e|hide|notify|email|write|put";

const POLITE =
  "(?:(?:please|pls|plz|kindly|ok|okay|hey|hi|now|just|go ahead and|can you|could you|would you|will you|i want you to|i need you to|i'd like you to|you should|we should|let's|lets|you must|help me|and|then|quickly)[\\s,]+)*";
const IMPERATIVE = new RegExp(`^\\s*${POLITE}(?:${ORDERS})\\b`, "i");
/** Nouns that look like orders at the beginning of a question. */
const NOUN_START =
  /^\s*(?:add up|close of business|flag (?:rate|share)|flagg(?:ed|ing) |(?:drop|rise|update|increase|change) (?:in|on|of|rate) |(?:create|update|close|reset|block) (?:date|time|count|rate|reason)|double (?:deposits|payments|charges|bookings|withdrawals)\b|changes|increase in|closed|open(?:ed)? (?!an? )|reversed|set of|updates?d|blocked|suspended|cancelled|run(?:ning)?[- ](?:rate|total)|transfers?\b(?! \$?\d)|process(?:ing)? (?:time|date)|processed|approved|rejected|verified|locked|mark-?ups?|fixed|clear(?:ed|ing)|refunds\b|refund (?:rate|amount|volume|share|total|ratio)|email (?:of|address)|lower|put-|write-|change in|increase in|change of|run-)/i;
const SQL =
  /\b(?:select\s+[\w*"`(,.\s]+\s+from|insert\s+into|update\s+\w+\s+set|delete\s+from|drop\s+(?:table|database|view|index|schema)|alter\s+(?:table|user|role)|create\s+(?:table|index|view|user|role|trigger)|truncate\s+table|union\s+(?:all\s+)?select|pragma\s+\w+|attach\s+database|grant\s+\w+\s+on|exec(?:ute)?\s*\(|;\s*(?:drop|delete|update|insert|select|alter))\b|--\s*$|\/\*.*\*\//is;
const INSTRUCTION =
  /\b(?:ignore|disregard|forget|bypass|override)\b[^.]{0,40}\b(?:instruction|rule|prompt|previous|above|guard|restriction|polic|limit)|\b(?:system prompt|you are now|act as (?:an? )?(?:admin|root|dba|system|developer)|jailbreak|developer mode|reveal your|print your (?:prompt|instructions))\b/i;
const LATER_ORDER =
  /(?:[.;!?]|\b(?:and )?then\b|\band\b)\s*(?:then\s+)?(?:also\s+)?(?:please\s+)?(?:delete|remove|drop|wipe|suspend|block|freeze|update|unlock|approve|reverse|refund|cancel|ban|reset|erase|purge|truncate|close|reject)\s+(?:all|every|the|this|that|these|those|them|him|her|it|their|his|each|any|customer|user|account|table|transactions?)\b/i;

/** "I need to suspend account 9": an order that is put as a wish. */
const WISH =
  /^\s*(?:please\s+)?(?:(?:we|i)(?:'d like to| would like to| need to| want to| have to|'ve got to| must| should)|(?:would|do) you mind)\s+(?:delet|remov|suspend|block|unblock|freez|unfreez|lock|unlock|approv|reject|revers|refund|cancel|ban|reset|eras|purg|clos|reopen|deactivat)(?:e|n?ing)?\b/i;

/** Whether a question asks to change something, or carries SQL or instructions instead of a question. */
export function forbidden(question: string): boolean {
  const text = question.replace(/[‘’]/g, "'");
  if (SQL.test(text) || INSTRUCTION.test(text) || LATER_ORDER.test(text)) return true;
  if (WISH.test(text)) return true;
  return IMPERATIVE.test(text) && !NOUN_START.test(text);
}
