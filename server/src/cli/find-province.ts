import { DirectoryError, foldWords } from '../directory/index.ts';
import type { Regulation } from '../regulation/index.ts';

/**
 * The province meant by its id, its name with or without diacritics and `Tỉnh`, or the code of an instrument of it.
 * @throws DirectoryError `directory.no-province`.
 */
export function findProvince(regulation: Regulation, text: string): { id: string; name: string } {
  const words = (name: string) => foldWords(name).join(' ');
  const wanted = words(text);
  const provinces = regulation.provinces();
  const found =
    provinces.find(({ id }) => words(id) === wanted) ??
    provinces.find(({ name }) => [words(name), words(name).replace(/^(tinh|thanh pho) /, '')].includes(wanted)) ??
    provinces.find(({ id }) => regulation.instruments(id).some(({ code }) => code === text.trim().toUpperCase()));
  if (found) return found;
  throw new DirectoryError('directory.no-province', `${text}; known are ${provinces.map(({ id }) => id).join(', ')}.`);
}
