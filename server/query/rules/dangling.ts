/** What begins so goes on with something that was said before. */
const DANGLING =
  /^\s*(?:(?:please|pls|ok|okay)[ ,]+)*(?:(?:and|n|&|\+|what about|how about|same (?:for|but|with|again)|the same (?:for|but|with|again))\b|(?:restrict|limit|narrow|filter|split|break|show|do|repeat)(?: down)? (?:that|it|this|them|those|these)\b|(?:only )?(?:of|among|for|from) (?:those|these|them)\b)/i;

/** Whether a question is only part of one: without the turn before it nobody knows what it asks. */
export function isDangling(question: string): boolean {
  return DANGLING.test(question);
}
