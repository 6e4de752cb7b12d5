import { describeLanguageModel } from "./contract/language-model.ts";

describeLanguageModel("gemini");
