/** First passwords for the people of an imported list. */
export { countLetters, issueLetters, type Letter } from './issue-letters.ts';
export { type LetterRoutesDeps, letterRoutes } from './routes.ts';
export { type LetterFacts, lettersPage, lettersWorkbook } from './write-letters.ts';
