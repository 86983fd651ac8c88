/** A count with commas and, where it is given, the noun that agrees with it: "1 tool", "1,328 tools". */
export const numberWords = (count: number, noun?: string): string =>
  `${count.toLocaleString('en')}${noun === undefined ? '' : ` ${noun}${count === 1 ? '' : 's'}`}`
