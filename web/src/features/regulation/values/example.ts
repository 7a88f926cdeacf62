/** Lê Minh Hiếu, born in 1977: the regulations' own example of a name. */
const parts: Record<string, string> = {
  family: 'le',
  'family.initial': 'l',
  middle: 'minh',
  'middle.initials': 'm',
  given: 'hieu',
  initials: 'lmh',
  'born.yy': '77',
  'born.yyyy': '1977',
  organisation: 'soyte',
  n: '2',
  nn: '02',
};

/** What a step of a ladder makes of the example; empty when it has a part that people don't have. */
export function exampleFor(form: string): string {
  let known = true;
  const text = form.replace(/\{([^}]+)\}/g, (_, name: string) => {
    const part = parts[name];
    if (part === undefined) known = false;
    return part ?? '';
  });
  return known ? text : '';
}
