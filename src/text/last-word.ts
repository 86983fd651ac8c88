/** The last of words with spaces between them. */
export const lastWord = (words: string): string => words.slice(words.lastIndexOf(' ') + 1)
