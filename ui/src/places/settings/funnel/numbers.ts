// Numbers as they are typed into a field.

/** The whole number of a text; `null` when it is none or beyond `most`. Whether it may be is for the book to say. */
export function wholeNumber(text: string, most = 1_000_000): number | null {
  const plain = text.trim();
  if (!/^\d{1,7}$/.test(plain)) return null;
  return Math.min(Number(plain), most);
}
