/** Small Latin letters that a keyboard has left in Russian words, and the Cyrillic ones that look like them. */
export const LOOKALIKE_LETTERS: Readonly<Record<string, string>> = {
  a: 'а',
  b: 'в',
  c: 'с',
  e: 'е',
  h: 'н',
  k: 'к',
  m: 'м',
  o: 'о',
  p: 'р',
  t: 'т',
  x: 'х',
  y: 'у',
}
