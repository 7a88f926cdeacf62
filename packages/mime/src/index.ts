/** One pass over a message: structure with offsets, envelope, text; charsets including Vietnamese legacy ones. */
export * from './types.ts';
