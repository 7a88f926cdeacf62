import { createContext } from 'react';

/** What the server said of each place of the value: path → reason. */
export const Faults = createContext<ReadonlyMap<string, string>>(new Map());
