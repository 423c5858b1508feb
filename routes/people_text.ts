import { people } from "../islands/languages/en/people.ts";
import { catalogue } from "../islands/text.ts";

export const peopleText = catalogue("people", people);
