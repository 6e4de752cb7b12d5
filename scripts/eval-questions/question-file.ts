import { readFileSync } from "node:fs";
import { z } from "zod";

const questionSchema = z.object({
  id: z.string(),
  /** What kind of question it is; accuracy is told by it. */
  class: z.string(),
  question: z.string(),
  domain: z.string().optional(),
  expect: z.enum(["answered", "clarification", "unsupported"]),
  /** SQL whose rows are right; where there are several, any of them. */
  gold: z.array(z.string()),
  ordered: z.boolean().default(false),
  /** The question before it in a conversation. */
  follows: z.string().nullish(),
});
export type Question = z.infer<typeof questionSchema>;

function readLine(line: string, index: number): Question {
  try {
    return questionSchema.parse(JSON.parse(line));
  } catch (error) {
    throw new Error(`line ${index + 1}: ${error instanceof z.ZodError ? z.prettifyError(error) : String(error)}`);
  }
}

/** The questions of a file with one JSON object a line. Throws with the number of a line that is wrong. */
export function readQuestions(file: string): Question[] {
  const lines = readFileSync(file, "utf8").split("\n");
  return lines.flatMap((line, index) => (line.trim() === "" ? [] : [readLine(line, index)]));
}
