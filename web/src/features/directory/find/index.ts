/** Finding people and organisations: the box, the palette of Ctrl+K, the page of results. */
export { DirectoryFind } from './DirectoryFind.tsx';
export { FindBox } from './FindBox.tsx';
export { FoundRow } from './FoundRow.tsx';
export { type FindAsked, findPage } from './findCalls.ts';
export { QuickFindKey } from './QuickFindKey.tsx';
export { type Found, useFound } from './useFound.ts';
