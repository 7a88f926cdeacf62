import { createContext } from 'react';

/** What the server complained of, by the names of fields. */
export const FieldErrors = createContext<Readonly<Record<string, string>>>({});
