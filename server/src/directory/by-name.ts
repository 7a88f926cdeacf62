/** By name as people read lists: `Phường 2` before `Phường 10`, marks last. */
export const byName = (name: string) => `
  fold(regexp_replace(${name}, '[0-9].*$', '')), (substring(${name} from '[0-9]{1,9}'))::int nulls first, fold(${name}), ${name}`;
